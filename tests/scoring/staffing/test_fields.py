"""Fields that take what people type."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from scoring.staffing.fields import ClockField, CountField, DayField, NumberField, ShareField, WindowsField
from scoring.staffing.words import decimal_text, share_text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("7:30", "07:30"),
        ("07:30", "07:30"),
        ("7.30", "07:30"),
        ("7,30", "07:30"),
        ("730", "07:30"),
        ("0730", "07:30"),
        ("7", "07:00"),
        (" 7u30 ", "07:30"),
        ("7 uur", "07:00"),
        ("7.30 uur", "07:30"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("24:00", "00:00"),
        ("", None),
    ],
)
def test_time_is_read_as_people_write_it(text, read):
    assert ClockField().clean(text) == read


def test_end_of_the_day_stays_the_end():
    assert ClockField(is_end=True).clean("24") == "24:00"


@pytest.mark.parametrize("text", ["25:00", "7:60", "half acht", "7:5", "-7", "24:01", "12345", "٧:٣٠", "7:30:00"])
def test_other_text_is_no_time(text):
    with pytest.raises(ValidationError, match="Schrijf een tijd als 7:30"):
        ClockField().clean(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [("7,2", "7.20"), ("7.2", "7.20"), ("7,2 %", "7.20"), ("66%", "66.00"), ("0", "0.00"), ("100", "100.00")],
)
def test_percentage_takes_comma_point_and_sign(text, read):
    assert str(NumberField(low=0, high=100).clean(text)) == read


@pytest.mark.parametrize("text", ["-1", "100,1", "zeven", "7,,2", "1e1", "NaN", "7,123"])
def test_other_text_is_no_percentage(text):
    with pytest.raises(ValidationError, match="Schrijf een getal van 0 tot en met 100, bijvoorbeeld 7,2"):
        NumberField(low=0, high=100).clean(text)


@pytest.mark.parametrize(("text", "read"), [("8", 8), (" 12 ", 12), ("1.204", 1204), ("1 204", 1204)])
def test_whole_number(text, read):
    assert CountField(high=5000).clean(text) == read


@pytest.mark.parametrize("text", ["-1", "8,5", "acht", "5001", "99999999999"])
def test_other_text_is_no_whole_number(text):
    with pytest.raises(ValidationError, match="Schrijf een heel getal van 0 tot en met 5000"):
        CountField(high=5000).clean(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [("1", (1, 1)), ("1/4", (1, 4)), ("1 / 3", (1, 3)), ("0,125", (1, 8)), ("12,5%", (1, 8)), ("100%", (1, 1))],
)
def test_share_is_exact(text, read):
    assert ShareField().clean(text) == Fraction(*read)


@pytest.mark.parametrize("text", ["0", "2", "1/0", "half", "-1/2", "101%", "1/100000000"])
def test_other_text_is_no_share(text):
    with pytest.raises(ValidationError, match="Schrijf 1 voor alleen deze groep"):
        ShareField().clean(text)


def test_windows_are_one_a_line():
    assert WindowsField().clean("7-10\n 12:00 – 14.00\n\n16 tot 2130") == [
        ["07:00", "10:00"],
        ["12:00", "14:00"],
        ["16:00", "21:30"],
    ]


@pytest.mark.parametrize("text", ["7-10-12", "ochtend", "7", "7-7"])
def test_window_with_a_fault_is_named(text):
    with pytest.raises(ValidationError, match=f"‘{text}’ is geen periode"):
        WindowsField().clean(f"7-10\n{text}")


def test_day_is_in_the_past():
    field = DayField(today=lambda: date(2026, 11, 22))

    assert field.clean("2026-11-22") == field.clean("22-11-2026") == date(2026, 11, 22)
    for text in ("2026-11-23", "1999-12-31"):
        with pytest.raises(ValidationError, match="Kies een datum die al geweest is"):
            field.clean(text)


def test_numbers_are_shown_as_they_are_typed():
    assert [decimal_text(Decimal(value)) for value in ("7.20", "66", "0", "12089.5", "100.00")] == [
        "7,2",
        "66",
        "0",
        "12089.5",
        "100",
    ]
    assert [share_text(Fraction(*value)) for value in ((1, 1), (1, 8), (3, 4))] == ["1", "1/8", "0,75"]
    assert share_text(Fraction("0.3333333333333333")) == "1/3"
    with translation.override("en"):
        assert decimal_text(Decimal("7.20")) == "7.2"
