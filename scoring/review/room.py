"""The desk of the adviser: everything a review of one scan needs, read in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from questionnaires.definitions import TEAM, Questionnaire
from questionnaires.models import Scan
from scoring.domain import plan as plans
from scoring.domain.plan import Plan
from scoring.models import Assessment
from scoring.outcomes.queries import Said, previous_outcome, said
from scoring.review.queries import Asked, Judged, asked, judged, previous_levels, verdicts_needed


@dataclass(frozen=True, slots=True)
class Room:
    """What lies on the desk. Agreed levels are by topic key: ``before`` as they were sent in earlier, ``last_time``
    those of the previous scan. ``undecided`` are critical topics agreed *nvt*; ``is_team``: one voice only."""

    plan: Plan
    assessment: Assessment
    words: Said
    judged: Mapping[str, Judged]
    asked: Asked
    before: Mapping[str, str | None]
    last_time: Mapping[str, str | None]
    undecided: Sequence[str]
    is_team: bool

    @property
    def questionnaire(self) -> Questionnaire:
        return self.plan.questionnaire

    def found(self, topic: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.assessment.outcome["topics"][topic]
        return found


def room_of(scan: Scan, assessment: Assessment) -> Room:
    """The desk for the outcome in force. Eight queries, whatever the number of sheets and questions."""
    plan = plans.load(assessment.questionnaire, assessment.rules)
    questions, previous = asked(scan), previous_outcome(scan)
    topics = assessment.outcome["topics"]
    return Room(
        plan=plan,
        assessment=assessment,
        words=said(scan),
        judged=judged(scan, questions),
        asked=questions,
        before=previous_levels(assessment),
        last_time=_levels(previous.assessment) if previous else {},
        undecided=verdicts_needed(plan.questionnaire, assessment),
        is_team=set(next(iter(topics.values()))["groups"]) <= {TEAM},
    )


def _levels(assessment: Assessment) -> Mapping[str, str | None]:
    return {key: topic["agreed"] for key, topic in assessment.outcome["topics"].items()}
