"""From theme levels to answers: ranks per topic that give exactly that level and that need, by the rules themselves.

Which topics of a theme stand high and low differs per location, leans to what locations scored best and worst on
(VR5 §3.1), and stays much the same from one scan of a location to the next.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from questionnaires.definitions import Questionnaire, Theme, Topic
from scoring.demo.population import Profile
from scoring.demo.reference import dice, words
from scoring.domain.levels import (
    ATTENTION,
    BEST,
    DONT_KNOW_KEY,
    LEVELS,
    NEUTRAL,
    NOT_APPLICABLE,
    NOT_APPLICABLE_KEY,
    OPEN,
    SERIOUS,
)
from scoring.domain.plan import Plan, PlannedTheme
from scoring.domain.rules import Rules
from scoring.domain.themes import ON_SITE, assess

#: Topics that locations scored best and lowest on (VR5 §3.1).
HIGH: Final = frozenset(
    words(
        "evaluatie-en-mdo persoonlijke-verzorging bevoegd-en-bekwaam-handelingen huid-en-vallen "
        "mond-slikken-continentie hygiene-en-infecties veilig-huis leercultuur kwaliteitsplan overlegmomenten "
        "werkplezier samenwerking-collegas tijd-voor-scholing deskundigheid clientervaringen"
    )
)
LOW: Final = frozenset(
    words(
        "uitvoering-zorgleefplan schone-ruimtes medicatie-volgens-afspraak onvrijwillige-zorg incidenten-melden "
        "lerend-netwerk reflecteren kwaliteitssysteem twee-zorgverleners iemand-in-de-huiskamer ziekteverzuim "
        "uitstroom administratieve-lasten sturingsinformatie"
    )
)
#: Topics that a team now and then knows too little about, or that some locations do not have.
UNSURE: Final = frozenset(
    words(
        "toezicht vakinhoud-in-de-top ziekteverzuim uitstroom sturingsinformatie financien-en-inkoop lerend-netwerk "
        "afspraken-ketenpartners openbaar-over-kwaliteit intimiteit-en-seksualiteit regionale-samenwerking"
    )
)
ABSENT: Final = frozenset(words("onbegrepen-gedrag var-en-or meeloopdagen vrijwilligers afspraken-ketenpartners"))

_LEAN: Final = 0.9
_TRIES: Final = 200


class Mix(NamedTuple):
    """How many topics of a theme get each level; ``critical_first``: a critical topic is among the serious ones."""

    serious: int
    attention: int
    best: int
    critical_first: bool = False


def traits(questionnaire: Questionnaire, *location: object) -> dict[str, float]:
    """How well a location is at each topic, compared with its other topics. The same at each of its scans."""
    chance = dice(*location, "traits")
    return {key: chance.gauss() + _LEAN * ((key in HIGH) - (key in LOW)) for key in questionnaire.topics}


def standings(chance: random.Random, plan: Plan, profile: Profile, traits: Mapping[str, float]) -> dict[str, int]:
    """How every topic stands (a rank, open or not applicable), so that each theme comes out as the profile says."""
    found: dict[str, int] = {}
    for theme, planned, rank, need in zip(plan.questionnaire.themes, plan.themes, profile.ranks, profile.needs):
        found |= _theme_standings(chance, theme, (plan.rules, planned), (LEVELS[rank], need), traits)
    return found


def answer_key(standing: int) -> str:
    """What is answered at a topic that stands like this."""
    return {OPEN: DONT_KNOW_KEY, NOT_APPLICABLE: NOT_APPLICABLE_KEY}.get(standing) or LEVELS[standing]


def _theme_standings(
    chance: random.Random,
    theme: Theme,
    judged_by: tuple[Rules, PlannedTheme],
    wanted: tuple[str, str],
    traits: Mapping[str, float],
) -> dict[str, int]:
    """Draws until the rules say what was wanted, which is nearly always the first time."""
    for attempt in range(_TRIES):
        found = _draw(chance, theme.topics, wanted, traits, with_gaps=attempt < _TRIES // 2)
        verdict = assess(*judged_by, bytes(found.values())).verdict
        if (verdict.level, verdict.need) == wanted:
            return found
    raise ValueError(f"{theme.key} cannot come to {wanted} under these rules")


def _draw(
    chance: random.Random,
    topics: Sequence[Topic],
    wanted: tuple[str, str],
    traits: Mapping[str, float],
    *,
    with_gaps: bool,
) -> dict[str, int]:
    gaps = {topic.key: gap for topic in topics if with_gaps and (gap := _gap(chance, topic)) is not None}
    scored = [topic for topic in topics if topic.key not in gaps]
    mix = _mix(chance, wanted, len(scored), any(topic.critical for topic in scored))
    order = sorted(scored, key=lambda topic: traits[topic.key] + chance.gauss(0, 0.5))
    # Serious comes first, and there critical topics go by the rule: they would make the theme serious.
    first = sorted(order, key=lambda topic: topic.critical != mix.critical_first)
    serious = [topic.key for topic in (first[:1] + order if mix.critical_first else first)]
    found = dict.fromkeys(list(dict.fromkeys(serious))[: mix.serious], SERIOUS)
    rest = [topic.key for topic in order if topic.key not in found]
    for place, key in enumerate(rest):
        is_best = place >= len(rest) - mix.best
        found[key] = ATTENTION if place < mix.attention else BEST if is_best else NEUTRAL
    return {topic.key: gaps.get(topic.key, found.get(topic.key, OPEN)) for topic in topics}


def _gap(chance: random.Random, topic: Topic) -> int | None:
    """Now and then nobody at the table knows, or a topic does not apply; seldom so for critical topics."""
    drawn = chance.random()
    if topic.key in ABSENT and drawn < 0.05:
        return NOT_APPLICABLE
    likely = 0.003 if topic.critical else 0.09 if topic.key in UNSURE else 0.01
    return OPEN if drawn > 1 - likely else None


def _mix(chance: random.Random, wanted: tuple[str, str], topics: int, has_critical: bool) -> Mix:
    """A believable division of topics over levels; the rules have the last word on whether it fits."""
    level, need = wanted
    third, quarter, fifths = -(-topics // 3), -(-topics // 4), -(-3 * topics // 5)
    if level == LEVELS[BEST]:
        half = -(-topics // 2)
        return Mix(0, 0, chance.randint(half, max(half, topics - chance.randint(0, 3))))
    if level == LEVELS[NEUTRAL]:
        low = chance.choice((0, 1, 1, 2, third - 1))
        return Mix(0, low, chance.randint(1, max(1, topics // 2 - (not low))))
    if level == LEVELS[ATTENTION] and need == ON_SITE:
        low = chance.randint(fifths, max(fifths, topics - 2))
        serious = chance.choice((0, 0, 1, 1, 2))
        return Mix(serious, low - serious, chance.randint(0, 1))
    if level == LEVELS[ATTENTION]:
        low = chance.randint(third, max(third, fifths - 1))
        serious = int(chance.random() < 0.15)
        return Mix(serious, low - serious, chance.randint(0, max(0, (topics - low) // 2)))
    if has_critical and chance.random() < 0.7:
        serious = chance.choice((1, 1, 2))
        return Mix(serious, chance.randint(third - 1, fifths), chance.randint(0, 2), critical_first=True)
    serious = chance.choice((quarter, quarter, quarter + 1))
    return Mix(serious, chance.randint(quarter, third + 1), chance.randint(0, 1))
