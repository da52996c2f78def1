"""Filters and charts for outcomes and reports."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.text import Truncator

from questionnaires.definitions import Level
from wolscan.templatetags.wolscan import DARK_LEVELS, drawing_of

register = template.Library()


@register.filter
def shortened(text: str, limit: int) -> str:
    """A text on one line, cut at a word near ``limit`` signs; the report has room for ten pages."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = Truncator(line).chars(limit)
    start, gap, _rest = cut.rpartition(" ")
    return f"{start}…" if gap and len(start) > limit // 2 else cut


@register.inclusion_tag("_components/dumbbell.html")
def dumbbell(
    key: str, title: str, text: str, then: Level | None, now: Level | None, levels: Sequence[Level]
) -> dict[str, Any]:
    """Where a level was and where it is, as a drawing. ``levels`` run from *ernstig issue* to *uitblinker*.

    ``key`` makes its ids unique on the page; ``text`` says in words what the drawing shows.
    """
    place = {level.key: 50 + 100 * number for number, level in enumerate(levels)}
    before, after = place.get(then.key) if then else None, place.get(now.key) if now else None
    return {
        "id": f"dumbbell-{key}",
        "title": title,
        "text": text,
        "shapes": [_shape(level, place[level.key]) for level in levels],
        "then": before,
        "now": after,
        "line": _line(before, after),
    }


def _shape(level: Level, middle: int) -> dict[str, Any]:
    """The icon of a level in the corner of its part, away from the marks."""
    fill = "#ffffff" if level.key in DARK_LEVELS else "#141c1f"
    return {"x": middle - 45, "fill": fill, "paths": drawing_of(level.icon)}


def _line(then: int | None, now: int | None) -> dict[str, int] | None:
    """From the edge of the ring to the dot."""
    if then is None or now is None or then == now:
        return None
    return {"start": then + (15 if now > then else -15), "end": now}
