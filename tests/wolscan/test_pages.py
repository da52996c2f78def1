"""What a reader chose stays in the address when one thing changes."""

import pytest
from django.http import QueryDict

from wolscan.pages import other_query


@pytest.mark.parametrize(
    ("query", "changing", "values", "expected"),
    [
        ("", [], {}, ""),
        ("regio=3&bladzijde=2", ["bladzijde"], {}, "regio=3&"),
        ("regio=3", [], {"sorteer": "-dagen"}, "regio=3&sorteer=-dagen&"),
        ("regio=3&sorteer=dagen", [], {"sorteer": ""}, "regio=3&"),
        ("q=a%26b", [], {"thema": "x"}, "q=a%26b&thema=x&"),
    ],
)
def test_other_choices_stay(query, changing, values, expected):
    assert other_query(QueryDict(query), *changing, **values) == expected


def test_query_itself_is_not_changed():
    query = QueryDict("bladzijde=2")
    other_query(query, "bladzijde")

    assert query.urlencode() == "bladzijde=2"
