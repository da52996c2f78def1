"""What may stand in the cells of an import, with a sentence for what may not."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import Widget

from wolscan.places.target_groups import TARGET_GROUPS

YES, NO = frozenset({"ja", "yes", "true", "waar", "1", "x"}), frozenset({"nee", "no", "false", "onwaar", "0"})
#: A formula, or what a spreadsheet program writes where a formula failed.
COMPUTED = re.compile(r"=|#(REF|NAAM|NAME|VALUE|WAARDE|DIV/0|GETAL|NUM|N/A|N/B|NULL)")
#: The day from which spreadsheet programs count, and the serial numbers that can be a day we know.
EPOCH, SERIALS = date(1899, 12, 30), range(30_000, 80_000)
#: For so many unknown names is looked which name they look like; after that something else is wrong with the file.
MOST_HINTS = 40
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})"),
)


class Cell(Field):
    """A field of a resource. An empty cell leaves what stands; where there must be something, it is a fault."""

    def __init__(self, attribute: str, column: str, widget: Widget, *, is_needed: bool = False) -> None:
        super().__init__(attribute=attribute, column_name=column, widget=widget)
        self.is_needed = is_needed

    def save(self, instance: Any, row: Mapping[str, str], is_m2m: bool = False, **kwargs: Any) -> None:
        if row[self.column_name]:
            super().save(instance, row, is_m2m, **kwargs)
        elif self.is_needed:
            raise ValueError(_("Fill in this cell."))


class Words(Widget):
    """A text of one line."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        if COMPUTED.match(value):
            raise ValueError(_("Here stands a formula or its error. Put the text itself in the cell."))
        if len(value) > self.most:
            raise ValueError(_("Keep this below %(most)d characters.") % {"most": self.most + 1})
        return value


class Number(Widget):
    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.least, self.most = least, most

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> int:
        plain = value.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", value) else value
        if not re.fullmatch(r"[0-9]{1,9}", plain) or not self.least <= int(plain) <= self.most:
            words = _("“%(value)s” is not a whole number from %(least)d to %(most)d.")
            raise ValueError(words % {"value": value[:40], "least": self.least, "most": self.most})
        return int(plain)


class YesNo(Widget):
    def clean(self, value: str, row: Any = None, **kwargs: Any) -> bool:
        plain = value.casefold()
        if plain not in YES | NO:
            raise ValueError(_("“%(value)s” is neither ja nor nee.") % {"value": value[:40]})
        return plain in YES


class Day(Widget):
    """A day as people write it, or the serial number that a spreadsheet program shows for one."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> date:
        try:
            if value.isdecimal() and int(value) in SERIALS:
                return EPOCH + timedelta(days=int(value))
            found = next(match for pattern in _DAYS if (match := pattern.fullmatch(value.split(" ")[0])))
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
        except (StopIteration, ValueError) as error:
            words = _("“%(value)s” is not a day. Write it as 31-12-2026.")
            raise ValueError(words % {"value": value[:40]}) from error


class Groups(Widget):
    """Target groups by key or by their Dutch word, with commas between them."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:
        keys = [key for key, _word in TARGET_GROUPS]
        written = [part.strip().casefold().replace(" ", "-") for part in re.split(r"[,;|]", value) if part.strip()]
        if unknown := [part for part in written if part not in keys]:
            words = _("The target group “%(value)s” is not known. Choose from: %(known)s.")
            raise ValueError(words % {"value": unknown[0][:40], "known": ", ".join(keys)})
        return [key for key in keys if key in written]


class Address(Widget):
    """A mail address, in small letters."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        try:
            validate_email(value)
        except ValidationError as error:
            words = _("“%(value)s” is not a mail address.")
            raise ValueError(words % {"value": value[:60]}) from error
        if len(value) > 254:
            raise ValueError(_("Keep this below %(most)d characters.") % {"most": 255})
        return value.lower()


class Known(Widget):
    """Something that is known by its name: gives its key, or says which name was perhaps meant."""

    def __init__(self, known: Mapping[str, Any], reduce: Any, sentence: Any, names: Mapping[Any, str]) -> None:
        super().__init__()
        self.known, self.reduce, self.sentence, self.names = known, reduce, sentence, names
        self._hints: dict[str, str] = {}

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        found = self.known.get(self.reduce(value))
        if found is None:
            raise ValueError(f"{self.sentence % {'value': value[:80]}}{self._hint(value)}")
        return found

    def _hint(self, value: str) -> str:
        """The name that looks most like it; looked for once for each name."""
        from difflib import get_close_matches

        if value not in self._hints:
            if len(self._hints) == MOST_HINTS:
                return ""
            near = get_close_matches(self.reduce(value), self.known, n=1, cutoff=0.8)
            meant = self.names[self.known[near[0]]] if near else ""
            self._hints[value] = " " + _("Do you mean “%(name)s”?") % {"name": meant} if meant else ""
        return self._hints[value]
