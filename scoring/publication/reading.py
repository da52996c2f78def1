"""Very many rows as the database gives them, without turning every value into an object."""

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.models import QuerySet

#: How many rows are fetched at once.
CHUNK = 5_000


def chunks(rows: "QuerySet[Any, Any]") -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a ``values_list`` by the thousand. Identifiers and JSON come as text, or as PostgreSQL gives them."""
    sql, values = rows.query.sql_with_params()
    with connections[rows.db].chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while found := cursor.fetchmany(CHUNK):
            yield found
