"""All final scans on a day as arrays, read from the outcome rows in one go: what the disclosure control counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db.models import Count, QuerySet

from questionnaires.definitions import load
from questionnaires.models import FINAL, State, StateChange
from scoring.domain.disclosure_population import Population
from scoring.models import OutcomeRow
from scoring.publication import course
from scoring.publication.columns import Columns, Row, number_of
from scoring.publication.packing import theme_keys

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Numbers

#: Why a scan does not count.
UNFINISHED: Final = "unfinished"
WITHDRAWN: Final = "withdrawn"
REOPENED: Final = "reopened"
OTHER_VERSION: Final = "other_version"
REPEATED: Final = "repeated"
NOT_COMPARABLE: Final = "not_comparable"
EXCLUSIONS: Final = (UNFINISHED, WITHDRAWN, REOPENED, OTHER_VERSION, REPEATED, NOT_COMPARABLE)

CHUNK: Final = 5_000
Progress = Callable[[int, int], None]
Version = tuple[str, str]


class NothingToCount(Exception):
    """No scan was confirmed on or before this day."""


def population(on: date, tell: Progress = lambda _done, _total: None) -> Population:
    """Every final scan on a day, in the questionnaire and rules that most of them have.

    A scan that was confirmed more than once counts as it was last confirmed on or before that day; one that was
    reopened or withdrawn after that does not count. Raises ``NothingToCount``.
    """
    rows = OutcomeRow.objects.filter(confirmed_on__lte=on)
    version = _version(rows)
    columns = _read(rows, version, tell)
    left = _left(on)
    last = columns.last()
    kept = last & columns.of_version() & columns.without(set(left))
    numbers = columns.places(last)
    asked = load(version[0])
    themes, topics = theme_keys(asked), tuple(asked.topics)
    excluded = course.unfinished(on) | {OTHER_VERSION: int((last & ~columns.of_version()).sum())}
    excluded[REOPENED] = sum(new != State.VERVALLEN for new in left.values())
    arrays = columns.arrays(kept)
    excluded |= _repeats(arrays["locations"], numbers[kept])
    return Population(
        on=on,
        questionnaire=version[0],
        rules=version[1],
        themes=themes,
        topics=topics,
        numbers=numbers[kept],
        ranks=columns.ranks(kept, themes, topics),
        excluded={why: excluded[why] for why in EXCLUSIONS},
        funnel=tuple(course.standings(on)),
        states=course.STEPS,
        **arrays,
    )


def _version(rows: QuerySet[OutcomeRow]) -> Version:
    """Questionnaire and rules of most rows; the newest of equals."""
    counted = rows.values_list("questionnaire", "rules").annotate(Count("pk")).order_by()
    found = max(((count, questionnaire, rules) for questionnaire, rules, count in counted), default=None)
    if found is None:
        raise NothingToCount
    return found[1], found[2]


def _read(rows: QuerySet[OutcomeRow], version: Version, tell: Progress) -> Columns:
    asked = load(version[0])
    columns, total = Columns((len(asked.themes), len(asked.topics))), rows.count()
    ordered = rows.order_by("confirmed_on", "made_at", "pk").values_list("questionnaire", "rules", *Row._fields)
    for done, found in enumerate(ordered.iterator(chunk_size=CHUNK), start=1):
        columns.add(Row(*found[2:]), in_version=found[:2] == version)
        if done % CHUNK == 0:
            tell(done, total)
    return columns


def _left(on: date) -> dict[int, str]:
    """Scans that were final and then were so no more, with the state they came in, if they were not confirmed since."""
    steps = StateChange.objects.filter(at__lt=course.end_of(on))
    gone = dict(steps.filter(old__in=FINAL).exclude(new__in=FINAL).order_by("at").values_list("scan", "new"))
    now = course.states_at(on, list(gone))
    return {number_of(scan): new for scan, new in gone.items() if now[scan] not in FINAL}


def _repeats(locations: Numbers, numbers: Numbers) -> dict[str, int]:
    """Scans that gave way to their repeat, and repeats whose first scan is of another version."""
    import numpy as np

    comparable = np.isin(locations, locations[numbers == 1])
    first_gone = len(np.unique(locations[~comparable]))
    return {REPEATED: len(locations) - len(np.unique(locations)), NOT_COMPARABLE: first_gone}
