"""The course of a scan: every action tried in every state, over the services; the manual prints the same table."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone, translation

from questionnaires import states
from questionnaires.closing import RoundIsClosed, close_round
from questionnaires.definitions import load
from questionnaires.loading import CannotLoad, load_sheets
from questionnaires.merging import Given
from questionnaires.models import AgreedLevel, Answer, Invitation, Participation, Scan, State, StateChange
from questionnaires.operations.withdrawing import CannotWithdraw, withdraw_scan
from questionnaires.queries import may_do, possible
from questionnaires.round.changing import RoundIsOver
from questionnaires.round.inviting import invite
from questionnaires.round.services import open_round
from questionnaires.services import (
    ScanIsRunning,
    SheetIsClosed,
    change_state,
    choose_team_sheet,
    open_scan,
    prepare_scan,
    save_theme,
)
from questionnaires.spreadsheet import LoadedSheet
from questionnaires.states import TABLE, Action, NotPossible, allows, check_step
from scoring.assessment.services import send_in, send_in_scan
from scoring.conversation.queries import Decision as Agreement
from scoring.conversation.services import NotTalking, agree
from scoring.followup.services import ActionWords, add_action
from scoring.followup.services import NotFinal as PlanIsClosed
from scoring.models import Adjustment, Return, ReviewQuestion
from scoring.review.judging import NotReviewing, begin_review, save_judgements
from scoring.review.queries import Judged
from scoring.review.returning import NotWithLocation, return_scan, save_answers
from scoring.review.services import Choice, NotFinal, NotSentIn, confirm, reopen
from tests import factories
from tests.rounds import Round
from wolscan.dates import today
from wolscan.permissions import ROLE_PERMISSIONS

MANUAL = Path(__file__).parents[2] / "docs" / "manuals" / "adviseur.md"
THEME = load(factories.VERSION).theme("informatie")
TOPIC = THEME.topics[0].key
SENT = {State.INGEDIEND, State.IN_BEOORDELING, State.VASTGESTELD, State.OPVOLGING, State.TERUGGEGEVEN}
REFUSED = (
    CannotLoad,
    CannotWithdraw,
    NotFinal,
    NotPossible,
    NotReviewing,
    NotSentIn,
    NotTalking,
    NotWithLocation,
    PlanIsClosed,
    RoundIsClosed,
    RoundIsOver,
    SheetIsClosed,
)


@dataclass
class Course:
    """A scan in some state with its people: of a round in which everybody answers alone, or with a team sheet."""

    scan: Scan
    cast: object
    is_round: bool

    @property
    def state(self):
        return Scan.objects.values_list("state", flat=True).get(pk=self.scan.pk)

    @property
    def sheet(self):
        return self.scan.sheets.filter(group="team").first()

    def try_to(self, action):
        """Does it, and says whether anything came of it."""
        before = self.state
        try:
            with transaction.atomic():
                written = TRIES[action](self)
        except REFUSED:
            return False
        return bool(written) or self.state != before


def in_state(cast, state, *, is_round):
    """A scan put into a state by hand, with what a scan in that state holds."""
    scan = prepare_scan(location=cast.location, by=None, today=today(), adviser=cast.adviser)
    if is_round:
        Round(scan, cast.coordinator).prepare().invite("anna@example.org")
        for _ in range(3):
            factories.add_sheet(scan, "zorgpersoneel")
    else:
        place = Participation.objects.create(scan=scan, group="team", mode=Participation.Mode.TEAM, named=True)
        sheet = scan.sheets.create(participation=place, group="team", named=True)
        factories.fill_sheet(sheet)
    if state in SENT:
        scan.sheets.update(is_sent=True)
        Scan.objects.filter(pk=scan.pk).update(state=State.GESPREK)
        send_in_scan(scan=scan, by=cast.coordinator, reason="Volgt.")
        AgreedLevel.objects.all().delete()
    if state == State.TERUGGEGEVEN:
        back = Return.objects.create(scan=scan, answer_by=today(), by=cast.adviser, at=timezone.now())
        ReviewQuestion.objects.create(scan=scan, text="Hoe?", asked_at=timezone.now(), sent_with=back)
    final = {"confirmed_on": today(), "repeat_on": today() + timedelta(days=365)}
    Scan.objects.filter(pk=scan.pk).update(state=state, **(final if state in {"vastgesteld", "opvolging"} else {}))
    scan.refresh_from_db()
    return Course(scan, cast, is_round)


def _invite(course):
    invite(
        scan=course.scan, group="management", addresses=["bea@example.org"], language="nl", by=course.cast.coordinator,
        today=today(),
    )  # fmt: skip
    return Invitation.objects.filter(email="bea@example.org").exists()


def _open_round(course):
    open_round(scan=course.scan, by=course.cast.coordinator, today=today())


def _choose_together(course):
    course.scan.invitations.all().delete()
    choose_team_sheet(scan=course.scan, by=course.cast.coordinator, today=today())


def _close_round(course):
    close_round(scan=course.scan, by=course.cast.coordinator)


def _load(course):
    course.scan.invitations.all().delete()
    load_sheets(location=course.scan.location, sheets=[LoadedSheet("1", "management", False, {})], today=today())


def _fill_in(course):
    typed = {TOPIC: Given("uitblinker")}
    save_theme(sheet=course.sheet, theme=THEME, seen={TOPIC: Given("neutraal").fingerprint}, typed=typed)
    return Answer.objects.filter(sheet=course.sheet, topic=TOPIC, value="uitblinker").exists()


def _agree(course):
    agree(scan=course.scan, topic=TOPIC, decision=Agreement("neutraal"), by=course.cast.coordinator, today=today())
    return AgreedLevel.objects.filter(scan=course.scan, topic=TOPIC).exists()


def _send_in(course):
    if course.is_round:
        send_in_scan(scan=course.scan, by=course.cast.coordinator, reason="Volgt.")
    else:
        send_in(sheet=course.sheet, by=course.cast.coordinator, reason="Volgt.")


def _judge(course):
    save_judgements(scan=course.scan, seen={}, typed={TOPIC: Judged(facts="Gezien.")}, by=course.cast.adviser)
    return Adjustment.objects.filter(scan=course.scan).exists()


def _return(course):
    day = today() + timedelta(days=7)
    return_scan(scan=course.scan, note="Kijk nog eens.", answer_by=day, by=course.cast.adviser, today=today())


def _answer(course):
    question = ReviewQuestion.objects.filter(scan=course.scan).first()
    typed = {str(question.pk): Given(note="Zo.")} if question else {}
    save_answers(scan=course.scan, seen={}, typed=typed, by=course.cast.coordinator)
    return ReviewQuestion.objects.filter(scan=course.scan, answer="Zo.").exists()


def _confirm(course):
    confirm(scan=course.scan, choice=Choice("licht", "Daarom."), by=course.cast.adviser, today=today())


def _follow_up(course):
    words = ActionWords("informatie", "", "Doen.", "Team", today(), "visie", "", False, "")
    add_action(scan=course.scan, key=uuid4(), words=words, by=course.cast.coordinator)


TRIES = {
    Action.INVITE: _invite,
    Action.OPEN_ROUND: _open_round,
    Action.CHOOSE_TOGETHER: _choose_together,
    Action.LOAD: _load,
    Action.FILL_IN: _fill_in,
    Action.CLOSE_ROUND: _close_round,
    Action.AGREE: _agree,
    Action.SEND_IN: _send_in,
    Action.SEND_IN_AGAIN: _send_in,
    Action.BEGIN_REVIEW: lambda course: begin_review(scan=course.scan, by=course.cast.adviser),
    Action.JUDGE: _judge,
    Action.RETURN: _return,
    Action.ANSWER: _answer,
    Action.CONFIRM: _confirm,
    Action.FOLLOW_UP: _follow_up,
    Action.WITHDRAW: lambda course: withdraw_scan(scan=course.scan, reason="Gestopt.", by=course.cast.coordinator),
    Action.REOPEN: lambda course: reopen(scan=course.scan, reason="Fout niveau.", by=course.cast.adviser),
}
#: Steps of a round; all others are tried with a team sheet.
OF_A_ROUND = {Action.INVITE, Action.OPEN_ROUND, Action.CHOOSE_TOGETHER, Action.LOAD, Action.CLOSE_ROUND}
STARTS = {Action.START, Action.START_TOGETHER}
#: Sending in and sending in again are one deed; the state says which of the two it is.
ONE_DEED = {Action.SEND_IN: Action.SEND_IN_AGAIN, Action.SEND_IN_AGAIN: Action.SEND_IN}


@pytest.fixture
def quiet_cast(cast):
    """The cast with no scan at De Linde yet."""
    cast.scan.delete()
    return cast


@pytest.mark.parametrize("state", list(State))
def test_every_action_in_every_state(quiet_cast, state):
    """Each is tried on a scan of its own; what came of it is what the table says, and nothing else is possible."""
    came_of_it = {action: tried(quiet_cast, state, action) for action in Action if action not in STARTS}
    table = {
        action: states.row_of(state, action) or states.row_of(state, ONE_DEED.get(action, action))
        for action in came_of_it
    }

    assert came_of_it == {
        action: (row is not None, row.new if row and row.new else state) for action, row in table.items()
    }


def tried(cast, state, action):
    """Whether something came of an action, and the state afterwards; then all is as it was."""
    with transaction.atomic():
        course = in_state(cast, state, is_round=action in OF_A_ROUND)
        did = course.try_to(action)
        after = course.state
        transaction.set_rollback(True)
    return did, after


@pytest.mark.parametrize("start", [prepare_scan, open_scan])
@pytest.mark.parametrize("state", list(State))
def test_a_scan_starts_where_none_is_running(quiet_cast, state, start):
    in_state(quiet_cast, state, is_round=False)
    if state in {State.VASTGESTELD, State.OPVOLGING, State.VERVALLEN}:
        started = start(location=quiet_cast.location, by=None, today=today())
        assert ("", started.state) in {(row.state, row.new) for row in TABLE}
    else:
        with pytest.raises(ScanIsRunning):
            start(location=quiet_cast.location, by=None, today=today())


def test_a_step_that_is_not_in_the_table_is_refused_and_leaves_no_trace(cast):
    before = StateChange.objects.count()

    with pytest.raises(NotPossible, match="a scan does not go from open to vastgesteld"):
        change_state(scan=cast.scan, new=State.VASTGESTELD, by=cast.adviser)

    assert StateChange.objects.count() == before
    assert cast.scan.state == State.OPEN


def test_a_step_is_one_action():
    """A state and the state after it tell which action it was, but for the two ways to begin filling in."""
    beside = {Action.LOAD, Action.CHOOSE_TOGETHER}
    steps = [(row.state, row.new) for row in TABLE if row.new and row.action not in beside]

    assert len(steps) == len(set(steps))


def test_every_state_but_the_end_leads_somewhere():
    ways_out = {row.state for row in TABLE if row.new}

    assert set(State) - ways_out == {State.VERVALLEN}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.state}-{row.action}")
def test_steps_of_the_table_are_allowed(row):
    assert allows(row.state, row.action)
    if row.new:
        check_step(row.state, row.new)


@pytest.mark.parametrize("state", list(State))
def test_only_the_roles_of_the_table_may(cast, state):
    cast.scan.state = state
    people = {
        "coordinator": cast.coordinator,
        "quality_officer": cast.quality_officer,
        "adviser": cast.adviser,
        "programme_office": cast.programme_office,
        "administrator": cast.administrator,
    }
    for role, person in people.items():
        granted = ROLE_PERMISSIONS[role]
        expected = {row.action for row in TABLE if row.state == state and granted & set(row.permissions)}
        assert possible(person, cast.scan) == expected, role
    for nobody in (cast.other_adviser, cast.stranger):
        assert possible(nobody, cast.scan) == frozenset()


def test_pages_ask_for_one_action(cast):
    assert may_do(cast.coordinator, Action.FILL_IN, cast.scan)
    assert not may_do(cast.coordinator, Action.CONFIRM, cast.scan)
    assert not may_do(cast.adviser, Action.FILL_IN, cast.scan)


def test_manual_prints_the_table():
    lines = [line for line in MANUAL.read_text().splitlines() if line.startswith("| ")]
    with translation.override("nl"):
        expected = [f"| {' | '.join(row)} |" for row in states.printed()]

    assert lines[1:] == expected
