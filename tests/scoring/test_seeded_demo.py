"""The demo once it is loaded: what stands in it, and that a second run keeps it."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from questionnaires.definitions import load
from questionnaires.models import (
    ENDED,
    FINAL,
    Answer,
    AnswerSheet,
    Assignment,
    Participation,
    Scan,
    State,
    StateChange,
)
from scoring.assessment.queries import outcome_of
from scoring.demo.draw import OF_COORDINATOR
from scoring.demo.population import CONVERSATION, FINISHED, OPEN, WAITING, WITHOUT_SCAN
from scoring.demo.reference import identity
from scoring.domain import outcome as outcomes
from scoring.domain import plan as plans
from scoring.models import Action, ActionAnswer, Assessment, Consultation, Decision, Offer, Visit
from scoring.neighbours.queries import low_of, standing_offers, still_high
from wolscan.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from wolscan.models import Location, Membership, Organisation, Region, User
from wolscan.permissions import Role

DAY = date(2026, 11, 22)
PLAN = plans.load("2026-1", "2026-1")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded once; what a test changes is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", locations=12, today=DAY, seed=2026)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(loaded, db):
    """The demo, for one test."""


def location(place):
    return Location.objects.get(pk=identity(2026, "location", place))


@pytest.mark.usefixtures("seeded")
def test_every_row_is_there_and_marked_fictitious(capsys):
    assert Location.objects.count() == 12
    assert not Organisation.objects.filter(is_fictitious=False).exists()
    assert Region.objects.count() == 37
    assert not Location.objects.filter(region__parts__isnull=False).exists()
    for scan in Scan.objects.filter(state__in=FINAL):
        sheet = scan.sheets.get()
        assert (sheet.group, sheet.named, sheet.is_sent) == ("team", True, True)
        assert sheet.answers.count() == len(PLAN.keys)
        assert sheet.participation.mode == Participation.Mode.TEAM
        assert set(sheet.participation.groups_at_table) <= {key for key, _ in PLAN.sides}
        assert scan.adviser.memberships.get().role == Role.ADVISER
        assert scan.decisions.count() == 1


@pytest.mark.usefixtures("seeded")
def test_stored_outcome_equals_a_new_scoring_of_the_stored_answers():
    found = list(Assessment.objects.select_related("scan"))

    assert len(found) == Scan.objects.exclude(state__in=[State.OPEN, State.GESPREK]).count() >= 11
    for assessment in found:
        document = outcomes.document(outcome_of(assessment.scan, assessment.scan.confirmed_on))
        assert assessment.outcome == document
        assert assessment.digest == outcomes.digest(document, questionnaire="2026-1", rules="2026-1")
        assert assessment.content_digest == load("2026-1").digest
        assert (assessment.questionnaire, assessment.rules) == ("2026-1", "2026-1")
    for decision in Decision.objects.select_related("assessment", "scan"):
        assert decision.rule_tier == decision.assessment.outcome["tier"]["proposal"]
        assert decision.by == decision.scan.adviser
        assert bool(decision.reason) or not decision.assessment.outcome["tier"]["warnings"]


@pytest.mark.usefixtures("seeded")
def test_state_changes_lead_to_the_state_of_each_scan():
    for scan in Scan.objects.all():
        changes = list(scan.state_changes.all())
        assert [change.old for change in changes] == ["", *(change.new for change in changes[:-1])]
        assert changes[-1].new == scan.state
    assert not StateChange.objects.filter(new=State.VASTGESTELD, by__isnull=True).exists()


@pytest.mark.usefixtures("seeded")
def test_coordinator_has_an_open_scan_a_conversation_a_finished_scan_and_none():
    coordinator = User.objects.get(email="coordinator@demo.example")
    held = set(coordinator.memberships.values_list("role", "location"))

    assert held == {(Role.COORDINATOR, location(place).pk) for place in OF_COORDINATOR}
    assert not location(WITHOUT_SCAN).scans.exists()
    running = location(OPEN).scans.get(state=State.OPEN)
    answered = Answer.objects.filter(sheet__scan=running).values_list("theme", flat=True)
    assert Counter(answered) == {theme.key: len(theme.topics) for theme in PLAN.themes[:4]}
    assert not running.sheets.get().is_sent
    assert running.previous.state == State.OPVOLGING
    assert DAY - running.previous.confirmed_on > timedelta(days=350)
    finished = location(FINISHED).scans.get(state=State.VASTGESTELD)
    assert finished.previous.confirmed_on < finished.confirmed_on


@pytest.mark.usefixtures("seeded")
def test_conversation_has_sheets_of_every_group_and_no_team_sheet():
    scan = location(CONVERSATION).scans.exclude(state__in=ENDED).get()

    assert scan.state == State.GESPREK
    groups = Counter(AnswerSheet.objects.filter(scan=scan, is_sent=True).values_list("group", flat=True))
    assert set(groups) == {key for key, _ in PLAN.sides}
    assert not scan.assessments.exists()
    for sheet in scan.sheets.prefetch_related("answers"):
        asked = {topic.key for topic in load("2026-1").topics.values() if topic.asked_of(sheet.group)}
        assert {answer.topic for answer in sheet.answers.all()} == asked
    flags = {flag for topic in outcome_of(scan).topics.values() for flag in topic.flags}
    assert "verschil" in flags
    assert "stem_van_de_client" in flags


@pytest.mark.usefixtures("seeded")
def test_waiting_scan_lies_with_the_adviser_of_the_demo():
    scan = location(WAITING).scans.exclude(state__in=ENDED).get()

    assert scan.state == State.INGEDIEND
    assert scan.adviser.email == "adviseur@demo.example"
    assert scan.assessments.get().outcome["repeat_on"] is None
    assert not scan.decisions.exists()


@pytest.mark.usefixtures("seeded")
def test_what_came_after_the_outcome_is_there_once():
    def standing():
        rows = (Action, ActionAnswer, Consultation, Offer, Visit, Assignment)
        return {model.__name__: set(model.objects.values_list("pk", flat=True)) for model in rows}

    before = standing()
    call_command("seed_demo", locations=12, today=DAY, seed=2026)

    assert standing() == before
    assert all(before.values())
    assert len(before["Assignment"]) == Scan.objects.count()
    for action in Action.objects.select_related("scan"):
        assert action.scan.state == State.OPVOLGING
        assert action.topic in low_of(action.scan)
        assert action.made_at.date() > action.scan.confirmed_on
    assert all(answer.at.date() <= DAY for answer in ActionAnswer.objects.all())
    assert still_high(list(standing_offers())) == list(Offer.objects.all())
    assert Visit.objects.get().starts_at.date() > DAY


@pytest.mark.usefixtures("seeded")
def test_accounts_can_log_in_and_have_their_role():
    for account in DEMO_ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert user.check_password(DEMO_PASSWORD)
        assert set(user.memberships.values_list("role", flat=True)) == {account.role}
    quality = Membership.objects.get(role=Role.QUALITY_OFFICER)
    assert quality.organisation == location(OPEN).organisation
    assert Membership.objects.filter(role=Role.ADVISER).count() == 9


@pytest.mark.usefixtures("seeded")
def test_second_run_keeps_what_is_there(capsys):
    Answer.objects.filter(sheet__scan__state=State.OPEN).update(note="zelf getypt")
    before = {model: list(model.objects.order_by("pk").values()) for model in (Location, Scan, Answer, User)}

    call_command("seed_demo", locations=12, seed=2026, today="2026-11-25")

    assert capsys.readouterr().out == "The demo was loaded before, with 12 locations; they stay as they are.\n"
    assert {model: list(model.objects.order_by("pk").values()) for model in before} == before


@pytest.mark.usefixtures("seeded")
def test_other_size_keeps_what_is_there_and_says_what_to_do(capsys):
    call_command("seed_demo", locations=30, seed=2026, today=DAY)

    assert "For 30 locations, load the demo into an empty database." in capsys.readouterr().out
    assert Location.objects.count() == 12


@pytest.mark.usefixtures("seeded")
def test_other_seed_is_refused():
    with pytest.raises(CommandError, match="other fictitious data") as refused:
        call_command("seed_demo", locations=12, seed=1, today=DAY)

    assert refused.value.returncode == 2
    assert Location.objects.count() == 12
