"""Rows of shifts as they are typed: stored and shown the same, added, copied and removed without losing anything."""

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from scoring.staffing.documents import MOST_SHIFTS
from scoring.staffing.rows import after, rows, shift_forms, stored_rows, typed_rows
from tests.scoring.staffing.pages import group_of, line, typed
from tests.scoring.staffing.rosters import SCENARIO_1


def sent(**data):
    found = QueryDict(mutable=True)
    for name, value in data.items():
        found.setlist(name, value if isinstance(value, list) else [value])
    return found


def shifts(*raws):
    forms = shift_forms(typed_rows(sent(**typed(*raws))))
    return [form.shift for form in forms if form.is_valid()]


def problems(*raws):
    raws = typed_rows(sent(**typed(*raws)))
    return [error["text"] for row in rows(raws, shift_forms(raws)) for error in row.errors]


def test_typed_row_becomes_a_shift():
    assert shifts(line("7-1530", "3", share="1/8", break_minutes="30", days=list("12345"), purpose="nacht")) == [
        {
            "start": "07:00",
            "end": "15:30",
            "level": 3,
            "share": 0.125,
            "break_minutes": 30,
            "days": "weekdays",
            "paid": True,
            "purpose": "nacht",
        }
    ]


def test_what_is_stored_comes_back_as_it_was():
    stored = [form.shift for form in shift_forms(stored_rows(group_of(SCENARIO_1))) if form.is_valid()]

    again = [form.shift for form in shift_forms(stored_rows(group_of(stored))) if form.is_valid()]

    assert again == stored
    assert len(stored) == len(SCENARIO_1)


def test_a_third_is_shown_as_a_third():
    [shift] = shifts(line("7-15", share="1/3"))

    assert stored_rows(group_of([shift]))[0]["share"] == "1/3"


def test_volunteer_needs_no_level():
    [shift] = shifts(line("12-20", "", paid="", purpose="toezicht"))

    assert (shift["level"], shift["paid"]) == (1, False)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (line("-15"), "Schrijf hoe laat deze dienst begint."),
        (line("7-"), "Schrijf hoe laat deze dienst eindigt."),
        (line("7-15", ""), "Kies een niveau. Alleen bij een onbetaalde dienst mag het leeg blijven."),
        (line("7-15", days=[]), "Vink minstens één dag aan."),
        (line("7-7"), "Begin en einde zijn gelijk. Schrijf 24:00 als einde van een hele dag vanaf 0:00."),
        (line("7-8", break_minutes="61"), "De pauze is langer dan de dienst. Schrijf minder minuten."),
        (line("laat-15"), "Schrijf een tijd als 7:30, tussen 0:00 en 24:00."),
    ],
)
def test_what_is_wrong_is_said_with_its_row(raw, problem):
    assert problems(line("7-15"), raw) == [f"Dienst 2: {problem}"]


def test_blank_row_is_no_fault_and_no_shift():
    assert problems(line("-", "")) == []
    assert shift_forms(typed_rows(sent(**typed(line("-", "")))))[0].is_blank


def test_rows_are_added_copied_and_removed():
    raws = typed_rows(sent(**typed(line("7-15"), line("fout-23"))))

    added, place = after(raws, "add")
    assert (len(added), place, added[2]["paid"]) == (3, 2, "on")
    copied, place = after(raws, "copy-2")
    assert (copied, place) == ([*raws, raws[1]], 2)
    assert after(raws, "remove-1") == ([raws[1]], None)


@pytest.mark.parametrize("action", ["copy-3", "copy-0", "copy-", "remove-9", "remove-²", "iets", "copy-99999999"])
def test_action_that_is_not_there_changes_nothing(action):
    raws = typed_rows(sent(**typed(line("7-15"), line("15-23"))))

    assert after(raws, action) == (raws, None)


def test_page_holds_so_many_rows_and_no_more():
    data = MultiValueDict(sent(**typed(line("7-15"))))
    data["rows"] = "500"
    full = typed_rows(data)

    assert len(full) == MOST_SHIFTS
    assert after(full, "add") == after(full, "copy-1") == (full, None)
    assert typed_rows(sent(rows="veel")) == []
