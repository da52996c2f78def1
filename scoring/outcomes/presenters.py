"""Reason codes become plain sentences. The codes are those of ``scoring.domain.themes`` and ``.tiers``.

Every number in a sentence comes from the outcome or from the rules version it was made with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.definitions import Questionnaire, Theme
from questionnaires.presenters import tr
from scoring.domain.plan import Plan
from scoring.outcomes.words import level_word, listed, quoted, share_words

#: More topics than this are not named in a sentence: they stand in the list under it.
NAMED = 4


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """What the sentences about one theme need: its counts, and the words of the scale."""

    plan: Plan
    theme: Theme
    scored: int
    counts: Mapping[str, int]

    def word(self, level: str) -> str:
        return level_word(self.plan.questionnaire.levels[level])


def theme_reason(facts: ThemeFacts, code: str, topics: Sequence[str]) -> str:
    """One reason for the level or the need of a theme as a sentence, naming the topics that made it so."""
    rules = facts.plan.rules
    values = {
        "count": len(topics),
        "scored": facts.scored,
        "total": len(facts.theme.topics),
        "best_count": facts.counts["uitblinker"],
        "names": listed(topic_titles(facts.plan.questionnaire, topics)),
        "serious": facts.word("ernstig_issue"),
        "attention": facts.word("aandachtspunt"),
        "best": facts.word("uitblinker"),
        "enough_share": share_words(rules.enough_scored),
        "serious_share": share_words(rules.serious_share),
        "attention_share": share_words(rules.attention_share),
        "best_share": share_words(rules.best_share),
        "on_site_share": share_words(rules.on_site_share),
    }
    sentence = _theme_sentence(code, len(topics)) % values
    return sentence + _names_after(code, topics, values)


def _names_after(code: str, topics: Sequence[str], values: Mapping[str, object]) -> str:
    """The topics, where a sentence only counts them and they are few enough to name."""
    counted = code in {"kwart_ernstig", "derde_laag"}
    return " " + _("These topics: %(names)s.") % values if counted and len(topics) <= NAMED else ""


def _theme_sentence(code: str, count: int) -> str:
    return (_level_sentences(count) | _need_sentences())[code]


def _level_sentences(count: int) -> dict[str, str]:
    return {
        "onvoldoende_beeld": _(
            "Topics with a level: %(scored)d of %(total)d. A theme gets a level from %(enough_share)s of its topics on."
        ),
        "kritisch_ernstig": ngettext(
            "%(names)s carries extra weight and is rated %(serious)s. Then the whole theme is %(serious)s.",
            "%(names)s carry extra weight and are rated %(serious)s. Then the whole theme is %(serious)s.",
            count,
        ),
        "kwart_ernstig": _(
            "Rated %(serious)s: %(count)d of %(scored)d topics. From %(serious_share)s on, the whole theme is "
            "%(serious)s."
        ),
        "ernstig_topic": ngettext(
            "%(names)s is rated %(serious)s. Then the theme cannot be higher than %(attention)s.",
            "%(names)s are rated %(serious)s. Then the theme cannot be higher than %(attention)s.",
            count,
        ),
        "derde_laag": _(
            "Rated %(attention)s or lower: %(count)d of %(scored)d topics. From %(attention_share)s on, the whole "
            "theme is %(attention)s."
        ),
        "helft_uitblinker": _(
            "Rated %(best)s: %(count)d of %(scored)d topics, and none is %(attention)s or lower. From %(best_share)s "
            "on, the whole theme is %(best)s."
        ),
        "minder_dan_helft_uitblinker": _(
            "Rated %(best)s: %(best_count)d of %(scored)d topics. From %(best_share)s on, the whole theme can be "
            "%(best)s."
        ),
        "laag_topic": ngettext(
            "%(names)s is rated %(attention)s. Then the theme cannot be %(best)s.",
            "%(names)s are rated %(attention)s. Then the theme cannot be %(best)s.",
            count,
        ),
        "kritisch_zonder_niveau": ngettext(
            "%(names)s carries extra weight and has no level. Then the theme cannot be %(best)s.",
            "%(names)s carry extra weight and have no level. Then the theme cannot be %(best)s.",
            count,
        ),
    }


def _need_sentences() -> dict[str, str]:
    return {
        "steun_thema_ernstig": _("Support on location fits a theme that is %(serious)s."),
        "steun_drievijfde_laag": _(
            "Because %(count)d of %(scored)d topics are %(attention)s or lower, support on location fits. That holds "
            "from %(on_site_share)s on."
        ),
        "steun_licht": _("Light support fits a theme that is %(attention)s."),
    }


def need_without_code(need: str | None) -> str:
    """The sentence for a need that follows from the level alone and has no code of its own."""
    if need is None:
        return _("Without a level nobody can say which support fits.")
    return _("This theme needs no extra support.") if need == "geen" else ""


def tier_reason(plan: Plan, code: str, themes: Sequence[str]) -> str:
    """Why the rules propose this tier, naming the themes that made it so."""
    count = len(themes)
    names = listed([tr(plan.questionnaire.theme(key).title) for key in themes])
    rules = plan.rules
    values = {"count": count, "names": names, "light": rules.light_themes, "intensive": rules.intensive_themes}
    return _tier_sentences(count)[code] % values


def _tier_sentences(count: int) -> dict[str, str]:
    return {
        "twee_op_locatie": _(
            "%(count)d themes need support on location: %(names)s. From %(intensive)d themes on, intensive support "
            "fits."
        ),
        "onvoldoende_beeld": ngettext(
            "The theme %(names)s has too few answers. Then there is no proposal yet.",
            "The themes %(names)s have too few answers. Then there is no proposal yet.",
            count,
        ),
        "een_op_locatie": _("One theme needs support on location: %(names)s. Then extra support fits."),
        "drie_licht": _(
            "%(count)d themes need light support: %(names)s. No theme needs support on location. From %(light)d "
            "themes on, light support fits."
        ),
        "hoogstens_twee_licht": ngettext(
            "One theme needs light support: %(names)s. No theme needs support on location. Support for the whole "
            "location starts from %(light)d themes, so the location can work on this itself.",
            "%(count)d themes need light support: %(names)s. No theme needs support on location. Support for the "
            "whole location starts from %(light)d themes, so the location can work on this itself.",
            count,
        ),
        "geen_steun": _("No theme needs extra support. The location can work on the outcome itself."),
    }


def warning_sentence(code: str) -> str:
    """What the adviser must not overlook."""
    return {
        "ernstig_zonder_steun": _(
            "At least one topic is a serious issue, but this support brings no adviser to the location. Choose other "
            "support, or write down what you have agreed with the location about it."
        )
    }[code]


def narrow_sentence(is_narrow: bool) -> str:
    """Whether one step on one topic would give another tier."""
    if is_narrow:
        return _("It is a close call: one topic one level higher or lower would give another form of support.")
    return _("It is not a close call: one topic one level higher or lower gives the same form of support.")


def what_if_sentences(questionnaire: Questionnaire, steps: Sequence[Mapping[str, Any]]) -> list[str]:
    """The smallest change that gives a lighter tier, one sentence a topic."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for step in steps:
        first.setdefault(step["topic"], step["from"])
        last[step["topic"]] = step["to"]
    sentence = _("%(topic)s goes from %(old)s to %(new)s.")
    levels = questionnaire.levels
    return [
        sentence
        % {
            "topic": quoted(tr(questionnaire.topics[topic].title)),
            "old": level_word(levels[old]),
            "new": level_word(levels[last[topic]]),
        }
        for topic, old in first.items()
    ]


def topic_titles(questionnaire: Questionnaire, keys: Sequence[str]) -> list[str]:
    return [tr(questionnaire.topics[key].title) for key in keys]
