"""Addresses of lists: what a reader chose stays when one thing changes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import F
from django.db.models.expressions import OrderBy
from django.http import QueryDict


def other_query(query: QueryDict, *changing: str, **values: str) -> str:
    """The query of a page with other values and without the names in ``changing``; empty values are left out.

    The result ends so that one more ``name=value`` can follow: ``regio=3&``, or nothing at all.
    """
    kept = query.copy()
    for name in (*changing, *values):
        kept.pop(name, None)
    for name, value in values.items():
        if value:
            kept[name] = value
    text = kept.urlencode()
    return f"{text}&" if text else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column that sorts. ``sorted``: ``ascending``, ``descending`` or nothing."""

    name: str
    query: str
    sorted: str
    is_number: bool


def headings(
    names: Mapping[str, str], sort: str, query: QueryDict, numbers: Collection[str] = frozenset()
) -> list[Heading]:
    """The headings of a list by sorting key; a second click on one turns its order round (a minus before the key)."""
    found = []
    for key, name in names.items():
        stands = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
        turned = f"-{key}" if stands == "ascending" else key
        found.append(Heading(name, other_query(query, "bladzijde", sorteer=turned), stands, key in numbers))
    return found


def ordered_by(sort: str, fields: Mapping[str, str], default: str) -> OrderBy:
    """The column to sort by for a sorting key; one that is not known sorts by ``default``. Nothing comes last."""
    column = F(fields.get(sort.removeprefix("-"), default))
    return column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
