"""The adviser plans, moves and cancels a visit; the coordinators hear of it, with a file for their calendar."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from questionnaires.models import Scan
from scoring.models import Visit
from scoring.visits.services import ChangedMeanwhile, NotNow, cancel_visit, plan_visit
from tests import factories
from tests.calendars import read
from tests.kept import kept_begin
from wolscan.mail import send_waiting
from wolscan.models import Event, Membership, OutgoingMail
from wolscan.permissions import Role

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
@kept_begin
def sent(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    cast.scan.refresh_from_db()
    return cast


def url(cast, name="visit"):
    return reverse(name, kwargs={"scan": cast.scan.pk})


def on(day, hour=14):
    return datetime(2030, 3, day, hour, tzinfo=AMSTERDAM)


def plan(cast, starts_at=None, *, seen=None, minutes=90, what="Kennismaken."):
    return plan_visit(
        scan=cast.scan, starts_at=starts_at or on(4), minutes=minutes, what=what, seen=seen, by=cast.adviser
    )


DATA = {"day": "2030-03-04", "time": "14:00", "minutes": "60", "what": "Kennismaken.\r\nMet het team.", "seen": ""}


def test_it_works(sent, as_user):
    client = as_user(sent.adviser)
    answer = client.post(url(sent), DATA)

    visit = Visit.objects.get()
    assert answer.url == url(sent)
    assert (visit.starts_at, visit.minutes, visit.changes, visit.cancelled_at) == (on(4), 60, 0, None)
    assert visit.what == "Kennismaken.\nMet het team."
    assert "maandag 4 maart 2030 om 14:00 uur" in client.get(url(sent)).content.decode()


def test_coordinators_get_the_date_for_their_calendar(sent):
    deputy = factories.make_user("Dirk Deputy")
    Membership.objects.create(user=deputy, role=Role.COORDINATOR, location=sent.location)
    plan(sent)
    send_waiting()

    assert {letter.to[0] for letter in mail.outbox} == {sent.coordinator.email, deputy.email}
    letter = mail.outbox[0]
    assert letter.subject == "Anna Adviseur komt op bezoek bij De Linde"
    assert "maandag 4 maart 2030 om 14:00 uur" in letter.body
    assert "Kennismaken." in letter.body
    _calendar, event = read(letter.attachments[0].get_payload(decode=True))
    assert event.dtstart.value == on(4)


def test_moving_and_cancelling_keep_the_uid_and_raise_the_sequence(sent, as_user):
    client, found = as_user(sent.coordinator), []
    plan(sent)
    for step in (
        None,
        lambda: plan(sent, on(11), seen=0),
        lambda: cancel_visit(scan=sent.scan, seen=1, by=sent.adviser),
    ):
        if step:
            step()
        calendar, event = read(client.get(url(sent, "visit_calendar")).content)
        found.append((event.uid.value, int(event.sequence.value), calendar.method.value))

    assert len({uid for uid, _sequence, _method in found}) == 1
    assert [(sequence, method) for _uid, sequence, method in found] == [(0, "PUBLISH"), (1, "PUBLISH"), (2, "CANCEL")]


def test_mail_about_what_changed_since_is_not_sent(sent):
    plan(sent)
    plan(sent, on(11), seen=0)
    send_waiting()

    assert [letter.subject for letter in mail.outbox] == ["Het bezoek aan De Linde is gewijzigd"]
    assert "11 maart 2030" in mail.outbox[0].body


def test_cancelling_tells_them_too(sent, as_user):
    plan(sent)
    send_waiting()
    answer = as_user(sent.adviser).post(url(sent, "visit_cancel"), {"seen": "0"}, follow=True)
    send_waiting()

    assert "Het bezoek van maandag 4 maart 2030 om 14:00 uur is afgezegd." in answer.content.decode()
    assert mail.outbox[1].subject == "Het bezoek aan De Linde gaat niet door"


def test_cancelled_visit_can_be_planned_again(sent):
    plan(sent)
    cancel_visit(scan=sent.scan, seen=0, by=sent.adviser)
    again = plan(sent, on(18), seen=1)

    assert (again.changes, again.cancelled_at) == (2, None)


def test_the_same_again_tells_nobody(sent):
    plan(sent)
    plan(sent, seen=None)
    cancel_visit(scan=sent.scan, seen=0, by=sent.adviser)
    cancel_visit(scan=sent.scan, seen=0, by=sent.adviser)

    assert OutgoingMail.objects.count() == 2
    assert list(Event.objects.filter(name__startswith="visit").values_list("name", flat=True)) == [
        "visit_planned",
        "visit_cancelled",
    ]


def test_two_pages_at_once_lose_nothing(sent, as_user):
    client = as_user(sent.adviser)
    client.post(url(sent), DATA)
    answer = client.post(url(sent), DATA | {"day": "2030-03-11", "what": "Iets anders."})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "maandag 4 maart 2030" in page
    assert "Iets anders." in page
    assert Visit.objects.get().starts_at == on(4)
    assert client.post(url(sent), DATA | {"day": "2030-03-11", "seen": answer.context["seen"]}).status_code == 302
    assert Visit.objects.get().starts_at == on(11)


def test_old_page_does_not_cancel_what_was_moved(sent, as_user):
    plan(sent)
    plan(sent, on(11), seen=0)

    with pytest.raises(ChangedMeanwhile):
        cancel_visit(scan=sent.scan, seen=0, by=sent.adviser)
    answer = as_user(sent.adviser).post(url(sent, "visit_cancel"), {"seen": "x"}, follow=True)
    assert "Er is niets afgezegd." in answer.content.decode()
    assert Visit.objects.get().cancelled_at is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": ""}, "Kies een dag."),
        ({"day": "31-02-2030"}, "Kies een dag."),
        ({"time": "25:00"}, "Vul een tijd in"),
        ({"minutes": "5"}, "van 15 tot 480"),
        ({"minutes": "veel"}, "van 15 tot 480"),
        ({"day": "2020-03-04"}, "Dit moment is voorbij."),
        ({"what": "x" * 2001}, "Houd uw tekst onder de 2.000 tekens."),
    ],
)
def test_wrong_input_says_what_to_do_and_stays(sent, as_user, wrong, sentence):
    answer = as_user(sent.adviser).post(url(sent), DATA | {"what": "Blijft staan."} | wrong)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert sentence in page
    assert wrong.get("what", "Blijft staan.") in page
    assert not Visit.objects.exists()


def test_hour_that_the_clock_skips_is_asked_again(sent, as_user):
    """At 02:30 on 31 March 2030 the clock in Amsterdam jumps to three."""
    answer = as_user(sent.adviser).post(url(sent), DATA | {"day": "2030-03-31", "time": "02:30"})

    assert answer.status_code == 422
    assert not Visit.objects.exists()


def test_the_location_reads_and_does_not_plan(sent, as_user):
    plan(sent)
    for who in (sent.coordinator, sent.quality_officer):
        client = as_user(who)
        page = client.get(url(sent)).content.decode()
        assert "4 maart 2030" in page
        assert "<textarea" not in page
        assert client.post(url(sent), DATA).status_code == 404
        assert client.post(url(sent, "visit_cancel"), {"seen": "0"}).status_code == 404


@pytest.mark.parametrize("who", ["other_adviser", "programme_office", "administrator", "stranger"])
def test_others_find_nothing(sent, as_user, who):
    plan(sent)
    client = as_user(getattr(sent, who))

    assert client.get(url(sent)).status_code == 404
    assert client.get(url(sent, "visit_calendar")).status_code == 404
    assert client.post(url(sent), DATA).status_code == 404


def test_no_visit_before_the_scan_was_sent_in(cast, as_user):
    assert as_user(cast.coordinator).get(url(cast)).status_code == 404
    with pytest.raises(NotNow):
        plan(cast)


def test_withdrawn_scan_has_no_visit(sent, as_user):
    Scan.objects.filter(pk=sent.scan.pk).update(state="vervallen")

    assert as_user(sent.adviser).get(url(sent)).status_code == 404
    with pytest.raises(NotNow):
        plan(sent)


def test_no_calendar_file_without_a_visit(sent, as_user):
    assert as_user(sent.coordinator).get(url(sent, "visit_calendar")).status_code == 404


def test_visit_that_is_past_is_not_cancelled_any_more(sent, as_user):
    Visit.objects.create(scan=sent.scan, starts_at=timezone.now() - timedelta(days=1), at=timezone.now())

    assert "Het bezoek afzeggen" not in as_user(sent.adviser).get(url(sent)).content.decode()
