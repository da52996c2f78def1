"""Plays a round on a SQLite file as the site uses it, and says what of it can be found in the files.

``test_attacker_disk`` runs this in a process of its own, because the suite's own database is in a hurry: it neither
overwrites what is deleted nor really commits.
"""

import random
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from questionnaires.closing import close_round
from questionnaires.invitations import way_in
from questionnaires.models import Invitation
from tests import factories
from tests.twenty import play_round


def files() -> bytes:
    """Everything that SQLite keeps: the database and what it writes beside it."""
    path = Path(settings.DATABASES["default"]["NAME"])
    return b"".join(found.read_bytes() for found in sorted(path.parent.glob(f"{path.name}*")))


def found(keys: Iterable[UUID]) -> int:
    """How many of these ids stand somewhere in the files, in any way of writing."""
    kept = files()
    return sum(any(form in kept for form in (key.hex.encode(), str(key).encode(), key.bytes)) for key in keys)


def main() -> dict[str, object]:
    call_command("migrate", verbosity=0)
    location = factories.make_location()
    coordinator = factories.make_coordinator(location)
    scan, people = play_round(location, coordinator, random.Random(1))
    drafts = [key for person in people for key in person.traces]
    sent = list(scan.sheets.values_list("pk", flat=True))
    # Another process of the site, with the database open all the while.
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM questionnaires_answer").fetchall()
    before = {"drafts": found(drafts), "sent": found(sent)}
    close_round(scan=scan, by=coordinator)
    ways = [way_in(invitation) for invitation in Invitation.objects.all()]
    return {
        "before": before,
        "after": {"drafts": found(drafts), "sent": found(sent)},
        "kept": found(scan.sheets.values_list("pk", flat=True)),
        "secrets": sum(word.encode() in files() for way in ways for word in (way.token, way.code)),
    }
