"""Every check of a scan that comes in as JSON, and the sentence that names the place."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.domain.agreement import Sheet
from scoring.domain.strict_json import MAX_BYTES, SubmissionError
from scoring.domain.submission import parse
from tests.scoring.strategies import steady
from tests.scoring.synthetic import plan_of

PLAN = plan_of((2, 2), 1)
USE_LEVEL = "use uitblinker, neutraal, aandachtspunt, ernstig_issue, weet_ik_niet or nvt"
USE_GROUP = "use zorgpersoneel, ondersteuning, management, clientvertegenwoordigers, vrijwilligers or team"
BARE = {"questionnaire": "proef", "rules": "2026-1", "sheets": []}


def read(data):
    raw = data if isinstance(data, bytes) else data.encode() if isinstance(data, str) else json.dumps(data).encode()
    return parse(raw, load_plan=lambda questionnaire, rules: PLAN)


def refusal(data):
    with pytest.raises(SubmissionError) as caught:
        read(data)
    return str(caught.value)


def with_sheet(**parts):
    return BARE | {"sheets": [{"group": "team", "answers": {}} | parts]}


def test_a_full_scan_is_read():
    scan = read(
        BARE
        | {
            "sheets": [
                {"group": "management", "named": True, "answers": {"a1": "neutraal", "a2": "weet_ik_niet"}},
                {"group": "team", "answers": {"b1": "nvt"}},
            ],
            "agreed": {"a1": "uitblinker", "b2": "nvt"},
            "confirmed_on": "2026-11-22",
        }
    )
    assert scan.plan is PLAN
    assert scan.sheets == (
        Sheet("management", {"a1": "neutraal", "a2": "weet_ik_niet"}, named=True),
        Sheet("team", {"b1": "nvt"}, named=False),
    )
    assert scan.agreed == {"a1": "uitblinker", "b2": "nvt"}
    assert scan.confirmed_on == date(2026, 11, 22)


def test_what_is_optional_may_be_absent():
    scan = read(BARE)
    assert (scan.sheets, scan.agreed, scan.confirmed_on) == ((), {}, None)


@pytest.mark.parametrize("key", ["questionnaire", "rules", "sheets"])
def test_what_is_required_may_not(key):
    assert refusal({other: value for other, value in BARE.items() if other != key}) == f"{key}: missing."


@pytest.mark.parametrize("key", ["group", "answers"])
def test_a_sheet_needs_a_group_and_answers(key):
    sheet = {"group": "team", "answers": {}}
    del sheet[key]
    assert refusal(BARE | {"sheets": [{"group": "management", "answers": {}}, sheet]}) == f"sheets[1].{key}: missing."


@pytest.mark.parametrize(
    ("scan", "sentence"),
    [
        # Unknown names
        (with_sheet(answers={"a1": "goed"}), f'sheets[0].answers["a1"]: unknown level "goed" ({USE_LEVEL}).'),
        (with_sheet(answers={"a1": ""}), f'sheets[0].answers["a1"]: unknown level "" ({USE_LEVEL}).'),
        (
            with_sheet(answers={"q": "goed"}),
            'sheets[0].answers["q"]: unknown topic (the command questionnaire lists them).',
        ),
        (with_sheet(group="buren"), f'sheets[0].group: unknown group "buren" ({USE_GROUP}).'),
        (
            BARE | {"agreed": {"a1": "weet_ik_niet"}},
            'agreed["a1"]: unknown level "weet_ik_niet" '
            "(use uitblinker, neutraal, aandachtspunt, ernstig_issue or nvt).",
        ),
        (BARE | {"agreed": {"zz": "nvt"}}, 'agreed["zz"]: unknown topic (the command questionnaire lists them).'),
        # Unknown keys
        (
            BARE | {"note": 1},
            'the scan: unknown key "note" (use agreed, confirmed_on, questionnaire, rules or sheets).',
        ),
        (with_sheet(name="Jan"), 'sheets[0]: unknown key "name" (use answers, group or named).'),
        # Wrong types
        ([], "the scan: expected an object, found a list."),
        ("null", "the scan: expected an object, found null."),
        ("3", "the scan: expected an object, found a number."),
        (BARE | {"sheets": {}}, "sheets: expected a list, found an object."),
        (BARE | {"sheets": None}, "sheets: expected a list, found null."),
        (BARE | {"sheets": ["team"]}, "sheets[0]: expected an object, found text."),
        (BARE | {"agreed": []}, "agreed: expected an object, found a list."),
        (BARE | {"agreed": None}, "agreed: expected an object, found null."),
        (BARE | {"questionnaire": 2026}, "questionnaire: expected text, found a number."),
        (BARE | {"rules": ["2026-1"]}, "rules: expected text, found a list."),
        (with_sheet(named="true"), "sheets[0].named: expected true or false, found text."),
        (with_sheet(named=1), "sheets[0].named: expected true or false, found a number."),
        (with_sheet(named=None), "sheets[0].named: expected true or false, found null."),
        (with_sheet(group=True), "sheets[0].group: expected text, found true or false."),
        (with_sheet(group=["team"]), "sheets[0].group: expected text, found a list."),
        (with_sheet(answers=[]), "sheets[0].answers: expected an object, found a list."),
        (with_sheet(answers={"a1": True}), 'sheets[0].answers["a1"]: expected text, found true or false.'),
        (with_sheet(answers={"a1": None}), 'sheets[0].answers["a1"]: expected text, found null.'),
        (with_sheet(answers={"a1": 3}), 'sheets[0].answers["a1"]: expected text, found a number.'),
        (with_sheet(answers={"a1": ["neutraal"]}), 'sheets[0].answers["a1"]: expected text, found a list.'),
        (with_sheet(answers={"a1": {}}), 'sheets[0].answers["a1"]: expected text, found an object.'),
        # Dates
        (BARE | {"confirmed_on": 20261122}, "confirmed_on: expected text, found a number."),
        (BARE | {"confirmed_on": None}, "confirmed_on: expected text, found null."),
    ],
)
def test_a_fault_is_named_with_its_place(scan, sentence):
    assert refusal(scan) == sentence


@pytest.mark.parametrize("pool", ["overig", "overig_medewerkers", "overig_naasten"])
def test_a_pool_is_not_a_group(pool):
    expected = f'sheets[0].group: "{pool}" is a pool that scoring makes, not a group ({USE_GROUP}).'
    assert refusal(with_sheet(group=pool)) == expected


def test_there_is_one_team_sheet_at_most():
    sheets = [{"group": group, "answers": {}} for group in ("team", "management", "team", "team")]
    assert refusal(BARE | {"sheets": sheets}) == (
        "sheets[2].group: a second team sheet, beside sheets[0] (a scan has at most one)."
    )


@pytest.mark.parametrize(
    "day",
    [
        "2026-02-29",
        "2026-13-01",
        "20261122",
        "2026-W47-7",
        "2026-11-22T10:00:00",
        "22-11-2026",
        "",
        " 2026-11-22",
        "2026-11-22\n",
        "٢٠٢٦-١١-٢٢",
        "0000-01-01",
    ],
)
def test_only_a_real_day_is_a_date(day):
    expected = f"confirmed_on: {json.dumps(day, ensure_ascii=not day.isprintable())} is not a date like 2026-11-22."
    assert refusal(BARE | {"confirmed_on": day}) == expected


def test_the_last_year_leaves_no_room_for_a_repeat():
    assert refusal(BARE | {"confirmed_on": "9999-01-01"}) == (
        'confirmed_on: "9999-01-01" leaves no year for the repeat scan.'
    )
    assert read(BARE | {"confirmed_on": "9998-12-31"}).confirmed_on == date(9998, 12, 31)


def test_unknown_versions_are_named():
    def refused(**versions):
        with pytest.raises(SubmissionError) as caught:
            parse(json.dumps(BARE | {"questionnaire": "2026-1"} | versions).encode())
        return str(caught.value)

    assert refused(questionnaire="1999-1") == 'questionnaire: unknown version "1999-1" (use 2026-1).'
    assert refused(rules="1999-1") == 'rules: unknown version "1999-1" (use 2026-1).'
    assert refused(questionnaire="../2026-1") == 'questionnaire: unknown version "../2026-1" (use 2026-1).'


# The JSON itself ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the scan: empty."),
        (b" \n\t ", "the scan: empty."),
        (b"{", "column 2: not valid JSON (Expecting property name enclosed in double quotes)."),
        (b"{} {}", "column 4: not valid JSON (Extra data)."),
        (b'{"sheets": [],\n "rules" 1}', "line 2, column 10: not valid JSON (Expecting ':' delimiter)."),
        (b'{"a\x01": 1}', "column 4: not valid JSON (Invalid control character)."),
        (b"\xff\xfe{\x00", "byte 1: not valid UTF-8."),
        (b'{"a": "\xed\xa0\x80"}', "byte 8: not valid UTF-8."),
        (b"\xef\xbb\xbf{}", "byte 1: a byte order mark (save the scan as UTF-8 without one)."),
        (b"not json", "column 1: not valid JSON (Expecting value)."),
        (b"NaN", "the scan: expected an object, found a number."),
    ],
)
def test_malformed_text_is_named_with_its_place(data, sentence):
    assert refusal(data) == sentence


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 10_000, "-0.0", "1" + "0" * 400_000])
def test_no_number_is_ever_read(number):
    text = f'{{"questionnaire": "proef", "rules": "2026-1", "sheets": [{number}]}}'
    assert refusal(text) == "sheets[0]: expected an object, found a number."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"sheets": [], "sheets": []}', 'the scan: the key "sheets" is there twice.'),
        (
            '{"questionnaire": "proef", "rules": "2026-1", "sheets": [{"group": "team", "group": "team"}]}',
            'sheets[0]: the key "group" is there twice.',
        ),
        (
            '{"questionnaire": "proef", "rules": "2026-1", "sheets": [{"group": "team", "answers":'
            '{"a1": "nvt", "a2": "nvt", "\\u0061\\u0031": "neutraal"}}]}',
            'sheets[0].answers: the key "a1" is there twice.',
        ),
        (
            '{"questionnaire": "proef", "rules": "2026-1", "sheets": [], "agreed": {"a1": "nvt", "a1": "nvt"}}',
            'agreed: the key "a1" is there twice.',
        ),
        ('{"x": {"y": 1, "y": 1}, "x": 1}', 'the scan: the key "x" is there twice.'),
    ],
)
def test_a_key_that_is_there_twice_is_refused(text, sentence):
    assert refusal(text) == sentence


@pytest.mark.parametrize("depth", [21, 22, 500, 5_000, 2_000_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_deep_nesting_is_refused_however_deep(depth, opening, closing):
    if depth * len(opening + closing) > MAX_BYTES:
        depth = MAX_BYTES // len(opening + closing) - 10
    text = opening * depth + "1" + closing * depth
    assert refusal(text) == f"column {20 * len(opening) + 1}: nested more than 20 deep."
    assert refusal(opening * depth) in {
        f"column {20 * len(opening) + 1}: nested more than 20 deep.",
        f"column {depth * len(opening) + 1}: not valid JSON (Expecting value).",
    }


def test_brackets_in_text_are_not_nesting():
    assert refusal(with_sheet(answers={"a1": "[{" * 30})).startswith('sheets[0].answers["a1"]: unknown level "[{[{')
    assert refusal("[" * 20 + "]" * 20) == "the scan: expected an object, found a list."


def test_a_scan_of_five_megabytes_is_read_and_one_byte_more_is_not():
    text = json.dumps(BARE)
    assert read(text + " " * (MAX_BYTES - len(text))).sheets == ()
    assert refusal(text + " " * (MAX_BYTES + 1 - len(text))) == "the scan: larger than 5 MB."


def test_a_great_many_keys_are_no_trouble():
    answers = ",".join(f'"k{number}":1' for number in range(200_000))
    text = f'{{"questionnaire": "proef", "rules": "2026-1", "sheets": [], "agreed": {{{answers}, "k0": 1}}}}'
    assert refusal(text) == 'agreed: the key "k0" is there twice.'


def test_odd_text_is_shown_on_one_line():
    assert refusal(with_sheet(group="\ud800")) == f'sheets[0].group: unknown group "\\ud800" ({USE_GROUP}).'
    assert refusal(with_sheet(group="a\nb\u2028")) == f'sheets[0].group: unknown group "a\\nb\\u2028" ({USE_GROUP}).'
    assert refusal(with_sheet(group="x" * 1000)) == f'sheets[0].group: unknown group "{"x" * 57}..." ({USE_GROUP}).'
    assert refusal(with_sheet(group="zörg")) == f'sheets[0].group: unknown group "zörg" ({USE_GROUP}).'


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["team", "nvt"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*BARE, "group", "answers", "named", "agreed", "a1", "?"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@steady
@given(st.one_of(st.binary(max_size=60), json_values.map(lambda value: json.dumps(value).encode())))
def test_whatever_comes_in_is_read_or_refused_in_one_sentence(data):
    check(data)


@steady
@given(st.dictionaries(st.sampled_from(["questionnaire", "rules", "sheets", "agreed", "confirmed_on"]), json_values))
def test_whatever_stands_in_a_scan_is_read_or_refused_in_one_sentence(parts):
    check(json.dumps(BARE | parts).encode())


def check(data):
    sentence = "fine: nothing to say."
    try:
        read(data)
    except SubmissionError as error:
        sentence = str(error)
    assert sentence.splitlines() == [sentence]
    assert ": " in sentence
    assert sentence.endswith(".")
    assert sentence.encode()
