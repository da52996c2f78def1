"""What programs get, as plain dictionaries: the same keys and figures as everywhere else in the house.

Names of properties are written in lowerCamelCase; keys of themes, topics, levels and tables are those of the
questionnaire and of ``manage.py outcomes``.
"""

from collections.abc import Mapping
from typing import Any

from questionnaires.definitions import Questionnaire, Theme, Topic, load
from questionnaires.models import Scan
from scoring.models import Assessment, Decision, Snapshot
from scoring.publication.tables import outcome_document

Document = dict[str, Any]
outcome_tables = outcome_document


def questionnaire_entry(asked: Questionnaire) -> Document:
    """One questionnaire version in a list."""
    return {"version": asked.version, "themes": len(asked.themes), "topics": len(asked.topics)}


def questionnaire(asked: Questionnaire) -> Document:
    """What a questionnaire version asks, in both languages."""
    return {
        "version": asked.version,
        "framework": asked.framework.as_dict(),
        "scale": [
            {"key": level.key, "label": level.label.as_dict(), "definition": level.definition.as_dict()}
            for level in asked.scale
        ],
        "themes": [_theme(theme) for theme in asked.themes],
    }


def _theme(theme: Theme) -> Document:
    return {
        "key": theme.key,
        "number": theme.number,
        "title": theme.title.as_dict(),
        "topics": [_topic(topic) for topic in theme.topics],
    }


def _topic(topic: Topic) -> Document:
    return {
        "key": topic.key,
        "title": topic.title.as_dict(),
        "text": topic.text.as_dict(),
        "isCritical": topic.critical,
        "levels": {key: text.as_dict() for key, text in topic.levels.items()},
    }


def snapshot_entry(snapshot: Snapshot) -> Document:
    """Published figures in a list: of which day, counted with what, and their seal."""
    return {
        "on": snapshot.on.isoformat(),
        "questionnaire": snapshot.questionnaire,
        "rules": snapshot.rules,
        "publishedAt": snapshot.published_at.isoformat(),
        "digest": snapshot.digest,
    }


def snapshot(found: Snapshot) -> Document:
    """Published figures: what they rest on, and how many scans do not count."""
    return snapshot_entry(found) | {
        "excluded": {why: found.excluded[why] for why in sorted(found.excluded)},
        "breakdowns": list(dict.fromkeys(table["breakdown"] for table in found.tables)),
    }


def outcome_entry(scan: Scan) -> Document:
    """The outcome of one scan in a list."""
    place = scan.location
    return {
        "id": str(scan.pk),
        "location": {
            "id": str(place.pk),
            "name": place.name,
            "place": place.place,
            "organisation": place.organisation.name,
        },
        "questionnaire": scan.questionnaire,
        "rules": scan.rules,
        "confirmedOn": scan.confirmed_on.isoformat(),
        "repeatOn": scan.repeat_on.isoformat(),
    }


def outcome(scan: Scan, assessment: Assessment, decision: Decision) -> Document:
    """The outcome of one scan: levels as agreed and the support. Nothing of one group or one person is in it."""
    asked, found = load(assessment.questionnaire), assessment.outcome  # PostgreSQL keeps no order of its own
    themes = [theme.key for theme in asked.themes if theme.key in found["themes"]]
    topics = [key for key in asked.topics if key in found["topics"]]
    return outcome_entry(scan) | {
        "tier": {"rule": decision.rule_tier, "decided": decision.tier, "themes": list(decision.themes)},
        "themes": [_theme_level(key, found["themes"][key]) for key in themes],
        "topics": [{"key": key, "level": found["topics"][key]["agreed"]} for key in topics],
        "digest": assessment.digest,
    }


def _theme_level(key: str, theme: Mapping[str, Any]) -> Document:
    return {"key": key, "level": theme["level"], "need": theme["need"]}
