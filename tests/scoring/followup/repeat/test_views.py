"""The page to move a repeat scan, and how a location starts it."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from questionnaires.models import Participation, Scan, State
from questionnaires.round.inviting import invite
from scoring.followup.repeat.services import move, open_due
from scoring.models import RepeatMove
from tests.calendars import read
from tests.kept import kept_begin
from tests.scoring.followup.repeat.days import DAY, FIRST, INVITED, LAST, REPEAT, reload
from wolscan.mail import send_waiting

TODAY = date(2027, 1, 10)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """It is January: the repeat scan is far away."""
    on(monkeypatch, TODAY)


def on(monkeypatch, day):
    for module in (
        "scoring.followup.repeat.views",
        "questionnaires.views",
        "questionnaires.round.views.setup",
        "scoring.followup.repeat.mails",
    ):
        monkeypatch.setattr(f"{module}.today", lambda: day)


def url_of(scan):
    return reverse("move_repeat", kwargs={"scan": scan.pk})


def sent(day, reason="De teamleider is met verlof.", seen=REPEAT):
    return {"new_on": day.isoformat(), "reason": reason, "seen": seen.isoformat()}


def page_of(answer):
    return " ".join(answer.content.decode().split())


def test_the_page_says_the_window_in_words(final, as_user):
    page = page_of(as_user(final.coordinator).get(url_of(final.scan)))

    assert "De herhaalscan is nu op maandag 22 november 2027." in page
    assert "Volgens de regels is hij op 22 november 2027, een jaar nadat de scan is vastgesteld." in page
    assert "hooguit 3 maanden verplaatsen: naar een dag van 22 augustus 2027 tot en met 22 februari 2028." in page
    assert 'min="2027-08-22" max="2028-02-22"' in page
    assert "Eerder verplaatst" not in page


@pytest.mark.parametrize("who", ["coordinator", "adviser"])
def test_coordinator_and_adviser_move_it(final, as_user, who):
    answer = as_user(getattr(final, who)).post(url_of(final.scan), sent(LAST), follow=True)

    assert answer.redirect_chain == [(reverse("outcome", kwargs={"scan": final.scan.pk}), 302)]
    assert "De herhaalscan is nu op 22 februari 2028. Zet hem opnieuw in uw agenda." in page_of(answer)
    assert reload(final.scan).repeat_on == LAST
    assert RepeatMove.objects.get().by == getattr(final, who)


@pytest.mark.parametrize("who", ["quality_officer", "other_adviser", "stranger", "programme_office", "administrator"])
def test_nobody_else_sees_the_page_or_moves_it(final, as_user, who):
    client = as_user(getattr(final, who))

    assert client.get(url_of(final.scan)).status_code == 404
    assert client.post(url_of(final.scan), sent(LAST)).status_code == 404
    assert reload(final.scan).repeat_on == REPEAT


def test_earlier_moves_are_shown_with_their_reason(final, as_user):
    move(scan=final.scan, new_on=LAST, seen=REPEAT, reason="Verbouwing <b>", by=final.adviser, today=TODAY)

    page = page_of(as_user(final.coordinator).get(url_of(final.scan)))

    assert "Van 22 november 2027 naar 22 februari 2028" in page
    assert "Verbouwing &lt;b&gt;" in page
    assert final.adviser.name in page


@pytest.mark.parametrize(
    ("day", "reason", "words"),
    [
        (FIRST - DAY, "Ja.", "Kies een dag van 22 augustus 2027 tot en met 22 februari 2028."),
        (LAST + DAY, "Ja.", "Kies een dag van 22 augustus 2027 tot en met 22 februari 2028."),
        (REPEAT, "Ja.", "De herhaalscan is al op deze dag. Kies een andere dag."),
        (LAST, "  ", "Schrijf op waarom u de herhaalscan verplaatst."),
        (LAST, "x" * 2001, "Houd uw reden korter dan 2.000 tekens."),
    ],
)
def test_what_cannot_be_comes_back_with_what_was_typed(final, as_user, day, reason, words):
    answer = as_user(final.coordinator).post(url_of(final.scan), sent(day, reason))

    assert answer.status_code == 422
    assert words in page_of(answer)
    assert f'value="{day.isoformat()}"' in page_of(answer)
    assert reason.strip()[:60] in page_of(answer)
    assert reload(final.scan).repeat_on == REPEAT


@pytest.mark.parametrize("damaged", [{"new_on": "morgen"}, {"new_on": ""}, {"seen": "x"}, {"seen": ""}])
def test_a_damaged_page_is_refused(final, as_user, damaged):
    assert as_user(final.coordinator).post(url_of(final.scan), sent(LAST) | damaged).status_code == 422


def test_two_people_at_once_lose_nothing(final, as_user):
    move(scan=final.scan, new_on=LAST, seen=REPEAT, reason="Verbouwing.", by=final.adviser, today=TODAY)
    client = as_user(final.coordinator)

    answer = client.post(url_of(final.scan), sent(FIRST, "Onze reden."))

    assert answer.status_code == 409
    assert "Iemand anders heeft de herhaalscan intussen verplaatst" in page_of(answer)
    assert "Onze reden." in page_of(answer)
    assert "Verbouwing." in page_of(answer)
    assert f'name="seen" value="{LAST.isoformat()}"' in page_of(answer)
    client.post(url_of(final.scan), sent(FIRST, "Onze reden.", seen=LAST))
    assert reload(final.scan).repeat_on == FIRST


def test_once_opened_it_does_not_move(final, as_user):
    client = as_user(final.coordinator)
    open_due(scan=final.scan, today=INVITED)

    assert "De herhaalscan is geopend" in page_of(client.get(url_of(final.scan)))
    answer = client.post(url_of(final.scan), sent(LAST))
    assert (answer.status_code, reload(final.scan).repeat_on) == (409, REPEAT)
    assert url_of(final.scan) not in page_of(client.get(reverse("outcome", kwargs={"scan": final.scan.pk})))


def test_a_scan_that_is_not_final_has_no_page(cast, as_user):
    assert as_user(cast.coordinator).get(url_of(cast.scan)).status_code == 404


def test_the_outcome_leads_to_it(final, as_user):
    address = reverse("outcome", kwargs={"scan": final.scan.pk})

    assert url_of(final.scan) in page_of(as_user(final.coordinator).get(address))
    assert url_of(final.scan) not in page_of(as_user(final.quality_officer).get(address))


def test_the_page_costs_as_much_with_one_move_as_with_three(final, as_user, django_assert_num_queries):
    client = as_user(final.coordinator)
    for number, day in enumerate((LAST, FIRST, LAST)):
        scan = reload(final.scan)
        move(scan=scan, new_on=day, seen=scan.repeat_on, reason="Ja.", by=final.adviser, today=TODAY)
        if number != 1:
            with django_assert_num_queries(6):  # session, user, roles, scan, is it repeated, moves
                client.get(url_of(final.scan))


def test_the_mail_brings_the_new_day_with_its_calendar_file(final):
    move(scan=final.scan, new_on=LAST, seen=REPEAT, reason="Verbouwing.", by=final.adviser, today=TODAY)
    send_waiting()

    [message] = [found for found in mail.outbox if "is nu op" in found.subject]
    assert message.subject == "De herhaalscan van De Linde is nu op 22 februari 2028"
    assert "heeft de herhaalscan van De Linde verplaatst van 22 november 2027 naar dinsdag 22 februari 2028." in (
        " ".join(message.body.split())
    )
    assert "Verbouwing." in message.body
    [file] = message.attachments
    event = read(file.get_payload(decode=True))[1]
    assert (event.sequence.value, event.dtstart.value) == ("1", LAST)


def test_a_mail_about_a_move_that_was_moved_again_is_dropped(final):
    for day in (LAST, FIRST):
        scan = reload(final.scan)
        move(scan=scan, new_on=day, seen=scan.repeat_on, reason="Ja.", by=final.adviser, today=TODAY)
    send_waiting()

    assert [m.subject for m in mail.outbox if "is nu op" in m.subject] == [
        "De herhaalscan van De Linde is nu op 22 augustus 2027"
    ]


@pytest.mark.parametrize("name", ["start_scan", "prepare_round"])
def test_before_the_window_the_location_reads_from_when_on(final, as_user, name):
    client = as_user(final.coordinator)
    address = reverse("location", kwargs={"location": final.location.pk})

    assert "U kunt ermee beginnen vanaf 22 augustus 2027." in page_of(client.get(address))
    answer = client.post(reverse(name, kwargs={"location": final.location.pk}), follow=True)
    assert "De herhaalscan kan beginnen vanaf 22 augustus 2027. Er is niets gestart." in page_of(answer)
    assert final.location.scans.count() == 1


@pytest.mark.parametrize(("name", "state"), [("start_scan", "open"), ("prepare_round", "voorbereiding")])
def test_within_the_window_the_location_starts_it_itself(final, as_user, monkeypatch, name, state):
    on(monkeypatch, FIRST)

    as_user(final.coordinator).post(reverse(name, kwargs={"location": final.location.pk}))

    repeat = Scan.objects.get(previous=final.scan)
    assert (repeat.state, repeat.opened_on) == (state, FIRST)


@pytest.fixture
@kept_begin
def opened(final):
    return open_due(scan=final.scan, today=INVITED)


def together(client, scan):
    return client.post(reverse("fill_in_together", kwargs={"scan": scan.pk}), follow=True)


def test_an_opened_repeat_is_filled_in_together_after_all(final, opened, as_user):
    client = as_user(final.coordinator)
    page = page_of(client.get(reverse("location", kwargs={"location": final.location.pk})))
    assert "Dit is de herhaalscan, gepland op 22 november 2027." in page
    assert "Vult u liever samen één vragenlijst in" in page
    assert "Verder met voorbereiden" in page

    answer = together(client, opened)

    sheet = opened.sheets.get()
    assert answer.redirect_chain == [(reverse("sheet", kwargs={"sheet": sheet.pk}), 302)]
    assert (reload(opened).state, reload(opened).opened_on) == (State.OPEN, TODAY)
    assert (sheet.group, sheet.participation.mode) == ("team", Participation.Mode.TEAM)


def test_choosing_the_team_sheet_twice_gives_one(final, opened, as_user):
    client = as_user(final.coordinator)
    for _ in range(2):
        together(client, opened)

    assert opened.sheets.count() == 1
    assert opened.state_changes.count() == 2


def test_invited_people_come_first(final, opened, as_user):
    by = final.coordinator
    invite(scan=opened, group="zorgpersoneel", addresses=["a@example.org"], language="nl", by=by, today=INVITED)

    answer = together(as_user(final.coordinator), opened)

    assert "Er zijn al mensen uitgenodigd." in page_of(answer)
    assert reload(opened).state == State.VOORBEREIDING
    assert not opened.sheets.exists()


def test_past_its_preparation_the_way_stays(final, opened, as_user):
    Scan.objects.filter(pk=opened.pk).update(state=State.GESPREK)

    assert "De voorbereiding van deze scan is voorbij." in page_of(together(as_user(final.coordinator), opened))
    assert not opened.sheets.exists()


@pytest.mark.parametrize("who", ["quality_officer", "stranger", "adviser", "programme_office"])
def test_only_the_coordinator_chooses_the_team_sheet(final, opened, as_user, who):
    answer = as_user(getattr(final, who)).post(reverse("fill_in_together", kwargs={"scan": opened.pk}))

    assert answer.status_code == 404
    assert not opened.sheets.exists()


def test_a_stranger_starts_nothing_here(final, as_user, monkeypatch):
    on(monkeypatch, FIRST)
    address = reverse("start_scan", kwargs={"location": final.location.pk})

    assert as_user(final.stranger).post(address).status_code == 404
    assert final.location.scans.count() == 1
