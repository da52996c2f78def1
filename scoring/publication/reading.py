"""Very many rows as the database gives them, without turning every value into an object."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connections
from django.db.models import Aggregate, Func, Max, Min, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

#: How many rows are fetched at once, and how many the database puts together.
CHUNK, BLOCK = 5_000, 20_000


class Joined(Aggregate):
    """All values of a text as one text, a line each: one value to hand over instead of thousands."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, CHAR(10))"
    output_field = TextField()

    def as_postgresql(self, *args: Any, **extra: Any) -> Any:
        """The same, as PostgreSQL calls it."""
        return self.as_sql(*args, function="STRING_AGG", template="%(function)s(%(expressions)s, CHR(10))", **extra)


class Packed(Joined):
    """All values of hexadecimal digits as one text, with nothing between them."""

    template = "%(function)s(%(expressions)s, '')"

    def as_postgresql(self, *args: Any, **extra: Any) -> Any:
        """The same, as PostgreSQL calls it."""
        return self.as_sql(*args, function="STRING_AGG", **extra)


class Hex(Func):
    """Bytes as hexadecimal digits."""

    function = "HEX"
    output_field = TextField()

    def as_postgresql(self, *args: Any, **extra: Any) -> Any:
        """The same, as PostgreSQL calls it."""
        return self.as_sql(*args, function="ENCODE", template="%(function)s(%(expressions)s, 'hex')", **extra)


def chunks(rows: "QuerySet[Any, Any]") -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a ``values_list`` by the thousand. Identifiers and JSON come as text, or as PostgreSQL gives them."""
    sql, values = rows.query.sql_with_params()
    with connections[rows.db].chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while found := cursor.fetchmany(CHUNK):
            yield found


def columns(
    rows: "QuerySet[Any, Any]", *, texts: Mapping[str, Any], packed: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Rows with numbered keys by the ten thousand, as columns: what is in ``texts`` as a list of texts, empty for null.

    What is in ``packed`` comes as the bytes of all rows: identifiers, or ``Hex`` of as many bytes in every row. The
    database puts a column together, which takes it less than handing over value by value. No text may have a line end.
    """
    joined = {name: Joined(_text(what)) for name, what in texts.items()}
    joined |= {name: Packed(_text(what)) for name, what in packed.items()}
    keys = rows.aggregate(first=Min("pk"), last=Max("pk"))
    if keys["last"] is None:
        return
    for start in range(keys["first"], keys["last"] + 1, BLOCK):
        found = rows.filter(pk__gte=start, pk__lt=start + BLOCK).order_by().aggregate(**joined)
        if None not in found.values():
            yield {
                name: bytes.fromhex(text.replace("-", "")) if name in packed else text.split("\n")
                for name, text in found.items()
            }


def _text(what: Any) -> Any:
    return Coalesce(Cast(what, TextField()), Value(""), output_field=TextField())
