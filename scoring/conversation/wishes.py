"""*Wilt u hulp, en welke?*: a row per theme, with what the team decided there beside the question."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.merging import Given
from questionnaires.presenters import tr
from scoring.conversation.forms import WishesForm
from scoring.conversation.queries import Table
from scoring.conversation.services import NO, YES
from scoring.domain.levels import LEVELS


@dataclass(frozen=True, slots=True)
class WishRow:
    """One theme: how many topics are low, and the answer that stands or was typed. ``other``: a colleague's answer."""

    key: str
    title: str
    low: int
    serious: int
    is_yes: bool
    is_no: bool
    which: str
    errors: list[str]
    other: Given | None


def wish_rows(
    table: Table, standing: Mapping[str, Given], form: WishesForm | None, conflicts: Mapping[str, Given]
) -> list[WishRow]:
    """The rows of the page; what was typed and not saved stays in them."""
    rows = []
    for theme in table.plan.questionnaire.themes:
        levels = [table.topics[topic.key].in_force for topic in theme.topics]
        shown = _typed(form, theme.key) if form else standing.get(theme.key, Given())
        rows.append(
            WishRow(
                key=theme.key,
                title=f"{theme.number}. {tr(theme.title)}",
                low=levels.count(LEVELS[1]),
                serious=levels.count(LEVELS[0]),
                is_yes=shown.value == YES,
                is_no=shown.value == NO,
                which=shown.note,
                errors=_errors(form, theme.key),
                other=conflicts.get(theme.key),
            )
        )
    return rows


def packed(standing: Mapping[str, Given]) -> str:
    """The hidden field that says what a page showed."""
    marks = {theme: wish.fingerprint for theme, wish in standing.items()}
    return json.dumps({theme: mark for theme, mark in marks.items() if mark}, separators=(",", ":"))


def _typed(form: WishesForm, key: str) -> Given:
    return Given(form.data.get(key, ""), form.data.get(f"{key}-which", ""))


def _errors(form: WishesForm | None, key: str) -> list[str]:
    if form is None:
        return []
    return [*form.errors.get(key, []), *form.errors.get(f"{key}-which", [])]
