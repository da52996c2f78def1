"""Template tags and filters that every page may use (loaded as built-ins)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from questionnaires.definitions import Text

#: How wide (per cent) a part of a bar must be, on a phone, for its icon, and for its number per digit.
ROOM_FOR_ICON, ROOM_FOR_EDGES, ROOM_FOR_DIGIT = 15, 2, 4

register = template.Library()


@register.filter
def tr(text: Text | None) -> str:
    """A questionnaire text in the language of the page."""
    return text.in_language(get_language() or "nl") if text else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon from the sprite; the word beside it says what it means."""
    return format_html(
        '<svg class="icon" width="16" height="16" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("wolscan/icons.svg"),
        name,
    )


@register.inclusion_tag("_components/stacked_bar.html")
def stacked_bar(counts: Sequence[Mapping[str, Any]], title: str, legend: bool = True) -> dict[str, Any]:
    """How often each level was given, as one bar from *ernstig issue* to *uitblinker*.

    ``counts`` is a list of ``{"level": Level, "count": int}`` in any order; levels that were not given are left out.
    A part that is too narrow for its number shows it in the legend only: leave the legend out beside a data table.
    """
    given = sorted((row for row in counts if row["count"]), key=lambda row: -row["level"].rank)
    percents = whole_percents([row["count"] for row in given])
    parts = [_part(row, percent) for row, percent in zip(given, percents, strict=True)]
    return {"parts": parts, "title": title, "legend": legend}


def _part(row: Mapping[str, Any], percent: int) -> dict[str, Any]:
    needed = ROOM_FOR_EDGES + ROOM_FOR_DIGIT * len(str(row["count"]))
    return dict(row) | {
        "percent": percent,
        "has_icon": percent >= ROOM_FOR_ICON,
        "is_visible": percent >= needed,
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
