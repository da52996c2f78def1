"""Reads for the outcome: what is in force, and what lies beside the levels (notes, doubts, who sat at the table)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from questionnaires.models import AgreedLevel, Answer, Participation, Scan
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
    """The theme levels of the last final scan of this location."""

    scan: Scan
    assessment: Assessment


def in_force(scan: Scan) -> InForce | None:
    """The outcome of a scan with its decision; nothing while the scan was never sent in. Two queries."""
    assessment = latest_assessment(scan)
    if assessment is None:
        return None
    decision = Decision.objects.filter(assessment=assessment).select_related("by").order_by("-at", "-pk").first()
    return InForce(assessment, decision)


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
    return Previous(previous, assessment) if assessment else None
