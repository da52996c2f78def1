"""What keeps a location open: other apps say so here, for places know nothing of scans."""

from collections.abc import Callable, Collection
from uuid import UUID

#: Gives back which of these locations have something that must end first.
Check = Callable[[Collection[UUID]], set[UUID]]

_checks: list[Check] = []


def held_by(check: Check) -> None:
    """Adds a check; apps do so when they are ready."""
    if check not in _checks:
        _checks.append(check)


def held(locations: Collection[UUID]) -> set[UUID]:
    """The locations that cannot be closed yet."""
    return set().union(*(check(locations) for check in _checks)) if locations else set()
