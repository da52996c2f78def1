"""The versions of an outcome: one for every time it was confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from questionnaires.models import Scan, StateChange
from scoring.models import Decision
from scoring.outcomes.queries import InForce, reopenings
from scoring.outcomes.words import tier_name


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: when it was confirmed, with which support, whether it holds, and else why it was reopened."""

    number: int
    confirmed_on: date
    tier: str
    is_current: bool
    reopened_on: date | None
    reopened_because: str


def version_views(found: Sequence[InForce], scan: Scan) -> list[VersionView]:
    """The versions that there were, newest first; none while the first one still holds, as the page shows that."""
    if not found or (scan.is_final and len(found) < 2):
        return []
    ends = dict(enumerate(reopenings(scan), start=1))
    return [_view(number, holds.decision, ends.get(number)) for number, holds in reversed(list(enumerate(found, 1)))]


def _view(number: int, decision: Decision | None, end: StateChange | None) -> VersionView:
    assert decision
    return VersionView(
        number=number,
        confirmed_on=_confirmed_on(decision),
        tier=tier_name(decision.tier),
        is_current=end is None,
        reopened_on=timezone.localdate(end.at) if end else None,
        reopened_because=end.reason if end else "",
    )


def version_of(found: Sequence[InForce], asked: str) -> InForce | None:
    """The version with this number, as it stands in an address."""
    number = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    return found[number - 1] if 0 < number <= len(found) else None


def _confirmed_on(decision: Decision) -> date:
    """The day that stands in the report; decisions that froze none were made on the day they bear."""
    kept = decision.material.get("scan")
    return date.fromisoformat(kept["confirmed_on"]) if kept else timezone.localdate(decision.at)
