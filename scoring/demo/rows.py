"""Writes a block of the demo country: model rows, in bulk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from questionnaires.models import Answer, AnswerSheet, Participation, Scan, State, StateChange
from scoring.demo.course import ADVISER, LOCATION
from scoring.demo.draw import LocationPlan, OrganisationPlan, ScanPlan
from scoring.demo.reference import dice
from scoring.demo.sheets import SheetPlan
from scoring.demo.texts import APPOINTMENTS, OTHER_TIER
from scoring.domain import outcome as outcomes
from scoring.domain.agreement import Sheet
from scoring.domain.plan import Plan
from scoring.domain.score import Outcome, score_scan
from scoring.givingback.codes import lookups_for
from scoring.models import Assessment, Decision, Tier
from scoring.publication.freezing import freeze_rows
from scoring.review.services import themes_with_need
from wolscan.models import Location, Organisation, User


@dataclass(slots=True)
class Counts:
    """What was written so far."""

    organisations: int = 0
    locations: int = 0
    states: Counter[str] = field(default_factory=Counter)
    tiers: Counter[str] = field(default_factory=Counter)
    other_tiers: int = 0


@dataclass(frozen=True, slots=True)
class Writer:
    """What rows refer to: regions by key, advisers in order, and the coordinator with the locations that are theirs."""

    plan: Plan
    regions: Mapping[str, int]
    advisers: Sequence[User]
    coordinator: User
    own_places: frozenset[int]


def write_block(writer: Writer, plans: Sequence[OrganisationPlan], counts: Counts) -> list[Organisation]:
    """Writes organisations with all that belongs to them; runs in the caller's transaction."""
    organisations, scans = write_places(writer, plans, counts)
    _write_sheets(writer, [(scan, sheet) for _, scan in scans for sheet in scan.sheets])
    _write_outcomes(writer, [scan for _, scan in scans if scan.course.submitted_at], counts)
    freeze_rows(Decision.objects.filter(scan__in=[scan.id for _, scan in scans]))
    return organisations


def write_places(
    writer: Writer, plans: Sequence[OrganisationPlan], counts: Counts
) -> tuple[list[Organisation], list[tuple[LocationPlan, ScanPlan]]]:
    """Writes organisations, locations and scans with their course: everything but what was answered."""
    organisations = Organisation.objects.bulk_create(
        [Organisation(name=plan.name, is_fictitious=True) for plan in plans]
    )
    Location.objects.bulk_create(
        _location(writer, location, organisation)
        for plan, organisation in zip(plans, organisations)
        for location in plan.locations
    )
    locations = [location for plan in plans for location in plan.locations]
    scans = [(location, scan) for location in locations for scan in location.scans]
    found_by = lookups_for(scan.id for _, scan in scans if scan.course.confirmed_on)
    Scan.objects.bulk_create(_scan(writer, location, scan, found_by) for location, scan in scans)
    StateChange.objects.bulk_create(row for location, scan in scans for row in _changes(writer, location, scan))
    counts.organisations += len(plans)
    counts.locations += len(locations)
    counts.states.update(scan.course.state for _, scan in scans)
    return organisations, scans


def _location(writer: Writer, plan: LocationPlan, organisation: Organisation) -> Location:
    return Location(
        id=plan.id,
        organisation=organisation,
        region_id=writer.regions[plan.region],
        name=plan.name,
        place=plan.town,
        residents=plan.residents,
        living_groups=plan.living_groups,
        is_small_scale=plan.is_small_scale,
        target_groups=list(plan.target_groups),
    )


def _scan(writer: Writer, location: LocationPlan, plan: ScanPlan, found_by: Mapping[UUID, str]) -> Scan:
    course = plan.course
    return Scan(
        id=plan.id,
        location_id=location.id,
        questionnaire=writer.plan.questionnaire.version,
        rules=writer.plan.rules.version,
        state=course.state,
        previous_id=plan.previous,
        adviser=writer.advisers[plan.adviser],
        opened_on=course.opened_on,
        submitted_at=course.submitted_at,
        confirmed_on=course.confirmed_on,
        repeat_on=course.repeat_on,
        outcome_lookup=found_by.get(plan.id),
    )


def _changes(writer: Writer, location: LocationPlan, plan: ScanPlan) -> Iterator[StateChange]:
    """The steps of a scan. Other locations have no coordinator with an account, so their own steps name nobody."""
    by = {ADVISER: writer.advisers[plan.adviser]}
    if location.place in writer.own_places:
        by[LOCATION] = writer.coordinator
    old = ""
    for step in plan.course.steps:
        yield StateChange(scan_id=plan.id, old=old, new=step.new, at=step.at, by=by.get(step.by))
        old = step.new


