"""What a report shows beside its outcome, as plain JSON: read now, or as it stood when the adviser decided.

A decision keeps it (``Decision.material``), so that its report can be made again years later, byte for byte, whatever
has changed since: notes, the reaction of the council, rosters, names, the adviser. Nothing in it depends on a language.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core import serializers

from questionnaires.models import HelpWish, Scan, WarningAnswer
from scoring.domain.staffing import rules as staffing_rules
from scoring.models import Adjustment, Assessment, Decision, LocationFacts, StaffingRoster
from scoring.outcomes.queries import Previous, Said, groups_at_table, previous_outcome, said
from scoring.staffing.queries import facts_of, rosters
from wolscan.models import User

Material = Mapping[str, Any]
_SCAN = ("incomplete_reason", "council_reaction", "council_reaction_by")
_DATES = ("opened_on", "confirmed_on", "repeat_on")


def material_of(scan: Scan, decision: Decision | None) -> Material:
    """What stands beside the outcome: as the decision froze it, or read now. At most nine queries."""
    if decision is not None and decision.material:
        return decision.material
    return _words(scan) | _beside(scan) | {"adjustments": _adjustments(scan) if decision else []}


def to_freeze(scan: Scan) -> dict[str, Any]:
    """Everything that a decision keeps about this scan, with its dates as they are on the object."""
    return _words(scan) | _beside(scan) | {"adjustments": _adjustments(scan)} | {"scan": _facts_about(scan)}


def as_it_stood(scan: Scan, decision: Decision | None) -> Scan:
    """A copy of the scan with the dates and names of the moment of the decision; the scan itself without one."""
    kept = decision.material.get("scan") if decision else None
    if not kept:
        return scan
    then = copy.copy(scan)
    then.location = copy.copy(scan.location)
    then.location.organisation = copy.copy(scan.location.organisation)
    then.location.name, then.location.place = kept["location"], kept["place"]
    then.location.organisation.name = kept["organisation"]
    then.location.organisation.is_fictitious = kept["is_fictitious"]
    then.adviser = User(name=kept["adviser"]) if kept["adviser"] else None
    then.submitted_at = datetime.fromisoformat(kept["submitted_at"])
    for name in _SCAN:
        setattr(then, name, kept[name])
    for name in _DATES:
        setattr(then, name, date.fromisoformat(kept[name]))
    return then


def _facts_about(scan: Scan) -> dict[str, Any]:
    location = scan.location
    return {
        "location": location.name,
        "place": location.place,
        "organisation": location.organisation.name,
        "is_fictitious": location.organisation.is_fictitious,
        "adviser": str(scan.adviser) if scan.adviser else "",
        "submitted_at": scan.submitted_at.isoformat(),
        **{name: getattr(scan, name) for name in _SCAN},
        **{name: getattr(scan, name).isoformat() for name in _DATES},
    }


def _words(scan: Scan) -> dict[str, Any]:
    """What people wrote and asked for."""
    words = said(scan)
    wishes = HelpWish.objects.filter(scan=scan).values_list("theme", "wants_help", "which")
    answers = WarningAnswer.objects.filter(scan=scan).order_by("code").values_list("code", "answer")
    return {
        "notes": {topic: list(notes) for topic, notes in words.notes.items()},
        "unsure": sorted(words.unsure),
        "agreed": {topic: list(pair) for topic, pair in words.agreed.items()},
        "table": groups_at_table(scan),
        "wishes": {theme: {"wants_help": wants, "which": which} for theme, wants, which in wishes},
        "answers": [list(pair) for pair in answers],
        "reaction": scan.council_reaction,
        "reaction_by": scan.council_reaction_by,
    }


def _beside(scan: Scan) -> dict[str, Any]:
    """The previous outcome, and what the location keeps beside its scan."""
    previous, standing = previous_outcome(scan), rosters(scan)
    return {
        "previous": {"assessment": previous.assessment.pk, "confirmed_on": previous.confirmed_on.isoformat()}
        if previous
        else None,
        "roster": _packed(standing.current or standing.wished),
        "facts": _packed(facts_of(scan)),
        "staffing_rules": staffing_rules.load().version,
    }


def _adjustments(scan: Scan) -> list[dict[str, str]]:
    names = ("topic", "level", "motivation", "facts", "not_applicable")
    return [dict(row) for row in Adjustment.objects.filter(scan=scan).order_by("topic").values(*names)]


def said_in(material: Material) -> Said:
    """Notes, doubts and the words at agreed levels."""
    return Said(
        notes={topic: tuple(notes) for topic, notes in material["notes"].items()},
        unsure=frozenset(material["unsure"]),
        agreed={topic: (reason, rests_on) for topic, (reason, rests_on) in material["agreed"].items()},
    )


def previous_in(material: Material) -> Previous | None:
    """The outcome that this one is compared with. Outcomes are never edited, so its key is enough. One query."""
    kept = material["previous"]
    if kept is None:
        return None
    assessment = Assessment.objects.select_related("scan").get(pk=kept["assessment"])
    return Previous(assessment.scan, assessment, date.fromisoformat(kept["confirmed_on"]))


def roster_in(material: Material) -> StaffingRoster | None:
    return _unpacked(material["roster"])


def facts_in(material: Material) -> LocationFacts | None:
    return _unpacked(material["facts"])


def _packed(row: StaffingRoster | LocationFacts | None) -> Any:
    """A row as JSON, its dates and decimals as text."""
    return json.loads(serializers.serialize("json", [row]))[0] if row else None


def _unpacked(kept: Any) -> Any:
    """The row as it was, never to be saved; a field that no longer exists is left out."""
    if kept is None:
        return None
    found = serializers.deserialize("json", json.dumps([kept]), ignorenonexistent=True)
    return next(iter(found)).object
