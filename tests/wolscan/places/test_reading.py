"""Files that are handed in: any usual shape is read, and nothing hostile gets far."""

import io
import zipfile
from datetime import date

import pytest
from xlsxwriter import Workbook

from wolscan.places.columns import ADVISERS, FORMS, LOCATIONS
from wolscan.places.reading import ROW_LIMIT, SIZE_LIMIT, Unreadable, read_lines
from wolscan.places.sheets import csv_template, safe, xlsx_template

PEOPLE = FORMS[ADVISERS]


def workbook(*rows, formula=None):
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number, place, value)
        if formula:
            sheet.write_formula(len(rows), 0, formula, value="Uitkomst")
    return out.getvalue()


def cells(content, form=PEOPLE):
    return [line.cells for line in read_lines(content, form)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_as_programs_write_it(delimiter, encoding):
    text = f"naam{delimiter}e-mail\r\nRené{delimiter}rene@example.org\r\n"

    assert cells(text.encode(encoding)) == [{"naam": "René", "e-mail": "rene@example.org"}]


def test_headings_in_any_case_and_order_and_in_english():
    assert cells(b"E-Mail;NAME\na@example.org;Anna\n") == [{"e-mail": "a@example.org", "naam": "Anna"}]


def test_lines_keep_their_number_whatever_is_empty_or_broken_over_lines():
    text = 'naam;e-mail\n\n"Anna\nAdviseur";a@example.org\n;;\nBas;b@example.org\n'.replace(";;", ";")

    assert [(line.number, line.cells["naam"]) for line in read_lines(text.encode(), PEOPLE)] == [
        (3, "Anna Adviseur"),
        (6, "Bas"),
    ]


def test_short_rows_are_filled_up():
    assert cells(b"naam,e-mail,actief\nAnna,a@example.org\n")[0]["actief"] == ""


def test_xlsx_with_numbers_days_and_truth():
    headings = ["kenmerk", "organisatie", "locatie", "plaats", "regio", "bewoners", "gesloten_op", "kleinschalig"]
    content = workbook(headings, [4711, "De Hof", "De Linde", "Ede", "Twente", 64.0, date(2026, 12, 31), True])

    [row] = cells(content, FORMS[LOCATIONS])
    assert (row["kenmerk"], row["bewoners"], row["gesloten_op"], row["kleinschalig"]) == (
        "4711",
        "64",
        date(2026, 12, 31).isoformat(),
        "ja",
    )


def test_formula_is_read_as_its_text_never_as_its_value():
    content = workbook(["naam", "e-mail"], formula='=HYPERLINK("https://example.org")')

    assert cells(content)[0]["naam"] == '=HYPERLINK("https://example.org")'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "leeg"),
        (b"naam;e-mail\n", "geen rijen eronder"),
        (b"naam;e-mail;telefoon\nA;a@example.org;1\n", "“telefoon” is niet bekend"),
        (b"naam\nAnna\n", "ontbreken: e-mail"),
        (b"naam;naam;e-mail\nA;A;a@example.org\n", "twee keer"),
        (b"naam;e-mail\nAnna;a@example.org;extra\n", "Rij 2 heeft meer cellen"),
        (b'naam;e-mail\n"Anna;a@example.org\n', "Rij 2 is niet te lezen"),
        (b"\xd0\xcf\x11\xe0 oud", "wachtwoord"),
        (b"naam;e-mail\nAn\0na;a@example.org\n", "geen CSV- of XLSX-bestand"),
        (b"PK\x03\x04 geen zip", "niet te lezen"),
        (b"x" * (SIZE_LIMIT + 1), "groter dan 5 MB"),
        (b"naam;e-mail\n" + b"A;a@example.org\n" * (ROW_LIMIT + 1), "meer dan 10.000 rijen"),
        (b";".join(b"k%d" % n for n in range(60)) + b"\n1\n", "meer dan 50 kolommen"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence(content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read_lines(content, PEOPLE)


def bomb(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "parts",
    [
        [("xl/worksheets/sheet1.xml", b"0" * (41 * 1024 * 1024))],
        [(f"part{number}", b"") for number in range(1_001)],
    ],
)
def test_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read(parts):
    with pytest.raises(Unreadable, match="uitgepakt groter dan mag"):
        read_lines(bomb(parts), PEOPLE)


def test_workbook_that_is_no_workbook_is_refused():
    with pytest.raises(Unreadable, match="niet te lezen"):
        read_lines(bomb([("hallo.txt", b"hallo")]), PEOPLE)


def test_row_far_below_ends_the_reading():
    """A worksheet may say that its next row is number one billion: the rows between are not walked through."""
    content = workbook(["naam", "e-mail"], ["Anna", "a@example.org"])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            text = old.read(part).replace(b'r="2"', b'r="999999999"')
            new.writestr(
                part.filename, text.replace(b'r="A2"', b'r="A999999999"').replace(b'r="B2"', b'r="B999999999"')
            )

    with pytest.raises(Unreadable, match="meer rijen dan een werkblad"):
        read_lines(out.getvalue(), PEOPLE)


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_templates_have_the_columns_that_are_read(form):
    for content in (csv_template(form), xlsx_template(form)):
        with pytest.raises(Unreadable, match="geen rijen eronder"):
            read_lines(content, form)


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1+1", "'=1+1"), ("+31", "'+31"), ("-", "'-"), ("@A1", "'@A1"), ("De Linde", "De Linde"), (None, ""), (7, "7")],
)
def test_no_cell_of_a_file_is_computed(value, cell):
    assert safe(value) == cell