def _write_sheets(writer: Writer, sheets: Sequence[tuple[ScanPlan, SheetPlan]]) -> None:
    Participation.objects.bulk_create(_table(scan, sheet) for scan, sheet in sheets if sheet.table_id)
    AnswerSheet.objects.bulk_create(
        AnswerSheet(
            id=sheet.id,
            scan_id=scan.id,
            participation_id=sheet.table_id,
            group=sheet.group,
            named=sheet.named,
            is_sent=sheet.is_sent,
        )
        for scan, sheet in sheets
    )
    _write_answers(writer, [sheet for _, sheet in sheets])


def _table(scan: ScanPlan, sheet: SheetPlan) -> Participation:
    """The place of a team sheet: one table, with the groups around it."""
    return Participation(
        id=sheet.table_id,
        scan_id=scan.id,
        group=sheet.group,
        mode=Participation.Mode.TEAM,
        named=True,
        groups_at_table=list(sheet.table),
    )


def _write_answers(writer: Writer, sheets: Sequence[SheetPlan]) -> None:
    theme_of = {topic: theme.key for theme in writer.plan.themes for topic in theme.topics}
    Answer.objects.bulk_create(
        Answer(sheet_id=sheet.id, theme=theme_of[topic], topic=topic, value=given.value, note=given.note)
        for sheet in sheets
        for topic, given in sheet.answers.items()
    )


def _write_outcomes(writer: Writer, scans: Sequence[ScanPlan], counts: Counts) -> None:
    """The frozen outcome of every scan that was sent in, and the decision where it is final."""
    scored = [(scan, outcome_of(writer.plan, scan)) for scan in scans]
    assessments = Assessment.objects.bulk_create(_assessment(writer.plan, scan, outcome) for scan, outcome in scored)
    decisions = [
        _decision(writer, scan, outcome, assessment)
        for (scan, outcome), assessment in zip(scored, assessments)
        if scan.course.confirmed_on
    ]
    Decision.objects.bulk_create(decisions)
    counts.tiers.update(decision.rule_tier for decision in decisions)
    counts.other_tiers += sum(decision.tier != decision.rule_tier for decision in decisions)


def outcome_of(plan: Plan, scan: ScanPlan) -> Outcome:
    """What the rules make of the sheets of a scan."""
    sheets = [
        Sheet(sheet.group, {topic: given.value for topic, given in sheet.answers.items()}, sheet.named)
        for sheet in scan.sheets
    ]
    return score_scan(plan, sheets, confirmed_on=scan.course.confirmed_on)


def _assessment(plan: Plan, scan: ScanPlan, outcome: Outcome) -> Assessment:
    document = outcomes.document(outcome)
    return Assessment(
        scan_id=scan.id,
        made_at=decided_at(scan),
        questionnaire=outcome.questionnaire,
        rules=outcome.rules,
        content_digest=plan.questionnaire.digest,
        outcome=document,
        digest=outcomes.digest(document, questionnaire=outcome.questionnaire, rules=outcome.rules),
    )


def _decision(writer: Writer, scan: ScanPlan, outcome: Outcome, assessment: Assessment) -> Decision:
    """The tier of the rule in most, another one with a reason where the plan says so."""
    tier, reason = outcome.tier.proposal, ""
    assert tier is not None
    chance = dice(scan.id, "decision")
    others = [decided for rule, decided in OTHER_TIER if rule == tier]
    if scan.chosen:
        decided = chance.choice(others)
        tier, reason = decided, chance.choice(OTHER_TIER[tier, decided])
    elif outcome.tier.warnings:
        reason = chance.choice(APPOINTMENTS)
    return Decision(
        scan_id=scan.id,
        assessment=assessment,
        rule_tier=outcome.tier.proposal,
        tier=tier,
        themes=[] if tier == Tier.ZELF else themes_with_need(assessment.outcome),
        reason=reason,
        by=writer.advisers[scan.adviser],
        at=decided_at(scan),
    )


def decided_at(scan: ScanPlan) -> datetime:
    """When the outcome was frozen: at confirming, else at sending in."""
    moments = {step.new: step.at for step in scan.course.steps}
    return moments.get(State.VASTGESTELD) or moments[State.INGEDIEND]
