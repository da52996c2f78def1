"""Rosters as JSON: what may be left out, and one sentence with the place for whatever is wrong."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.domain.staffing.parse import parse
from scoring.domain.staffing.roster import Group, Roster, Shift
from scoring.domain.staffing.week import Window
from scoring.domain.strict_json import SubmissionError
from tests.scoring.staffing.rosters import EVERY_DAY, document

SHIFT = {"start": "07:00", "end": "15:30", "level": 3}


def one(**changes):
    """A roster of one shift with these keys added or replaced; ``None`` leaves a key out."""
    line = {key: value for key, value in {**SHIFT, **changes}.items() if value is not None}
    return document({"clients": 8, "shifts": [line]})


def read(data):
    """The roster, or the sentence that refuses it."""
    try:
        return parse(data)
    except SubmissionError as error:
        return str(error)


def refusal(data):
    with pytest.raises(SubmissionError) as refused:
        parse(data)
    return str(refused.value)


def test_what_is_left_out_has_its_default():
    assert parse(one()) == Roster(
        groups=(Group(8, (Shift(Window(420, 930), 3, Fraction(1), 0, EVERY_DAY, True, "zorg"),), 1),),
        windows=(Window(420, 600), Window(720, 840), Window(960, 1260)),
        productivity=Fraction(66, 100),
        mode="gecombineerd",
        nurse_within_30=None,
    )


def test_everything_that_is_given_is_read():
    line = {
        "start": "23:00",
        "end": "07:30",
        "level": 4,
        "share": 0.125,
        "break_minutes": 30,
        "days": [7, 1],
        "paid": False,
        "purpose": "nacht",
    }
    group = {"clients": 0, "count": 3, "shifts": [line]}
    given_too = {"windows": [["22:00", "02:00"]], "mode": "strikt", "productivity": 1, "nurse_within_30": False}

    assert parse(document(group, **given_too)) == Roster(
        groups=(Group(0, (Shift(Window(1380, 1890), 4, Fraction(1, 8), 30, (1, 7), False, "nacht"),), 3),),
        windows=(Window(1320, 1560),),
        productivity=Fraction(1),
        mode="strikt",
        nurse_within_30=False,
    )


def test_shares_are_read_exactly_as_written():
    assert parse(one(share=0.1)).groups[0].shifts[0].share == Fraction(1, 10)


@pytest.mark.parametrize(("days", "expected"), [("all", EVERY_DAY), ("weekdays", (1, 2, 3, 4, 5)), ([6, 2], (2, 6))])
def test_days(days, expected):
    assert parse(one(days=days)).groups[0].shifts[0].days == expected


@pytest.mark.parametrize(
    ("start", "end", "length"), [("00:00", "24:00", 1440), ("16:00", "00:00", 480), ("16:00", "24:00", 480)]
)
def test_end_of_the_day(start, end, length):
    found = parse(one(start=start, end=end)).groups[0].shifts[0].window

    assert found.end - found.start == length


def test_group_without_shifts_and_break_as_long_as_the_shift_are_read():
    assert parse(document({"clients": 8, "shifts": []})).groups[0].shifts == ()
    assert parse(one(break_minutes=510)).groups[0].shifts[0].day_hours == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"start": "24:30"}, 'start: "24:30" is not a time like 07:30.'),
        ({"end": "7:30"}, 'end: "7:30" is not a time like 07:30.'),
        ({"start": "24:00"}, 'start: "24:00" can only be an end (use 00:00).'),
        ({"end": "07:00"}, "end: the same as the start, 07:00 (a whole day is 00:00 to 24:00)."),
        ({"start": 700}, "start: expected text, found a number."),
        ({"end": None}, "end: missing."),
        ({"level": 0}, "level: 0 is not a whole number from 1 to 5."),
        ({"level": 6}, "level: 6 is not a whole number from 1 to 5."),
        ({"level": 2.5}, "level: 2.5 is not a whole number from 1 to 5."),
        ({"level": "3"}, "level: expected a whole number, found text."),
        ({"level": True}, "level: expected a whole number, found true or false."),
        ({"share": 0}, "share: 0 is not above 0 and at most 1."),
        ({"share": 1.1}, "share: 1.1 is not above 0 and at most 1."),
        ({"share": -0.5}, "share: -0.5 is not above 0 and at most 1."),
        ({"share": "1/8"}, "share: expected a number, found text."),
        ({"break_minutes": -1}, "break_minutes: -1 is not a whole number from 0 to 999999."),
        ({"break_minutes": 511}, "break_minutes: 511 minutes is longer than the shift (510 minutes)."),
        ({"days": "always"}, 'days: unknown value "always" (use all, weekdays or a list of 1 to 7).'),
        ({"days": []}, "days: empty (give at least one day)."),
        ({"days": [1, 8]}, "days[1]: 8 is not a whole number from 1 to 7."),
        ({"days": [1, 2, 1]}, "days[2]: day 1 is there twice."),
        ({"days": 1}, "days: expected a list, found a number."),
        ({"paid": 1}, "paid: expected true or false, found a number."),
        (
            {"purpose": "koken"},
            'purpose: unknown value "koken" (use zorg, toezicht, zingeving, bereikbaarheid or nacht).',
        ),
    ],
)
def test_shift_that_is_wrong_is_refused_with_its_place(changes, sentence):
    assert refusal(one(**changes)) == f"groups[0].shifts[0].{sentence}"


@pytest.mark.parametrize(
    ("group", "sentence"),
    [
        ({"shifts": []}, "groups[0].clients: missing."),
        ({"clients": 8}, "groups[0].shifts: missing."),
        ({"clients": -1, "shifts": []}, "groups[0].clients: -1 is not a whole number from 0 to 999999."),
        ({"clients": 8, "count": 0, "shifts": []}, "groups[0].count: 0 is not a whole number from 1 to 999999."),
        ({"clients": 8, "shifts": {}}, "groups[0].shifts: expected a list, found an object."),
        ({"clients": 8, "shifts": [None]}, "groups[0].shifts[0]: expected an object, found null."),
        ({"clients": 8, "shifts": [], "name": "x"}, 'groups[0]: unknown key "name" (use clients, count or shifts).'),
        ([], "groups[0]: expected an object, found a list."),
    ],
)
def test_group_that_is_wrong_is_refused_with_its_place(group, sentence):
    assert refusal(document(group)) == sentence


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"mode": "streng"}, 'mode: unknown value "streng" (use gecombineerd or strikt).'),
        ({"productivity": 0}, "productivity: 0 is not above 0 and at most 1."),
        ({"productivity": 66}, "productivity: 66 is not above 0 and at most 1."),
        ({"nurse_within_30": None}, "nurse_within_30: expected true or false, found null."),
        ({"windows": "nza"}, "windows: expected a list, found text."),
        ({"windows": [["07:00"]]}, "windows[0]: expected two times, found 1."),
        ({"windows": [["07:00", "08:00"], ["09:00", "25:00"]]}, 'windows[1][1]: "25:00" is not a time like 07:30.'),
        (
            {"windows": [["07:00", "07:00"]]},
            "windows[0][1]: the same as the start, 07:00 (a whole day is 00:00 to 24:00).",
        ),
        ({"windows": [["07:00", "08:00"]] * 501}, "windows: more than 500."),
        ({"fte": 3}, 'the roster: unknown key "fte" (use groups, mode, nurse_within_30, productivity or windows).'),
    ],
)
def test_setting_that_is_wrong_is_refused_with_its_place(settings, sentence):
    assert refusal(document({"clients": 8, "shifts": []}, **settings)) == sentence


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the roster: empty."),
        (b"[]", "the roster: expected an object, found a list."),
        (b"{}", "groups: missing."),
        (b'{"groups": []}', "groups: empty (give at least one group)."),
        (b'{"groups": [], "groups": []}', 'the roster: the key "groups" is there twice.'),
        (
            b'{"groups": [{"clients": 8, "shifts": [{"start": "07:00", "start": "08:00", "end": "09:00"}]}]}',
            'groups[0].shifts[0]: the key "start" is there twice.',
        ),
        (b'{"groups": ', "column 12: not valid JSON (Expecting value)."),
        (b'{"groups": \xff}', "byte 12: not valid UTF-8."),
        (b"\xef\xbb\xbf{}", "byte 1: a byte order mark (save the roster as UTF-8 without one)."),
        (b" " * 5_000_001, "the roster: larger than 5 MB."),
        (b"[" * 30 + b"]" * 30, "column 21: nested more than 20 deep."),
        (
            b'{"groups": [{"clients": NaN, "shifts": []}]}',
            "groups[0].clients: NaN is not a whole number from 0 to 999999.",
        ),
        (
            b'{"groups": [{"clients": 1, "shifts": []}], "productivity": 1e-999999999}',
            "productivity: 1e-999999999 is not above 0 and at most 1.",
        ),
        (
            b'{"groups": [{"clients": %s, "shifts": []}]}' % (b"9" * 100_000),
            "groups[0].clients: 99999999999999999... is not a whole number from 0 to 999999.",
        ),
    ],
    ids=str,
)
def test_text_that_is_wrong_is_refused_with_its_place(data, sentence):
    assert refusal(data) == sentence


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["07:00", "15:30", "all", "zorg", "", "ä"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["groups", "clients", "shifts", "start", "end", "level", "days", "windows", "share"]), inner
        )
    ),
    max_leaves=12,
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(values, st.sampled_from([None, "groups", "shifts", "windows", "days"]), st.booleans())
def test_any_json_is_a_roster_or_one_sentence(value, place, in_shift):
    line = {**SHIFT, **({"days": value} if place == "days" else {}), **({"paid": value} if in_shift else {})}
    whole = {"groups": [{"clients": 1, "shifts": [line]}]}
    if place == "groups":
        whole = {"groups": value}
    elif place == "shifts":
        whole = {"groups": [{"clients": 1, "shifts": value}]}
    elif place == "windows":
        whole["windows"] = value
    found = read(json.dumps(value if place is None else whole).encode())

    assert isinstance(found, Roster) or (found.endswith(".") and "\n" not in found)
