"""An outcome in a few plain sentences, for everyone who took part: on a page, and on the wall.

What is strong and what must get better are topics, because people recognise those; three of each, of different themes
where that can be. Nothing on which the groups differ is called strong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from questionnaires.definitions import Level, Questionnaire, Theme, Topic
from questionnaires.models import Scan
from questionnaires.presenters import tr
from scoring.domain import plan as plans
from scoring.domain.schedule import check_on
from scoring.models import Action, Tier
from scoring.outcomes.queries import InForce
from scoring.outcomes.words import listed

#: How many topics are named: what fits on a poster and in a memory.
NAMED = 3
#: Needs for which the location has to do something, heaviest first.
WORK = ("op_locatie", "licht")
#: How many signs of an action stand on the poster.
LINE = 100


@dataclass(frozen=True, slots=True)
class Named:
    """A topic that is named: what it is called, what it is like when it is good, and its level."""

    title: str
    statement: str
    level: Level


@dataclass(frozen=True, slots=True)
class Planned:
    """A priority of the improvement plan: what it is, in one line, and when it is done. Nobody's name."""

    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class GivingBack:
    """What everyone who took part may know. Days on which one looks again are ``None`` once they have passed."""

    scan: Scan
    strong: list[Named]
    better: list[Named]
    plans: list[str]
    actions: list[Planned]
    check_on: date | None
    repeat_on: date | None
    themes: list[tuple[Theme, Level | None]]
    questionnaire: Questionnaire

    @property
    def is_fictitious(self) -> bool:
        return bool(self.scan.location.organisation.is_fictitious)

    @property
    def reaction(self) -> str:
        """What the client council says, word for word."""
        return self.scan.council_reaction.strip()


def giving_back(scan: Scan, holds: InForce, today: date, priorities: Sequence[Action] = ()) -> GivingBack:
    """The outcome of a final scan for everyone, in the active language. ``scan`` comes with its location.

    ``priorities`` of the improvement plan, where there are, say what the location does better than its themes can.
    """
    plan = plans.load(holds.assessment.questionnaire, holds.assessment.rules)
    questionnaire, outcome = plan.questionnaire, holds.assessment.outcome
    serious, attention = (level.key for level in reversed(questionnaire.scale[-2:]))
    best, fine = (level.key for level in questionnaire.scale[:2])
    again = check_on(plan.rules, scan.confirmed_on)
    return GivingBack(
        scan=scan,
        strong=_named(questionnaire, outcome, (best, fine), without_flags=True),
        better=_named(questionnaire, outcome, (serious, attention)),
        plans=[_help(holds.decision.tier)] if priorities else _plans(questionnaire, outcome, holds.decision.tier),
        actions=[Planned(_one_line(action.what), action.due_on) for action in priorities[:NAMED]],
        check_on=again if again >= today else None,
        repeat_on=scan.repeat_on if scan.repeat_on >= today else None,
        themes=[(t, questionnaire.levels.get(outcome["themes"][t.key]["level"] or "")) for t in questionnaire.themes],
        questionnaire=questionnaire,
    )


def _named(
    questionnaire: Questionnaire, outcome: Mapping[str, Any], levels: Sequence[str], *, without_flags: bool = False
) -> list[Named]:
    """The first topics of these levels, the first level first; within a level spread over the themes."""
    chosen: list[Named] = []
    for key in levels:
        level = questionnaire.levels[key]
        of_themes = [
            sorted(
                (topic for topic in theme.topics if _counts(outcome["topics"][topic.key], key, without_flags)),
                key=lambda topic: (not topic.critical, not topic.client_text),
            )
            for theme in questionnaire.themes
        ]
        chosen += [Named(tr(topic.title), _statement(topic), level) for topic in _in_turn(of_themes)]
    return chosen[:NAMED]


def _counts(found: Mapping[str, Any], level: str, without_flags: bool) -> bool:
    return bool(found["agreed"] == level and not (without_flags and found["flags"]))


def _in_turn(lists: Iterable[Sequence[Topic]]) -> list[Topic]:
    """One of each theme, then a second of each: critical ones first, and those that residents are asked about."""
    rounds = [[topic for topic in turn if topic] for turn in zip_longest(*lists)]
    for turn in rounds:
        turn.sort(key=lambda topic: (not topic.critical, not topic.client_text))
    return [topic for turn in rounds for topic in turn]


def _statement(topic: Topic) -> str:
    """The plainest wording there is of what it is like when it is good."""
    return tr(topic.client_text or topic.volunteer_text or topic.text)


def _plans(questionnaire: Questionnaire, outcome: Mapping[str, Any], tier: str) -> list[str]:
    """What the location does now: the themes it works on (the heaviest, where there are many), and with whose help."""
    needs = {need: [theme for theme in questionnaire.themes if _need(outcome, theme) == need] for need in WORK}
    names = [tr(theme.title) for need in WORK for theme in needs[need]]
    if not names:
        return [_("We hold on to what goes well."), _help(tier)]
    sentence = _("We work on %(themes)s.") if len(names) <= NAMED else _("We work most of all on %(themes)s.")
    return [sentence % {"themes": listed(names[:NAMED])}, _help(tier)]


def _one_line(what: str) -> str:
    """The first line of an action, short enough for a poster."""
    return Truncator(what.partition("\n")[0]).chars(LINE)


def _need(outcome: Mapping[str, Any], theme: Theme) -> str | None:
    need: str | None = outcome["themes"][theme.key]["need"]
    return need


def _help(tier: str) -> str:
    return {
        Tier.ZELF: _("We do this ourselves, with the team and the client council."),
        Tier.LICHT: _(
            "An adviser thinks along with us, or brings us into contact with another location to learn from."
        ),
        Tier.EXTRA: _("An adviser comes to us and works with us on one theme."),
        Tier.INTENSIEF: _("Advisers come to us and work with us on several themes."),
    }[Tier(tier)]
