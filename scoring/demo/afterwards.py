"""What came after the outcome in the demo: plans with answers at the check, a visit, and locations that offer to help.

Only for the scans of the adviser whose account is shown, so that every page of that account has something to show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from questionnaires.definitions import load
from questionnaires.models import FINAL, Assignment, Scan, State, StateChange
from scoring.demo.reference import dice, identity
from scoring.demo.texts import ADVICE, NOT_DONE, OFFERS, OWNERS
from scoring.domain.standing import high_topics, low_topics
from scoring.followup import templates
from scoring.models import Action, ActionAnswer, Assessment, Consultation, Offer, Phase, Visit
from wolscan.models import User

#: Actions in a plan at most, how long each takes, and how many locations offer something.
_ACTIONS: Final = 3
_DAYS: Final = 70
_OFFERS: Final = 6
_PHASES: Final = (Phase.VISIE, Phase.ONTWERP, Phase.REALISATIE, Phase.BORGING)
_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class _Followed:
    """A final scan with its frozen outcome."""

    scan: Scan
    outcome: dict[str, Any]


def write_afterwards(*, seed: int, adviser: User, today: date) -> None:
    """Writes all of it; runs in the caller's transaction, once."""
    scans = Scan.objects.filter(adviser=adviser).select_related("location").order_by("confirmed_on", "pk")
    final = _outcomes([scan for scan in scans if scan.state in FINAL])
    for followed in final:
        if followed.scan.state == State.OPVOLGING:
            _plan(seed, followed, today)
    _offer(final)
    for scan in scans:
        if scan.state == State.INGEDIEND:
            _visit(scan, adviser, today)


def write_assignments() -> None:
    """Each scan was given to its adviser on the day it was prepared; those that have their row already keep it."""
    absent = {"scan__adviser__isnull": False, "scan__assignments__isnull": True}
    prepared = StateChange.objects.filter(new=State.VOORBEREIDING, **absent)
    Assignment.objects.bulk_create(
        Assignment(scan_id=scan, new_id=adviser, at=at)
        for scan, adviser, at in prepared.values_list("scan", "scan__adviser", "at")
    )


def _outcomes(scans: Sequence[Scan]) -> list[_Followed]:
    found = dict(Assessment.objects.filter(scan__in=scans).order_by("made_at", "pk").values_list("scan", "outcome"))
    return [_Followed(scan, found[scan.pk]) for scan in scans]


def _plan(seed: int, followed: _Followed, today: date) -> None:
    """Actions for what is low, begun with the examples; after the check with what became of them."""
    scan, chance = followed.scan, dice(seed, "plan", str(followed.scan.pk))
    made_on = scan.confirmed_on + timedelta(days=chance.randint(8, 20))
    actions = [
        Action(
            id=identity(seed, "action", str(scan.pk), number),
            scan=scan,
            theme=template.theme,
            topic=template.topic,
            template=template.key,
            what=template.title.nl,
            owner=chance.choice(OWNERS),
            due_on=made_on + timedelta(days=chance.randint(21, _DAYS)),
            phase=_PHASES[min(3, chance.randint(0, 2) + (today - made_on).days // 90)],
            is_priority=number == 1,
            made_at=_at(made_on),
        )
        for number, template in zip(range(1, _ACTIONS + 1), _examples(followed))
    ]
    Action.objects.bulk_create(actions)
    if actions:
        _consult(seed, scan, made_on)
        ActionAnswer.objects.bulk_create(_answers(seed, scan, actions))


def _examples(followed: _Followed) -> Iterator[templates.ActionTemplate]:
    """One example for each theme with something low, in the order of the questionnaire."""
    for topics in low_topics(load(followed.scan.questionnaire), followed.outcome).values():
        yield from (template for topic in topics[:1] for template in templates.for_topic(topic)[:1])


def _consult(seed: int, scan: Scan, made_on: date) -> None:
    chance = dice(seed, "consultation", str(scan.pk))
    Consultation.objects.create(
        scan=scan,
        body=Consultation.Body.CLIENTENRAAD,
        held_on=made_on + timedelta(days=7),
        advice=chance.choice(ADVICE),
        at=_at(made_on + timedelta(days=8)),
    )


def _answers(seed: int, scan: Scan, actions: Sequence[Action]) -> Iterator[ActionAnswer]:
    """Most actions were answered within a week; the last of some locations was forgotten."""
    chance = dice(seed, "check", str(scan.pk))
    due_on = scan.state_changes.filter(new=State.OPVOLGING).latest("at").at.date()
    for action in actions[: len(actions) - (chance.random() < 0.3)]:
        answer = chance.choice(ActionAnswer.Answer.values)
        reason = chance.choice(NOT_DONE) if answer == ActionAnswer.Answer.NOT else ""
        yield ActionAnswer(
            action=action, answer=answer, reason=reason, at=_at(due_on + timedelta(chance.randint(0, 6)))
        )


def _offer(final: Sequence[_Followed]) -> None:
    """The latest final scan of some locations: each offers to show one thing that it does very well."""
    latest = {followed.scan.location_id: followed for followed in final}
    offers: list[Offer] = []
    for followed in latest.values():
        high = high_topics(load(followed.scan.questionnaire), followed.outcome)
        if high and len(offers) < _OFFERS:
            number = len(offers)
            offers.append(
                Offer(
                    location=followed.scan.location,
                    scan=followed.scan,
                    topic=high[number % len(high)],
                    text=OFFERS[number % len(OFFERS)],
                    at=_at(followed.scan.confirmed_on + timedelta(days=12)),
                )
            )
    Offer.objects.bulk_create(offers)


def _visit(scan: Scan, adviser: User, today: date) -> None:
    """The adviser comes by next week, on a weekday."""
    day = today + timedelta(days=8 + {5: 2, 6: 1}.get((today + timedelta(days=8)).weekday(), 0))
    Visit.objects.create(
        scan=scan,
        starts_at=_at(day),
        what="Kennismaken met het team en de scan samen doornemen.",
        by=adviser,
        at=_at(today - timedelta(days=2)),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), _AMSTERDAM)
