"""Who finds an outcome: whoever knows its code, and the coordinator who hands that code out."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from questionnaires import codes
from questionnaires.models import FINAL, Scan
from questionnaires.queries import may
from scoring.givingback.codes import code_of
from wolscan.models import User
from wolscan.permissions import Permission

#: The scan whose outcome this browser gave the code of.
SHARED_OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Share:
    """What a coordinator hands out: the code, and the address where it is typed."""

    code: str
    address: str

    @property
    def short_address(self) -> str:
        """As it is read out or printed: without ``https://``."""
        return self.address.partition("://")[2].rstrip("/")


def scan_behind(typed: str) -> Scan | None:
    """The final scan that this code opens. A scan that is not final (any more) opens as little as an unknown code."""
    return _final().filter(outcome_lookup=codes.lookup_of_code(typed)).first()


def scan_shared_with(request: HttpRequest) -> Scan | None:
    """The scan whose code was typed in this browser, while its outcome is final."""
    key = request.session.get(SHARED_OUTCOME)
    return _final().filter(pk=key).first() if key else None


def _final() -> QuerySet[Scan]:
    shared = Scan.objects.filter(state__in=FINAL, outcome_lookup__isnull=False)
    return shared.select_related("location__organisation")


def share_of(user: User, scan: Scan) -> Share | None:
    """What this person may hand out about a scan, whose roles are known already. No query."""
    code = code_of(scan) if may(user, Permission.INVITE, scan) else None
    return Share(code, settings.SITE_URL + reverse("outcome_code")) if code else None
