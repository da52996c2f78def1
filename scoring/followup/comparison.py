"""The scan before beside this one, ready to be shown in the active language. It says what is higher, never why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.definitions import Level, Questionnaire, Theme, load
from questionnaires.presenters import tr
from scoring.domain.comparison import BETTER, EQUAL, LOWER, Levels, ThemeChange, compare
from scoring.models import Assessment
from scoring.outcomes.queries import Previous
from scoring.outcomes.words import level_word


@dataclass(frozen=True, slots=True)
class TopicThenAndNow:
    """A topic whose level is higher or lower than last time."""

    title: str
    then: Level
    now: Level


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """One theme. ``is_whole``: asked alike and scored by the same rules both times, so that its levels compare.

    ``asked`` counts the topics of the theme, ``comparable`` those that were asked alike; ``better``, ``equal`` and
    ``lower`` are about those of them that had a level both times.
    """

    theme: Theme
    then: Level | None
    now: Level | None
    is_whole: bool
    asked: int
    comparable: int
    better: int
    equal: int
    lower: int
    raised: list[TopicThenAndNow]
    lowered: list[TopicThenAndNow]

    @property
    def sentence(self) -> str:
        """What the chart shows, for who does not see it."""
        none = _("no level")
        values = {
            "then": level_word(self.then) if self.then else none,
            "now": level_word(self.now) if self.now else none,
        }
        return _("Last time: %(then)s. Now: %(now)s.") % values

    @property
    def has_marks(self) -> bool:
        return self.is_whole and bool(self.then or self.now)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The previous final scan of this location beside this one. ``same_version``: both asked the same questions."""

    confirmed_on: date
    rows: list[ThenAndNow]
    levels: list[Level]
    same_version: bool
    words: list[str]

    @property
    def chart(self) -> list[ThenAndNow]:
        return [row for row in self.rows if row.has_marks]

    @property
    def left_out(self) -> list[ThenAndNow]:
        """Themes that are not asked or scored as they were: their levels are not laid side by side."""
        return [row for row in self.rows if not row.is_whole]

    @property
    def changed(self) -> list[ThenAndNow]:
        return [row for row in self.rows if row.raised or row.lowered]


def comparison_of(questionnaire: Questionnaire, assessment: Assessment, previous: Previous | None) -> Comparison | None:
    """Both frozen outcomes side by side; nothing for a first scan."""
    if previous is None:
        return None
    then, now = _levels(previous.assessment), _levels(assessment)
    changes = compare(then, now)
    return Comparison(
        confirmed_on=previous.confirmed_on,
        rows=[_row(questionnaire, change, then, now) for change in changes],
        levels=list(reversed(questionnaire.scale)),
        same_version=then.questionnaire.version == now.questionnaire.version,
        words=list(_words(changes, same_rules=then.rules == now.rules)),
    )


def _levels(assessment: Assessment) -> Levels:
    outcome = assessment.outcome
    return Levels(
        questionnaire=load(assessment.questionnaire),
        rules=assessment.rules,
        topics={key: topic["agreed"] for key, topic in outcome["topics"].items()},
        themes={key: theme["level"] for key, theme in outcome["themes"].items()},
    )


def _row(questionnaire: Questionnaire, change: ThemeChange, then: Levels, now: Levels) -> ThenAndNow:
    levels = questionnaire.levels
    return ThenAndNow(
        theme=questionnaire.theme(change.theme),
        then=levels.get(change.then or ""),
        now=levels.get(change.now or ""),
        is_whole=change.is_whole,
        asked=change.asked,
        comparable=change.comparable,
        better=change.count(BETTER),
        equal=change.count(EQUAL),
        lower=change.count(LOWER),
        raised=_topics(questionnaire, change, BETTER, then, now),
        lowered=_topics(questionnaire, change, LOWER, then, now),
    )


def _topics(
    questionnaire: Questionnaire, change: ThemeChange, wanted: str, then: Levels, now: Levels
) -> list[TopicThenAndNow]:
    levels = questionnaire.levels
    return [
        TopicThenAndNow(
            tr(questionnaire.topics[key].title), levels[then.topics[key] or ""], levels[now.topics[key] or ""]
        )
        for key, found in change.changes.items()
        if found == wanted
    ]


def _words(changes: Sequence[ThemeChange], *, same_rules: bool) -> Iterator[str]:
    """How much can be compared, and what came of it."""
    asked = sum(change.asked for change in changes)
    alike = sum(change.comparable for change in changes)
    yield _share(asked, alike)
    if not same_rules:
        yield _("The rules that make the level of a theme are not the same as then, so those levels are not compared.")
    if alike:
        counted = sum(len(change.changes) for change in changes)
        if counted < alike:
            yield _without_level(alike - counted)
        totals = {found: sum(change.count(found) for change in changes) for found in (BETTER, EQUAL, LOWER)}
        yield _("Topics better than last time: %(better)d. Equal: %(equal)d. Lower: %(lower)d.") % {
            "better": totals[BETTER],
            "equal": totals[EQUAL],
            "lower": totals[LOWER],
        }


def _share(asked: int, alike: int) -> str:
    values = {"asked": asked, "alike": alike, "percent": 100 * alike // asked}
    if alike == asked:
        return _("All %(asked)d topics were asked in the same words both times, so all can be compared.") % values
    if not alike:
        return _("None of the topics was asked in the same words both times, so nothing can be compared.")
    return (
        _(
            "Of the %(asked)d topics, %(alike)d were asked in the same words both times (%(percent)d%%). Only those "
            "are compared."
        )
        % values
    )


def _without_level(count: int) -> str:
    return ngettext(
        "%(count)d of these topics had no level one of the two times; it does not count here.",
        "%(count)d of these topics had no level one of the two times; they do not count here.",
        count,
    ) % {"count": count}
