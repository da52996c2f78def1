"""From topic levels to the level of a theme and the support it needs, each with the reasons.

Rules 2026-1, *Theme level* (first rule that holds) and *Support need per theme*. Shares run over the topics of the
theme that have a level. Reasons carry a code and the topics that made it so:

================================  ===================================================================================
Code                              Why, and which topics it names
================================  ===================================================================================
``onvoldoende_beeld``             no level, no need: fewer than half of all topics have one; the topics without
``kritisch_ernstig``              *ernstig issue*: a critical topic is *ernstig issue*; those critical topics
``kwart_ernstig``                 *ernstig issue*: at least 1/4 of the topics is; those topics
``ernstig_topic``                 *aandachtspunt*: some topic is *ernstig issue*; those topics
``derde_laag``                    *aandachtspunt*: at least 1/3 is *aandachtspunt* or lower; those topics
``helft_uitblinker``              *uitblinker*: at least 1/2 is, nothing is low; the topics that are *uitblinker*
``minder_dan_helft_uitblinker``   *neutraal*, not higher: fewer than 1/2 is *uitblinker*; the scored topics that are not
``laag_topic``                    *neutraal*, not higher: some topic is *aandachtspunt*; those topics
``kritisch_zonder_niveau``        *neutraal*, not higher: a critical topic has no level and applies; those topics
``steun_thema_ernstig``           need *op locatie*, as the theme is *ernstig issue*; the topics that are
``steun_drievijfde_laag``         need *op locatie*: at least 3/5 is *aandachtspunt* or lower; those topics
``steun_licht``                   need *licht*, as the theme is *aandachtspunt*; the topics *aandachtspunt* or lower
================================  ===================================================================================

A theme has every reason of its level that holds, then the one of its need; need *geen* follows from a level of
*neutraal* or *uitblinker* and has no code of its own.
"""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import compress
from typing import Final, NamedTuple

from scoring.domain import outcome_parts
from scoring.domain.judgement import LIGHT, NO_NEED, ON_SITE, Tally, Verdict, judge
from scoring.domain.levels import ATTENTION, BEST, NEUTRAL, NOT_APPLICABLE, OPEN, SERIOUS
from scoring.domain.plan import PlannedTheme
from scoring.domain.rules import Rules

__all__ = ["LIGHT", "NO_NEED", "ON_SITE", "AssessedTheme", "ThemeOutcome", "ThemeReason", "assess", "explain"]


def _standing(*wanted: int) -> bytes:
    """A table for ``bytes.translate``: 1 for a topic that stands like one of these."""
    return bytes(standing in wanted for standing in range(256))


#: Topics that reasons name: those that stand like this ...
_PICKS: Final[dict[str, bytes]] = {
    "lacking": _standing(OPEN, NOT_APPLICABLE),
    "critical_open": _standing(OPEN),
    "critical_serious": _standing(SERIOUS),
    "serious": _standing(SERIOUS),
    "low": _standing(SERIOUS, ATTENTION),
    "not_best": _standing(SERIOUS, ATTENTION, NEUTRAL),
    "best": _standing(BEST),
}
#: ... and these only where the topic is critical.
_CRITICAL_PICKS: Final = frozenset({"critical_open", "critical_serious"})
#: Which of them each reason names.
_NAMED_BY: Final[dict[str, str]] = {
    "onvoldoende_beeld": "lacking",
    "kritisch_ernstig": "critical_serious",
    "kwart_ernstig": "serious",
    "ernstig_topic": "serious",
    "derde_laag": "low",
    "helft_uitblinker": "best",
    "minder_dan_helft_uitblinker": "not_best",
    "laag_topic": "low",
    "kritisch_zonder_niveau": "critical_open",
    "steun_thema_ernstig": "serious",
    "steun_drievijfde_laag": "low",
    "steun_licht": "low",
}


class ThemeReason(NamedTuple):
    """Why a theme has its level or need: a code of the table above and the topics that made it so."""

    code: str
    topics: tuple[str, ...]


class ThemeOutcome(NamedTuple):
    """A theme. No level means *onvoldoende beeld*, and then no need either. ``json`` is the theme as it goes out."""

    level: str | None
    need: str | None
    json: str

    @property
    def reasons(self) -> tuple[ThemeReason, ...]:
        """Why it has this level and this need. Read back from ``json``: most outcomes go out and are not looked at."""
        found = json.loads(self.json)["reasons"]
        return tuple(ThemeReason(reason["code"], tuple(reason["topics"])) for reason in found)


class AssessedTheme(NamedTuple):
    """A theme of the plan, how its topics and its critical topics stand (one byte each), and what follows.

    ``template`` is the theme as it goes out, with places for the topics behind its reasons; these are ``picks``.
    """

    theme: PlannedTheme
    standings: bytes
    critical: bytes
    verdict: Verdict
    picks: tuple[str, ...]
    template: str


def assess(rules: Rules, theme: PlannedTheme, standings: bytes) -> AssessedTheme:
    """Count how the topics of a theme stand (a rank, open or not applicable) and judge it."""
    critical = bytes([standings[place] for place in theme.critical])
    counts = (
        len(standings),
        len(standings) - standings.count(OPEN) - standings.count(NOT_APPLICABLE),
        standings.count(SERIOUS),
        standings.count(ATTENTION),
        standings.count(BEST),
        critical.count(SERIOUS),
        critical.count(ATTENTION),
        critical.count(OPEN),
    )
    return AssessedTheme(theme, standings, critical, *_judged(rules, counts))


@lru_cache(maxsize=2**14)
def _judged(rules: Rules, counts: tuple[int, ...]) -> tuple[Verdict, tuple[str, ...], str]:
    """The verdict on these counts (a tally), with picks and template. Many themes of many scans share one."""
    verdict = judge(rules, Tally(*counts))
    named_by = {code: _NAMED_BY[code] for code in verdict.codes}
    template = outcome_parts.theme_template(verdict.level, verdict.need, named_by)
    return verdict, tuple(dict.fromkeys(named_by.values())), template


def explain(assessed: AssessedTheme) -> ThemeOutcome:
    """The level and the need of a theme, with the topics behind each code."""
    theme, standings, critical, verdict, picks, template = assessed
    behind = {}
    for pick in picks:
        if pick in _CRITICAL_PICKS:
            named = compress(theme.critical_topics, critical.translate(_PICKS[pick]))
        else:
            named = compress(theme.topics, standings.translate(_PICKS[pick]))
        behind[pick] = outcome_parts.texts(named)
    return ThemeOutcome(verdict.level, verdict.need, template % behind)
