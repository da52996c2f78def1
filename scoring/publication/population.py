"""All final scans on a day as arrays, read from the outcome rows in one go: what the disclosure control counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db.models import Count, QuerySet

from questionnaires.definitions import load
from questionnaires.models import State
from scoring.domain.disclosure_population import Population
from scoring.models import OutcomeRow
from scoring.publication import course
from scoring.publication.columns import Columns, Rows, number_of
from scoring.publication.packing import theme_keys
from scoring.publication.reading import Hex, columns

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

#: What is read of a row. The levels are no bytes of a fixed width: rows of another version may have more of them.
_PACKED: Final = {name: name for name in ("scan_key", "location_key")}
_LEVELS: Final = {name: Hex(name) for name in ("topics", "themes")}
_TEXTS: Final = {name: name for name in ("questionnaire", "rules", *Rows._fields) if name not in _PACKED} | _LEVELS

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
    version, total = _version(rows)
    read = read_columns(rows, version, lambda done: tell(done, total))
    left = {number_of(scan): new for scan, new in course.left(on).items()}
    last = read.last()
    kept = last & read.of_version() & read.without(set(left))
    numbers = read.places(last)
    asked = load(version[0])
    themes, topics = theme_keys(asked), tuple(asked.topics)
    excluded = course.unfinished(on) | {OTHER_VERSION: int((last & ~read.of_version()).sum())}
    excluded[REOPENED] = sum(new != State.VERVALLEN for new in left.values())
    arrays = read.arrays(kept)
    excluded |= _repeats(arrays["locations"], numbers[kept])
    return Population(
        on=on,
        questionnaire=version[0],
        rules=version[1],
        themes=themes,
        topics=topics,
        numbers=numbers[kept],
        ranks=read.ranks(kept, themes, topics),
        excluded={why: excluded[why] for why in EXCLUSIONS},
        funnel=tuple(course.standings(on)),
        states=course.STEPS,
        **arrays,
    )


def _version(rows: QuerySet[OutcomeRow]) -> tuple[Version, int]:
    """Questionnaire and rules of most rows, the newest of equals; and how many rows there are."""
    counted = list(rows.values_list("questionnaire", "rules").annotate(Count("pk")).order_by())
    if not counted:
        raise NothingToCount
    _most, *version = max((count, questionnaire, rules) for questionnaire, rules, count in counted)
    return (version[0], version[1]), sum(count for *_version, count in counted)


def read_columns(
    rows: QuerySet[OutcomeRow], version: Version, tell: Callable[[int], None] = lambda _done: None
) -> Columns:
    """Outcome rows as columns, in the order in which they were confirmed; only those of the version count."""
    asked = load(version[0])
    read, done = Columns((len(asked.themes), len(asked.topics))), 0
    for found in columns(rows, texts=_TEXTS, packed=_PACKED):
        of_version = [given == version for given in zip(found.pop("questionnaire"), found.pop("rules"))]
        read.take(Rows(**found), of_version)
        done += len(of_version)
        tell(done)
    read.put_in_order()
    return read


def _repeats(locations: Numbers, numbers: Numbers) -> dict[str, int]:
    """Scans that gave way to their repeat, and repeats whose first scan is of another version."""
    import numpy as np

    comparable = np.isin(locations, locations[numbers == 1])
    first_gone = len(np.unique(locations[~comparable]))
    return {REPEATED: len(locations) - len(np.unique(locations)), NOT_COMPARABLE: first_gone}
