"""What if: one variable at a time, with the effect on ratio and coverage, and nothing saved."""

import pytest
from django.urls import reverse

from tests.scoring.staffing.pages import CURRENT, make_roster


def url(name, scan, **other):
    return reverse(name, kwargs={"scan": scan.pk, **other})


@pytest.fixture
def karin(cast, as_user):
    return as_user(cast.coordinator)


def test_what_if_changes_one_thing_and_saves_nothing(karin, cast):
    row = make_roster(cast.scan, cast.coordinator)
    address = url("staffing_what_if", cast.scan, kind=CURRENT)
    assert "Wat als er een dienst vervalt?" in karin.get(address).content.decode()

    page = karin.get(address, {"wat": "remove_shift", "shift": "0-2", "reken": "1"})

    assert page.context["figures"][0].values == ["0,88", "0,68"]
    assert "wordt dun: elke dag van 07:00 tot 10:00 uur" in page.content.decode()
    row.refresh_from_db()
    assert row.revision == 0


@pytest.mark.parametrize(
    ("variable", "values", "ratio"),
    [
        ("clients", {"value": "10"}, "0,70"),
        ("count", {"value": "8"}, "0,88"),
        ("window", {"shift": "0-0", "start": "7", "end": "11:30"}, "0,78"),
        ("level", {"shift": "0-0", "value": "2"}, "0,88"),
        ("share", {"shift": "0-2", "value": "1/2"}, "0,78"),
        ("days", {"shift": "0-2", "value": ["1", "2", "3", "4", "5"]}, "0,82"),
        ("purpose", {"shift": "0-2", "value": "zingeving"}, "0,88"),
        ("paid", {"shift": "0-2", "value": "no"}, "0,68"),
        ("break_minutes", {"shift": "0-2", "value": "60"}, "0,87"),
        ("windows", {"value": "10-11"}, "0,88"),
        ("mode", {"value": "strikt"}, "0,88"),
        ("nurse_within_30", {"value": "yes"}, "0,88"),
        ("productivity", {"value": "77"}, "0,88"),
        (
            "add_shift",
            {"start": "10", "end": "18:30", "level": "3", "share": "1", "break_minutes": "30", "paid": "on"}
            | {"days": list("1234567"), "purpose": "zingeving"},
            "1,07",
        ),
    ],
)
def test_what_if_knows_every_variable(karin, cast, variable, values, ratio):
    make_roster(cast.scan, cast.coordinator)

    page = karin.get(url("staffing_what_if", cast.scan, kind=CURRENT), {"wat": variable, "reken": "1", **values})

    assert page.context["form"].errors == {}
    assert page.context["figures"][0].values == ["0,88", ratio]


@pytest.mark.parametrize(
    ("variable", "values", "problem"),
    [
        ("clients", {"value": ""}, "Vul dit in om te zien wat het doet."),
        ("break_minutes", {"shift": "0-0", "value": "600"}, "Dan is de pauze langer dan de dienst."),
        ("window", {"shift": "0-0", "start": "7", "end": "7:00"}, "Begin en einde zijn gelijk."),
        ("days", {"shift": "0-0"}, "Vul dit in om te zien wat het doet."),
    ],
)
def test_what_if_with_a_fault_says_what_to_do(karin, cast, variable, values, problem):
    make_roster(cast.scan, cast.coordinator)

    page = karin.get(url("staffing_what_if", cast.scan, kind=CURRENT), {"wat": variable, "reken": "1", **values})

    assert problem in page.content.decode()
    assert "figures" not in page.context
