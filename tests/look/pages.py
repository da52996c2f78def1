"""Which page is opened by whom, and in which circumstances: derived from the table of all addresses."""

import itertools
import os
from dataclasses import dataclass

from tests.wolscan.test_access import DOORS, ROWS, Row

#: One of each kind of person; strangers see the same pages, with less on them.
PEOPLE = (
    "anonymous",
    "coordinator",
    "quality_officer",
    "adviser",
    "programme_office",
    "administrator",
    "respondent",
    "typist",
    "council",
)
SCHEMES = ("light", "dark", "forced")
LANGUAGES = ("nl", "en")
WIDTHS = (360, 1280)
COMBINATIONS = tuple(itertools.product(SCHEMES, LANGUAGES, WIDTHS))
#: What is open is fetched once for a language, and looked at in every way.
BY_LANGUAGE = sorted(COMBINATIONS, key=lambda way: way[1])

#: Everything with everything, as script/prove asks; else every page once and every pair of circumstances somewhere.
PROVE = bool(os.environ.get("WOLSCAN_PROVE"))

#: What a machine asks for, and what only leads to another page.
NO_PAGES = {"livez", "readyz", "robots_txt", "security_txt", "api", "api_openapi", "account_logout", "link"}


@dataclass(frozen=True)
class Visit:
    """One page, opened by one person in one way; without a row it is how a page answers a form."""

    row: Row | None
    person: str
    scheme: str
    language: str
    width: int

    def __str__(self) -> str:
        name = f"{self.row.name}-{self.row.stage} " if self.row else ""
        return f"{name}{self.person} {self.scheme} {self.language} {self.width}"


def doors_of(person: str) -> list[Row]:
    """What somebody may open."""
    return [row for row in ROWS if person in row.get and row.name not in NO_PAGES]


def address(world, row: Row) -> str:
    return world.address(DOORS[row.name], row.stage)


def rows_once(person: str) -> list[Row]:
    """What somebody opens where every page is opened by one of its people."""
    return [visit.row for visit in _once() if visit.person == person] if not PROVE else doors_of(person)


def is_file(address: str) -> bool:
    """Whether an address says that it is no page: a PDF takes seconds. Other files are told apart when they come."""
    return address.endswith((".pdf", ".csv", ".ics", ".xlsx", ".txt", ".json"))


def visits(person: str) -> list[Visit]:
    """What this person opens in the browser."""
    return [visit for visit in (_all() if PROVE else _once()) if visit.person == person]


def ways(person: str, place: int) -> list[Visit]:
    """How this person looks at the answer to a form; not in proof in one way, in turn."""
    chosen = BY_LANGUAGE if PROVE else [COMBINATIONS[place % len(COMBINATIONS)]]
    return [Visit(None, person, *way) for way in chosen]


def _all() -> list[Visit]:
    return [Visit(row, person, *way) for person in PEOPLE for row in doors_of(person) for way in BY_LANGUAGE]


def _once() -> list[Visit]:
    """Every address and stage once, by its people in turn; each of them goes through the circumstances in turn."""
    turns = {person: itertools.cycle(_scattered(place)) for place, person in enumerate(PEOPLE)}
    opened = dict.fromkeys(PEOPLE, 0)
    found = []
    for row in ROWS:
        may = [person for person in PEOPLE if person in row.get and row.name not in NO_PAGES]
        if may:
            person = min(may, key=opened.__getitem__)
            opened[person] += 1
            found.append(Visit(row, person, *next(turns[person])))
    return found


def _scattered(start: int) -> list[tuple[str, str, int]]:
    """All circumstances, such that the first six hold every pair; everybody starts somewhere else."""
    order = [0, 7, 9, 2, 4, 11, 1, 6, 8, 3, 5, 10]
    return [COMBINATIONS[order[(place + start) % len(order)]] for place in range(len(order))]
