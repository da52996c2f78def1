"""Form fields that take what people type: 7.30, 0730, 1/4, 12,5% and 7,2. Each error says what to do."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from scoring.domain.staffing.week import minute
from scoring.staffing.words import decimal_text, share_text

_CLOCK: Final = re.compile(r"(\d{1,2})(?:\s*(?:[:.,uh]|uur)\s*(\d{2})?|(\d{2}))?(?:\s*uur)?", re.IGNORECASE | re.ASCII)
_DASHES: Final = re.compile(r"\s*(?:-|–|—|\btot\b|\bto\b)\s*")
#: How small a share of a person may be: one in a thousand groups.
_SMALLEST: Final = Fraction(1, 1000)


def clock_time(text: str, *, is_end: bool = False) -> str:
    """``07:30`` from what people type for it; ``24:00`` may only be an end. ``ValueError`` for anything else."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    hours, rest = int(found[1]), int(found[2] or found[3] or 0)
    written = f"{hours:02}:{rest:02}"
    if written == "24:00" and not is_end:
        return "00:00"
    minute(written)
    return written


class _Text(forms.CharField):
    """One line that is read as something else. Nothing typed stays nothing."""

    def __init__(self, *, keyboard: str = "text", **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": keyboard, "autocomplete": "off"})
        super().__init__(**{"widget": widget, "required": False, "max_length": 60, **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.read(text) if text else None

    def read(self, text: str) -> Any:
        raise NotImplementedError


class ClockField(_Text):
    """A time of day; gives ``07:30``."""

    def __init__(self, *, is_end: bool = False, **kwargs: Any) -> None:
        self.is_end = is_end
        super().__init__(**kwargs)

    def read(self, text: str) -> str:
        try:
            return clock_time(text, is_end=self.is_end)
        except ValueError:
            raise ValidationError(_("Write a time like 7:30, between 0:00 and 24:00.")) from None


class NumberField(_Text):
    """A number with a comma or a point, a percent sign allowed; gives a ``Decimal`` between ``low`` and ``high``."""

    def __init__(self, *, low: int, high: int, example: str = "7.2", places: int = 2, **kwargs: Any) -> None:
        self.low, self.high, self.example, self.places = low, high, example, places
        super().__init__(**{"keyboard": "decimal", **kwargs})

    def read(self, text: str) -> Decimal:
        plain = text.replace("%", "").replace(" ", "").replace(",", ".")
        try:
            found = Decimal(plain) if re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{0,9})?|\.[0-9]{1,9}", plain) else None
        except InvalidOperation:
            found = None
        if found is None or not self.low <= found <= self.high or -found.normalize().as_tuple().exponent > self.places:
            raise ValidationError(self.problem)
        return found.quantize(Decimal(1).scaleb(-self.places))

    @property
    def problem(self) -> str:
        values = {"low": self.low, "high": self.high, "example": decimal_text(Decimal(self.example))}
        return _("Write a number from %(low)s to %(high)s, for example %(example)s.") % values

    def prepare_value(self, value: Any) -> Any:
        return decimal_text(value) if isinstance(value, Decimal) else value


class CountField(_Text):
    """A whole number between ``low`` and ``high``; 12.089 is read as twelve thousand eighty-nine."""

    def __init__(self, *, low: int = 0, high: int, **kwargs: Any) -> None:
        self.low, self.high = low, high
        super().__init__(**{"keyboard": "numeric", **kwargs})

    def read(self, text: str) -> int:
        plain = re.sub(r"[\s.,](?=[0-9]{3}([^0-9]|$))", "", text)
        if not re.fullmatch(r"[0-9]{1,9}", plain) or not self.low <= int(plain) <= self.high:
            values = {"low": self.low, "high": self.high}
            raise ValidationError(_("Write a whole number from %(low)s to %(high)s.") % values)
        return int(plain)


class ShareField(_Text):
    """The part of a person that a group has: 1, 1/4, 0,25 or 25%; gives a ``Fraction`` above 0 and at most 1."""

    def read(self, text: str) -> Fraction:
        plain = text.replace(" ", "").replace(",", ".")
        known = re.fullmatch(r"([0-9]{1,4}/[0-9]{1,4}|[0-9]{0,4}(\.[0-9]{1,6})?)(%?)", plain)
        try:
            found = Fraction(known[1]) / (100 if known[3] else 1) if known else Fraction(0)
        except (ValueError, ZeroDivisionError):
            found = Fraction(0)
        if not _SMALLEST <= found <= 1:
            raise ValidationError(_("Write 1 for this group only, or a part such as 1/4 or 25%."))
        return found

    def prepare_value(self, value: Any) -> Any:
        return share_text(value) if isinstance(value, Fraction) else value


class DayField(forms.DateField):
    """A day that lies in the past or is today, in the browser's own date field."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *, today: Any, **kwargs: Any) -> None:
        self.today = today
        invalid = _("Write a date like 31-12-2026.")
        super().__init__(**{"required": False, "error_messages": {"invalid": invalid}, **kwargs})
        self.input_formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d-%m-%y"]

    def clean(self, value: Any) -> date | None:
        found: date | None = super().clean(value)
        if found and (found > self.today() or found.year < 2000):
            raise ValidationError(_("Choose a date that has been, from the year 2000 on."))
        return found


class WindowsField(_Text):
    """Times of day, one stretch a line: ``07:00-10:00``; gives ``[["07:00", "10:00"]]``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 4}), "max_length": 500, **kwargs})

    def read(self, text: str) -> list[list[str]]:
        return [self._stretch(line.strip()) for line in re.split(r"[\n;]", text) if line.strip()]

    def _stretch(self, line: str) -> list[str]:
        ends = _DASHES.split(line)
        try:
            first, last = clock_time(ends[0]), clock_time(ends[1], is_end=True)
            if len(ends) != 2 or first == last:
                raise ValueError(line)
        except (ValueError, IndexError):
            problem = _("“%(line)s” is not a stretch of time. Write it like 7:00-10:00, one on each line.")
            raise ValidationError(problem % {"line": line[:40]}) from None
        return [first, last]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join("-".join(pair) for pair in value) if isinstance(value, list) else value
