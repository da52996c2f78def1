"""The calendar file of the repeat scan, read by a library that did not know how it was made."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from scoring.outcomes.calendar import repeat_scan_ics
from tests import factories
from tests.kept import kept_begin


@pytest.fixture
@kept_begin
def final(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)
    return cast


def event_of(scan, language="nl"):
    with translation.override(language):
        content = repeat_scan_ics(scan, scan.decisions.latest())
    [event] = Calendar.from_ical(content).walk("VEVENT")
    return event


def test_event_is_a_whole_day(final):
    event = event_of(final.scan)

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2027, 11, 22), date(2027, 11, 23))
    assert "TZID" not in event["dtstart"].params


def test_alarm_goes_when_the_invitation_does(final):
    [alarm] = event_of(final.scan).walk("VALARM")

    assert alarm.decoded("trigger") == -timedelta(weeks=6)
    assert str(alarm["action"]) == "DISPLAY"


def test_identity_stays_and_sequence_starts_at_zero(final):
    first, second = event_of(final.scan), event_of(final.scan, "en")

    assert str(first["uid"]) == str(second["uid"]) == f"herhaalscan-{final.scan.pk}@wolscan"
    assert first["sequence"] == 0
    assert first.decoded("dtstamp") == final.scan.decisions.get().at.replace(microsecond=0)


def test_sequence_rises_with_a_new_decision(final):
    decision = final.scan.decisions.get()
    decision.pk = None
    decision.save()

    assert event_of(final.scan)["sequence"] == 1


@pytest.mark.parametrize(("language", "summary"), [("nl", "Herhaalscan De Linde"), ("en", "Repeat scan De Linde")])
def test_words_follow_the_language(final, language, summary):
    assert str(event_of(final.scan, language)["summary"]) == summary


def test_odd_names_survive(final):
    final.location.name = 'De "Linde"; noord, zuid\\oost ' + "é" * 80
    final.scan.location = final.location

    assert str(event_of(final.scan)["summary"]) == f"Herhaalscan {final.location.name}"


def test_download_has_a_name(final, as_user):
    answer = as_user(final.coordinator).get(reverse("repeat_ics", kwargs={"scan": final.scan.pk}))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="herhaalscan-de-linde-2027.ics"'
    assert Calendar.from_ical(answer.content)["method"] == "PUBLISH"


def test_scan_that_is_not_final_has_none(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator)

    assert as_user(cast.coordinator).get(reverse("repeat_ics", kwargs={"scan": cast.scan.pk})).status_code == 404
