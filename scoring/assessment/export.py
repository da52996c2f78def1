"""A scan as the text that ``manage.py score`` takes: to check an outcome elsewhere, or to score it again."""

import json
from typing import Any
from uuid import UUID

from questionnaires.definitions import load
from questionnaires.models import Scan, State
from scoring.assessment.queries import agreed_levels, sent_sheets


class CannotExport(Exception):
    """Why there is nothing to export, as a sentence."""


def scan_to_export(key: str) -> Scan:
    """The scan with this id, once its sheets may be looked at."""
    try:
        scan: Scan = Scan.objects.get(pk=UUID(key))
    except (ValueError, Scan.DoesNotExist):
        raise CannotExport(f'There is no scan "{key}": give the id that stands in the address of its pages.') from None
    if scan.state in {State.AANGEMELD, State.VOORBEREIDING, State.OPEN}:
        raise CannotExport("This scan is still being filled in: its sheets can be exported when that has ended.")
    return scan


def submission(scan: Scan) -> dict[str, Any]:
    """The sheets that were sent, what was agreed, and the day of confirming. Notes and people are not in it."""
    order = list(load(scan.questionnaire).topics)
    agreed = agreed_levels(scan)
    document: dict[str, Any] = {
        "questionnaire": scan.questionnaire,
        "rules": scan.rules,
        "sheets": [
            {"group": sheet.group, "named": sheet.named, "answers": _in_order(order, sheet.answers)}
            for sheet in sent_sheets(scan)
        ],
        "agreed": _in_order(order, agreed),
    }
    return document | ({"confirmed_on": scan.confirmed_on.isoformat()} if scan.confirmed_on else {})


def _in_order(order: list[str], values: Any) -> dict[str, str]:
    return {topic: values[topic] for topic in order if topic in values}


def to_json(scan: Scan) -> str:
    """The submission as one line of JSON."""
    return json.dumps(submission(scan), ensure_ascii=False, separators=(",", ":"))
