"""The sheets of people go two years after their scan ended; the outcome that was made of them stays."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from questionnaires.definitions import TEAM
from questionnaires.models import AnswerSheet, State
from questionnaires.retention import ended_until
from scoring.models import Decision
from wolscan.privacy.retention import deletes
from wolscan.privacy.table import last_day


def old_sheets(on: date) -> QuerySet[AnswerSheet]:
    """Sheets of single people, of scans whose report no longer reads them.

    A decision keeps what its report shows (``Decision.material``); where an early one did not, the sheets stay until
    the scan is decided again. A team sheet holds what the location agreed, so it belongs to the outcome.
    """
    frozen = Decision.objects.filter(scan=OuterRef("scan")).exclude(material={})
    ended = ended_until(last_day("sheets", on)).values("pk")
    old = AnswerSheet.objects.filter(scan__in=ended).exclude(group=TEAM)
    return old.filter(Exists(frozen)) | old.filter(scan__state=State.VERVALLEN)


def register() -> None:
    deletes("sheets", old_sheets)
