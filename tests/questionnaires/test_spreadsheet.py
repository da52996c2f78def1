"""Reading sheets that were filled in in a spreadsheet."""

import csv
import io

import pytest

from questionnaires.definitions import load
from questionnaires.merging import Given
from questionnaires.spreadsheet import COLUMNS, read_answers, template_csv
from tests.factories import VERSION

QUESTIONNAIRE = load(VERSION)
HEAD = "sheet,group,named,topic,answer,note\n"


def read(text, encoding="utf-8"):
    return read_answers(text.encode(encoding), QUESTIONNAIRE)


def test_template_has_every_topic_once_and_reads_back():
    text = template_csv(QUESTIONNAIRE)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))

    assert tuple(rows[0]) == COLUMNS
    assert [row[3] for row in rows[1:]] == list(QUESTIONNAIRE.topics)

    filled = text.replace("privacy;;", "privacy;Weet ik niet;")
    assert read(filled).errors == []
    assert read(filled).sheets["1"].answers["privacy"] == Given("weet_ik_niet")


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comma_or_semicolon_with_or_without_byte_order_mark(delimiter, encoding, end):
    lines = ["sheet,group,named,topic,answer,note", "a,team,ja,privacy,neutraal,prima"]
    loaded = read(end.join(lines).replace(",", delimiter), encoding)

    assert loaded.errors == []
    assert loaded.sheets["a"].group == "team"
    assert loaded.sheets["a"].named is True
    assert loaded.sheets["a"].answers == {"privacy": Given("neutraal", "prima")}


BEST = QUESTIONNAIRE.levels["uitblinker"].label


@pytest.mark.parametrize("written", ["uitblinker", "Uitblinker", BEST.nl, BEST.en, BEST.en.upper()])
def test_answers_as_people_write_them(written):
    assert read(f"{HEAD}1,team,,privacy,{written},\n").sheets["1"].answers["privacy"].value == "uitblinker"


def test_note_may_hold_delimiters_quotes_and_line_ends():
    loaded = read(f'{HEAD}1,team,,privacy,neutraal,"Een, ""twee"";\r\ndrie 🙂"\n')

    assert loaded.sheets["1"].answers["privacy"].note == 'Een, "twee";\ndrie 🙂'


def test_columns_in_another_order_and_empty_lines_are_fine():
    loaded = read("note,answer,topic,named,group,sheet\n\n,neutraal,privacy,nee,management,7\n,,,,,\n")

    assert loaded.errors == []
    assert loaded.sheets["7"].answers == {"privacy": Given("neutraal")}


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("1,team,,bestaat-niet,neutraal,", 'line 2: unknown topic "bestaat-niet"'),
        ("1,iedereen,,privacy,neutraal,", 'line 2: unknown group "iedereen"'),
        ("1,overig,,privacy,neutraal,", 'line 2: unknown group "overig"'),
        ("1,team,misschien,privacy,neutraal,", 'line 2: "named" is "misschien"'),
        ("1,team,,privacy,goed,", 'line 2: unknown answer "goed"'),
        (",team,,privacy,neutraal,", "line 2: give the sheet a number or a name"),
        ("1,team,,privacy,neutraal,x,y", "line 2: more columns than the first line has"),
        ('1,team,,privacy,neutraal,"x', "line 2: this is not a readable CSV row"),
        (f"1,team,,privacy,neutraal,{'n' * 10_001}", "line 2: the note is longer than 10,000 characters"),
    ],
)
def test_every_fault_names_its_line(row, error):
    assert any(found.startswith(error) for found in read(HEAD + row + "\n").errors)


def test_all_faults_are_found_at_once():
    loaded = read(f"{HEAD}1,team,,x,neutraal,\n1,team,,privacy,goed,\n1,team,,privacy,neutraal,\n")

    assert [error.split(":")[0] for error in loaded.errors] == ["line 2", "line 3", "line 4"]
    assert 'topic "privacy" stands twice on sheet "1"' in loaded.errors[2]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"\xff\xfe\x00", "the file is not UTF-8 text"),
        (b"sheet,group\n", "line 1: the columns must be"),
        (b"sheet,group,named,topic,answer,note,sheet\n", "line 1: the columns must be"),
        (HEAD.encode(), "the file holds no answers"),
        (HEAD.encode() + b"1,team,,privacy,,\n", "the file holds no answers"),
        (HEAD.encode() + b"1,team,,privacy,neutraal,\0\n", "the file holds NUL characters"),
        (
            HEAD.encode() + b"1,team,,privacy,neutraal,\n2,team,,privacy,neutraal,\n",
            "there can be only one team sheet",
        ),
        (
            HEAD.encode() + b"1,team,,privacy,neutraal,\n1,management,,overdracht,neutraal,\n",
            'line 3: sheet "1" has another group or "named" on an earlier line',
        ),
    ],
)
def test_file_that_cannot_be_read(data, error):
    assert read_answers(data, QUESTIONNAIRE).errors[0].startswith(error)


def test_file_that_is_too_large_is_not_read():
    assert read_answers(b"x" * (20 * 1024 * 1024 + 1), QUESTIONNAIRE).errors == ["the file is larger than 20 MB"]
