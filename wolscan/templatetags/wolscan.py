"""Template tags and filters that every page may use (loaded as built-ins)."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm, BoundField
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from questionnaires.definitions import Level, Text
from wolscan.accounts.devices import device_of
from wolscan.dates import today
from wolscan.guiding.answers import WORDS

#: How wide (per cent) a part of a bar must be, on a phone, for its number per digit, and for an icon before that.
ROOM_FOR_EDGES, ROOM_FOR_DIGIT, ROOM_FOR_ICON = 2, 4, 9
#: The same per digit on a laptop and on paper.
ROOM_FOR_DIGIT_ON_PAPER = 2.5

#: Levels whose colour is so dark that what stands on it is white.
DARK_LEVELS = frozenset({"ernstig_issue"})

register = template.Library()


@register.filter
def tr(text: Text | None) -> str:
    """A questionnaire text in the language of the page."""
    return text.in_language(get_language() or "nl") if text else ""


@register.filter
def as_json(value: Any) -> str:
    """A value as JSON, for an attribute that a script reads."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter(expects_localtime=True)
def moment(at: datetime | None, day: str = "l j F Y") -> str:
    """A day and a time as one says them: *donderdag 17 december 2026 om 14:00 uur*."""
    if at is None:
        return ""
    return gettext("%(day)s, %(time)s") % {"day": date_format(at, day), "time": date_format(at, "H:i")}


@register.filter
def is_past(day: date | None) -> bool:
    """Whether a day lies behind us; no day does not."""
    return day is not None and day < today()


@register.filter
def field_errors(form: BaseForm | None) -> list[tuple[BoundField, str]]:
    """What is wrong field by field; where two fields go wrong in the same way each says which one it is."""
    found = [(field, str(error)) for field in form or () for error in field.errors]
    often = Counter(error for _field, error in found)
    return [(field, _with_name(field, error) if often[error] > 1 else error) for field, error in found]


def _with_name(field: BoundField, error: str) -> str:
    """A question ends itself; any other name needs a colon before what is said of it."""
    name = str(field.field.label or "")
    return f"{name}{'' if name.endswith('?') else ':'} {error}" if name else error


@register.filter
def device(user_agent: str) -> str:
    """What a browser calls itself, in words: *Firefox, Windows*."""
    return device_of(user_agent)


@register.inclusion_tag("_components/what_is.html")
def what_is(key: str) -> dict[str, Any]:
    """A word of the scan, explained where it is met first."""
    return {"asked": WORDS[key]}


@register.simple_tag
def icon(name: str, fill: str = "currentColor", title: str = "") -> SafeString:
    """A decorative icon; the word beside it says what it means.

    The drawing itself is put in the page: the PDF reads no sprite file and no colour of the text around it, hence
    ``fill`` (on the pages CSS colours it), and a tagged PDF wants a ``title`` for every drawing.
    """
    viewbox, paths = _drawings()[name]
    return format_html(
        '<svg class="icon" width="16" height="16" viewBox="{}" fill="{}" aria-hidden="true">{}{}</svg>',
        viewbox,
        fill,
        format_html("<title>{}</title>", title) if title else "",
        paths,
    )


@register.simple_tag
def level_icon(level: Level) -> SafeString:
    """The icon of a level, legible on the colour of that level."""
    return icon(level.icon, "#ffffff" if level.key in DARK_LEVELS else "#141c1f", tr(level.short))


def drawing_of(name: str) -> SafeString:
    """The paths of an icon, in a box of 24 by 24: for use inside another drawing."""
    return _drawings()[name][1]


@cache
def _drawings() -> dict[str, tuple[str, SafeString]]:
    """What is in the sprite of icons: by name the view box and the paths."""
    sprite = (Path(__file__).parents[1] / "static/wolscan/icons.svg").read_text(encoding="utf-8")
    found = re.findall(r'<symbol id="([a-z]+)" viewBox="([0-9 ]+)">(.+?)</symbol>', sprite)
    # Our own file.
    return {name: (box, mark_safe(paths)) for name, box, paths in found}  # noqa: S308  # nosec B308 B703


@register.inclusion_tag("_components/stacked_bar.html")
def stacked_bar(counts: Sequence[Mapping[str, Any]], title: str = "", legend: bool = True) -> dict[str, Any]:
    """How often each level was given, as one bar from *ernstig issue* to *uitblinker*.

    ``counts`` is a list of ``{"level": Level, "count": int}`` in any order; levels that were not given are left out.
    Beside a name, as in a table, the bar has no title: it would be read out twice.
    A part that is too narrow for its number shows it in the legend only: leave the legend out beside a data table.
    """
    given = sorted((row for row in counts if row["count"]), key=lambda row: -row["level"].rank)
    percents = whole_percents([row["count"] for row in given])
    parts = [_part(row, percent) for row, percent in zip(given, percents, strict=True)]
    return {"parts": parts, "title": title, "legend": legend}


def _part(row: Mapping[str, Any], percent: int) -> dict[str, Any]:
    digits = len(str(row["count"]))
    needed = ROOM_FOR_EDGES + ROOM_FOR_DIGIT * digits
    return dict(row) | {
        "percent": percent,
        "has_icon": percent >= needed + ROOM_FOR_ICON,
        "is_visible": percent >= needed,
        "is_visible_when_wide": ROOM_FOR_EDGES + ROOM_FOR_DIGIT_ON_PAPER * digits <= percent < needed,
    }


def whole_percents(counts: Sequence[int]) -> list[int]:
    """Shares in whole per cents that add up to 100 (largest remainder); what was counted never gets less than 1."""
    total = sum(counts)
    if not total:
        return [0 for _ in counts]
    percents = [max(1, count * 100 // total) for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: -(counts[place] * 100 % total))
    for place in by_remainder[: max(0, 100 - sum(percents))]:
        percents[place] += 1
    while sum(percents) > 100:
        percents[percents.index(max(percents))] -= 1
    return percents
