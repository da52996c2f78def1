"""Reopening: the earlier version stays, a new decision takes its place, and everybody is told."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from questionnaires.models import Scan
from questionnaires.services import open_scan
from scoring.givingback.codes import code_of
from scoring.models import Action, Decision, Report
from scoring.reports.making import make_waiting_reports
from scoring.review.services import NotFinal, ReasonNeeded, RepeatHasBegun, reopen
from tests import factories
from tests.factories import TODAY
from tests.kept import kept_begin
from tests.rounds import mails
from tests.scoring.review.conftest import reload, url
from wolscan.mail import send_waiting

LATER = date(2026, 12, 10)


@pytest.fixture
@kept_begin
def final(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)
    cast.scan = reload(cast.scan)
    return cast


def open_again(cast, reason="Een niveau was verkeerd genoteerd."):
    reopen(scan=cast.scan, reason=reason, by=cast.adviser)
    cast.scan = reload(cast.scan)


@pytest.fixture
@kept_begin
def reopened(final):
    open_again(final)
    return final


def test_scan_is_under_review_again_and_keeps_what_was_decided(reopened):
    scan = reopened.scan

    assert (scan.state, scan.confirmed_on, scan.repeat_on) == ("in_beoordeling", None, None)
    assert (scan.decisions.count(), scan.assessments.count(), scan.reports.count()) == (1, 2, 2)
    assert scan.state_changes.last().reason == "Een niveau was verkeerd genoteerd."
    assert mails("scan_reopened") == [reopened.coordinator.email]


def test_a_reason_is_needed(final):
    with pytest.raises(ReasonNeeded):
        open_again(final, "  ")

    assert reload(final.scan).state == "vastgesteld"


def test_only_a_final_scan_is_reopened(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)

    with pytest.raises(NotFinal):
        open_again(cast)


def test_not_once_the_next_scan_has_begun(final, as_user):
    open_scan(location=final.location, by=final.coordinator, today=TODAY + timedelta(days=300))

    with pytest.raises(RepeatHasBegun):
        open_again(final)
    page = as_user(final.adviser).get(url("review_reopen", final.scan)).content.decode()
    assert "al begonnen met de volgende scan" in page
    assert "<textarea" not in page


def test_the_newer_of_two_scans_can_be_reopened(final):
    repeat = open_scan(location=final.location, by=final.coordinator, today=TODAY + timedelta(days=365))
    factories.send_in_scan(repeat, final.coordinator)
    factories.confirm_scan(repeat, repeat.adviser)

    reopen(scan=repeat, reason="Fout niveau.", by=final.adviser)

    assert reload(repeat).state == "in_beoordeling"


def test_outcome_is_a_proposal_until_it_is_confirmed_again(reopened, as_user):
    page = as_user(reopened.coordinator).get(url("outcome", reopened.scan)).content.decode()

    assert "De adviseur kijkt opnieuw naar deze uitkomst" in page
    assert "Voorstel voor ondersteuning" in page
    assert "Wat als?" not in page
    assert "Versie 1, vastgesteld op 22 november 2026" in page
    assert "Een niveau was verkeerd genoteerd." in page


def test_code_stays_and_opens_nothing_meanwhile(final):
    code, browser = code_of(final.scan), Client()
    open_again(final)

    assert "opent nu niets" in browser.post("/uitkomst/", {"code": code}).content.decode()

    factories.confirm_scan(final.scan, final.adviser, today=LATER)

    assert code_of(reload(final.scan)) == code
    assert browser.post("/uitkomst/", {"code": code}).status_code == 302


def test_confirming_again_is_version_two_with_its_own_dates(reopened, as_user):
    factories.confirm_scan(reopened.scan, reopened.adviser, "licht", "Nu beter gezien.", today=LATER)
    scan = reload(reopened.scan)
    page = as_user(reopened.coordinator).get(url("outcome", scan)).content.decode()

    assert (scan.state, scan.confirmed_on, scan.repeat_on) == ("vastgesteld", LATER, date(2027, 12, 10))
    assert [decision.tier for decision in scan.decisions.all()] == ["zelf", "licht"]
    assert Report.objects.filter(scan=scan).count() == 4
    assert mails("scan_confirmed_again") == [reopened.coordinator.email]
    assert page.index("Versie 2, vastgesteld op 10 december 2026") < page.index(
        "Versie 1, vastgesteld op 22 november 2026"
    )
    assert page.count("(vervangen)") == 1


def test_every_version_can_be_downloaded(reopened, as_user):
    factories.confirm_scan(reopened.scan, reopened.adviser, "licht", "Nu beter gezien.", today=LATER)
    make_waiting_reports()
    client, address = as_user(reopened.coordinator), url("report_pdf", reopened.scan)
    first, second = Decision.objects.order_by("pk")

    got = {number: client.get(address, {"versie": number, "taal": "nl"}) for number in (1, 2)}

    assert bytes(got[1].content) == bytes(Report.objects.get(decision=first, language="nl").pdf)
    assert bytes(got[2].content) == bytes(Report.objects.get(decision=second, language="nl").pdf)
    assert bytes(client.get(address, {"taal": "nl"}).content) == bytes(got[2].content)
    for wrong in ("0", "3", "-1", "een", "9999999999999", "²"):
        assert client.get(address, {"versie": wrong}).status_code == 404


def test_pdf_of_a_version_is_asked_for_in_the_same_way(reopened, as_user):
    Report.objects.all().delete()
    client, address = as_user(reopened.coordinator), f"{url('report_pdf', reopened.scan)}?versie=1&taal=en"

    answer = client.post(address)

    assert answer.url == address
    assert Report.objects.get().decision == Decision.objects.get()


def test_actions_stay_and_the_follow_up_goes_on(final):
    Action.objects.create(
        scan=final.scan, theme="veiligheid", what="Oefenen.", owner="Team", due_on=TODAY, made_at=timezone.now()
    )
    Scan.objects.filter(pk=final.scan.pk).update(state="opvolging")
    open_again(final)
    factories.confirm_scan(final.scan, final.adviser, today=LATER)

    assert reload(final.scan).state == "opvolging"
    assert Action.objects.count() == 1
    assert [change.new for change in final.scan.state_changes.all()][-2:] == ["vastgesteld", "opvolging"]


def test_mails_tell_both_times(reopened):
    factories.confirm_scan(reopened.scan, reopened.adviser, today=LATER)
    send_waiting()

    subjects = [message.subject for message in mail.outbox]
    assert subjects[-1] == "De uitkomst van De Linde is opnieuw vastgesteld"
    assert "De uitkomst van De Linde wordt opnieuw bekeken" not in subjects  # overtaken by the new decision


def test_mail_of_reopening_goes_out_meanwhile(reopened):
    send_waiting()

    [message] = [m for m in mail.outbox if "opnieuw bekeken" in m.subject]
    assert f"/scan/{reopened.scan.pk}/uitkomst/" in message.body
    assert "verkeerd genoteerd" not in message.body


def test_page_asks_why_and_says_what_happens(final, as_user):
    client = as_user(final.adviser)

    page = client.get(url("review_reopen", final.scan)).content.decode()
    refused = client.post(url("review_reopen", final.scan), {"reason": " "})

    assert "Wat er gebeurt als u heropent" in page
    assert (refused.status_code, "Schrijf op waarom u deze scan heropent." in refused.content.decode()) == (422, True)
    assert reload(final.scan).state == "vastgesteld"

    answer = client.post(url("review_reopen", final.scan), {"reason": "Fout niveau."})
    assert answer.url == url("review", final.scan)
    assert reload(final.scan).state == "in_beoordeling"


def test_pressing_twice_changes_nothing_more(reopened, as_user):
    answer = as_user(reopened.adviser).post(url("review_reopen", reopened.scan), {"reason": "Nog eens."}, follow=True)

    assert "Er valt dus niets te heropenen." in answer.content.decode()
    assert mails("scan_reopened") == [reopened.coordinator.email]


@pytest.mark.parametrize("person", ["coordinator", "quality_officer", "other_adviser", "programme_office", "stranger"])
def test_nobody_else_reopens(final, as_user, person):
    client = as_user(getattr(final, person))

    assert client.get(url("review_reopen", final.scan)).status_code == 404
    assert client.post(url("review_reopen", final.scan), {"reason": "Nee."}).status_code == 404
    assert reload(final.scan).state == "vastgesteld"


def test_a_single_version_that_holds_is_not_listed(final, as_user):
    assert (
        "Versies van deze uitkomst" not in as_user(final.coordinator).get(url("outcome", final.scan)).content.decode()
    )
