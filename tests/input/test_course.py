"""F3: random steps of three roles, also those that make no sense; the database does what a small model does."""

import os
import random
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction

from questionnaires.definitions import load
from questionnaires.merging import Given
from questionnaires.models import Answer, Scan
from questionnaires.operations.withdrawing import CannotWithdraw, withdraw_scan
from questionnaires.services import SheetIsClosed, save_theme
from questionnaires.states import NotPossible
from scoring.assessment import services as sending
from scoring.models import Assessment, Decision
from scoring.review import services as deciding
from scoring.review.judging import NotReviewing, begin_review
from scoring.review.returning import return_scan
from tests import factories
from wolscan.models import Event

COURSES = int(os.environ.get("WOLSCAN_COURSES", "3"))
STEPS, THEME = 50, "veiligheid"
TODAY = factories.TODAY
ANSWERING = {"open", "teruggegeven"}
LEVELS = ("uitblinker", "neutraal", "aandachtspunt", "ernstig_issue", "weet_ik_niet", "")
SENDING, DECIDING = (SheetIsClosed, sending.NothingToSend), (NotReviewing, deciding.NotSentIn, deciding.NotFinal)
REFUSALS = (*SENDING, *DECIDING, NotPossible, CannotWithdraw)


@dataclass
class Model:
    """What should stand: the whole truth about a scan, in a few words."""

    state: str = "open"
    answers: dict[str, Given] = field(default_factory=dict)
    assessments: int = 0
    decisions: int = 0
    sends: int = 0

    @property
    def has_level(self):
        return any(given.value not in {"", "weet_ik_niet"} for given in self.answers.values())

    def may(self, action):
        if action == "send":
            # Sending once more what was sent is no fault, and changes nothing.
            return self.has_level if self.state in ANSWERING else self.assessments > 0
        if action == "withdraw" and self.decisions:
            return False
        return (
            self.state
            in {
                "save": ANSWERING,
                "begin": {"ingediend", "in_beoordeling"},
                "return": {"in_beoordeling"},
                "confirm": {"in_beoordeling"},
                "reopen": {"vastgesteld", "opvolging"},
                "withdraw": {"open", "ingediend", "in_beoordeling", "teruggegeven"},
            }[action]
        )


class Course:
    """One scan with its people, and the model beside it."""

    def __init__(self, cast, chance):
        self.cast, self.chance, self.model = cast, chance, Model()
        self.topics = load(cast.scan.questionnaire).theme(THEME)
        self.steps = {
            "save": self.save, "send": self.send, "begin": self.begin, "return": self.return_, "confirm": self.confirm,
            "reopen": self.reopen, "withdraw": self.withdraw,
        }  # fmt: skip

    @property
    def scan(self):
        return Scan.objects.get(pk=self.cast.scan.pk)

    def step(self):
        """Does one thing, possible or not; what is refused changes nothing."""
        [action] = self.chance.choices(list(self.steps), (8, 4, 3, 1, 2, 1, 0.15))
        expected = self.model.may(action)
        try:
            with transaction.atomic():
                self.steps[action]()
            happened = True
        except REFUSALS:
            happened = False
        assert happened == expected, (action, self.model.state)
        return action

    def save(self):
        chosen = self.chance.sample(self.topics.topics, 3)
        typed = {
            topic.key: Given(self.chance.choice(LEVELS), self.chance.choice(("", "Zo is het."))) for topic in chosen
        }
        standing = {key: given.fingerprint for key, given in self.model.answers.items() if key in typed}
        # Sometimes the page is an old one: then only what differs is held back.
        seen = standing if self.chance.random() < 0.8 else {}
        merged = save_theme(sheet=self.cast.sheet, theme=self.topics, seen=seen, typed=typed)
        self.model.answers |= {key: typed[key] for key in merged.written}
        if seen is standing:
            assert not merged.conflicts

    def send(self):
        sending.send_in(sheet=self.cast.sheet, by=self.cast.coordinator, reason="Te weinig tijd.")
        if self.model.state in ANSWERING:
            self.model.state, self.model.sends = "ingediend", self.model.sends + 1
            self.model.assessments += 1

    def begin(self):
        begin_review(scan=self.scan, by=self.cast.adviser)
        self.model.state = "in_beoordeling"

    def return_(self):
        day = TODAY + timedelta(days=14)
        return_scan(scan=self.scan, note="Kijk nog eens.", answer_by=day, by=self.cast.adviser, today=TODAY)
        self.model.state = "teruggegeven"

    def confirm(self):
        words = {"appointment": "We bellen.", "appointment_on": TODAY + timedelta(days=7)}
        choice = deciding.Choice("licht", "Zo besloten.", **words)
        deciding.confirm(scan=self.scan, choice=choice, by=self.cast.adviser, today=TODAY)
        self.model.state, self.model.decisions = "vastgesteld", self.model.decisions + 1
        self.model.assessments += 1  # once more, with the date of the repeat scan

    def reopen(self):
        deciding.reopen(scan=self.scan, reason="Er is nieuws.", by=self.cast.adviser)
        self.model.state = "in_beoordeling"

    def withdraw(self):
        withdraw_scan(scan=self.scan, reason="De locatie stopt.", by=self.cast.programme_office)
        self.model.state = "vervallen"

    def check(self):
        found = Model(
            self.scan.state,
            {a.topic: Given(a.value, a.note) for a in Answer.objects.filter(sheet=self.cast.sheet)},
            Assessment.objects.filter(scan=self.scan).count(),
            Decision.objects.filter(scan=self.scan).count(),
        )
        kept = {key: given for key, given in self.model.answers.items() if given != Given()}
        assert {key: given for key, given in found.answers.items() if given != Given()} == kept
        assert (found.state, found.assessments, found.decisions) == (
            self.model.state,
            self.model.assessments,
            self.model.decisions,
        )


@pytest.fixture
def figures_of_courses(request):
    path = os.environ.get("WOLSCAN_FIGURES")
    yield
    if path:
        with open(path, "a") as file:
            file.write(f'{{"test": "courses", "courses": {COURSES}, "steps": {COURSES * STEPS}}}\n')


def test_database_does_what_the_model_does(cast, figures_of_courses):
    for seed in range(COURSES):
        with transaction.atomic():
            course, done = Course(cast, random.Random(seed)), []
            for _ in range(STEPS):
                done.append(course.step())
                try:
                    course.check()
                except AssertionError as found:
                    raise AssertionError(f"course {seed}: {done}") from found
            assert Event.objects.filter(name="scan_sent_in").count() == course.model.sends
            transaction.set_rollback(True)
