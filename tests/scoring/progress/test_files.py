"""The files of published figures: the same numbers in all of them, the same bytes when they are made again."""

import csv
import io
import json
from functools import lru_cache
from hashlib import sha256

import openpyxl
import pytest
from django.core.management import call_command
from pypdf import PdfReader

from scoring.domain.disclosure_model import BREAKDOWNS
from scoring.progress import making
from scoring.progress.queries import FILES, published_exactly, written_for
from scoring.progress.sheets import row_name
from scoring.publication.presenters import Book
from tests.scoring.progress.conftest import DAY
from tests.scoring.publication.figures import make_draft
from wolscan.spreadsheets import harmless

pytestmark = pytest.mark.django_db
VOLUNTARY = "Deelname is vrijwillig; de uitkomsten zijn niet representatief voor de sector."


def command(breakdown):
    out = io.StringIO()
    call_command("outcomes", on=DAY, by=breakdown, format="json", stdout=out)
    return json.loads(out.getvalue())


def rows_of_command():
    """Every row of every table: counts by cell, nothing for hidden ones."""
    return {
        (table["key"], table["breakdown"], table["group"], row["key"]): (
            row["n"],
            {name: (cell["count"], cell["share"]) for name, cell in row["cells"].items()},
        )
        for breakdown in BREAKDOWNS
        for table in command(breakdown)["tables"]
        for row in table["rows"]
    }


