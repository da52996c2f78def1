"""The outcome code of a location: derived, never stored, like the codes of invitations."""

from collections.abc import Iterable
from hmac import compare_digest
from uuid import UUID

from questionnaires import codes
from questionnaires.models import Scan

PURPOSE = "outcome"
#: More generations than codes that are equal by chance ever need.
GENERATIONS = 20


def _lookup(scan: UUID, generation: int) -> str:
    return codes.lookup_of_code(codes.woordcode(PURPOSE, scan, generation))


def lookups_for(scans: Iterable[UUID]) -> dict[UUID, str]:
    """The keyed hashes of the codes that these scans get: of the first generation that no other scan has."""
    waiting = set(scans)
    others = Scan.objects.exclude(pk__in=waiting)
    given: dict[str, UUID] = {}
    for generation in range(1, GENERATIONS + 1):
        made = {_lookup(key, generation): key for key in sorted(waiting)}
        taken = set(others.filter(outcome_lookup__in=made).values_list("outcome_lookup", flat=True))
        given |= {lookup: key for lookup, key in made.items() if lookup not in taken and lookup not in given}
        waiting -= set(given.values())
        if not waiting:
            break
    return {key: lookup for lookup, key in given.items()}


def code_of(scan: Scan) -> str | None:
    """The code that opens the outcome of this scan, made anew; ``None`` while it has none. No query."""
    if not scan.is_final or scan.outcome_lookup is None:
        return None
    for generation in range(1, GENERATIONS + 1):
        if compare_digest(_lookup(scan.pk, generation), scan.outcome_lookup):
            return codes.woordcode(PURPOSE, scan.pk, generation)
    return None
