"""The rows of the group page: shifts as they were typed, valid or not, so that nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from django.http import QueryDict
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from scoring.domain.staffing.week import EVERY_DAY
from scoring.domain.staffing.week import WEEKDAYS as WORKDAYS
from scoring.staffing.documents import MOST_SHIFTS, Document
from scoring.staffing.forms import NEW_SHIFT, ShiftForm
from scoring.staffing.words import share_text

#: A row as it was typed: text by field, days as a list of numbers in text.
Raw = dict[str, Any]
_TEXTS: Final = ("start", "end", "level", "share", "break_minutes", "paid", "purpose")


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row."""

    id: str
    name: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class Day:
    """One box to tick."""

    id: str
    name: str
    value: str
    short: str
    title: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A shift on the page. ``is_new``: it was just added, so the page opens there."""

    number: int
    start: Cell
    end: Cell
    level: Cell
    share: Cell
    break_minutes: Cell
    paid: Cell
    purpose: Cell
    days: Cell
    boxes: list[Day]
    is_new: bool

    @property
    def errors(self) -> list[dict[str, str]]:
        """For the summary on top: each with the number of its row, linked to its field."""
        cells = (self.start, self.end, self.level, self.share, self.break_minutes, self.days, self.purpose)
        problem = _("Shift %(number)s: %(error)s")
        return [
            {"id": cell.id, "text": problem % {"number": self.number, "error": cell.error}}
            for cell in cells
            if cell.error
        ]


def prefix(place: int) -> str:
    """What the names of the fields of a row begin with; ``place`` from 0."""
    return f"d{place}"


def typed_rows(data: QueryDict) -> list[Raw]:
    """The rows of a page that was sent, as they were typed."""
    number = data.get("rows", "")
    count = min(int(number), MOST_SHIFTS) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    return [_typed(data, prefix(place)) for place in range(count)]


def _typed(data: QueryDict, mark: str) -> Raw:
    return {name: data.get(f"{mark}-{name}", "") for name in _TEXTS} | {"days": data.getlist(f"{mark}-days")}


def stored_rows(group: Mapping[str, Any]) -> list[Raw]:
    """The rows of a stored group, as a person would type them."""
    return [_as_typed(shift) for shift in group["shifts"]]


def _as_typed(shift: Document) -> Raw:
    days = shift.get("days", "all")
    listed = {"all": EVERY_DAY, "weekdays": WORKDAYS}[days] if isinstance(days, str) else days
    return {
        "start": shift["start"],
        "end": shift["end"],
        "level": str(shift["level"]),
        "share": share_text(Fraction(str(shift.get("share", 1)))),
        "break_minutes": str(shift.get("break_minutes", 0)),
        "days": [str(day) for day in listed],
        "paid": "on" if shift.get("paid", True) else "",
        "purpose": shift.get("purpose", "zorg"),
    }


def after(raws: list[Raw], action: str) -> tuple[list[Raw], int | None]:
    """The rows after pressing ``add``, ``copy-3`` or ``remove-3`` (rows from 1), and the place of the new row.

    An unknown action, or one past the most rows a page holds, changes nothing.
    """
    verb, _dash, number = action.partition("-")
    place = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 4 else -1
    has_room = len(raws) < MOST_SHIFTS
    if verb == "add" and has_room:
        return [*raws, dict(NEW_SHIFT)], len(raws)
    if verb == "copy" and has_room and 0 <= place < len(raws):
        return [*raws[: place + 1], dict(raws[place]), *raws[place + 1 :]], place + 1
    if verb == "remove" and 0 <= place < len(raws):
        return raws[:place] + raws[place + 1 :], None
    return raws, None


def shift_forms(raws: list[Raw]) -> list[ShiftForm]:
    """A form for every row, to check what was typed."""
    forms = []
    for place, raw in enumerate(raws):
        data = QueryDict(mutable=True)
        for name, value in raw.items():
            data.setlist(f"{prefix(place)}-{name}", value if isinstance(value, list) else [value] if value else [])
        forms.append(ShiftForm(data, prefix=prefix(place)))
    return forms


def rows(raws: list[Raw], forms: list[ShiftForm] | None = None, new: int | None = None) -> list[Row]:
    """The rows to show; with ``forms``, with what is wrong in those that are not blank."""
    return [
        _row(place, raw, forms[place] if forms and not forms[place].is_blank else None, is_new=place == new)
        for place, raw in enumerate(raws)
    ]


def _row(place: int, raw: Raw, form: ShiftForm | None, *, is_new: bool) -> Row:
    mark = prefix(place)
    errors = form.errors if form else {}

    def cell(name: str) -> Cell:
        value = raw.get(name, "")
        text = value if isinstance(value, str) else ""
        return Cell(f"id_{mark}-{name}", f"{mark}-{name}", text, " ".join(errors.get(name, [])))

    boxes = [
        Day(
            id=f"id_{mark}-days-{day}",
            name=f"{mark}-days",
            value=str(day),
            short=str(WEEKDAYS_ABBR[day - 1]),
            title=str(WEEKDAYS[day - 1]),
            checked=str(day) in raw["days"],
        )
        for day in EVERY_DAY
    ]
    return Row(place + 1, **{name: cell(name) for name in (*_TEXTS, "days")}, boxes=boxes, is_new=is_new)
