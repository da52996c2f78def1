"""The chapters of a progress report in their order, and the words each begins with until somebody writes others."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

INTRODUCTION: Final = "introduction"
THEMES: Final = "themes"
TOPICS: Final = "topics"
STAFFING: Final = "staffing"
INFORMATION: Final = "information"
SUPPORT: Final = "support"
TAKING_PART: Final = "taking_part"
REPEAT: Final = "repeat"
REGIONS: Final = "regions"
#: The order of the progress report; the introduction has no number.
CHAPTERS: Final = (INTRODUCTION, THEMES, TOPICS, STAFFING, INFORMATION, SUPPORT, TAKING_PART, REPEAT, REGIONS)
LANGUAGES: Final = ("nl", "en")

Words = Mapping[str, Mapping[str, str]]


def chapter_title(chapter: str) -> str:
    """What a chapter is called."""
    return {
        INTRODUCTION: _("Introduction"),
        THEMES: _("Outcomes per theme"),
        TOPICS: _("Topics: best and lowest"),
        STAFFING: _("Staffing"),
        INFORMATION: _("Use of information"),
        SUPPORT: _("Support"),
        TAKING_PART: _("Taking part"),
        REPEAT: _("First scan against repeat scan"),
        REGIONS: _("By region"),
    }[chapter]


def first_words(chapter: str) -> str:
    """What stands in a chapter when nobody wrote anything."""
    return {
        INTRODUCTION: _(
            "Nursing homes use the Wolscan to look at their own care: what goes well, and what can be better? "
            "People who live there, their families, staff and managers fill it in and talk about it together. "
            "An adviser looks along and decides with them which support fits. This report shows all outcomes together. "
            "Nobody can read the outcome of one location from it."
        ),
        THEMES: _(
            "The scan has eight themes. Themes 1 to 4 are about the care itself, themes 5 to 8 about what is needed "
            "to give that care. Of every location its last scan counts."
        ),
        TOPICS: _(
            "Each theme has eight to twelve topics. Here stand the topics that go best and the topics that most often "
            "need attention. The numbers of all topics are at the end of this report."
        ),
        STAFFING: _(
            "Enough people with the right knowledge is what many locations find hardest. Beside the scan stand figures "
            "of employers in the whole sector; they do not count in any level."
        ),
        INFORMATION: _(
            "Locations use information to learn: what residents and families say, reports of incidents, figures "
            "about staff. Beside the scan stand the ratings that clients gave on ZorgkaartNederland; they do not count "
            "in any level."
        ),
        SUPPORT: _(
            "The rules of the scan propose which support fits. The adviser decides, and may decide otherwise with a "
            "reason. Both are counted."
        ),
        TAKING_PART: _("This is how far the locations are that take part. Every location stands at one step."),
        REPEAT: _(
            "A year after the first scan a location does the scan again. Here only locations count that did both, so "
            "that the two can be compared."
        ),
        REGIONS: _(
            "Regions stand in the order of their names; this is no ranking. A region with too few locations has no "
            "figures of its own: its locations count in those of the zorgkantoor."
        ),
    }[chapter]


def words_of(words: Words, chapter: str, language: str) -> str:
    """What stands in a chapter, in a language."""
    written: Any = words.get(chapter, {}).get(language)
    if written is not None:
        return str(written)
    with translation.override(language):
        return first_words(chapter)
