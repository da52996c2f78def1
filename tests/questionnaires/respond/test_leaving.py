"""After sending: thanks, the date of the conversation, and a device that is wiped."""

from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from questionnaires.models import Scan

TOPIC = "privacy"


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def done(person):
    """Somebody who has sent."""
    anna = person()
    anna.begin()
    anna.answer(TOPIC)
    anna.send()
    return anna


def test_thanks_say_what_happens_next(done):
    page = text_of(done.client.get(reverse("thanks")))

    assert "Dank u wel, uw antwoorden zijn verstuurd" in page
    assert "Het team praat over de antwoorden op" in page
    assert "Zet het in uw agenda" in page


def test_thanks_without_a_date_promise_none(done):
    Scan.objects.update(meets_at=None, closes_on=None)
    page = text_of(done.client.get(reverse("thanks")))

    assert "Het team praat over de antwoorden." in page
    assert "agenda" not in page
    assert done.client.get(reverse("conversation_ics")).status_code == 404


def test_thanks_are_for_who_has_sent(person):
    anna = person()
    anna.begin()

    assert anna.client.get(reverse("thanks")).url == reverse("begin")


def test_date_of_the_conversation_is_a_calendar_file(done):
    response = done.client.get(reverse("conversation_ics"))
    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    scan = done.invitation.scan

    assert response["Content-Disposition"] == 'attachment; filename="gesprek.ics"'
    assert event["UID"] == f"gesprek-{scan.pk}@wolscan"
    assert event["DTSTART"].dt == scan.meets_at
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=1)


def test_done_wipes_the_session_and_the_browser(done):
    session = done.client.session.session_key
    response = done.client.post(reverse("leave"))

    assert response.url == reverse("join")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert done.client.session.session_key != session
    assert done.client.get(reverse("thanks")).url == reverse("join")


def test_done_in_the_middle_keeps_the_answers(person):
    anna = person()
    anna.begin(shared="on")
    anna.answer(TOPIC)
    sheet = anna.url("sheet")
    anna.client.post(reverse("leave"))
    anna.type_code(shared="on")

    assert anna.client.get(reverse("begin")).url == sheet
    assert "1 van 60 vragen beantwoord" in text_of(anna.client.get(sheet))


def test_shared_device_offers_no_download(person):
    anna = person()
    anna.begin(shared="on")
    page = text_of(anna.client.get(anna.url("sheet_overview")))

    assert anna.sheet.participation.mode == "tablet"
    assert "Download een kopie" not in page
    assert "Gedeeld apparaat" in page


def test_leaving_does_not_sign_out_an_account(open_round_, as_user):
    coordinator = as_user(open_round_.coordinator)

    assert coordinator.post(reverse("leave")).url == reverse("home")
    assert coordinator.get("/").status_code == 200


def test_leaving_takes_a_post(client, db):
    assert client.get(reverse("leave")).status_code == 405
