"""Small questionnaires with the real scale and groups, for rules that do not depend on the content."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from questionnaires.definitions import Group, Level, Questionnaire, Text, Theme, Topic, Unscored
from scoring.domain import plan as plans
from scoring.domain import rules as rule_versions
from scoring.domain.agreement import Sheet
from scoring.domain.plan import Plan

BEST, NEUTRAL, LOW, SERIOUS = "uitblinker", "neutraal", "aandachtspunt", "ernstig_issue"
DONT_KNOW, NVT = "weet_ik_niet", "nvt"
LEVELS = (BEST, NEUTRAL, LOW, SERIOUS)
ANSWERS = (*LEVELS, DONT_KNOW, NVT)
SIDES = {
    "zorgpersoneel": "staff",
    "ondersteuning": "staff",
    "management": "staff",
    "clientvertegenwoordigers": "naasten",
    "vrijwilligers": "naasten",
}
GROUPS = tuple(SIDES)
RULES = rule_versions.load("2026-1")


def text(word: str) -> Text:
    return Text(word, word)


def questionnaire(themes: Mapping[str, Iterable[str]], version: str = "proef") -> Questionnaire:
    """Themes with topic keys; a key that ends in ``!`` is a critical topic (its key loses the mark)."""
    return Questionnaire(
        version=version,
        framework=text("kader"),
        scale=tuple(Level(key, rank, "", text(key), text(key), text(key)) for rank, key in enumerate(LEVELS)),
        unscored=tuple(Unscored(key, "", text(key), text(key)) for key in (DONT_KNOW, NVT)),
        groups=tuple(Group(key, side, text(key)) for key, side in SIDES.items()),
        kompas={},
        themes=tuple(
            Theme(key, number, "inhoud", text(key), text(key), text(key), tuple(_topic(key, mark) for mark in marks))
            for number, (key, marks) in enumerate(themes.items(), start=1)
        ),
    )


def _topic(theme: str, mark: str) -> Topic:
    key = mark.removesuffix("!")
    is_critical = mark.endswith("!")
    words = text(key)
    return Topic(key, theme, is_critical, ("zorgpersoneel",), "kennen", words, words, None, None, words, {})


@lru_cache
def plan_of(sizes: tuple[int, ...], critical: int = 0) -> Plan:
    """A plan with themes ``a``, ``b``, ... of these sizes; the first ``critical`` topics of each are critical."""
    themes = {
        letter: [f"{letter}{number}{'!' if number <= critical else ''}" for number in range(1, size + 1)]
        for letter, size in zip("abcdefgh", sizes, strict=False)
    }
    return plans.prepare(questionnaire(themes), RULES)


def one_theme(topics: Sequence[str]) -> Plan:
    """A plan with one theme ``t`` of these topics (critical with ``!``)."""
    return plans.prepare(questionnaire({"t": topics}), RULES)


def sheets(**answers: Sequence[str | None]) -> list[Sheet]:
    """Sheets that answer the one topic ``x``: ``sheets(zorgpersoneel=["neutraal", None])``. Group ``_named``: named."""
    return [
        Sheet(group.removesuffix("_named"), {"x": answer} if answer else {}, group.endswith("_named"))
        for group, given in answers.items()
        for answer in given
    ]
