"""The plan, ready to be shown in the active language: per theme its actions or reason, and what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.definitions import Level, Theme
from questionnaires.presenters import tr
from scoring.followup import templates
from scoring.followup.queries import Frozen, PlanRows
from scoring.models import Action, ActionAnswer, Consultation, Phase
from scoring.outcomes.words import need_word

#: Phases in which an action is no longer overdue when its day has passed.
SETTLED = frozenset({Phase.BORGING, Phase.GESTOPT})
#: The icon beside what became of an action.
ANSWER_ICONS = {"gedaan": "success", "bezig": "next", "niet": "minus"}


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What became of an action, in a word with its icon."""

    word: str
    icon: str
    reason: str
    given_on: date


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action. ``title`` is its first line, ``rest`` what follows; ``after_two_weeks`` comes from its template."""

    key: UUID
    theme: str
    title: str
    rest: str
    owner: str
    due_on: date
    phase: str
    is_stopped: bool
    stopped_reason: str
    is_priority: bool
    is_late: bool
    topic: str
    after_two_weeks: str
    answer: AnswerView | None


@dataclass(frozen=True, slots=True)
class LowTopic:
    """A topic that stood low, and whether there is an example to begin with."""

    key: str
    title: str
    level: Level
    has_example: bool


@dataclass(frozen=True, slots=True)
class ThemePlan:
    """One theme of the plan. ``is_asking``: it needs support, so it asks for an action or a reason."""

    key: str
    number: int
    title: str
    level: Level | None
    need: str
    is_asking: bool
    is_missing: bool
    actions: list[ActionView]
    reason: str
    low: list[LowTopic]
    has_examples: bool


@dataclass(frozen=True, slots=True)
class BodyView:
    """A council, with what it said each time."""

    key: str
    name: str
    consultations: list[Consultation]


@dataclass(frozen=True, slots=True)
class CheckView:
    """The check: its day, and how many actions it asks about have an answer."""

    due_on: date
    is_due: bool
    asked: int
    answered: int
    waiting: list[ActionView]

    @property
    def is_done(self) -> bool:
        return self.is_due and 0 < self.asked == self.answered


@dataclass(frozen=True, slots=True)
class PlanView:
    """The whole plan. ``asking`` are the themes that need support, ``others`` the rest."""

    asking: list[ThemePlan]
    others: list[ThemePlan]
    priorities: list[ActionView]
    more_reason: str
    bodies: list[BodyView]
    check: CheckView | None

    @property
    def settled(self) -> int:
        """How many themes that need support have an action or a reason."""
        return sum(not theme.is_missing for theme in self.asking)

    @property
    def missing(self) -> list[ThemePlan]:
        return [theme for theme in self.asking if theme.is_missing]

    @property
    def is_empty(self) -> bool:
        return not any(theme.actions for theme in (*self.asking, *self.others))

    @property
    def other_actions(self) -> int:
        return sum(len(theme.actions) for theme in self.others)

    @property
    def progress_text(self) -> str:
        words = {"done": self.settled, "all": len(self.asking)}
        return _("%(done)d of %(all)d themes that need support have an action or a reason") % words


def plan_view(rows: PlanRows, today: date) -> PlanView:
    """The plan of a scan, made of its rows. No query."""
    views = {action.pk: action_view(rows, action, today) for action in rows.actions}
    missing = {theme.key for theme in rows.missing}
    asking = rows.frozen.asking
    others = [theme for theme in rows.frozen.questionnaire.themes if theme not in asking]
    return PlanView(
        asking=[_theme(rows, theme, views.values(), missing, is_asking=True) for theme in asking],
        others=[_theme(rows, theme, views.values(), missing, is_asking=False) for theme in others],
        priorities=[views[action.pk] for action in rows.priorities],
        more_reason=rows.more_reason,
        bodies=[
            BodyView(body.value, str(body.label), [held for held in rows.consultations if held.body == body])
            for body in Consultation.Body
        ],
        check=_check(rows, views, today),
    )


def action_view(rows: PlanRows, action: Action, today: date) -> ActionView:
    """One action of the plan, in words."""
    title, _gap, rest = action.what.partition("\n")
    answer, topic = rows.answers.get(action.pk), rows.frozen.questionnaire.topics.get(action.topic)
    template = templates.find(action.template)
    is_open = action.phase not in SETTLED and (answer is None or answer.answer != ActionAnswer.Answer.DONE)
    return ActionView(
        key=action.pk,
        theme=action.theme,
        title=title,
        rest=rest.strip("\n"),
        owner=action.owner,
        due_on=action.due_on,
        phase=action.get_phase_display(),
        is_stopped=action.phase == Phase.GESTOPT,
        stopped_reason=action.stopped_reason,
        is_priority=action.is_priority,
        is_late=is_open and action.due_on < today,
        topic=tr(topic.title) if topic else "",
        after_two_weeks=tr(template.after_two_weeks) if template else "",
        answer=answer_view(answer) if answer else None,
    )


def answer_view(answer: ActionAnswer) -> AnswerView:
    """What became of an action. *Niet, omdat…* stands before its reason, so without the dots."""
    words = {ActionAnswer.Answer.NOT: _("Not done")}
    word = words.get(answer.answer) or answer.get_answer_display()
    return AnswerView(word, ANSWER_ICONS[answer.answer], answer.reason, timezone.localdate(answer.at))


def _theme(
    rows: PlanRows, theme: Theme, actions: Iterable[ActionView], missing: set[str], *, is_asking: bool
) -> ThemePlan:
    frozen, reason = rows.frozen, rows.reasons.get(theme.key)
    return ThemePlan(
        key=theme.key,
        number=theme.number,
        title=tr(theme.title),
        level=frozen.questionnaire.levels.get(frozen.outcome["themes"][theme.key]["level"] or ""),
        need=need_word(frozen.need(theme.key)),
        is_asking=is_asking,
        is_missing=theme.key in missing,
        actions=[action for action in actions if action.theme == theme.key],
        reason=reason.reason if reason else "",
        low=low_topics(frozen, theme),
        has_examples=bool(templates.for_theme(theme.key)),
    )


def low_topics(frozen: Frozen, theme: Theme) -> list[LowTopic]:
    """The topics of a theme that stood low, worst first."""
    topics, levels = frozen.questionnaire.topics, frozen.questionnaire.levels
    return [
        LowTopic(key, tr(topics[key].title), levels[frozen.level(key) or ""], bool(templates.for_topic(key)))
        for key in frozen.low_topics(topic.key for topic in theme.topics)
    ]


def _check(rows: PlanRows, views: dict[UUID, ActionView], today: date) -> CheckView | None:
    if rows.check is None:
        return None
    asked = [action for action in rows.actions if action.phase != Phase.GESTOPT]
    return CheckView(
        due_on=rows.check.due_on,
        is_due=rows.is_asked(today),
        asked=len(asked),
        answered=len(asked) - len(rows.unanswered),
        waiting=[views[action.pk] for action in rows.unanswered],
    )
