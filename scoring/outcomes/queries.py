"""Reads for the outcome: what is in force, and what lies beside the levels (notes, doubts, who sat at the table)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from questionnaires.models import FINAL, AgreedLevel, Answer, Participation, Scan, State, StateChange
from scoring.assessment.queries import latest_assessment
from scoring.domain.levels import DONT_KNOW_KEY
from scoring.models import Assessment, Decision


@dataclass(frozen=True, slots=True)
class InForce:
    """The outcome of a scan that holds now, and the adviser's decision about exactly that outcome, if there is one."""

    assessment: Assessment
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Said:
    """What was written and doubted, by topic. Notes stand in the order of the alphabet, so that theirs tells nothing.

    ``unsure`` are the topics where somebody said *weet ik niet*; ``agreed`` pairs the reason for an agreed level with
    what it rests on.
    """

    notes: Mapping[str, tuple[str, ...]]
    unsure: frozenset[str]
    agreed: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Previous:
    """The last final scan of this location, with its outcome and the day on which that was confirmed."""

    scan: Scan
    assessment: Assessment
    confirmed_on: date


def in_force(scan: Scan) -> InForce | None:
    """The outcome of a scan with its decision; nothing while the scan was never sent in. One query, or two.

    A scan that was reopened has an outcome and no decision: the earlier one no longer holds.
    """
    assessment = latest_assessment(scan)
    if assessment is None:
        return None
    if not scan.is_final:
        return InForce(assessment, None)
    decision = Decision.objects.filter(assessment=assessment).select_related("by").order_by("-at", "-pk").first()
    return InForce(assessment, decision)


def versions(scan: Scan) -> list[InForce]:
    """Every outcome of this scan that was ever final, oldest first: version 1, 2… One query."""
    decisions = Decision.objects.filter(scan=scan).select_related("assessment", "by").order_by("at", "pk")
    decisions = decisions.defer("assessment__outcome")  # heavy, and read only where a version is shown
    return [InForce(decision.assessment, decision) for decision in decisions]


def reopenings(scan: Scan) -> list[StateChange]:
    """Every time this scan was reopened, oldest first: the first ended version 1, and so on."""
    return list(StateChange.objects.filter(scan=scan, old__in=FINAL, new=State.IN_BEOORDELING))


def said(scan: Scan) -> Said:
    """Notes and doubts on the sheets that were sent, and what the team wrote at its agreed levels. Two queries."""
    rows = Answer.objects.filter(~Q(note="") | Q(value=DONT_KNOW_KEY), sheet__scan=scan, sheet__is_sent=True)
    notes: dict[str, list[str]] = {}
    unsure = set()
    for topic, value, note in rows.values_list("topic", "value", "note"):
        if note.strip():
            notes.setdefault(topic, []).append(note.strip())
        if value == DONT_KNOW_KEY:
            unsure.add(topic)
    agreed = AgreedLevel.objects.filter(scan=scan).values_list("topic", "reason", "rests_on")
    return Said(
        notes={topic: tuple(sorted(written)) for topic, written in notes.items()},
        unsure=frozenset(unsure),
        agreed={topic: (reason.strip(), rests_on.strip()) for topic, reason, rests_on in agreed},
    )


def groups_at_table(scan: Scan) -> list[str]:
    """Keys of the groups that sat at the table of a team sheet, as it was recorded."""
    found = Participation.objects.filter(scan=scan, mode=Participation.Mode.TEAM).first()
    return list(found.groups_at_table) if found else []


def previous_outcome(scan: Scan) -> Previous | None:
    """The last final scan of this location before this one, with its outcome. One or two queries."""
    if scan.previous_id is None:
        return None
    previous = Scan.objects.get(pk=scan.previous_id)
    assessment = latest_assessment(previous) if previous.is_final else None
    if assessment is None or previous.confirmed_on is None:
        return None
    return Previous(previous, assessment, previous.confirmed_on)
