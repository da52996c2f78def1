"""The outcome as JSON: the one shape that the command prints and the archive keeps.

``topics{key: {groups{group: level | null}, proposal, flags[], agreed}}``,
``themes{key: {level, need, reasons[{code, topics[]}]}}``,
``tier{proposal, reasons[{code, themes[]}], warnings[], narrow, what_if[{topic, from, to}]}``, ``repeat_on``.
``groups`` names every unit that counts in this scan, with ``null`` where it gave no level.

The text is put together from templates: keys, codes and levels are slugs that need no escaping, and a command that
scores a hundred thousand scans spends most of its time here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from scoring.domain.agreement import TopicOutcome
from scoring.domain.score import Outcome
from scoring.domain.themes import ThemeOutcome
from scoring.domain.tiers import TierOutcome

_TOPIC = '{"groups":{%s},"proposal":%s,"flags":[%s],"agreed":%s}'
_THEME = '"%s":{"level":%s,"need":%s,"reasons":[%s]}'
_THEME_REASON = '{"code":"%s","topics":[%s]}'
_TIER = '{"proposal":%s,"reasons":[%s],"warnings":[%s],"narrow":%s,"what_if":[%s]}'
_TIER_REASON = '{"code":"%s","themes":[%s]}'
_STEP = '{"topic":"%s","from":"%s","to":"%s"}'


def to_json(outcome: Outcome) -> str:
    """The outcome as one line of JSON, everything in the order of the questionnaire."""
    topics = ",".join([f'"{key}":{_topic(topic)}' for key, topic in outcome.topics.items()])
    themes = ",".join([_theme(key, theme) for key, theme in outcome.themes.items()])
    repeat_on = _text(outcome.repeat_on.isoformat() if outcome.repeat_on else None)
    return f'{{"topics":{{{topics}}},"themes":{{{themes}}},"tier":{_tier(outcome.tier)},"repeat_on":{repeat_on}}}'


def document(outcome: Outcome) -> dict[str, Any]:
    """The same in plain lists and dictionaries, to keep or to compare."""
    found: dict[str, Any] = json.loads(to_json(outcome))
    return found


def canonical(document: Mapping[str, Any]) -> str:
    """The one text of a document, whatever the order of its keys: what a digest is taken of."""
    return json.dumps(document, separators=(",", ":"), allow_nan=False, sort_keys=True, ensure_ascii=False)


def digest(document: Mapping[str, Any], *, questionnaire: str, rules: str) -> str:
    """The sha256 that pins an outcome to the versions it was made with."""
    pinned = {"questionnaire": questionnaire, "rules": rules, "outcome": document}
    return hashlib.sha256(canonical(pinned).encode()).hexdigest()


@lru_cache(maxsize=2**13)
def _topic(topic: TopicOutcome) -> str:
    groups = ",".join([f'"{group}":{_text(level)}' for group, level in topic.groups])
    return _TOPIC % (groups, _text(topic.proposal), _texts(topic.flags), _text(topic.agreed))


def _theme(key: str, theme: ThemeOutcome) -> str:
    reasons = ",".join([_THEME_REASON % (code, _texts(topics)) for code, topics in theme.reasons])
    return _THEME % (key, _text(theme.level), _text(theme.need), reasons)


def _tier(tier: TierOutcome) -> str:
    reasons = ",".join([_TIER_REASON % (code, _texts(themes)) for code, themes in tier.reasons])
    steps = ",".join([_STEP % step for step in tier.what_if])
    narrow = "true" if tier.narrow else "false"
    return _TIER % (_text(tier.proposal), reasons, _texts(tier.warnings), narrow, steps)


def _text(value: str | None) -> str:
    return f'"{value}"' if value else "null"


def _texts(values: Iterable[str]) -> str:
    joined = '","'.join(values)
    return f'"{joined}"' if joined else ""
