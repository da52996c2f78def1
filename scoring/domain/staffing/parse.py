"""A roster as JSON, checked from end to end before anything is calculated.

``groups`` is required, and in a group ``clients`` and ``shifts``, and in a shift ``start``, ``end`` and ``level``. The
rest may be left out: see the constants below, ``windows`` (those of the NZa) and ``productivity`` (of the rules).
A shift or a window whose end is not after its start runs on into the next day; ``24:00`` may be an end. Whatever is
wrong raises ``SubmissionError``, one sentence with the place first:
``groups[0].shifts[2].start: "24:30" is not a time like 07:30.``
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final, NoReturn

from scoring.domain.json_shape import members, refuse_kind, text_of, use
from scoring.domain.staffing.roster import COMBINED, LEVELS, MODES, PURPOSES, ZORG, Group, Roster, Shift
from scoring.domain.staffing.rules import StaffingRules, load
from scoring.domain.staffing.week import EVERY_DAY, WEEKDAYS, Window, clock, minute, window
from scoring.domain.strict_json import Number, decode, quoted, refuse

ROSTER: Final = "the roster"
#: The preset of intensive moments for a roster that names none.
DEFAULT_WINDOWS: Final = "nza"
_NAMED_DAYS: Final = {"all": EVERY_DAY, "weekdays": WEEKDAYS}
_LARGEST: Final = 999_999
#: How many groups, shifts in a group, and windows are read: far more than a location has.
_MOST: Final = 500
_ONE: Final = Number("1")
_NOTHING: Final = Number("0")
_DIGITS: Final = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")


def parse(data: bytes, rules: StaffingRules | None = None) -> Roster:
    """The roster in this JSON text (UTF-8), or ``SubmissionError``."""
    return read(decode(data, ROSTER), rules or load())


def read(value: Any, rules: StaffingRules) -> Roster:
    """The roster in decoded JSON (numbers as ``strict_json.Number``), or ``SubmissionError``."""
    optional = {"windows", "mode", "productivity", "nurse_within_30"}
    found = members(value, "", required={"groups"}, optional=optional, whole=ROSTER)
    groups = _listed(found["groups"], "groups")
    if not groups:
        refuse("groups", "empty (give at least one group)")
    return Roster(
        groups=tuple(_group(group, f"groups[{place}]") for place, group in enumerate(groups)),
        windows=_windows(found["windows"]) if "windows" in found else rules.presets[DEFAULT_WINDOWS],
        productivity=_part(found["productivity"], "productivity") if "productivity" in found else rules.productivity,
        mode=_choice(found.get("mode", COMBINED), "mode", MODES),
        nurse_within_30=_truth(found["nurse_within_30"], "nurse_within_30") if "nurse_within_30" in found else None,
    )


def _group(value: Any, place: str) -> Group:
    found = members(value, place, required={"clients", "shifts"}, optional={"count"})
    return Group(
        clients=_number(found["clients"], f"{place}.clients", low=0),
        count=_number(found.get("count", _ONE), f"{place}.count", low=1),
        shifts=tuple(
            _shift(shift, f"{place}.shifts[{number}]")
            for number, shift in enumerate(_listed(found["shifts"], f"{place}.shifts"))
        ),
    )


def _shift(value: Any, place: str) -> Shift:
    optional = {"share", "break_minutes", "days", "paid", "purpose"}
    found = members(value, place, required={"start", "end", "level"}, optional=optional)
    window = _window(found["start"], found["end"], f"{place}.start", f"{place}.end")
    return Shift(
        window=window,
        level=_number(found["level"], f"{place}.level", low=LEVELS[0], high=LEVELS[-1]),
        share=_part(found.get("share", _ONE), f"{place}.share"),
        break_minutes=_break(found.get("break_minutes", _NOTHING), f"{place}.break_minutes", window),
        days=_days(found.get("days", "all"), f"{place}.days"),
        paid=_truth(found.get("paid", True), f"{place}.paid"),
        purpose=_choice(found.get("purpose", ZORG), f"{place}.purpose", PURPOSES),
    )


def _windows(value: Any) -> tuple[Window, ...]:
    return tuple(_pair(pair, f"windows[{number}]") for number, pair in enumerate(_listed(value, "windows")))


def _pair(value: Any, place: str) -> Window:
    pair = _listed(value, place)
    if len(pair) != 2:
        refuse(place, f"expected two times, found {len(pair)}")
    return _window(pair[0], pair[1], f"{place}[0]", f"{place}[1]")


def _window(start: Any, end: Any, start_place: str, end_place: str) -> Window:
    first, last = _time(start, start_place), _time(end, end_place, is_end=True)
    if first == last:
        refuse(end_place, f"the same as the start, {clock(first)} (a whole day is 00:00 to 24:00)")
    return window(first, last)


def _time(value: Any, place: str, *, is_end: bool = False) -> int:
    text = text_of(value, place)
    try:
        found = minute(text)
    except ValueError:
        refuse(place, f"{quoted(text)} is not a time like 07:30")
    if text == "24:00" and not is_end:
        refuse(place, '"24:00" can only be an end (use 00:00)')
    return found


def _break(value: Any, place: str, window: Window) -> int:
    minutes = _number(value, place, low=0)
    length = window.end - window.start
    if minutes > length:
        refuse(place, f"{minutes} minutes is longer than the shift ({length} minutes)")
    return minutes


def _days(value: Any, place: str) -> tuple[int, ...]:
    if isinstance(value, str):
        if value not in _NAMED_DAYS:
            _refuse_choice(value, place, [*_NAMED_DAYS, "a list of 1 to 7"])
        return _NAMED_DAYS[value]
    days = [_number(day, f"{place}[{number}]", low=1, high=7) for number, day in enumerate(_listed(value, place))]
    if not days:
        refuse(place, "empty (give at least one day)")
    for number, day in enumerate(days):
        if day in days[:number]:
            refuse(f"{place}[{number}]", f"day {day} is there twice")
    return tuple(sorted(days))


def _number(value: Any, place: str, *, low: int, high: int = _LARGEST) -> int:
    if not isinstance(value, Number):
        refuse_kind(value, "a whole number", place)
    if not re.fullmatch(r"-?[0-9]{1,9}", value.text) or not low <= int(value.text) <= high:
        refuse(place, f"{_shown(value)} is not a whole number from {low} to {high}")
    return int(value.text)


def _part(value: Any, place: str) -> Fraction:
    """A share as the exact fraction that was written."""
    if not isinstance(value, Number):
        refuse_kind(value, "a number", place)
    if not _DIGITS.fullmatch(value.text) or not 0 < Fraction(value.text) <= 1:
        refuse(place, f"{_shown(value)} is not above 0 and at most 1")
    return Fraction(value.text)


def _shown(number: Number) -> str:
    return number.text if len(number.text) <= 20 else f"{number.text[:17]}..."


def _choice(value: Any, place: str, choices: tuple[str, ...]) -> str:
    text = text_of(value, place)
    if text not in choices:
        _refuse_choice(text, place, choices)
    return text


def _refuse_choice(text: str, place: str, choices: Iterable[str]) -> NoReturn:
    refuse(place, f"unknown value {quoted(text)} ({use(choices)})")


def _truth(value: Any, place: str) -> bool:
    if not isinstance(value, bool):
        refuse_kind(value, "true or false", place)
    return value


def _listed(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        refuse_kind(value, "a list", place)
    if len(value) > _MOST:
        refuse(place, f"more than {_MOST}")
    return value
