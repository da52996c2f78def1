"""The page on which an adviser chooses practices: per theme what is proposed, what was found, and what stands."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from questionnaires.definitions import Questionnaire
from questionnaires.merging import Given
from questionnaires.presenters import tr
from scoring.followup.library import Practice
from scoring.practices.forms import RecommendForm
from scoring.practices.offering import offered
from scoring.practices.presenters import Card, card
from scoring.practices.queries import CHOSEN, Low


@dataclass(frozen=True, slots=True)
class Proposal:
    """One practice to tick. ``other``: what was saved elsewhere since the page was made."""

    card: Card
    is_chosen: bool
    note: str
    errors: list[str]
    other: Given | None


@dataclass(frozen=True, slots=True)
class Section:
    """Practices under one heading; ``groups`` pairs the low topic they fit (or nothing) with the practices."""

    key: str
    title: str
    groups: list[tuple[str, list[Proposal]]]
    is_open: bool

    @property
    def count(self) -> int:
        return sum(len(proposals) for _topic, proposals in self.groups)

    @property
    def chosen(self) -> int:
        return sum(proposal.is_chosen for _topic, proposals in self.groups for proposal in proposals)


class Proposals:
    """Builds the sections; every practice stands once, what was searched for and what was chosen first."""

    def __init__(
        self, low: Low, standing: Mapping[str, Given], form: RecommendForm | None, conflicts: Mapping[str, Given]
    ) -> None:
        self.low, self.standing, self.form, self.conflicts = low, standing, form, conflicts
        self.questionnaire: Questionnaire = low.questionnaire
        self.shown: set[str] = set()

    def sections(self, found: Iterable[Practice], chosen: Iterable[Practice]) -> list[Section]:
        """``found`` by searching, ``chosen`` already, then theme by theme what fits what is low."""
        made = [
            self._section("gevonden", _("Found in the library"), [("", list(found))], is_open=True),
            self._section("gekozen", _("Chosen already"), [("", list(chosen))], is_open=True),
        ]
        for key in self.low.themes:
            theme = self.questionnaire.theme(key)
            groups = offered(key, self.low.topics.get(key, ()), self.shown)
            made.append(self._section(key, f"{theme.number}. {tr(theme.title)}", groups))
        return [section for section in made if section.count]

    def _section(
        self, key: str, title: str, groups: list[tuple[str, list[Practice]]], *, is_open: bool = False
    ) -> Section:
        proposed = []
        for topic, practices in groups:
            fresh = [practice for practice in practices if practice.key not in self.shown]
            self.shown.update(practice.key for practice in fresh)
            proposed.append((self._topic(topic), [self._proposal(practice) for practice in fresh]))
        section = Section(key, title, proposed, is_open)
        needs_a_look = any(p.errors or p.other or p.is_chosen for _t, ps in section.groups for p in ps)
        return Section(key, title, proposed, is_open or needs_a_look)

    def _topic(self, topic: str) -> str:
        return tr(self.questionnaire.topics[topic].title) if topic else ""

    def _proposal(self, practice: Practice) -> Proposal:
        given = self._given(practice.key)
        wrong = self.form.errors if self.form is not None else {}
        errors = [*wrong.get(f"kies-{practice.key}", []), *wrong.get(f"noot-{practice.key}", [])]
        return Proposal(
            card=card(practice, self.questionnaire),
            is_chosen=given.value == CHOSEN,
            note=given.note,
            errors=errors,
            other=self.conflicts.get(practice.key),
        )

    def _given(self, key: str) -> Given:
        """What was typed and not saved, else what stands."""
        if self.form is None:
            return self.standing.get(key, Given())
        value = CHOSEN if self.form.data.get(f"kies-{key}") else ""
        return Given(value, self.form.data.get(f"noot-{key}", ""))


def packed(standing: Mapping[str, Given]) -> str:
    """The hidden field that says what the page showed."""
    return json.dumps({key: given.fingerprint for key, given in standing.items()}, separators=(",", ":"))
