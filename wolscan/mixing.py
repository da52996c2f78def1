"""Real data and the demo never meet: where people's data stand, no demo is loaded and none is started."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connection

from wolscan.models import Organisation, User

#: The ending of every mail address that the demo makes.
DEMO_ADDRESSES = "@demo.example"


def real_data() -> str:
    """A sentence about the data in this database that are no demo's; empty where there are none."""
    if Organisation.objects.filter(is_fictitious=False).exists():
        return "This database holds organisations that are not fictitious"
    if User.objects.exists() and not User.objects.filter(email__endswith=DEMO_ADDRESSES).exists():
        return "This database holds accounts of people, and none of the demo"
    return ""


def refuse_real_data() -> None:
    """Called when the site starts. In the demo everybody may sign in as anybody: it opens no real data."""
    if not settings.DEMO:
        return
    try:
        said = real_data()
    except (OperationalError, ProgrammingError):  # no tables yet: nothing stands there
        said = ""
    finally:
        connection.close()  # the processes that come of this one must not share it
    if said:
        raise ImproperlyConfigured(
            f"{said}: it cannot be opened with DEMO=1. Leave DEMO out, or name another database."
        )
