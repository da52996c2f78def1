"""Reads of a review: what the adviser put beside a scan, what was asked and answered, and what changed since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from django.db.models import Q

from questionnaires.definitions import Questionnaire
from questionnaires.models import Scan, State
from scoring.domain.levels import NOT_APPLICABLE_KEY
from scoring.models import Adjustment, Assessment, Return, ReviewQuestion


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands in the adviser's fields at one topic. ``question`` is a draft: the location does not see it yet."""

    level: str = ""
    motivation: str = ""
    facts: str = ""
    not_applicable: str = ""
    question: str = ""

    @property
    def fingerprint(self) -> str:
        """As ``questionnaires.merging.Given.fingerprint``."""
        words = (self.level, self.motivation, self.facts, self.not_applicable, self.question)
        return blake2b("\x1f".join(words).encode(), digest_size=6).hexdigest() if any(words) else ""

    @property
    def is_unexplained(self) -> bool:
        """A level of one's own needs a motivation."""
        return bool(self.level) and not self.motivation


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that was asked about a scan: drafts by topic (empty key: the whole scan), and what was sent."""

    drafts: Mapping[str, ReviewQuestion] = field(default_factory=dict)
    sent: tuple[ReviewQuestion, ...] = ()

    def at(self, topic: str) -> list[ReviewQuestion]:
        """The questions about a topic that the location has seen, oldest first."""
        return [question for question in self.sent if question.topic == topic]

    @property
    def unanswered(self) -> list[ReviewQuestion]:
        return [question for question in self.sent if not question.answer]


def adjustments(scan: Scan) -> dict[str, Adjustment]:
    """What the adviser wrote at topics, by topic."""
    return {row.topic: row for row in Adjustment.objects.filter(scan=scan)}


def asked(scan: Scan) -> Asked:
    """The questions of a scan. One query."""
    found = ReviewQuestion.objects.filter(scan=scan).select_related("sent_with", "answered_by")
    drafts = {question.topic: question for question in found if question.sent_with_id is None}
    return Asked(drafts, tuple(question for question in found if question.sent_with_id is not None))


def judged(scan: Scan, questions: Asked) -> dict[str, Judged]:
    """What stands in the adviser's fields, by topic; topics where nothing stands are absent."""
    rows = adjustments(scan)
    return {
        topic: Judged(
            level=rows[topic].level if topic in rows else "",
            motivation=rows[topic].motivation if topic in rows else "",
            facts=rows[topic].facts if topic in rows else "",
            not_applicable=rows[topic].not_applicable if topic in rows else "",
            question=questions.drafts[topic].text if topic in questions.drafts else "",
        )
        for topic in {*rows, *questions.drafts} - {""}
    }


def open_return(scan: Scan) -> Return | None:
    """The return that the location has not ended by sending in again."""
    return Return.objects.filter(scan=scan, ended_at__isnull=True).first()


def returns(scan: Scan) -> list[Return]:
    """Every time the scan went back, oldest first."""
    return list(Return.objects.filter(scan=scan).select_related("by"))


def unanswered_questions(scan: Scan) -> int:
    """How many questions of the adviser the location has not answered, while the scan is with the location."""
    if scan.state != State.TERUGGEGEVEN:
        return 0
    open_returns = Return.objects.filter(scan=scan, ended_at__isnull=True)
    return ReviewQuestion.objects.filter(sent_with__in=open_returns, answer="").count()


def previous_levels(assessment: Assessment) -> Mapping[str, str | None]:
    """The agreed levels of the outcome that was frozen before this one, by topic; empty when this is the first."""
    earlier = Q(made_at__lt=assessment.made_at) | Q(made_at=assessment.made_at, pk__lt=assessment.pk)
    before = Assessment.objects.filter(earlier, scan=assessment.scan_id).order_by("-made_at", "-pk").first()
    return {key: topic["agreed"] for key, topic in before.outcome["topics"].items()} if before else {}


def verdicts_needed(questionnaire: Questionnaire, assessment: Assessment) -> list[str]:
    """Critical topics that were agreed *niet van toepassing*: the adviser confirms or questions each."""
    topics = assessment.outcome["topics"]
    return [
        key
        for key, topic in questionnaire.topics.items()
        if topic.critical and topics[key]["agreed"] == NOT_APPLICABLE_KEY
    ]
