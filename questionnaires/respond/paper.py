"""The paper twin: the questions of a group in large print, with the group and a one-time number, and no name."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language

from questionnaires.asking import topic_numbers, tr
from questionnaires.definitions import Questionnaire, Topic, load
from questionnaires.invitations import way_in
from questionnaires.models import Invitation
from questionnaires.respond.presenters import contact, group_of
from questionnaires.responding import MAY_BE_NAMED
from wolscan.pdf import pdf_of


def paper_pdf(invitations: Sequence[Invitation], language: str | None = None) -> bytes:
    """A tagged PDF with a questionnaire for each invitation, each with its own number; all of one scan.

    ``language`` is that of the first invitation if none is given. A questionnaire takes two to five seconds. It is kept
    nowhere, because it holds a number that opens something.
    """
    with translation.override(language or invitations[0].language):
        return pdf_of("respond/paper.html", paper_context(invitations))


def paper_context(invitations: Sequence[Invitation]) -> dict[str, Any]:
    """What stands on the paper of these invitations, in the active language."""
    scan = invitations[0].scan
    return {
        "scan": scan,
        "questionnaire": load(scan.questionnaire),
        "contact": contact(scan),
        "address": f"{settings.SITE_URL}/meedoen/".partition("://")[2].rstrip("/"),
        "copies": [_copy(invitation) for invitation in invitations],
        "language": get_language(),
    }


def _copy(invitation: Invitation) -> dict[str, Any]:
    questionnaire = load(invitation.scan.questionnaire)
    group = invitation.group
    numbers = topic_numbers(questionnaire, group)
    themes = questionnaire.themes_for(group)
    return {
        "number": way_in(invitation).code,
        "group": tr(group_of(invitation.scan, group).label),
        "may_be_named": group in MAY_BE_NAMED,
        "count": len(numbers),
        "themes": [
            {
                "title": f"{place}. {tr(theme.title)}",
                "topics": [
                    _topic(questionnaire, topic, group, numbers[topic.key]) for topic in theme.topics_for(group)
                ],
            }
            for place, theme in enumerate(themes, start=1)
        ],
    }


def _topic(questionnaire: Questionnaire, topic: Topic, group: str, number: str) -> dict[str, Any]:
    """One question with its answers under the digits by which they are typed over."""
    levels = [
        {"label": tr(level.label), "definition": tr(level.definition), "example": tr(topic.levels[level.key])}
        for level in questionnaire.scale
    ]
    beside = [{"label": tr(answer.label), "example": ""} for answer in questionnaire.unscored]
    return {
        "number": number,
        "title": tr(topic.title),
        "text": tr(topic.text_for(group)),
        "options": [option | {"digit": digit} for digit, option in enumerate(levels + beside, start=1)],
    }
