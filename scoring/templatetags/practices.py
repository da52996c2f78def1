"""Good practices beside what is low on a page."""

from typing import Any

from django import template

from scoring.outcomes.themes import ThemeView
from scoring.practices.offering import offered

register = template.Library()


@register.inclusion_tag("practices/_offer.html")
def practices_for(view: ThemeView) -> dict[str, Any]:
    """A few good practices for the low topics of a theme, and for the theme where it needs support. No query."""
    topics = {topic.key: topic.title for topic in view.talk}
    if not topics and view.need not in {"licht", "op_locatie"}:
        return {"groups": []}
    found = offered(view.theme.key, list(topics))
    return {
        "groups": [(topics.get(key, ""), practices) for key, practices in found],
        "count": sum(len(practices) for _key, practices in found),
        "view": view,
    }
