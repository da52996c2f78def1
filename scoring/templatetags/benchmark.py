"""The bar of a group of locations with a mark at the level of one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from wolscan.templatetags.wolscan import stacked_bar

register = template.Library()


@register.inclusion_tag("benchmark/_bar.html")
def marked_bar(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """``parts`` as for ``stacked_bar``, each with ``is_own``."""
    return stacked_bar(parts, legend=False)
