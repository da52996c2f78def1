"""Turns the numbers of a round into rows and warnings in words. Never says who."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.definitions import Questionnaire
from questionnaires.presenters import tr
from questionnaires.round.queries import Response


@dataclass(frozen=True, slots=True)
class Row:
    """One group in the table; ``planned`` is ``None`` where nobody said how many people there are."""

    key: str
    label: str
    planned: int | None
    invited: int
    sent: int


def rows_of(response: Response, questionnaire: Questionnaire) -> list[Row]:
    labels = labels_of(questionnaire)
    return [Row(group.key, labels[group.key], group.planned, group.invited, group.sent) for group in response.groups]


def labels_of(questionnaire: Questionnaire) -> dict[str, str]:
    return {group.key: tr(group.label) for group in questionnaire.groups}


def warnings_of(response: Response, questionnaire: Questionnaire) -> list[str]:
    """Groups of which more sheets came in than there are people: a link may have gone too far."""
    labels = labels_of(questionnaire)
    text = _(
        "%(group)s: more sheets (%(sent)d) than people (%(planned)d). Was a link shared too widely? Then take it back."
    )
    return [
        text % {"group": labels[group.key], "sent": group.sent, "planned": group.planned}
        for group in response.groups
        if group.is_over
    ]


def left_out_sentences(left_out: dict[str, int], questionnaire: Questionnaire) -> list[str]:
    """Per group how many sheets would not count, and so whom to ask."""
    labels = labels_of(questionnaire)
    return [
        ngettext("%(group)s: %(count)d sheet", "%(group)s: %(count)d sheets", count)
        % {"group": labels[key], "count": count}
        for key, count in left_out.items()
    ]


def silent_groups(response: Response, questionnaire: Questionnaire) -> list[str]:
    """Groups of which nobody has sent anything yet."""
    labels = labels_of(questionnaire)
    return [labels[group.key] for group in response.groups if not group.sent]
