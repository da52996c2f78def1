"""The mails of a round as people get them, and those that are dropped at the last moment."""

from datetime import timedelta

import pytest
from django.core import mail
from icalendar import Calendar

from questionnaires.invitations import way_in
from questionnaires.models import Invitation, Scan, State
from questionnaires.round.changing import change_dates, withdraw_meeting
from questionnaires.round.daily import tell_of_end
from questionnaires.round.inviting import remind
from tests.rounds import at
from wolscan.mail import send_waiting
from wolscan.models import OutgoingMail


def sent_to(address):
    return [message for message in mail.outbox if message.to == [address]]


def calendar_of(message):
    part = message.attachments[0]
    assert part.get_content_type() == "text/calendar"
    return Calendar.from_ical(part.get_payload(decode=True)), part


def states(template):
    return set(OutgoingMail.objects.filter(template=template).values_list("state", flat=True))


def test_the_invitation_says_what_people_need(open_round_):
    assert send_waiting() == 3
    [message] = sent_to("anna@example.org")
    anna = open_round_.person("anna@example.org")
    html = message.alternatives[0].content

    assert message.subject == "Hoe goed is de zorg op De Linde? Vertel wat u ervan vindt"
    for text in (message.body, html):
        assert f"/d/{way_in(anna).token}/" in text
        assert "20 minuten" in text
        assert "Niemand ziet wie welk antwoord gaf" in text
        assert "tot en met" in text
        assert "Sanne, 030 123 45 67" in text
        assert f"/geen-mail/{anna.pk}/" in text
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/geen-mail/{anna.pk}/" in message.extra_headers["List-Unsubscribe"]


def test_the_invitation_brings_the_date_of_the_conversation(open_round_):
    send_waiting()
    calendar, part = calendar_of(sent_to("anna@example.org")[0])

    assert part["Content-Type"].startswith('text/calendar; method="PUBLISH"')
    assert part.get_filename() == "gesprek.ics"
    assert calendar.events[0].start == open_round_.scan.meets_at


def test_a_mail_is_in_the_language_of_the_invitation(round_):
    round_.prepare().invite("anna@example.org", language="en").open()
    send_waiting()

    assert mail.outbox[0].subject == "How good is the care at De Linde? Tell us what you think"
    assert "Dear reader," in mail.outbox[0].body


def test_everybody_has_a_link_of_their_own(open_round_):
    send_waiting()
    links = {line for message in mail.outbox for line in message.body.splitlines() if "/d/" in line}

    assert len(links) == 3


@pytest.mark.parametrize(
    "fields",
    [{"progress": "done"}, {"opted_out": True}, {"bounced": True}, {"is_revoked": True}],
)
def test_a_mail_that_is_no_longer_needed_is_dropped(open_round_, fields):
    Invitation.objects.filter(email="anna@example.org").update(**fields)

    assert send_waiting() == 2
    assert sent_to("anna@example.org") == []
    assert OutgoingMail.objects.get(to="anna@example.org").state == "dropped"


def test_mails_to_a_purged_invitation_are_dropped(open_round_):
    Invitation.objects.all().delete()

    assert send_waiting() == 0
    assert states("invitation") == {"dropped"}


def test_mails_of_a_closed_round_are_dropped(open_round_):
    Scan.objects.filter(pk=open_round_.scan.pk).update(state=State.GESPREK)

    assert send_waiting() == 0
    assert states("invitation") == {"dropped"}


def test_a_renewed_link_is_the_one_that_is_mailed(open_round_):
    anna = open_round_.person("anna@example.org")
    anna.generation += 1
    anna.save()
    send_waiting()

    assert way_in(anna).token in sent_to("anna@example.org")[0].body


def test_the_reminder_says_that_answers_are_kept(open_round_):
    remind(scan=open_round_.scan, by=None, today=open_round_.today + timedelta(days=3))
    send_waiting()
    reminder = sent_to("anna@example.org")[1]

    assert reminder.subject == "Herinnering: vertel wat u vindt van de zorg op De Linde"
    assert "uw antwoorden er nog" in reminder.body


