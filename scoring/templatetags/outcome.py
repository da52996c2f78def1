"""Filters for outcomes and reports."""

from django import template
from django.utils.text import Truncator

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
