"""Turns a round into what its pages show."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.definitions import Questionnaire
from questionnaires.models import Scan
from questionnaires.presenters import tr
from questionnaires.round.letters import STACK
from questionnaires.round.queries import Response


def group_tasks(scan: Scan, questionnaire: Questionnaire, response: Response) -> list[dict[str, str]]:
    """The groups as a task list: who was planned, and how many ways in there are."""
    labels = {group.key: tr(group.label) for group in questionnaire.groups}
    return [_task(scan, labels[g.key], g.key, g.planned, g.invited) for g in response.groups]


def _task(scan: Scan, title: str, group: str, planned: int | None, invited: int) -> dict[str, str]:
    skipped = planned == 0 and not invited
    status = "klaar" if skipped or (planned and invited >= planned) else "bezig" if planned or invited else "leeg"
    return {
        "title": title,
        "url": reverse("round_group", kwargs={"scan": scan.pk, "group": group}),
        "status": status,
        "status_text": _("Nobody") if skipped else _status_text(planned, invited),
        "hint": _("Fill in how many people you ask.") if invited and planned is None else "",
    }


def _status_text(planned: int | None, invited: int) -> str:
    if not (planned or invited):
        return _("Not started yet")
    if planned and invited > planned:
        return _("%(invited)d invitations for %(planned)d people") % {"invited": invited, "planned": planned}
    if planned:
        return _("%(invited)d of %(planned)d invited") % {"invited": invited, "planned": planned}
    return ngettext("%(count)d invited", "%(count)d invited", invited) % {"count": invited}


@dataclass(frozen=True, slots=True)
class Stack:
    """One PDF of letters or papers in one language; ``query`` is what its address says."""

    language: str
    number: int
    count: int

    @property
    def query(self) -> str:
        return f"?taal={self.language}&stapel={self.number}"


def stacks(ways: dict[tuple[str, str], int], kind: str) -> list[Stack]:
    """The PDFs of a pile, at most so many in each: a browser waits for a PDF, and so do others meanwhile."""
    size = STACK[kind]
    return [
        Stack(language, place // size + 1, min(size, count - place))
        for (of_kind, language), count in sorted(ways.items())
        if of_kind == kind
        for place in range(0, count, size)
    ]


def missing_steps(scan: Scan, missing: list[str]) -> list[dict[str, str]]:
    """What must be done before the round can open, and where."""
    words = {
        "contact": (_("Enter the facts of the location and the contact person."), "round_facts"),
        "dates": (_("Choose the dates: the last day must be at least a week away."), "round_dates"),
        "people": (_("Invite at least one person, or make a link or letters."), ""),
    }
    found = [words[code] for code in missing]
    return [{"text": text, "url": reverse(name, kwargs={"scan": scan.pk}) if name else ""} for text, name in found]
