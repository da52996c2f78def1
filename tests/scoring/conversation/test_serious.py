"""*Wat te doen bij een ernstig issue*: the same day, to the right people, and never on the word of one."""

import pytest
from django.core import mail

from questionnaires.models import SeriousIssue
from scoring.conversation import services
from scoring.conversation.queries import Decision
from scoring.conversation.serious import ChangedMeanwhile, follow_up, note_serious
from tests import factories
from tests.factories import TODAY
from tests.kept import kept_begin
from tests.scoring.conversation.conftest import CALM_TOPIC, CRITICAL_TOPIC, NEUTRAL, SERIOUS, UNSURE, fill_groups
from wolscan.mail import send_waiting
from wolscan.models import OutgoingMail

ROUND, AGREED = SeriousIssue.Found.ROUND, SeriousIssue.Found.AGREED


@pytest.fixture
@kept_begin
def talking(cast):
    return factories.in_conversation(cast.scan)


def noted(scan, found=ROUND):
    return [issue.topic for issue in note_serious(scan=scan, found=found, today=TODAY)]


def agree(scan, by, value, revision=None, topic=CALM_TOPIC):
    decision = Decision(value, "", "", revision)
    services.agree(scan=scan, topic=topic, decision=decision, by=by, today=TODAY)


def test_group_that_calls_a_critical_topic_serious_is_heard(talking):
    fill_groups(talking, {"management": {CRITICAL_TOPIC: SERIOUS}}, {"zorgpersoneel": 3, "management": 3})

    assert noted(talking) == [CRITICAL_TOPIC]


def test_other_topics_are_noted_when_the_proposal_is_serious(talking):
    low = {CALM_TOPIC: SERIOUS}
    fill_groups(talking, {"management": low, "zorgpersoneel": low}, {"zorgpersoneel": 3, "management": 3})

    assert noted(talking) == [CALM_TOPIC]


def test_one_group_is_not_enough_where_the_topic_is_not_critical_and_the_proposal_is_better(talking):
    fill_groups(
        talking, {"management": {CALM_TOPIC: SERIOUS}}, {"zorgpersoneel": 3, "ondersteuning": 3, "management": 3}
    )

    assert noted(talking) == []


def test_never_on_one_sheet_though_its_group_stands(talking):
    """Two said they do not know, so the value of the whole group is the word of one."""
    fill_groups(talking, {"management": {CRITICAL_TOPIC: UNSURE}}, {"zorgpersoneel": 3, "management": 2})
    factories.add_sheet(talking, "management", **{CRITICAL_TOPIC: SERIOUS})

    assert noted(talking) == []


def test_sheets_that_do_not_count_note_nothing(talking):
    fill_groups(talking, {"vrijwilligers": {CRITICAL_TOPIC: SERIOUS}}, {"zorgpersoneel": 3, "vrijwilligers": 2})

    assert noted(talking) == []


def test_coordinator_and_adviser_are_told_once(talking, cast):
    fill_groups(talking, {"zorgpersoneel": {CRITICAL_TOPIC: SERIOUS}}, {"zorgpersoneel": 3})

    assert (noted(talking), noted(talking)) == ([CRITICAL_TOPIC], [])
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {cast.coordinator.email, cast.adviser.email}


def test_mail_says_where_to_look_and_names_no_topic(talking):
    fill_groups(talking, {"zorgpersoneel": {CRITICAL_TOPIC: SERIOUS}}, {"zorgpersoneel": 3})
    noted(talking)
    send_waiting()

    text = mail.outbox[0].body
    assert mail.outbox[0].subject == "Een ernstig issue bij De Linde vraagt vandaag aandacht"
    assert f"/scan/{talking.pk}/ernstig-issue/" in text
    assert "geen melding bij de inspectie" in text
    assert "Brandveiligheid" not in text + mail.outbox[0].alternatives[0][0]


def test_team_that_agrees_on_serious_is_enough(scan, cast):
    agree(scan, cast.coordinator, SERIOUS)

    assert list(SeriousIssue.objects.values_list("topic", "found")) == [(CALM_TOPIC, "gesprek")]


def test_slip_of_the_finger_is_taken_back_before_anybody_is_told(scan, cast):
    agree(scan, cast.coordinator, SERIOUS)
    agree(scan, cast.coordinator, NEUTRAL, revision=0)
    send_waiting()

    assert not SeriousIssue.objects.exists()
    assert mail.outbox == []
    agree(scan, cast.coordinator, SERIOUS, revision=1)
    assert send_waiting() == 2


def test_what_people_were_told_stays(scan, cast):
    agree(scan, cast.coordinator, SERIOUS)
    send_waiting()
    agree(scan, cast.coordinator, NEUTRAL, revision=0)

    assert SeriousIssue.objects.get().topic == CALM_TOPIC


def test_team_around_one_table_is_told_on_sending_in(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, eenzaamheid=SERIOUS)

    assert list(SeriousIssue.objects.values_list("topic", "found")) == [("eenzaamheid", "gesprek")]


def test_follow_up_of_a_colleague_is_not_overwritten(scan, cast):
    agree(scan, cast.coordinator, SERIOUS)
    issue = SeriousIssue.objects.get()
    follow_up(issue=issue, text="Vandaag overlegd.", seen="", by=cast.coordinator)

    with pytest.raises(ChangedMeanwhile) as found:
        follow_up(issue=issue, text="Iets anders.", seen="", by=cast.coordinator)
    issue.refresh_from_db()
    assert (found.value.standing, issue.follow_up) == ("Vandaag overlegd.", "Vandaag overlegd.")
    assert issue.followed_up_by == cast.coordinator