def sheets(content):
    """The sheets of a workbook: by name the rows."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


@lru_cache
def text_of(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_all_files_are_made_and_sealed(published):
    snapshot, files = published

    assert set(files) == {(str(kind), language) for kind, language in FILES}
    assert {file.sha256 for file in snapshot.files.all()} == {sha256(content).hexdigest() for content in files.values()}


def test_json_is_what_the_command_prints(published):
    found = json.loads(published[1]["json", ""])

    for breakdown in BREAKDOWNS:
        whole = dict(found, tables=[table for table in found["tables"] if table["breakdown"] == breakdown])
        assert whole == command(breakdown)


def test_csv_has_the_numbers_of_the_command(published):
    found = {}
    for line in csv.DictReader(io.StringIO(published[1]["csv", ""].decode())):
        n, count, share = (json.loads(line[name] or "null") for name in ("n", "count", "share"))
        row = found.setdefault((line["table"], line["breakdown"], line["group"], line["row"]), (n, {}))
        row[1][line["cell"]] = (count, share)
        assert line["suppressed"] == str(int(count is None))

    assert found == rows_of_command()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_workbook_has_the_numbers_of_the_command(published, language):
    _snapshot, files = published
    read = sheets(files["xlsx", language])
    dictionary = read["Gegevenswoordenboek" if language == "nl" else "Data dictionary"]
    named = {(sheet, title): name for sheet, title, name, _meaning in dictionary}
    keys, found = [table["key"] for table in command("country")["tables"]], {}
    for key, (title, page) in zip(keys, list(read.items())[1:-1], strict=True):
        columns = [named[title, column] for column in page[0]]
        for row in page[1:]:
            cells = dict(zip(columns, row, strict=True))
            place = (key, _breakdown(cells["breakdown"], language), cells["group"], cells["row"])
            found[place] = cells

    expected = rows_of_command()
    assert set(found) == set(expected)
    for place, (n, cells) in expected.items():
        assert found[place]["n"] == n
        for name, (count, share) in cells.items():
            if count is None:
                assert found[place][f"{name}: count"].startswith(
                    ("Verborgen", "Hidden", "Hier valt niets", "There is nothing")
                )
                assert found[place][f"{name}: share"] is None
            else:
                assert found[place][f"{name}: count"] == count
                assert found[place][f"{name}: share"] == pytest.approx(share)


def _breakdown(title, language):
    words = {"nl": ("Heel Nederland", "Per regio"), "en": ("The whole country", "By region")}[language]
    return dict(zip(words, ("country", "region"), strict=True))[title]


def test_cells_that_were_put_together_say_so(published):
    page = sheets(published[1]["xlsx", "nl"])["Thema’s"]
    row = dict(zip(page[0], next(row for row in page if row[3] == "personeelssamenstelling"), strict=True))

    assert row["Ernstig issue en aandachtspunt: aantal"] == 75
    assert (
        row["Ernstig issue: aantal"]
        == row["Aandachtspunt: aantal"]
        == ("Samengenomen met een ander niveau; zie verderop in deze rij.")
    )
    older = next(row for row in page if row[3] == "hulpbronnen")
    assert "2025-12-31" in older


def test_workbook_says_how_to_read_it(published):
    read = sheets(published[1]["xlsx", "nl"])
    notes = dict(read["Leeswijzer"])

    assert notes["Let op"] == VOLUNTARY
    assert {"Afgerond", "Samengenomen", "Verborgen", "Vernieuwd"} <= set(notes)
    assert notes["Nog niet vastgesteld"] == 15
    assert list(read)[1:-1] == ["Thema’s", "Onderwerpen", "Ondersteuning", "Eerste scan en herhaalscan", "Deelname"]
    assert [row for row in read["Gegevenswoordenboek"][1:] if not row[1]] == []


def test_no_cell_is_a_formula(published):
    for language in ("nl", "en"):
        book = openpyxl.load_workbook(io.BytesIO(published[1]["xlsx", language]))
        assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n"}
    for wicked in ("=1+1", "+1", "-1", "@sum(A1)", "\tx", "\rx"):
        assert harmless(wicked) == f"'{wicked}"
    assert harmless("Z&Z") == "Z&Z"


#: Its name is for the programme office; the report has its dates.
PERIOD = {"nl": "1 januari 2025 – 30 juni 2026", "en": "1 January 2025 – 30 June 2026"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pdf_has_the_numbers_of_the_command(published, language):
    text = text_of(published[1]["pdf", language])
    country = command("country")["tables"]

    for table in country[:2]:
        for row in table["rows"]:
            if row["n"]:
                numbers = " ".join(f"{cell['count']} {round(100 * cell['share'])}%" for cell in row["cells"].values())
                assert f"{numbers} {row['n']}" in text
    assert PERIOD[language] in text


def test_pdf_is_in_the_order_of_the_report(published):
    text = text_of(published[1]["pdf", "nl"])
    titles = [
        "1. Uitkomsten per thema",
        "2. Onderwerpen: best en laagst",
        "3. Personeelssamenstelling",
        "4. Gebruik van informatie",
        "5. Ondersteuning",
        "6. Deelname",
        "7. Eerste scan en herhaalscan",
        "8. Per regio",
        "De aantallen van alle onderwerpen",
        "Zo leest u deze cijfers",
    ]
    places = [text.rindex(f"{title} ") for title in titles[:8]]

    assert places == sorted(places)
    for words in (
        VOLUNTARY,
        *titles,
        "Vragenlijst versie 2026-1, rekenregels versie 2026-1",
        "ZorgkaartNederland",
        "27.081",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("language", "title"), [("nl", "Voortgangsrapportage – 30 juni 2026"), ("en", "Progress report")]
)
def test_pdf_is_tagged_with_language_title_bookmarks_and_page_numbers(published, language, title):
    document = PdfReader(io.BytesIO(published[1]["pdf", language]))
    catalog = document.root_object

    assert catalog["/Lang"] == language
    assert catalog["/MarkInfo"]["/Marked"]
    assert document.metadata.title.startswith(title)
    assert "pdfuaid:part" in document.xmp_metadata.stream.get_data().decode()
    chapters = [each for each in document.outline[1] if not isinstance(each, list)]
    assert len(chapters) == 10
    page, of = {"nl": ("Pagina", "van"), "en": ("Page", "of")}[language]
    for number in range(1, len(document.pages) + 1):
        assert f"{page} {number} {of} {len(document.pages)}" in text_of(published[1]["pdf", language])


@pytest.mark.parametrize(("kind", "language"), [("pdf", "nl"), ("xlsx", "en"), ("csv", ""), ("json", "")])
def test_made_again_every_byte_is_the_same(published, kind, language):
    snapshot = published_exactly(DAY)
    make = {"pdf": making.pdf, "xlsx": making.workbook, "csv": making.csv, "json": making.json}[kind]

    assert make(snapshot, written_for(snapshot), language) == published[1][kind, language]


def test_making_needs_published_figures(db):
    make_draft(DAY.replace(year=2027))

    assert published_exactly(DAY.replace(year=2027)) is None


def test_rows_have_names(published):
    book = Book(published[0])

    assert row_name(book, "transition", "veiligheid:repeat").endswith(": herhaalscan")
