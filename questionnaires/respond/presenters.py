"""Turns invitations and sheets into what people who take part see."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.asking import answer_label, topic_numbers, tr
from questionnaires.definitions import Group, Questionnaire, Topic, load
from questionnaires.merging import Given
from questionnaires.models import AnswerSheet, Invitation, Participation, Scan
from questionnaires.presenters import overview_sections, theme_tasks
from questionnaires.queries import answered_per_theme, given_on_sheet, unanswered

THEME, ONE, PAPER = "theme", "one", "paper"
#: The worked example, which keeps to the rules: sent and asked per group, and the levels given (best first). Two of
#: the support staff took part, so their answers are counted with those of the smallest other group of staff.
EXAMPLE_NUMBERS = {"zorgpersoneel": (6, 12), "ondersteuning": (2, 3), "clientvertegenwoordigers": (5, 6)}
EXAMPLE_LEVELS = {("zorgpersoneel", "ondersteuning"): (2, 5, 1, 0), ("clientvertegenwoordigers",): (0, 2, 3, 0)}


def group_of(scan: Scan, key: str) -> Group:
    """A group of the questionnaire of a scan."""
    return next(group for group in load(scan.questionnaire).groups if group.key == key)


def contact(scan: Scan) -> dict[str, str]:
    """Whom to call with a question; empty words where the location named nobody."""
    digits = "".join(sign for sign in scan.contact_phone if sign.isdigit() or sign == "+")
    return {"name": scan.contact_name, "phone": scan.contact_phone, "href": f"tel:{digits}" if digits else ""}


def start_context(invitation: Invitation) -> dict[str, Any]:
    """What the start page tells before somebody begins."""
    scan = invitation.scan
    questionnaire = load(scan.questionnaire)
    return {
        "invitation": invitation,
        "scan": scan,
        "contact": contact(scan),
        "group": group_of(scan, invitation.group),
        "count": len(questionnaire.topics_for(invitation.group)),
        "example": _example(questionnaire),
    }


def _example(questionnaire: Questionnaire) -> dict[str, Any]:
    """A small made-up outcome: what the coordinator sees, and what the team sees."""
    labels = {group.key: tr(group.label) for group in questionnaire.groups}
    return {
        "topic": tr(questionnaire.topics["schone-ruimtes"].title),
        "numbers": [
            {"group": labels[key], "sent": sent, "asked": asked} for key, (sent, asked) in EXAMPLE_NUMBERS.items()
        ],
        "bars": [
            {
                "title": " + ".join(labels[key] for key in keys),
                "counts": [{"level": level, "count": n} for level, n in zip(questionnaire.scale, counts)],
            }
            for keys, counts in EXAMPLE_LEVELS.items()
        ],
    }


def layout(place: Participation, chosen: bool | None) -> str:
    """How somebody sees the questions: paper that is typed over, one a page, or a theme a page.

    ``chosen`` is what was chosen on this device, None if nothing was.
    """
    if place.mode == Participation.Mode.PAPER:
        return PAPER
    one = place.mode == Participation.Mode.TOGETHER if chosen is None else chosen
    return ONE if one else THEME


def topic_url(sheet: AnswerSheet, topic: Topic, how: str) -> str:
    """Where a topic is answered."""
    if how == ONE:
        return reverse("question", kwargs={"sheet": sheet.pk, "topic": topic.key})
    if how == PAPER:
        return f"{reverse('type_over', kwargs={'sheet': sheet.pk})}#vraag-{topic.key}"
    return f"{reverse('theme', kwargs={'sheet': sheet.pk, 'step': topic.theme})}#vraag-{topic.key}"


def own_tasks(sheet: AnswerSheet, how: str) -> dict[str, Any]:
    """The task list of one person: own themes only, with how far each is and where to go on."""
    questionnaire = load(sheet.scan.questionnaire)
    answered = answered_per_theme(sheet)
    tasks = theme_tasks(sheet, questionnaire, answered)
    if how == ONE:
        for task, theme in zip(tasks, questionnaire.themes_for(sheet.group)):
            task["url"] = topic_url(sheet, theme.topics_for(sheet.group)[0], ONE)
    left = unanswered(questionnaire, sheet.group, given_on_sheet(sheet))
    done, asked = sum(answered.values()), len(questionnaire.topics_for(sheet.group))
    return {
        "tasks": tasks,
        "first_open": topic_url(sheet, left[0], how).partition("#")[0] if left else None,
        "answered": done,
        "asked": asked,
        "progress_text": _("%(done)d of %(asked)d questions answered") % {"done": done, "asked": asked},
        "questionnaire": questionnaire,
    }


def own_overview(sheet: AnswerSheet, how: str) -> dict[str, Any]:
    """All answers of one person with the way to change them."""
    questionnaire = load(sheet.scan.questionnaire)
    given = given_on_sheet(sheet)
    sections = overview_sections(sheet, questionnaire, given)
    for section in sections:
        for row in section["rows"]:  # type: ignore[attr-defined]
            row["url"] = topic_url(sheet, questionnaire.topics[row["topic"]], how)
    return {
        "sections": sections,
        "open_topics": unanswered(questionnaire, sheet.group, given),
        "has_answers": any(one.value for one in given.values()),
        "questionnaire": questionnaire,
    }


def copy_of_answers(sheet: AnswerSheet) -> str:
    """Somebody's own answers as plain text, to keep. It holds no name and no date."""
    questionnaire = load(sheet.scan.questionnaire)
    given, numbers = given_on_sheet(sheet), topic_numbers(questionnaire, sheet.group)
    lines = [
        _("My answers to the Wolscan of %(location)s") % {"location": sheet.scan.location.name},
        tr(group_of(sheet.scan, sheet.group).label),
    ]
    for place, theme in enumerate(questionnaire.themes_for(sheet.group), start=1):
        lines += ["", "", f"{place}. {tr(theme.title)}"]
        for topic in theme.topics_for(sheet.group):
            lines += _copied(questionnaire, sheet, topic, numbers[topic.key], given.get(topic.key, Given()))
    return "\r\n".join(lines) + "\r\n"


def _copied(questionnaire: Questionnaire, sheet: AnswerSheet, topic: Topic, number: str, given: Given) -> list[str]:
    lines = ["", f"{number} {tr(topic.text_for(sheet.group))}", f"   {answer_label(questionnaire, given.value)}"]
    if given.note:
        lines += [f"   {line}" for line in given.note.split("\n")]
    return lines
