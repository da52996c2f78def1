"""The check before sending in as a page shows it: every finding a sentence, with the topics it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.models import Scan
from questionnaires.presenters import tr
from scoring.conversation.check import Finding, Findings
from scoring.conversation.queries import Table
from scoring.outcomes.words import unit_name

#: More topics than this are counted, and the first ones named.
NAMED = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Something a finding is about, with the page where it can be mended."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: its sentence, where to go, how many more places there are, and what the location said about it."""

    code: str
    sentence: str
    places: list[Place]
    more: int
    answer: str


@dataclass(frozen=True, slots=True)
class FindingsView:
    """Errors block; warnings may be answered; ``incomplete`` are themes that need a reason."""

    errors: list[FindingView]
    warnings: list[FindingView]
    incomplete: list[str]


def findings_view(table: Table, findings: Findings, answers: Mapping[str, str]) -> FindingsView:
    """The check of a scan, with the answers that were given before or typed now."""
    theme = table.plan.questionnaire.theme
    return FindingsView(
        errors=[_view(table, found, error_sentence(found.code, found.count), "") for found in findings.errors],
        warnings=[
            _view(table, found, _warning(table, found), answers.get(found.code, "")) for found in findings.warnings
        ],
        incomplete=[tr(theme(key).title) for key in findings.incomplete],
    )


def _warning(table: Table, found: Finding) -> str:
    units = [unit_name(table.plan.questionnaire, unit) for unit in found.units]
    return warning_sentence(found.code, {"units": ", ".join(units), "count": found.count}, found.count)


def _view(table: Table, found: Finding, sentence: str, answer: str) -> FindingView:
    places = _places(table, found)
    return FindingView(found.code, sentence, places[:NAMED], max(0, len(places) - NAMED), answer)


def _places(table: Table, found: Finding) -> list[Place]:
    scan, questionnaire = table.scan, table.plan.questionnaire
    if found.code == "hulp_ontbreekt":
        return [_page(scan, "help_wishes", tr(questionnaire.theme(key).title)) for key in found.themes]
    if found.code == "reactie_ontbreekt":
        return [_page(scan, "council_reaction", _("Reaction of the client council"))]
    if found.code == "vragen_onbeantwoord":
        return [_page(scan, "review_questions", _("Questions of the adviser"))]
    if found.code == "ernstig_zonder_opvolging":
        return [_page(scan, "serious_issues", tr(questionnaire.topics[key].title)) for key in found.topics]
    return [
        Place(tr(questionnaire.topics[key].title), reverse("board_topic", kwargs={"scan": scan.pk, "topic": key}))
        for key in found.topics
    ]


def _page(scan: Scan, name: str, title: str) -> Place:
    return Place(title, reverse(name, kwargs={"scan": scan.pk}))


def error_sentence(code: str, count: int) -> str:
    """What blocks sending in, and what to do about it."""
    return {
        "reden_ontbreekt": ngettext(
            "At %(count)d topic the reason for your decision is missing. Write it down.",
            "At %(count)d topics the reason for your decision is missing. Write it down.",
            count,
        ),
        "kritisch_nvt": ngettext(
            "%(count)d topic that carries extra weight is set to not applicable without a reason. Write down why.",
            "%(count)d topics that carry extra weight are set to not applicable without a reason. Write down why.",
            count,
        ),
        "basis_ontbreekt": ngettext(
            "At %(count)d topic that carries extra weight it is missing what your decision rests on. Write down one "
            "fact or observation.",
            "At %(count)d topics that carry extra weight it is missing what your decision rests on. Write down one "
            "fact or observation at each.",
            count,
        ),
        "kritisch_niet_besloten": ngettext(
            "People differ on %(count)d topic that carries extra weight, and it is not decided yet. Decide together.",
            "People differ on %(count)d topics that carry extra weight, and they are not decided yet. Decide together.",
            count,
        ),
    }[code] % {"count": count}


def warning_sentence(code: str, values: Mapping[str, object], count: int) -> str:
    """What deserves a word before sending in."""
    return (_voice_warnings(count) | _other_warnings(count))[code] % values


def _voice_warnings(count: int) -> dict[str, str]:
    return {
        "een_groep": _("Only one group counts in this scan: %(units)s. So the scan shows one point of view."),
        "niet_meegeteld": ngettext(
            "%(count)d sheet does not count, because its group is too small to stay anonymous.",
            "%(count)d sheets do not count, because their groups are too small to stay anonymous.",
            count,
        ),
        "stem_client_ontbreekt": _(
            "The voice of residents and their representatives is missing: too few of them took part to count as a "
            "group of their own."
        ),
        "alles_gelijk": _("All answers are the same in: %(units)s. Did people look at each topic on its own?"),
        "veel_weet_ik_niet": _("Many answers are ‘I do not know’ in: %(units)s. That is an outcome too."),
    }


def _other_warnings(count: int) -> dict[str, str]:
    return {
        "niet_besproken": ngettext(
            "You have not decided on %(count)d topic yet. The proposal stands there.",
            "You have not decided on %(count)d topics yet. The proposals stand there.",
            count,
        ),
        "zonder_reden": ngettext(
            "At %(count)d topic you agreed on a low level, or that it does not apply, without a reason.",
            "At %(count)d topics you agreed on a low level, or that they do not apply, without a reason.",
            count,
        ),
        "verschillende_visies": ngettext(
            "At %(count)d topic a group sees it otherwise than it stands. The report shows that as a differing view.",
            "At %(count)d topics a group sees it otherwise than it stands. The report shows that as differing views.",
            count,
        ),
        "hulp_ontbreekt": ngettext(
            "At %(count)d theme you have not said yet whether you want help.",
            "At %(count)d themes you have not said yet whether you want help.",
            count,
        ),
        "reactie_ontbreekt": _("The client council has not given a reaction yet."),
        "vragen_onbeantwoord": ngettext(
            "%(count)d question of the adviser has no answer yet.",
            "%(count)d questions of the adviser have no answer yet.",
            count,
        ),
        "ernstig_zonder_opvolging": ngettext(
            "At %(count)d serious issue it does not say yet what you do about it.",
            "At %(count)d serious issues it does not say yet what you do about it.",
            count,
        ),
    }