def test_new_dates_come_with_the_reason_and_a_new_calendar_file(open_round_):
    change_dates(
        scan=open_round_.scan,
        closes_on=open_round_.today + timedelta(days=28),
        meets_at=at(open_round_.today + timedelta(days=30)),
        reason="Er zijn <veel> zieken.",
        by=open_round_.coordinator,
        today=open_round_.today,
    )
    send_waiting()
    message = sent_to("anna@example.org")[1]
    event = calendar_of(message)[0].events[0]

    assert message.subject == "Meer tijd voor de scan van De Linde"
    assert "Er zijn <veel> zieken." in message.body
    assert "Er zijn &lt;veel&gt; zieken." in message.alternatives[0].content
    assert event["sequence"] == 1
    assert event.start == at(open_round_.today + timedelta(days=30))


def test_another_date_is_told_to_who_has_sent_too(open_round_):
    Invitation.objects.update(progress=Invitation.Progress.DONE)
    change_dates(
        scan=open_round_.scan,
        closes_on=None,
        meets_at=at(open_round_.today + timedelta(days=30)),
        reason="De zaal is bezet.",
        by=open_round_.coordinator,
        today=open_round_.today,
    )

    assert send_waiting() == 3
    assert mail.outbox[0].subject == "Andere datum voor het gesprek over de scan van De Linde"
    assert "/d/" not in mail.outbox[0].body


def test_a_withdrawn_conversation_is_taken_out_of_calendars(open_round_):
    was = open_round_.scan.meets_at
    withdraw_meeting(scan=open_round_.scan, reason="De voorzitter is ziek.", by=open_round_.coordinator)
    send_waiting()
    calendar, part = calendar_of(sent_to("anna@example.org")[1])

    assert part.get_param("method") == "CANCEL"
    assert str(calendar["method"]) == "CANCEL"
    assert (calendar.events[0].start, calendar.events[0]["sequence"]) == (was, 1)


def test_a_withdrawal_that_was_overtaken_by_a_new_date_is_dropped(open_round_):
    withdraw_meeting(scan=open_round_.scan, reason="Ziek", by=open_round_.coordinator)
    Scan.objects.update(meets_at=at(open_round_.today + timedelta(days=40)))
    send_waiting()

    assert states("meeting_withdrawn") == {"dropped"}


def test_the_coordinator_is_told_of_the_end_unless_it_was_dealt_with(open_round_):
    yesterday = open_round_.today - timedelta(days=1)
    Scan.objects.filter(pk=open_round_.scan.pk).update(closes_on=yesterday)
    tell_of_end(open_round_.today)
    send_waiting()

    [message] = sent_to(open_round_.coordinator.email)
    assert message.subject == "De ronde van De Linde is voorbij: sluit hem of geef meer tijd"
    assert f"/ronde/{open_round_.scan.pk}/" in message.body

    OutgoingMail.objects.update(state="waiting")
    Scan.objects.filter(pk=open_round_.scan.pk).update(closes_on=open_round_.today)
    send_waiting()
    assert states("round_ended") == {"dropped"}


@pytest.mark.parametrize("template", ["invitation", "reminder", "round_extended", "meeting_moved"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_both_bodies_say_the_same_and_nothing_comes_from_elsewhere(open_round_, template, language):
    from wolscan.mail import queue

    anna = open_round_.person("anna@example.org")
    OutgoingMail.objects.all().delete()
    queue(template, to=anna.email, context={"invitation": str(anna.pk)}, language=language)
    assert send_waiting() == 1
    message = mail.outbox[0]
    html = message.alternatives[0].content

    assert f'<html lang="{language}">' in html
    assert "<img" not in html
    assert "<link" not in html
    assert "\n" not in message.subject
    assert len(message.subject) < 90
