"""Sending in from the pages: once, with a reason where it is needed, and never by a GET."""

import pytest
from django.urls import reverse

from questionnaires.models import StateChange
from questionnaires.services import SheetIsClosed
from scoring.assessment.services import NothingToSend, ReasonNeeded, send_in_scan
from scoring.models import Assessment
from tests import factories
from wolscan.models import Event

INFORMATION = [
    "clientervaringen", "administratieve-lasten", "sturingsinformatie", "terugkoppeling-teams",
    "openbaar-over-kwaliteit",
]  # fmt: skip


@pytest.fixture
def coordinator(cast, as_user):
    return as_user(cast.coordinator)


def send_url(cast):
    return reverse("send_in", kwargs={"sheet": cast.sheet.pk})


def outcome_url(cast):
    return reverse("outcome", kwargs={"scan": cast.scan.pk})


def state(cast):
    cast.scan.refresh_from_db()
    return cast.scan.state


def test_sending_leads_to_the_outcome_with_thanks(coordinator, cast):
    factories.fill_sheet(cast.sheet)

    answer = coordinator.post(send_url(cast), follow=True)

    assert answer.redirect_chain == [(outcome_url(cast), 302)]
    assert "Dank u wel. De scan is ingediend" in answer.content.decode()
    assert state(cast) == "ingediend"


def test_sending_twice_gives_one_outcome(coordinator, cast):
    factories.fill_sheet(cast.sheet)

    answers = [coordinator.post(send_url(cast)) for _ in range(3)]

    assert {answer.url for answer in answers} == {outcome_url(cast)}
    assert Assessment.objects.filter(scan=cast.scan).count() == 1
    assert StateChange.objects.filter(scan=cast.scan, new="ingediend").count() == 1
    assert Event.objects.filter(name="scan_sent_in").count() == 1


def test_a_get_never_sends(coordinator, cast):
    factories.fill_sheet(cast.sheet)

    assert coordinator.get(send_url(cast)).status_code == 405
    assert state(cast) == "open"


def test_incomplete_theme_asks_for_a_reason(coordinator, cast):
    factories.fill_sheet(cast.sheet, **dict.fromkeys(INFORMATION, ""))

    answer = coordinator.post(send_url(cast), {"reason": " "})

    assert answer.status_code == 422
    assert answer.context["needs_reason"] == ["Gebruik van informatie"]
    assert state(cast) == "open"


def test_incomplete_theme_goes_in_with_a_reason(coordinator, cast):
    factories.fill_sheet(cast.sheet, **dict.fromkeys(INFORMATION, ""))

    coordinator.post(send_url(cast), {"reason": "Volgt in januari."})

    assert state(cast) == "ingediend"
    assert cast.scan.incomplete_reason == "Volgt in januari."


def test_reason_that_is_too_long_comes_back_whole(coordinator, cast):
    factories.fill_sheet(cast.sheet, **dict.fromkeys(INFORMATION, ""))
    reason = "lang " * 500

    answer = coordinator.post(send_url(cast), {"reason": reason})

    assert answer.status_code == 422
    assert answer.context["reason"] == reason
    assert "korter dan 2.000 tekens" in answer.content.decode()
    assert state(cast) == "open"


def test_empty_sheet_says_what_to_do(coordinator, cast):
    answer = coordinator.post(send_url(cast), {"reason": "Geen tijd."}, follow=True)

    assert answer.redirect_chain == [(reverse("sheet_overview", kwargs={"sheet": cast.sheet.pk}), 302)]
    assert "Geef eerst antwoord op de onderwerpen" in answer.content.decode()
    assert state(cast) == "open"


def test_withdrawn_scan_takes_nothing(coordinator, cast):
    factories.fill_sheet(cast.sheet)
    type(cast.scan).objects.filter(pk=cast.scan.pk).update(state="vervallen")

    answer = coordinator.post(send_url(cast), follow=True)

    assert "neemt nu geen antwoorden aan" in answer.content.decode()
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("person", ["quality_officer", "adviser", "programme_office", "stranger"])
def test_only_the_coordinator_sends(cast, as_user, person):
    factories.fill_sheet(cast.sheet)

    assert as_user(getattr(cast, person)).post(send_url(cast)).status_code == 404
    assert state(cast) == "open"


def test_scan_with_own_sheets_is_sent_in_once_after_the_conversation(cast):
    scan = factories.in_conversation(cast.scan)
    for _ in range(3):
        factories.add_sheet(scan, "zorgpersoneel")

    outcomes = {send_in_scan(scan=scan, by=cast.coordinator).pk for _ in range(2)}

    assert (len(outcomes), state(cast)) == (1, "ingediend")


def test_scan_with_own_sheets_needs_a_reason_for_an_incomplete_theme(cast):
    scan = factories.in_conversation(cast.scan)
    for _ in range(3):
        factories.add_sheet(scan, "zorgpersoneel", **dict.fromkeys(INFORMATION, ""))

    with pytest.raises(ReasonNeeded) as refused:
        send_in_scan(scan=scan, by=cast.coordinator)

    assert (refused.value.themes, state(cast)) == (["informatie"], "gesprek")


def test_scan_that_is_still_open_is_not_sent_in_as_a_whole(cast):
    factories.fill_sheet(cast.sheet)

    with pytest.raises(SheetIsClosed):
        send_in_scan(scan=cast.scan, by=cast.coordinator)


def test_scan_without_answers_is_not_sent_in(cast):
    scan = factories.in_conversation(cast.scan)

    with pytest.raises(NothingToSend):
        send_in_scan(scan=scan, by=cast.coordinator, reason="Leeg.")
