"""A block of the demo country, drawn: organisations, their locations, and every scan with its sheets. Pure.

Everything follows from the seed, the place of a location in the row and the day of reference. Identifiers follow from
the seed and the place alone, so that a population is recognised on any later day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from questionnaires.models import State
from scoring.demo import names
from scoring.demo.course import Course, confirmed_ago, final_course, running_course, year_before
from scoring.demo.population import (
    CONVERSATION,
    FINISHED,
    OPEN,
    WAITING,
    WITHOUT_SCAN,
    Profile,
    draw_histories,
    year_after,
)
from scoring.demo.reference import OTHER_TIER_SHARE, dice, identity, is_chosen, weighted
from scoring.demo.sheets import Sheets, half_sheet, round_of_sheets, team_sheet
from scoring.domain.plan import Plan

#: Locations of the demo's coordinator.
OF_COORDINATOR: Final = (OPEN, CONVERSATION, FINISHED, WITHOUT_SCAN)
_RUNNING: Final = {OPEN: State.OPEN, WAITING: State.INGEDIEND, CONVERSATION: State.GESPREK}
_FIRST_ORGANISATION: Final = 7
_SIZES: Final = (22, 18, 16, 13, 11, 9, 6, 5)
#: Beside those of the first five: every sixteenth location of the first ones has the adviser of the demo.
_EVERY: Final = 16
_UNTIL: Final = 150
#: How many days ago the finished scan of the demo's coordinator was confirmed: not yet followed up.
_FINISHED_AGO: Final = 41

#: Regions with more locations than the others come by twice as often.
_LARGE: Final = frozenset({"utrecht", "groot-amsterdam", "rotterdam", "haaglanden", "west-brabant", "friesland"})
#: Whom locations are for, and the percentage that is (also) for them.
TARGET_GROUPS: Final = {
    "pg": 88,
    "somatiek": 60,
    "gerontopsychiatrie": 14,
    "korsakov": 6,
    "jonge-mensen-met-dementie": 9,
}


@dataclass(frozen=True, slots=True)
class ScanPlan:
    """One scan to be written. ``chosen`` says that its adviser decides another tier than the rule; ``profile`` is what
    a final scan comes to."""

    id: UUID
    previous: UUID | None
    course: Course
    sheets: Sheets
    adviser: int
    chosen: bool
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class LocationPlan:
    """One location to be written, with its scans from old to new; ``region`` is the key of a reporting unit."""

    place: int
    id: UUID
    name: str
    town: str
    region: str
    residents: int
    living_groups: int
    is_small_scale: bool
    target_groups: tuple[str, ...]
    scans: tuple[ScanPlan, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """One organisation to be written."""

    name: str
    locations: tuple[LocationPlan, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """What a whole population is drawn with. ``regions`` are the keys of the reporting units, in a fixed order.

    Without ``sheets`` the answers are left out, which are most of the work: enough for what is counted of all scans.
    """

    seed: int
    today: date
    regions: tuple[str, ...]
    plan: Plan
    sheets: bool = True


def draw_block(country: Country, start: int, stop: int) -> Iterator[OrganisationPlan]:
    """The organisations whose locations fill the places from ``start`` up to ``stop``."""
    histories = draw_histories(country.seed, start, stop)
    chance = dice(country.seed, "organisations", start)
    row = [key for key in country.regions for _ in range(1 + (key in _LARGE))]
    chance.shuffle(row)
    place, number = start, start
    while place < stop:
        size = _FIRST_ORGANISATION if place == 0 else 1 + weighted(chance, _SIZES)
        home, next_door = row[number % len(row)], row[(number + 1) % len(row)]
        yield OrganisationPlan(
            names.organisation_name(country.seed, number),
            tuple(
                _location(country, at, number, next_door if chance.random() < 0.15 else home, histories[at - start])
                for at in range(place, min(place + size, stop))
            ),
        )
        place, number = place + size, number + 1


def _location(
    country: Country, place: int, organisation: int, region: str, history: tuple[Profile, ...]
) -> LocationPlan:
    chance = dice(country.seed, "location", place)
    small = chance.random() < 0.3
    living_groups = chance.randint(2, 5) if small else chance.randint(3, 12)
    return LocationPlan(
        place=place,
        id=identity(country.seed, "location", place),
        name=names.location_name(organisation * 37 + country.seed, place),
        town=names.place_name(chance.randrange(1000)),
        region=region,
        residents=living_groups * (chance.randint(6, 8) if small else chance.randint(7, 14)),
        living_groups=living_groups,
        is_small_scale=small,
        target_groups=tuple(key for key, share in TARGET_GROUPS.items() if chance.randrange(100) < share)
        or ("somatiek",),
        scans=tuple(_scans(country, place, region, history)),
    )


def _scans(country: Country, place: int, region: str, history: tuple[Profile, ...]) -> Iterator[ScanPlan]:
    """The scans of a location from old to new; ``history`` has the profiles of its final ones."""
    if place == WITHOUT_SCAN:
        return
    draw = _with_running if place in _RUNNING else _finished
    previous = None
    for number, (course, sheets) in enumerate(draw(country, place, history), start=1):
        own = identity(country.seed, "location", place, "scan", number)
        chosen = course.confirmed_on is not None and is_chosen(OTHER_TIER_SHARE, place + 31 * number)
        profile = history[number - 1] if course.confirmed_on else None
        yield ScanPlan(own, previous, course, sheets, _adviser(country, place, region), chosen, profile)
        previous = own


def _finished(country: Country, place: int, history: tuple[Profile, ...]) -> Iterator[tuple[Course, Sheets]]:
    """A final scan, for some locations after one of a year before."""
    chance = dice(country.seed, "course", place)
    first = len(history) == 1
    ago = _FINISHED_AGO if place == FINISHED else confirmed_ago(chance, repeated=not first)
    confirmed_on = country.today - timedelta(days=ago)
    course = final_course(chance, country.plan.rules, confirmed_on=confirmed_on, today=country.today, first=first)
    courses = [course] if first else [_course_before(country, place, course.opened_on), course]
    for number, (profile, dates) in enumerate(zip(history, courses), start=1):
        yield dates, team_sheet(country.plan, profile, country.seed, place, number) if country.sheets else ()


def _with_running(country: Country, place: int, history: tuple[Profile, ...]) -> Iterator[tuple[Course, Sheets]]:
    """A final scan of a year ago and the repeat that is under way."""
    (profile,) = history
    chance = dice(country.seed, "running", place)
    state = _RUNNING[place]
    course = running_course(chance, state, today=country.today)
    before = _course_before(country, place, course.opened_on)
    if not country.sheets:
        yield from ((before, ()), (course, ()))
        return
    yield before, team_sheet(country.plan, profile, country.seed, place, 1)
    fill = {State.OPEN: half_sheet, State.INGEDIEND: team_sheet, State.GESPREK: round_of_sheets}[state]
    yield course, fill(country.plan, year_after(chance, profile), country.seed, place, 2)


def _course_before(country: Country, place: int, opened_on: date) -> Course:
    """The course of the first scan of a location, a year before the one that was opened on a day."""
    chance = dice(country.seed, "before", place)
    confirmed_on = year_before(chance, opened_on)
    return final_course(chance, country.plan.rules, confirmed_on=confirmed_on, today=country.today, first=True)


def _adviser(country: Country, place: int, region: str) -> int:
    """Which adviser a location has: 0 is the one whose account is shown, the others each have their regions."""
    if place in range(5) or (place < _UNTIL and place % _EVERY == 5):
        return 0
    return 1 + country.regions.index(region) % len(names.ADVISERS)
