"""One row for every time a scan was confirmed: its levels packed, its place and size as they were that day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from questionnaires.definitions import load
from questionnaires.models import Scan
from scoring.models import Decision, OutcomeRow
from scoring.publication.packing import pack_themes, pack_topics
from wolscan.models import Location

#: Rows that are made in one go.
BLOCK = 500
_WITH = ("assessment", "scan__location__region", "scan__previous")


def freeze_row(*, scan: Scan, decision: Decision) -> None:
    """Freezes what counts of a scan that was just confirmed. Runs in the transaction of the decision."""
    _keep([_row_of(scan, decision)])


def freeze_rows(decisions: QuerySet[Decision]) -> int:
    """Freezes the rows of many decisions, those that have one left as they are; runs in the caller's transaction."""
    found = list(decisions.select_related(*_WITH).order_by("pk"))
    _keep([_row_of(decision.scan, decision) for decision in found])
    return len(found)


def heal_rows(today: date) -> int:
    """Makes the rows of decisions that have none, such as those from before there were rows; a daily job."""
    has_row = OutcomeRow.objects.filter(scan_key=OuterRef("scan"), made_at=OuterRef("at"))
    absent = list(Decision.objects.filter(~Exists(has_row)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(absent), BLOCK):
        with transaction.atomic():
            freeze_rows(Decision.objects.filter(pk__in=absent[start : start + BLOCK]))
    return len(absent)


def _row_of(scan: Scan, decision: Decision) -> OutcomeRow:
    return outcome_row(scan, decision, decision.assessment.outcome, scan.location, confirmed_on(decision))


def _keep(rows: list[OutcomeRow]) -> None:
    """Keeps rows; one that another run made meanwhile stays as it is."""
    OutcomeRow.objects.bulk_create(rows, ignore_conflicts=True)


def confirmed_on(decision: Decision) -> date:
    """The day that stands in the report of this decision; it is kept with it, or it is the day it was made."""
    kept = decision.material.get("scan")
    return date.fromisoformat(kept["confirmed_on"]) if kept else timezone.localdate(decision.at)


def outcome_row(
    scan: Scan, decision: Decision, outcome: Mapping[str, Any], place: Location, confirmed: date
) -> OutcomeRow:
    """The row of a decision, not yet kept. ``place`` comes with its region, ``scan`` with the one before it."""
    asked = load(scan.questionnaire)
    return OutcomeRow(
        scan=scan,
        scan_key=scan.pk,
        location_key=place.pk,
        organisation_key=place.organisation_id,
        region=place.region.key,
        zorgkantoor=place.region.zorgkantoor,
        residents=place.residents,
        is_small_scale=place.is_small_scale,
        target_groups=list(place.target_groups),
        route=scan.route,
        questionnaire=scan.questionnaire,
        rules=scan.rules,
        topics=pack_topics(asked, {key: topic["agreed"] for key, topic in outcome["topics"].items()}),
        themes=pack_themes(asked, {key: theme["level"] for key, theme in outcome["themes"].items()}),
        rule_tier=decision.rule_tier or "",
        tier=decision.tier,
        confirmed_on=confirmed,
        previous_on=scan.previous.confirmed_on if scan.previous else None,
        made_at=decision.at,
    )
