"""A scan as the programme office sees it: where it stands and which support was decided, never a level."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.assigning.queries import days_waiting
from questionnaires.definitions import load
from questionnaires.models import Scan
from questionnaires.presenters import tr


@dataclass(frozen=True, slots=True)
class AssignRow:
    """One scan in the list. ``dates`` pairs a word with a day; ``tier`` and ``themes`` are there once it is final."""

    scan: Scan
    days: int | None
    dates: list[tuple[str, date]]
    tier: str
    themes: list[str]


def assign_row(scan: Scan, today: date) -> AssignRow:
    """The row of a scan whose ``decisions`` are prefetched."""
    decision = list(scan.decisions.all())[-1:] if scan.is_final else []
    return AssignRow(
        scan=scan,
        days=days_waiting(scan, today),
        dates=_dates(scan),
        tier=decision[0].get_tier_display() if decision else "",
        themes=[_title(scan, key) for key in decision[0].themes] if decision else [],
    )


def _dates(scan: Scan) -> list[tuple[str, date]]:
    days = [
        (_("Started"), scan.opened_on),
        (_("Sent in"), timezone.localdate(scan.submitted_at) if scan.submitted_at else None),
        (_("Confirmed"), scan.confirmed_on),
        (_("Repeat scan"), scan.repeat_on),
    ]
    return [(word, day) for word, day in days if day]


def _title(scan: Scan, theme: str) -> str:
    return tr(load(scan.questionnaire).theme(theme).title)
