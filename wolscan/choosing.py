"""Choosing one of a list that may have become very long.

Up to ``OVERSEEN`` it is a list to choose from. Above that somebody types a part of the name: one that fits is chosen,
and of several the page that comes back shows them to choose from. It works without a script, and by keyboard.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

#: A list that is longer than this is searched; so many of what was found are offered.
OVERSEEN, OFFERED = 200, 20
TYPED_MOST = 120
PART = _("Type a part of the name.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What came in: a part of a name, which was ticked of those that were offered, and which stood there already."""

    text: str = ""
    ticked: str = ""
    stood: str = ""


class SearchInput(forms.TextInput):
    """A field for a part of the name; below it what was found, if that was more than one."""

    input_type = "search"

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off", "maxlength": TYPED_MOST})
        self.found: list[tuple[str, str]] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed | None:
        text, ticked, stood = (
            str(data.get(key) or "").replace("\0", "").strip()[:TYPED_MOST]
            for key in (name, f"{name}_keuze", f"{name}_was")
        )
        return Typed(text, ticked, stood) if text or ticked else None

    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        typed = value if isinstance(value, Typed) else Typed()
        box = super().render(name, typed.text, dict(attrs or {}), renderer)
        key = (attrs or {}).get("id", f"id_{name}")
        context = {"box": box, "name": name, "id": key, "found": self.found, "typed": typed}
        return render_to_string("_components/found.html", context)


class OneOf(forms.ModelChoiceField):
    """One row of a model. What is no key at all gets the same sentence as a key that is not in the list."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            words = self.error_messages["invalid_choice"]
            raise forms.ValidationError(words, code="invalid_choice", params={"value": value}) from error


class OneOfMany(OneOf):
    """One row of a model: from a list, or found by a part of its name where there are too many for a list.

    ``by``: the field that holds the name. ``named``: how a row that was found is called, if its name is not enough.
    ``keyed``: the key of a row may stand in an address, as in links to a filtered list.
    """

    default_error_messages = {
        "none_found": _("Nothing was found with “%(text)s” in the name. Type less, or another part of the name."),
        "several_found": _("More than one has “%(text)s” in the name. Choose which one you mean."),
        "too_many_found": _("Many have “%(text)s” in the name. Choose one of the first, or type more of the name."),
    }

    def __init__(
        self,
        queryset: QuerySet[Any],
        *,
        by: str = "name",
        named: Callable[[Any], str] = str,
        keyed: bool = False,
        **options: Any,
    ) -> None:
        self.by, self.named, self.keyed = by, named, keyed
        self.is_searched, self.chosen = False, None
        super().__init__(queryset, **options)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Looks how long the list is now; the first moment at which a form asks for its fields."""
        found = list(self.queryset[: OVERSEEN + 1])
        self.is_searched = len(found) > OVERSEEN
        if self.is_searched:
            self.widget = SearchInput()
            self.widget.is_required = self.required
            self.help_text = format_lazy("{} {}", self.help_text, PART) if self.help_text else PART
        else:
            empty = [("", self.empty_label)] if self.empty_label is not None else []
            self.choices = [*empty, *((self.prepare_value(row), self.label_from_instance(row)) for row in found)]
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: Any) -> Any:
        """What was chosen, or stood there already, is shown by its name."""
        if not self.is_searched:
            return super().prepare_value(value)
        row = self.chosen or (value if isinstance(value, Model) else None)
        if row is None and not isinstance(value, Typed) and value not in self.empty_values:
            row = self._row(str(value))
        return Typed(str(getattr(row, self.by)), stood=str(row.pk)) if row else value

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, Typed):
            return super().to_python(value)
        self.chosen = self._ticked(value) or self._found(value.text)
        return self.chosen

    def _row(self, key: str) -> Any:
        try:
            return self.queryset.filter(pk=key).first() if key else None
        except (ValueError, TypeError, OverflowError, forms.ValidationError):
            return None

    def _ticked(self, typed: Typed) -> Any:
        """The row that was ticked, as long as the words still fit; or that stood there and was left as it was."""
        row = self._row(typed.ticked)
        if row and all(word in self._name(row) for word in typed.text.casefold().split()):
            return row
        row = self._row(typed.stood)
        return row if row and self._name(row) == typed.text.casefold() else None

    def _name(self, row: Model) -> str:
        return str(getattr(row, self.by)).casefold()

    def _found(self, text: str) -> Any:
        """The only row with this name, or with these words in it; else what to do is said."""
        exact = list(self.queryset.filter(**{f"{self.by}__iexact": text})[:2])
        if len(exact) == 1:
            return exact[0]
        condition = Q()
        for word in text.split():
            condition &= Q(**{f"{self.by}__icontains": word})
        rows = list(self.queryset.filter(condition)[: OFFERED + 1]) if text else []
        if len(rows) == 1:
            return rows[0]
        if not rows and self.keyed and (row := self._row(text)):
            return row
        self.widget.found = [(str(row.pk), self.named(row)) for row in rows[:OFFERED]]
        code = "none_found" if not rows else "several_found" if len(rows) <= OFFERED else "too_many_found"
        raise forms.ValidationError(self.error_messages[code], code=code, params={"text": text})


def with_address(person: Any) -> str:
    """A person by name and mail address, to tell people of one name apart."""
    return f"{person.name} ({person.email})"
