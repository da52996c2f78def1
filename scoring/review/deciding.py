"""What lies beside the decision: what is still open, and the good practices that were chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.definitions import load
from questionnaires.models import Scan
from questionnaires.presenters import tr
from scoring.followup import library
from scoring.models import Assessment
from scoring.review.queries import asked
from scoring.review.services import verdicts_missing


@dataclass(frozen=True, slots=True)
class Point:
    """A topic with something open, and the number of its theme: where on the review page it stands."""

    title: str
    theme: int


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """What was left open. Verdicts on *niet van toepassing* must be given first; the rest is for the adviser to weigh.

    ``unsent`` questions the location never saw, ``unanswered`` ones it did not answer.
    """

    verdicts: list[Point]
    unsent: int
    unanswered: int

    @property
    def is_empty(self) -> bool:
        return not (self.verdicts or self.unsent or self.unanswered)


def open_points(scan: Scan, assessment: Assessment) -> OpenPoints:
    """What is open at a scan now."""
    questionnaire, questions = load(assessment.questionnaire), asked(scan)
    topics = [questionnaire.topics[key] for key in verdicts_missing(scan, assessment)]
    return OpenPoints(
        verdicts=[Point(tr(topic.title), questionnaire.theme(topic.theme).number) for topic in topics],
        unsent=len(questions.drafts),
        unanswered=len(questions.unanswered),
    )


def chosen_practices(scan: Scan) -> list[str]:
    """The titles of the good practices that go along with the decision."""
    known = {practice.key: tr(practice.title) for practice in library.load()}
    keys = scan.recommendations.values_list("practice", flat=True)
    return [known[key] for key in keys if key in known]


def theme_titles(scan: Scan, themes: Sequence[str]) -> list[str]:
    """Numbers and titles of some themes, in the order of the questionnaire."""
    return [f"{theme.number}. {tr(theme.title)}" for theme in load(scan.questionnaire).themes if theme.key in themes]
