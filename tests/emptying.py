"""Empties the database after a test that kept what it wrote: only the tables that hold something.

Django's flush truncates all of the hundred tables and then makes permissions and content types anew; after a test with
ten rows that takes longer than the test.
"""

from functools import cache

from django.db import connection, transaction

from tests import factories

#: Written by the migrations, changed by no test.
KEPT = {"django_content_type", "auth_permission"}


def empty_database() -> None:
    factories.empty_log()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in filled(cursor):
            # References are looked at when all is gone: the order of the tables does not matter.
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of the database itself


def filled(cursor) -> list[str]:
    """The tables that hold something."""
    quote = connection.ops.quote_name
    asked = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quote(table)})" for table in _tables()]  # noqa: S608
    cursor.execute(" UNION ALL ".join(asked))
    return [table for (table,) in cursor.fetchall()]


@cache
def _tables() -> list[str]:
    return sorted(set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT)
