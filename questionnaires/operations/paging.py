"""One page of the list in any order, without sorting a whole country.

Where the order goes by something that many locations share (a state, a day, an adviser, the support) it is counted
first how many have each value. That tells which values stand on the page; only their locations are put in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, QuerySet, When

from questionnaires.models import Scan, State
from questionnaires.operations.queries import Wanted, scans_that_count, sorted_by, taking_part, with_tier
from wolscan.models import Location, User

#: What a sort goes by, at the scans and beside the locations.
SHARED = {
    "status": ("state", "state_now"),
    "gestart": ("opened_on", "opened_on"),
    "vastgesteld": ("confirmed_on", "confirmed_on"),
    "adviseur": ("adviser", "adviser_now"),
    "ondersteuning": ("tier", "tier"),
}
#: So few are sought by their scans; more are met soon enough by walking through the locations by name.
FEW = 5_000


@dataclass(frozen=True, slots=True)
class Block:
    """Locations that are equal to this order; two advisers of one name are."""

    values: tuple[Any, ...]
    count: int


class InOrder:
    """The keys of the locations that somebody asks for, in the order that was asked for; to be sliced."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.key = wanted.sort.removeprefix("-")

    def __getitem__(self, part: slice) -> list[UUID]:
        start, stop = part.start or 0, part.stop
        if self.key not in SHARED:
            return list(self._keys(sorted_by(taking_part(self.wanted), self.wanted.sort))[start:stop])
        total = sum(block.count for block in self.blocks)
        found = self._from_blocks(start, min(stop, total)) if start < total else []
        if stop > total:
            without = self._beside().filter(**{f"{SHARED[self.key][1]}__isnull": True}).order_by("name", "pk")
            found += self._keys(without)[max(0, start - total) : stop - total]
        return found

    @cached_property
    def blocks(self) -> list[Block]:
        """Those with something to sort by, in order. What has nothing comes after them."""
        field = SHARED[self.key][0]
        scans = scans_that_count(self.wanted)
        scans = with_tier(scans) if field == "tier" else scans
        # Not the field itself: an index of it would be walked through, and every row opened.
        value = F(field) if field == "tier" else Case(When(**{f"{field}__isnull": False}, then=F(field)))
        counted = scans.annotate(value=value).values("value").annotate(count=Count("pk"))
        counts = {value: count for value, count in counted.values_list("value", "count") if value is not None}
        blocks = [Block(values, sum(counts[value] for value in values)) for values in self._in_order(counts)]
        return blocks[::-1] if self.wanted.sort.startswith("-") else blocks

    def _in_order(self, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        if self.key == "status":
            return [(state,) for state in State.values if state in set(values)]
        if self.key != "adviseur":
            return [(value,) for value in sorted(values)]
        people = User.objects.filter(pk__in=list(values)).order_by("name", "pk").values_list("pk", "name")
        return [tuple(pk for pk, _name in same) for _name, same in groupby(people, key=lambda person: person[1])]

    def _from_blocks(self, start: int, stop: int) -> list[UUID]:
        """What stands from one place to another: of the blocks in between, put in order."""
        before, chosen = 0, []
        for block in self.blocks:
            if not chosen and before + block.count <= start:
                before += block.count
                continue
            chosen.append(block)
            if before + sum(found.count for found in chosen) >= stop:
                break
        values = [value for block in chosen for value in block.values]
        found = self._with_values(values, sum(block.count for block in chosen))
        found = found.order_by("name", "pk") if len(chosen) == 1 else sorted_by(found, self.wanted.sort)
        return list(self._keys(found)[start - before : stop - before])

    def _with_values(self, values: list[Any], count: int) -> QuerySet[Location]:
        field, beside = SHARED[self.key]
        found = self._beside().filter(**{f"{beside}__in": values})
        if count < FEW and field != "tier":
            found = found.filter(pk__in=Scan.objects.order_by().filter(**{f"{field}__in": values}).values("location"))
        return found

    def _beside(self) -> QuerySet[Location]:
        found = taking_part(self.wanted)
        return with_tier(found) if self.key == "ondersteuning" else found

    @staticmethod
    def _keys(found: QuerySet[Location]) -> QuerySet[Location, UUID]:
        return found.values_list("pk", flat=True)
