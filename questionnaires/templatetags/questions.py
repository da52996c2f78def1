"""A topic as a question with radio cards, kept once rendered: a theme page holds twelve that hardly ever differ."""

from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from questionnaires.presenters import Question

register = template.Library()


@register.simple_tag
def topic_question(question: Question, is_own: bool = False) -> SafeString:
    """The question in the active language; ``is_own``: it stands on the sheet of one person."""
    if question.is_plain:
        return _kept(get_language() or "nl", bool(is_own), question)
    return _rendered(question, is_own)


@lru_cache(maxsize=1024)
def _kept(language: str, is_own: bool, question: Question) -> SafeString:
    """Everything the template uses is a parameter, so the same parameters give the same text.

    Some six kilobytes each, and only of questions without a note, so nothing that anybody wrote stays here.
    """
    return _rendered(question, is_own)


def _rendered(question: Question, is_own: bool) -> SafeString:
    context = {"question": question, "is_own": is_own, "icons": _icons()}
    return SafeString(get_template("_components/topic_question.html").render(context))


@lru_cache(maxsize=1)
def _icons() -> str:
    return static("wolscan/icons.svg")
