"""Judges published snapshots afterwards: the same attacker, and the same floors, over everything that was published.

For ``manage.py check_disclosure`` and the tests. It trusts nothing of how the snapshots came about: rows are judged by
what they show and whom they count, so figures that were published without the control are found out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from scoring.domain.disclosure import Work
from scoring.domain.disclosure_groups import Candidate, Selection
from scoring.domain.disclosure_model import FIRST, REPEAT, TRANSITION, Fact, Place, Snapshot, all_facts
from scoring.domain.disclosure_passed import Passed
from scoring.domain.disclosure_population import Population
from scoring.domain.disclosure_rows import interval, objection
from scoring.domain.disclosure_settings import Settings
from scoring.domain.disclosure_shadows import newcomers
from scoring.domain.disclosure_worlds import Clue, Evidence

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags

#: Kinds of findings beside those of the attacker: a row that rests on too few, one that is one-sided or tells the exact
#: counts by itself, figures that are no rounded counts, tables that show something else than the facts.
TOO_FEW: Final = "too_few"
ALONE: Final = "alone"
NOT_ROUNDED: Final = "not_rounded"
NOT_THE_FACTS: Final = "not_the_facts"


class Finding(NamedTuple):
    """Something that should not have been published: what is wrong, and in which row (none: in several together)."""

    kind: str
    place: Place | None


def check(
    population: Population,
    hierarchy: Mapping[str, str],
    snapshots: Sequence[Snapshot],
    settings: Settings,
    passed: Passed | None = None,
) -> tuple[Finding, ...]:
    """Everything wrong with the snapshots, given all scans up to the last of them.

    What the attacker was asked in ``passed`` is not asked again; the figures themselves are gathered anew.
    """
    work = Work(population, hierarchy, tuple(snapshots), settings)
    floors = [finding for fact, _ in all_facts(snapshots) for finding in _alone(fact, settings)]
    floors += [Finding(NOT_THE_FACTS, place) for snapshot in snapshots for place in _strange(snapshot)]
    for attribute, before in sorted(work.before.items()):
        floors += _together(work, attribute, before, passed if passed is not None else Passed())
    return tuple(floors)


def _alone(fact: Fact, settings: Settings) -> Iterator[Finding]:
    if any(count % settings.base for count in fact.shown) or len(fact.shown) != len(fact.form):
        yield Finding(NOT_ROUNDED, fact.place)
    elif objection(fact.shown, fact.form, fact.total, settings) is not None:
        yield Finding(ALONE, fact.place)


def _strange(snapshot: Snapshot) -> Iterator[Place]:
    """Rows with figures that are not those of a fact. The funnel has none: it tells nothing about levels."""
    facts = {fact.place: fact for fact in snapshot.facts}
    for table in snapshot.tables:
        for row in table.rows:
            place = Place(table.key, row.key, table.breakdown, table.group)
            if (
                row.n is not None
                and table.key in _KEPT
                and (place not in facts or dict(row.cells) != facts[place].cells() or row.since != facts[place].on)
            ):
                yield place


_KEPT: Final = ("theme_by_level", "topic_by_level", "tier", TRANSITION)


def _together(work: Work, attribute: str, before: Sequence[tuple[Fact, Flags]], passed: Passed) -> Iterator[Finding]:
    """The rows of one attribute: whom they count, and what they give away together."""
    ranks, settings = work.spread(work.population.ranks[attribute]), work.settings
    judge = Selection(work.universe.organisations, settings, {("country", "nl"): Candidate(ranks < -1)})
    for fact, members in before:
        if not judge.is_eligible(members) or int(members.sum()) != fact.total:
            yield Finding(TOO_FEW, fact.place)
        if not _is_true(fact, members, ranks, settings.base):
            yield Finding(NOT_ROUNDED, fact.place)
    clues = tuple([Clue(members, fact.form, fact.shown) for fact, members in before])
    hidden = tuple(_hidden(work, attribute, before))
    for breach in passed.attack(Evidence(work.universe.organisations, ranks, clues, hidden, settings.base)):
        yield Finding(breach.kind, before[breach.clue][0].place if breach.clue >= 0 else None)


def _is_true(fact: Fact, members: Flags, ranks: object, base: int) -> bool:
    """Whether the true counts are among those that round to what is shown; unknown levels make that hard to say."""
    import numpy as np

    found = np.asarray(ranks)[members]
    if (found < 0).any():
        return True
    for part, shown in zip(fact.form, fact.shown):
        low, high = interval(shown, base)
        if not low <= int(np.isin(found, part).sum()) <= high:
            return False
    return True


def _hidden(work: Work, attribute: str, before: Sequence[tuple[Fact, Flags]]) -> Iterator[Flags]:
    """Groups that must stay uncertain: those of today without figures of their own, who joined after the figures that
    stand, and who was new in a row that was renewed."""
    seen = {members.tobytes() for _, members in before}
    last = {
        (fact.place.breakdown, fact.place.group): members
        for fact, members in before
        if not fact.place.row.endswith((FIRST, REPEAT))
    }
    groups = []
    scored = work.spread(work.population.ranks[attribute]) >= 0
    for key, flags in work.wide.items():
        if key in last:
            groups.append(flags & scored & ~last[key])
        elif not attribute.startswith("topic/"):
            groups.append(flags & scored)
    for members in (*groups, *newcomers(before)):
        if members.any() and members.tobytes() not in seen:
            seen.add(members.tobytes())
            yield members
