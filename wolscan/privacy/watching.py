"""Which pages leave an event when somebody of the programme looks. One declaration for each address of the site.

*Viewed* and *exported*: pages and files with something of a scan or a person; who works for the programme leaves an
event on opening one. *Recorded*: what is changed there leaves its own event (``wolscan.audit``), and the page shows
nothing that is watched. Of all three a refusal is kept, too. *Exempt*: nothing is ever kept, for the reason given.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    VIEWED = "viewed"
    EXPORTED = "exported"
    RECORDED = "recorded"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Declared:
    """How the address of this name is watched; what is exempt has a reason."""

    kind: Kind
    reason: str = ""


class DeclaredTwice(Exception):
    """An address has one declaration."""


_declared: dict[str, Declared] = {}


def viewed(names: str) -> None:
    """Names of addresses, between spaces, whose opening is kept."""
    _declare(names, Declared(Kind.VIEWED))


def exported(names: str) -> None:
    """The same for files."""
    _declare(names, Declared(Kind.EXPORTED))


def recorded(names: str) -> None:
    """Addresses whose own service records what happens."""
    _declare(names, Declared(Kind.RECORDED))


def exempt(names: str, *, reason: str) -> None:
    """Addresses at which nothing is kept."""
    _declare(names, Declared(Kind.EXEMPT, reason))


def _declare(names: str, how: Declared) -> None:
    for name in names.split():
        if _declared.setdefault(name, how) != how:
            raise DeclaredTwice(name)


def declared() -> dict[str, Declared]:
    """All declarations by the name of the address."""
    return dict(_declared)


def kind_of(name: str) -> Kind:
    """How an address is watched. One that nobody declared is exempt while it runs; a test does not let it pass."""
    found = _declared.get(name)
    return found.kind if found else Kind.EXEMPT
