"""A topic as a question with radio cards, kept once rendered: a theme page holds twelve that hardly ever differ."""

from dataclasses import replace
from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from questionnaires.asking import Question
from questionnaires.definitions import Questionnaire
from wolscan.templatetags.kept import GAP

register = template.Library()

#: Where in a kept question the note and the answer of last time come: characters that no font and no person uses.
NOTE, BEFORE = "\ue000", "\ue001"


@register.simple_tag
def topic_question(question: Question, is_own: bool = False) -> SafeString:
    """The question in the active language; ``is_own``: it stands on the sheet of one person."""
    if question.error or question.conflict:
        return _rendered(question, is_own)
    blank = replace(question, note=question.note and NOTE, before=question.before and BEFORE)
    kept = _kept(get_language() or "nl", bool(is_own), blank)
    # The note last: whatever stands in it is not looked at again.
    filled = kept.replace(BEFORE, escape(question.before or "")).replace(NOTE, escape(question.note))
    return SafeString(filled)  # nosec B703


@register.simple_tag
def level_scale(questionnaire: Questionnaire) -> SafeString:
    """The definitions of the levels in the active language, kept with the questionnaire."""
    key = ("scale", get_language())
    found: SafeString | None = questionnaire.kept.get(key)
    if found is None:
        context = {"questionnaire": questionnaire, "icons": _icons()}
        found = questionnaire.kept[key] = get_template("questionnaires/_scale.html").render(context)
    return found


@lru_cache(maxsize=2048)
def _kept(language: str, is_own: bool, question: Question) -> SafeString:
    """Everything the template uses is a parameter, so the same parameters give the same text.

    Some six kilobytes each, with nothing that anybody wrote.
    """
    # A template escaped what is in it; only space between tags goes.
    return SafeString(GAP.sub(">\n<", _rendered(question, is_own)))  # nosec B703


def _rendered(question: Question, is_own: bool) -> SafeString:
    context = {"question": question, "is_own": is_own, "icons": _icons()}
    return SafeString(get_template("_components/topic_question.html").render(context))  # nosec B703


@lru_cache(maxsize=1)
def _icons() -> str:
    return static("wolscan/icons.svg")
