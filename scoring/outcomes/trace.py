"""*Waarom deze uitkomst?*: from the answers to the support, step by step, in plain sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.definitions import TEAM
from scoring.domain.plan import Plan
from scoring.outcomes.themes import ThemeView
from scoring.outcomes.words import level_word, listed


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way from answers to support."""

    title: str
    sentences: list[str]


def trace(
    plan: Plan, outcome: Mapping[str, Any], themes: Sequence[ThemeView], tier_reasons: Sequence[str]
) -> list[Step]:
    """The four steps, in order. Why each theme has its level stands with the theme."""
    return [
        Step(_("From your answers to a level for each topic"), _answers(outcome, themes)),
        Step(_("From topics to a level for each theme"), _theme_levels(plan, themes)),
        Step(_("From themes to the support they need"), _needs(themes)),
        Step(_("From themes to support for the whole location"), list(tier_reasons)),
    ]


def _answers(outcome: Mapping[str, Any], themes: Sequence[ThemeView]) -> list[str]:
    units = next(iter(outcome["topics"].values()))["groups"]
    if set(units) <= {TEAM}:
        how = _("The team filled in the scan together. What it answered is the level of the topic.")
    else:
        how = _(
            "Each group has one voice, so that a large group does not drown a small one. The middle of what the groups "
            "say is the level of the topic, unless the team agreed on another."
        )
    counts = {
        "scored": sum(theme.scored for theme in themes),
        "total": sum(theme.total for theme in themes),
        "unknown": sum(len(theme.unknown) for theme in themes),
        "not_applicable": sum(len(theme.not_applicable) for theme in themes),
    }
    sentences = [how, _("Topics with a level: %(scored)d of %(total)d.") % counts]
    if counts["unknown"] or counts["not_applicable"]:
        sentences.append(
            _("Without a level: %(unknown)d. Not applicable: %(not_applicable)d. These never count as low.") % counts
        )
    return sentences


def _theme_levels(plan: Plan, themes: Sequence[ThemeView]) -> list[str]:
    sentences = [_("The levels of the topics together give the level of the theme. At each theme you can read why.")]
    for level in reversed(plan.questionnaire.scale):
        if names := [theme.title for theme in themes if theme.level == level]:
            sentences.append(
                _("%(level)s: %(names)s.") % {"level": _capital(level_word(level)), "names": listed(names)}
            )
    if names := [theme.title for theme in themes if theme.level is None]:
        sentences.append(_("Too few answers for a level: %(names)s.") % {"names": listed(names)})
    return sentences


def _needs(themes: Sequence[ThemeView]) -> list[str]:
    sentences = []
    for need, sentence in (
        ("op_locatie", _("Support on location fits: %(names)s.")),
        ("licht", _("Light support fits: %(names)s.")),
    ):
        if names := [theme.title for theme in themes if theme.need == need]:
            sentences.append(sentence % {"names": listed(names)})
    if rest := sum(theme.need == "geen" for theme in themes):
        sentences.append(
            ngettext("%(count)d theme needs no extra support.", "%(count)d themes need no extra support.", rest)
            % {"count": rest}
        )
    return sentences or [_("No theme has enough answers yet to say what it needs.")]


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
