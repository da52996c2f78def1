"""The same published figures as page, command and file; and the command that says when there are none."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from scoring.publication.tables import HEADER
from tests.kept import kept_begin
from tests.scoring.publication.figures import THEMES, make_draft, make_published

DAY = date(2026, 6, 30)


def printed(*args, **options):
    out = io.StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def document(**options):
    return json.loads(printed("outcomes", on="2030-01-01", format="json", **options))


@pytest.fixture
@kept_begin
def published(db):
    return make_published(DAY)


def test_json_has_the_promised_shape(published):
    found = document()

    assert list(found) == ["on", "questionnaire", "rules", "excluded", "tables"]
    assert (found["on"], found["questionnaire"], found["rules"]) == ("2026-06-30", "2026-1", "2026-1")
    assert found["excluded"]["unfinished"] == 15
    assert [(t["key"], t["breakdown"], t["group"]) for t in found["tables"]] == [
        (key, "country", "nl") for key in ("theme_by_level", "topic_by_level", "tier", "transition", "funnel")
    ]
    rows = {row["key"]: row for row in found["tables"][0]["rows"]}
    assert rows["veiligheid"]["n"] == 100
    assert rows["veiligheid"]["cells"]["ernstig_issue"] == {"count": 10, "share": 0.1, "suppressed": False}
    assert list(rows["personeelssamenstelling"]["cells"]) == ["ernstig_issue+aandachtspunt", "neutraal", "uitblinker"]
    assert rows["informatie"] == {
        "key": "informatie",
        "n": None,
        "cells": {
            level: {"count": None, "share": None, "suppressed": True}
            for level in ("ernstig_issue", "aandachtspunt", "neutraal", "uitblinker")
        },
    }
    assert [row["key"] for row in found["tables"][2]["rows"]] == ["rule", "decided"]


@pytest.mark.parametrize("word", ["region", "zorgkantoor", "size", "small", "kleinschalig", "doelgroep", "period"])
def test_breakdowns(published, word):
    found = document(by=word)

    assert {table["group"] for table in found["tables"]} == ({"utrecht", "zeeland"} if word == "region" else set())


def test_csv_equals_json(published):
    for by in ("country", "region"):
        rows = list(csv.DictReader(io.StringIO(printed("outcomes", on="2026-06-30", by=by, format="csv"))))
        assert tuple(rows[0]) == HEADER
        assert _plain(rows) == _cells(document(by=by))


def test_download_equals_json(published, cast, as_user):
    answer = as_user(cast.programme_office).get("/cijfers/2026-06-30/tabellen.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert _plain(rows) == _cells(document()) | _cells(document(by="region"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="wolscan-cijfers-2026-06-30.csv"'


def test_page_equals_json(published, cast, as_user):
    page = as_user(cast.programme_office).get("/cijfers/2026-06-30/").content.decode()

    table = page[page.index("naar niveau: aantallen</caption>") :]
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", table[: table.index("</table>")], re.S)
    shown = [[int(count) for count in re.findall(r'class="number[^>]*>(\d+)', row)] for row in rows]
    wanted = [
        [*[cell["count"] for cell in row["cells"].values()], row["n"]] if row["n"] else []
        for row in document()["tables"][0]["rows"]
    ]
    assert len(shown) == len(THEMES)
    assert shown == wanted


def _plain(rows):
    return {
        (row["table"], row["group"], row["row"], row["cell"]): (row["n"], row["count"], row["share"], row["suppressed"])
        for row in rows
    }


def _cells(found):
    def text(value):
        return "" if value is None else str(value)

    return {
        (table["key"], table["group"], row["key"], name): (
            text(row["n"]),
            text(cell["count"]),
            text(cell["share"]),
            text(int(cell["suppressed"])),
        )
        for table in found["tables"]
        for row in table["rows"]
        for name, cell in row["cells"].items()
    }


def test_text_is_for_people(published):
    found = printed("outcomes", format="text")

    assert "Taking part is voluntary" in found
    assert re.search(r"veiligheid +n=100  ernstig_issue 10 \(10%\)", found)
    assert re.search(r"informatie +hidden", found)


def test_last_publication_on_or_before_the_day(published):
    make_published(date(2026, 11, 20), after=DAY)
    make_draft(date(2026, 11, 22))

    assert json.loads(printed("outcomes", on="2026-11-19", format="json"))["on"] == "2026-06-30"
    assert json.loads(printed("outcomes", on="2026-11-20", format="json"))["on"] == "2026-11-20"
    assert document()["on"] == "2026-11-20"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"on": "2026-06-29"}, "No figures were published on or before 2026-06-29."),
        ({"on": "gisteren"}, '"gisteren" is not a day; write it as 2026-11-22.'),
        ({"by": "adviser"}, 'There is no breakdown "adviser"; choose one of country, zorgkantoor, region'),
    ],
)
def test_what_cannot_be_given_is_said_with_status_two(published, options, sentence):
    with pytest.raises(CommandError, match=re.escape(sentence)) as refused:
        printed("outcomes", **options)

    assert refused.value.returncode == 2
