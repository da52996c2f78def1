"""The inputs of the golden files: one of every kind of outcome, and locations with many sheets."""

import random
from collections.abc import Callable, Mapping
from typing import Any

from questionnaires.definitions import Questionnaire, load

BEST, NEUTRAL, LOW, SERIOUS = "uitblinker", "neutraal", "aandachtspunt", "ernstig_issue"
BESIDE = ("weet_ik_niet", "nvt")
GROUPS = ("zorgpersoneel", "ondersteuning", "management", "clientvertegenwoordigers", "vrijwilligers")

Answers = dict[str, str]
Scan = dict[str, Any]


def cases(version: str) -> dict[str, Scan]:
    """Every case of a rules version, by the name of its file."""
    found = load(version)
    return {name: _scan(version, **make(found)) for name, make in CASES.items()}


def _scan(version: str, **parts: Any) -> Scan:
    return {"questionnaire": version, "rules": version} | parts


def _team(answers: Answers, **parts: Any) -> Scan:
    return {"sheets": [{"group": "team", "answers": answers}], **parts}


def _fill(found: Questionnaire, level: str, lows: Mapping[int, int] | None = None) -> Answers:
    """The same level everywhere, but so many of the last topics of a theme (by number) at *aandachtspunt*."""
    answers = dict.fromkeys(found.topics, level)
    for number, count in (lows or {}).items():
        for topic in found.themes[number - 1].topics[-count:]:
            answers[topic.key] = LOW
    return answers


def _third(found: Questionnaire, number: int) -> int:
    return -(-len(found.themes[number - 1].topics) // 3)


def _most(found: Questionnaire, number: int) -> int:
    return -(-3 * len(found.themes[number - 1].topics) // 5)


def _light(found: Questionnaire) -> Scan:
    return _team(_fill(found, NEUTRAL, {number: _third(found, number) for number in (2, 4, 6)}))


def _extra(found: Questionnaire) -> Scan:
    return _team(_fill(found, BEST, {6: _most(found, 6), 4: _third(found, 4)}), confirmed_on="2026-11-22")


def _intensive(found: Questionnaire) -> Scan:
    return _team(_fill(found, NEUTRAL, {number: _most(found, number) for number in (4, 6, 8)}))


def _critical(found: Questionnaire) -> Scan:
    critical = next(key for key, topic in found.topics.items() if topic.critical)
    return _team(_fill(found, BEST) | {critical: SERIOUS}, confirmed_on="2028-02-29")


def _serious_but_light(found: Questionnaire) -> Scan:
    plain = next(topic.key for topic in found.themes[0].topics if not topic.critical)
    return _team(_fill(found, NEUTRAL) | {plain: SERIOUS})


def _incomplete(found: Questionnaire) -> Scan:
    answers = _fill(found, NEUTRAL)
    for place, topic in enumerate(found.themes[4].topics):
        answers[topic.key] = BESIDE[place % 2]
    return _team(answers, agreed={found.themes[0].topics[0].key: "nvt"})


def _critical_unknown(found: Questionnaire) -> Scan:
    return _team({key: BEST for key, topic in found.topics.items() if not topic.critical})


def _agreed(found: Questionnaire) -> Scan:
    dice = random.Random(7)
    agreed = {key: dice.choice((BEST, NEUTRAL, LOW, SERIOUS, "nvt")) for key in list(found.topics)[::3]}
    return _team(_fill(found, NEUTRAL), agreed=agreed, confirmed_on="2027-01-31")


def _location(sizes: Mapping[str, int], seed: int, named: tuple[str, ...] = ()) -> Callable[[Questionnaire], Scan]:
    """A location with so many sheets a group; each group looks at the location in its own way."""

    def make(found: Questionnaire) -> Scan:
        dice = random.Random(seed)
        sheets = []
        for group, size in sizes.items():
            weights = [dice.randint(1, 9) for _ in range(4)] + [2, 1]
            for _ in range(size):
                drawn = dice.choices((BEST, NEUTRAL, LOW, SERIOUS, *BESIDE), weights, k=len(found.topics))
                answers = {
                    key: answer
                    for (key, topic), answer in zip(found.topics.items(), drawn, strict=True)
                    if topic.asked_of(group)
                }
                sheets.append({"group": group, "named": group in named, "answers": answers})
        return {"sheets": sheets, "confirmed_on": "2026-05-01"}

    return make


CASES: dict[str, Callable[[Questionnaire], Scan]] = {
    "empty": lambda found: {"sheets": []},
    "self": lambda found: _team(_fill(found, NEUTRAL), confirmed_on="2026-11-22"),
    "outstanding": lambda found: _team(_fill(found, BEST)),
    "light": _light,
    "extra": _extra,
    "extra-critical": _critical,
    "intensive": _intensive,
    "everything-serious": lambda found: _team(_fill(found, SERIOUS)),
    "serious-without-support": _serious_but_light,
    "incomplete": _incomplete,
    "critical-unknown": _critical_unknown,
    "agreed": _agreed,
    "only-agreed": lambda found: {"sheets": [], "agreed": _fill(found, BEST)},
    "large-location": _location(dict(zip(GROUPS, (18, 6, 3, 7, 5), strict=True)), seed=1),
    "named-management": _location(
        {"zorgpersoneel": 9, "ondersteuning": 2, "management": 1, "clientvertegenwoordigers": 2}, 2, ("management",)
    ),
    "pool-takes-in-a-group": _location(dict(zip(GROUPS, (8, 4, 1, 3, 2), strict=True)), seed=3),
    "relatives-together": _location({"management": 3, "clientvertegenwoordigers": 1, "vrijwilligers": 3}, seed=8),
    "pools-together": _location({"management": 2, "vrijwilligers": 2}, seed=4),
    "too-few-to-count": _location({"zorgpersoneel": 5, "vrijwilligers": 1, "clientvertegenwoordigers": 1}, seed=5),
    "team-and-groups": _location({"zorgpersoneel": 4, "clientvertegenwoordigers": 3, "team": 1}, seed=6),
}
