"""What lies on the table when a team talks: per topic what each group says, the proposal, and what was decided."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from questionnaires.definitions import Topic
from questionnaires.models import AgreedLevel, Answer, HelpWish, Scan, SeriousIssue, State, WarningAnswer
from scoring.assessment.queries import sent_sheets
from scoring.domain import conversation as talk
from scoring.domain import plan as plans
from scoring.domain.agreement import Sheet, TopicOutcome, Units, form_units, topic_outcomes
from scoring.domain.plan import Plan

#: States in which the team may still decide.
TALKING = frozenset({State.GESPREK, State.TERUGGEGEVEN})
#: States in which nobody may see what others answered.
BEFORE = frozenset({State.AANGEMELD, State.VOORBEREIDING, State.OPEN, State.VERVALLEN})


@dataclass(frozen=True, slots=True)
class UnitSays:
    """One voice at one topic: how many people it has, its level, and how often each answer was given."""

    unit: str
    people: int
    level: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the team decided: a level, ``nvt``, or nothing yet (empty). ``revision`` is ``None`` before the first."""

    value: str = ""
    reason: str = ""
    rests_on: str = ""
    revision: int | None = None

    def says_the_same_as(self, other: "Decision") -> bool:
        return (self.value, self.reason, self.rests_on) == (other.value, other.reason, other.rests_on)


@dataclass(frozen=True, slots=True)
class TableTopic:
    """One topic on the table. ``outcome`` is what follows from the sheets alone."""

    topic: Topic
    outcome: TopicOutcome
    units: tuple[UnitSays, ...]
    decided: Decision

    @property
    def key(self) -> str:
        return self.topic.key

    @property
    def proposal(self) -> str | None:
        """The level (or ``nvt``) that stands where nothing is agreed."""
        return self.outcome.agreed

    @property
    def in_force(self) -> str | None:
        return self.decided.value or self.proposal

    @property
    def is_calm(self) -> bool:
        return talk.is_calm(self.outcome, critical=self.topic.critical)

    @property
    def missing(self) -> tuple[str, ...]:
        """What must still be written at the decision, as codes."""
        return talk.still_missing(
            self.outcome,
            critical=self.topic.critical,
            decision=self.decided.value,
            reason=self.decided.reason,
            rests_on=self.decided.rests_on,
        )

    @property
    def is_settled(self) -> bool:
        return bool(self.decided.value) and not self.missing


@dataclass(frozen=True, slots=True)
class Table:
    """Everything on the table; ``topics`` in the order of the questionnaire, ``left_out`` sheets that do not count."""

    scan: Scan
    plan: Plan
    units: Mapping[str, int]
    left_out: int
    topics: Mapping[str, TableTopic]

    @property
    def to_discuss(self) -> list[TableTopic]:
        """What to talk about, most urgent first. The order does not change while the team decides."""
        found = [topic for topic in self.topics.values() if not topic.is_calm]
        return sorted(found, key=lambda topic: talk.urgency(topic.outcome, critical=topic.topic.critical))

    @property
    def calm(self) -> list[TableTopic]:
        """What everybody sees alike."""
        return [topic for topic in self.topics.values() if topic.is_calm]


def table_of(scan: Scan) -> Table:
    """The table of a scan. Three queries, whatever the number of sheets."""
    plan = plans.load(scan.questionnaire, scan.rules)
    sheets = sent_sheets(scan)
    units = form_units(plan.rules, plan.sides, tuple((sheet.group, sheet.named) for sheet in sheets))
    decided = decisions(scan)
    outcomes = dict(zip(plan.keys, topic_outcomes(plan, sheets, {})))
    topics = {
        key: TableTopic(topic, outcomes[key], _says(units, sheets, outcomes[key], key), decided.get(key, Decision()))
        for key, topic in plan.questionnaire.topics.items()
    }
    people = {unit.key: len(unit.sheets) for unit in units.counting}
    return Table(scan, plan, people, len(units.left_out), topics)


def _says(units: Units, sheets: Sequence[Sheet], outcome: TopicOutcome, key: str) -> tuple[UnitSays, ...]:
    levels = dict(outcome.groups)
    return tuple(
        UnitSays(
            unit.key,
            len(unit.sheets),
            levels[unit.key],
            Counter(sheets[place].answers[key] for place in unit.sheets if key in sheets[place].answers),
        )
        for unit in units.counting
    )


def decisions(scan: Scan) -> dict[str, Decision]:
    """What the team decided or wrote so far, by topic."""
    rows = AgreedLevel.objects.filter(scan=scan).values_list("topic", "value", "reason", "rests_on", "revision")
    return {topic: Decision(value, reason, rests_on, revision) for topic, value, reason, rests_on, revision in rows}


def notes_at(scan: Scan, topic: str) -> list[str]:
    """The notes at one topic, without a group and in the order of the alphabet, so that theirs tells nothing."""
    rows = Answer.objects.filter(~Q(note=""), sheet__scan=scan, sheet__is_sent=True, topic=topic)
    return sorted(note.strip() for note in rows.values_list("note", flat=True) if note.strip())


def wishes(scan: Scan) -> dict[str, HelpWish]:
    """What help the location asks for, by theme."""
    return {wish.theme: wish for wish in HelpWish.objects.filter(scan=scan)}


def warning_answers(scan: Scan) -> dict[str, str]:
    """What the location said about the warnings of the check, by code."""
    return dict(WarningAnswer.objects.filter(scan=scan).values_list("code", "answer"))


def serious_issues(scan: Scan) -> list[SeriousIssue]:
    return list(SeriousIssue.objects.filter(scan=scan).select_related("followed_up_by").order_by("found_on", "pk"))
