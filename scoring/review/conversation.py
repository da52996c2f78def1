"""Questions of the adviser and answers of the location, ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.definitions import TEAM, Topic, load
from questionnaires.merging import Given
from questionnaires.models import AnswerSheet, Scan
from questionnaires.presenters import tr
from scoring.models import Return, ReviewQuestion
from scoring.review.forms import AnswersForm
from scoring.review.queries import Asked, asked, returns


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with its answer. ``change_url`` leads to the place where the level can be changed; ``other`` is
    what a colleague answered meanwhile."""

    key: str
    title: str
    theme: str
    text: str
    answer: str
    change_url: str
    errors: list[str]
    other: Given | None


@dataclass(frozen=True, slots=True)
class RoundView:
    """A return that was answered: its note, and what was asked and said."""

    back: Return
    questions: list[QuestionView]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Everything that was asked about a scan and answered; ``sheet`` is the team sheet where there is one."""

    scan: Scan
    asked: Asked
    returns: list[Return]
    sheet: AnswerSheet | None

    @property
    def open(self) -> Return | None:
        """The return that waits for the location."""
        return next((back for back in self.returns if back.ended_at is None), None)

    def of(self, back: Return) -> list[ReviewQuestion]:
        """The questions of one return in the order of the questionnaire; about the whole scan first."""
        order = ["", *load(self.scan.questionnaire).topics]
        questions = [question for question in self.asked.sent if question.sent_with_id == back.pk]
        return sorted(questions, key=lambda question: (order.index(question.topic), question.pk))

    @property
    def open_questions(self) -> list[ReviewQuestion]:
        """What the location is asked now."""
        return self.of(self.open) if self.open else []

    @property
    def way_back(self) -> str:
        """Where the location sends the scan in again: from its team sheet, or by the check after the board."""
        if self.sheet is not None:
            return reverse("sheet_overview", kwargs={"sheet": self.sheet.pk})
        return reverse("check_scan", kwargs={"scan": self.scan.pk})


def exchange_of(scan: Scan) -> Exchange:
    """What adviser and location said to each other. Three queries."""
    return Exchange(scan, asked(scan), returns(scan), scan.sheets.filter(group=TEAM).first())


def question_views(
    exchange: Exchange, back: Return, form: AnswersForm | None = None, conflicts: Mapping[str, Given] | None = None
) -> list[QuestionView]:
    """The questions of a return as they are shown; what was typed and not saved stays in them."""
    others = conflicts or {}
    return [_view(exchange, question, form, others.get(str(question.pk))) for question in exchange.of(back)]


def returned_before(exchange: Exchange) -> list[RoundView]:
    """Earlier returns, newest first."""
    ended = [back for back in exchange.returns if back.ended_at]
    return [RoundView(back, question_views(exchange, back)) for back in reversed(ended)]


def marks_of(questions: Sequence[ReviewQuestion]) -> dict[str, str]:
    """What a page that is made now shows at each question."""
    return {str(question.pk): Given(note=question.answer).fingerprint for question in questions}


def _view(exchange: Exchange, question: ReviewQuestion, form: AnswersForm | None, other: Given | None) -> QuestionView:
    name, questionnaire = f"antwoord-{question.pk}", load(exchange.scan.questionnaire)
    errors = form.errors.get(name, []) if form else []
    topic = questionnaire.topics.get(question.topic)
    theme = questionnaire.theme(topic.theme) if topic else None
    keeps_typed = form is not None and (other is not None or not form.is_valid())
    return QuestionView(
        key=str(question.pk),
        title=tr(topic.title) if topic else _("About the whole scan"),
        theme=f"{theme.number}. {tr(theme.title)}" if theme else "",
        text=question.text,
        answer=form.data.get(name, "") if keeps_typed and form else question.answer,
        change_url=_change_url(exchange, topic) if topic else "",
        errors=errors,
        other=other,
    )


def _change_url(exchange: Exchange, topic: Topic) -> str:
    if exchange.sheet is None:
        return reverse("board_topic", kwargs={"scan": exchange.scan.pk, "topic": topic.key})
    return reverse("theme", kwargs={"sheet": exchange.sheet.pk, "step": topic.theme}) + f"#vraag-{topic.key}"
