"""The rules once more, slow and literal: fractions, no memory, no shared code. The fast path must equal it.

Written from the text of rules 2026-1, not from ``scoring.domain``.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from statistics import median_low

from questionnaires.definitions import Questionnaire, Theme
from scoring.domain.agreement import Sheet

WORST_TO_BEST = ["ernstig_issue", "aandachtspunt", "neutraal", "uitblinker"]
TIERS = ["zelf", "licht", "extra", "intensief"]
STAFF = ["zorgpersoneel", "ondersteuning", "management"]
NAASTEN = ["clientvertegenwoordigers", "vrijwilligers"]

Levels = Mapping[str, str | None]


def units(sheets: Sequence[Sheet]) -> dict[str, list[Sheet]]:
    """Who counts, by name."""
    counting = {}
    left_over = []
    for side, pool_name in ((STAFF, "overig_medewerkers"), (NAASTEN, "overig_naasten")):
        by_group = {group: [sheet for sheet in sheets if sheet.group == group] for group in side}
        alone = {g: s for g, s in by_group.items() if s and (len(s) >= 3 or all(sheet.named for sheet in s))}
        pool = [sheet for group in side if group not in alone for sheet in by_group[group]]
        if 1 <= len(pool) <= 2:
            takeable = [
                g for g, s in alone.items() if g != "clientvertegenwoordigers" and not all(sheet.named for sheet in s)
            ]
            if takeable:
                fewest = min(len(alone[group]) for group in takeable)
                taken = next(group for group in side if group in takeable and len(alone[group]) == fewest)
                pool += alone.pop(taken)
        counting.update(alone)
        if len(pool) >= 3:
            counting[pool_name] = pool
        else:
            left_over += pool
    if len(left_over) >= 3:
        counting["overig"] = left_over
    if team := [sheet for sheet in sheets if sheet.group == "team"]:
        counting["team"] = team
    return counting


def lowest_middle(levels: Sequence[str]) -> str | None:
    return WORST_TO_BEST[median_low([WORST_TO_BEST.index(level) for level in levels])] if levels else None


def topic(counting: Mapping[str, Sequence[Sheet]], key: str, critical: bool, decided: str | None) -> dict[str, object]:
    given = {name: [sheet.answers.get(key) for sheet in sheets] for name, sheets in counting.items()}
    levels = {name: [answer for answer in answers if answer in WORST_TO_BEST] for name, answers in given.items()}
    values = {name: lowest_middle(found) for name, found in levels.items()}
    voices = {name: value for name, value in values.items() if value}
    proposal = lowest_middle(list(voices.values()))
    ranks = [WORST_TO_BEST.index(value) for value in voices.values()]
    flags = []
    if ranks and max(ranks) - min(ranks) >= 2:
        flags.append("verschil")
    others = lowest_middle([value for name, value in voices.items() if name != "clientvertegenwoordigers"])
    client = voices.get("clientvertegenwoordigers")
    if client and others and WORST_TO_BEST.index(client) < WORST_TO_BEST.index(others):
        flags.append("stem_van_de_client")
    if critical and "ernstig_issue" in voices.values():
        flags.append("ernstig_gezien")
    for name, answers in given.items():
        unsure = answers.count("weet_ik_niet")
        spoke = unsure + len(levels[name])
        if unsure >= 2 and Fraction(unsure, spoke) > Fraction(30, 100):
            flags.append("weinig_zicht")
            break
    everything = [answer for answers in given.values() for answer in answers if answer]
    agreed = decided or ("nvt" if everything and set(everything) == {"nvt"} else proposal)
    return {"groups": values, "proposal": proposal, "flags": flags, "agreed": agreed}


def theme_level(theme: Theme, levels: Levels) -> str | None:
    keys = [topic.key for topic in theme.topics]
    critical = [topic.key for topic in theme.topics if topic.critical]
    scored = [levels[key] for key in keys if levels[key] in WORST_TO_BEST]
    if Fraction(len(scored), len(keys)) < Fraction(1, 2):
        return None
    n = len(scored)
    serious = scored.count("ernstig_issue")
    low = serious + scored.count("aandachtspunt")
    if any(levels[key] == "ernstig_issue" for key in critical) or Fraction(serious, n) >= Fraction(1, 4):
        return "ernstig_issue"
    if serious or Fraction(low, n) >= Fraction(1, 3):
        return "aandachtspunt"
    all_known = all(levels[key] is not None for key in critical)
    if Fraction(scored.count("uitblinker"), n) >= Fraction(1, 2) and low == 0 and all_known:
        return "uitblinker"
    return "neutraal"


def theme_need(theme: Theme, levels: Levels) -> str | None:
    level = theme_level(theme, levels)
    scored = [levels[topic.key] for topic in theme.topics if levels[topic.key] in WORST_TO_BEST]
    low = scored.count("ernstig_issue") + scored.count("aandachtspunt")
    if level is None:
        return None
    if level == "ernstig_issue":
        return "op_locatie"
    if level == "aandachtspunt":
        return "op_locatie" if Fraction(low, len(scored)) >= Fraction(3, 5) else "licht"
    return "geen"


def tier(questionnaire: Questionnaire, levels: Levels) -> str | None:
    needs = [theme_need(theme, levels) for theme in questionnaire.themes]
    if needs.count("op_locatie") >= 2:
        return "intensief"
    if None in needs:
        return None
    if needs.count("op_locatie") == 1:
        return "extra"
    return "licht" if needs.count("licht") >= 3 else "zelf"


def is_narrow(questionnaire: Questionnaire, levels: Levels) -> bool:
    """Tries every single step up and down."""
    now = tier(questionnaire, levels)
    if now is None:
        return False
    return any(tier(questionnaire, other) not in (now, None) for other in neighbours(levels))


def neighbours(levels: Levels) -> Iterator[dict[str, str | None]]:
    for key, level in levels.items():
        if level in WORST_TO_BEST:
            for rank in {WORST_TO_BEST.index(level) - 1, WORST_TO_BEST.index(level) + 1} & {0, 1, 2, 3}:
                yield {**levels, key: WORST_TO_BEST[rank]}


def can_be_lighter(questionnaire: Questionnaire, levels: Levels, steps: int) -> bool:
    """Tries every set of so many single steps up."""
    now = tier(questionnaire, levels)
    room = [key for key, level in levels.items() if level in WORST_TO_BEST for _ in range(3 - rank_of(level))]
    for chosen in set(itertools.combinations(room, steps)):
        other = dict(levels)
        for key in chosen:
            other[key] = WORST_TO_BEST[rank_of(other[key]) + 1]
        if is_lighter(tier(questionnaire, other), now):
            return True
    return False


def rank_of(level: str | None) -> int:
    return WORST_TO_BEST.index(str(level))


def is_lighter(new: str | None, old: str | None) -> bool:
    return new is not None and old is not None and TIERS.index(new) < TIERS.index(old)


def year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def outcome(
    questionnaire: Questionnaire, sheets: Sequence[Sheet], agreed: Mapping[str, str], confirmed_on: date | None
) -> dict[str, object]:
    """Everything but the reasons and the steps of ``what_if``."""
    counting = units(sheets)
    topics = {key: topic(counting, key, item.critical, agreed.get(key)) for key, item in questionnaire.topics.items()}
    levels: dict[str, str | None] = {key: found["agreed"] for key, found in topics.items()}  # type: ignore[misc]
    proposal = tier(questionnaire, levels)
    has_serious = "ernstig_issue" in levels.values()
    return {
        "topics": topics,
        "themes": {
            theme.key: (theme_level(theme, levels), theme_need(theme, levels)) for theme in questionnaire.themes
        },
        "tier": proposal,
        "warnings": ["ernstig_zonder_steun"] if proposal in ("zelf", "licht") and has_serious else [],
        "narrow": is_narrow(questionnaire, levels),
        "repeat_on": year_later(confirmed_on).isoformat() if confirmed_on else None,
    }
