"""The outcome as JSON: the one shape that the command prints and the archive keeps.

``topics{key: {groups{group: level | null}, proposal, flags[], agreed}}``,
``themes{key: {level, need, reasons[{code, topics[]}]}}``,
``tier{proposal, reasons[{code, themes[]}], warnings[], narrow, what_if[{topic, from, to}]}``, ``repeat_on``.
``groups`` names every unit that counts in this scan, with ``null`` where it gave no level.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from scoring.domain import outcome_parts
from scoring.domain.score import Outcome


def to_json(outcome: Outcome) -> str:
    """The outcome as one line of JSON, everything in the order of the questionnaire."""
    topics = ",".join([f'"{key}":{topic.json}' for key, topic in outcome.topics.items()])
    themes = ",".join([f'"{key}":{theme.json}' for key, theme in outcome.themes.items()])
    tier = outcome_parts.tier(*outcome.tier)
    repeat_on = outcome_parts.text(outcome.repeat_on.isoformat() if outcome.repeat_on else None)
    return f'{{"topics":{{{topics}}},"themes":{{{themes}}},"tier":{tier},"repeat_on":{repeat_on}}}'


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
