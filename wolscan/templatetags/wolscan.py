"""Template tags and filters that every page may use (loaded as built-ins)."""

from django import template
from django.utils.translation import get_language

from questionnaires.definitions import Text

register = template.Library()


@register.filter
def tr(text: Text | None) -> str:
    """A questionnaire text in the language of the page."""
    return text.in_language(get_language() or "nl") if text else ""
