"""Scans are given to advisers by the programme office, and handed over by advisers; nothing of the answers shows."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from questionnaires.assigning.queries import WITHOUT, Wanted, days_waiting, scans_to_assign
from questionnaires.assigning.services import NotYours, assign, hand_over
from questionnaires.models import Assignment, Scan
from questionnaires.services import open_scan
from scoring.models import Decision
from tests import factories
from tests.factories import TODAY
from wolscan.mail import send_waiting
from wolscan.models import Event, OutgoingMail
from wolscan.permissions import Role

URL = "/toewijzen/"


def url(name, scan):
    return reverse(name, kwargs={"scan": scan.pk})


def shown(answer):
    return [row.scan.location.name for row in answer.context["rows"]]


@pytest.fixture
def office(cast, as_user):
    Scan.objects.filter(pk=cast.scan.pk).update(adviser=None)
    return as_user(cast.programme_office)


def test_it_works(office, cast):
    response = office.post(URL, {"scans": [str(cast.scan.pk)], "adviser": cast.adviser.pk, "note": "Bel even."})

    cast.scan.refresh_from_db()
    assert response.url == URL
    assert cast.scan.adviser == cast.adviser
    sent = OutgoingMail.objects.get()
    assert (sent.template, sent.to) == ("scans_assigned", cast.adviser.email)
    assert sent.context == {"name": cast.adviser.name, "note": "Bel even.", "locations": ["De Linde"], "giver": ""}
    assert Event.objects.filter(name="adviser_assigned").count() == 1


def test_history_keeps_who_gave_it_to_whom_and_why(cast):
    assign(scans=[cast.scan.pk], adviser=cast.other_adviser, by=cast.programme_office, note="Anna is met verlof.")

    last = Assignment.objects.filter(scan=cast.scan).last()
    assert (last.old, last.new, last.by) == (cast.adviser, cast.other_adviser, cast.programme_office)
    assert last.note == "Anna is met verlof."


def test_many_at_once_give_one_mail(cast):
    scans = [cast.scan.pk, cast.strangers_scan.pk]
    count = assign(scans=scans, adviser=cast.other_adviser, by=cast.programme_office)

    assert count == 2
    assert OutgoingMail.objects.get(template="scans_assigned").context["locations"] == ["De Eik", "De Linde"]


def test_who_guided_them_before_gets_a_mail_too(cast):
    scans = [cast.scan.pk, cast.strangers_scan.pk]
    assign(scans=scans, adviser=cast.other_adviser, by=cast.programme_office, note="Anna heeft het te druk.")

    told = OutgoingMail.objects.get(template="scans_passed_on")
    assert told.to == cast.adviser.email
    assert told.context["locations"] == ["De Linde"]
    assert "note" not in told.context


def test_hand_over_changes_hands_once(cast):
    assert assign(scans=[cast.scan.pk], adviser=cast.other_adviser, by=cast.programme_office) == 1
    assert assign(scans=[cast.scan.pk], adviser=cast.other_adviser, by=cast.programme_office) == 0
    assert OutgoingMail.objects.count() == 2


def test_account_that_is_closed_gets_no_mail(cast):
    cast.adviser.is_active = False
    cast.adviser.save()
    assign(scans=[cast.scan.pk], adviser=cast.other_adviser, by=cast.programme_office)

    assert [sent.template for sent in OutgoingMail.objects.all()] == ["scans_assigned"]


def test_invitation_to_look_on_was_for_the_former_adviser(cast):
    Scan.objects.filter(pk=cast.scan.pk).update(adviser_invited=True)
    assign(scans=[cast.scan.pk], adviser=cast.other_adviser, by=cast.programme_office)

    cast.scan.refresh_from_db()
    assert cast.scan.adviser_invited is False


def test_list_shows_scans_without_adviser_and_those_that_wait_on_top(office, cast):
    Scan.objects.filter(pk=cast.strangers_scan.pk).update(state="ingediend", submitted_at="2026-11-20T10:00Z")

    assert shown(office.get(URL)) == ["De Eik", "De Linde"]


def test_among_all_the_one_without_adviser_that_was_sent_in_is_first(office, cast):
    places = [cast.scan, cast.strangers_scan, factories.make_scan(factories.make_location("De Berk"))]
    for scan, days, adviser in zip(places, (30, 9, 3), (cast.adviser, None, None), strict=True):
        sent_in = timezone.now() - timedelta(days=days)
        Scan.objects.filter(pk=scan.pk).update(state="ingediend", submitted_at=sent_in, adviser=adviser)

    answer = office.get(f"{URL}?toon=lopend")

    assert shown(answer) == ["De Eik", "De Berk", "De Linde"]
    assert [row.days for row in answer.context["rows"]] == [9, 3, 30]


def test_all_running_scans_can_be_shown(office, cast):
    assign(scans=[cast.scan.pk], adviser=cast.adviser, by=cast.programme_office)

    assert shown(office.get(URL)) == ["De Eik"]
    assert len(shown(office.get(f"{URL}?toon=lopend"))) == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=linde", ["De Linde"]),
        ("q=eikenhof", ["De Eik"]),
        ("q=niets", []),
        ("adviseur={adviser}", ["De Linde"]),
        ("regio={other}", []),
        ("regio=x&adviseur=999999&toon=onzin", ["De Eik"]),  # what makes no sense is left out
    ],
)
def test_filters(cast, as_user, query, expected):
    other = factories.make_region("twente")
    withdrawn = factories.make_scan(factories.make_location("De Berk"))
    Scan.objects.filter(pk=withdrawn.pk).update(state="vervallen")
    type(cast.location).objects.filter(pk=withdrawn.location_id).update(region=other)
    query = query.format(adviser=cast.adviser.pk, other=other.pk)

    assert shown(as_user(cast.programme_office).get(f"{URL}?toon=lopend&{query}")) == expected


def test_confirmed_scans_show_decided_support_and_its_themes(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser, "extra", "Ze willen graag.")
    Decision.objects.update(themes=["veiligheid", "informatie"])
    Scan.objects.filter(pk=cast.scan.pk).update(route="zorgkantoor")

    answer = as_user(cast.programme_office).get(f"{URL}?toon=vastgesteld")
    page = answer.content.decode()

    row = answer.context["rows"][0]
    assert (row.tier, row.themes) == ("Extra ondersteuning", ["Veiligheid", "Gebruik van informatie"])
    assert "Zorgkantoor" in page
    assert "Ze willen graag." not in page


def test_no_page_of_the_office_shows_a_level(office, cast):
    factories.send_in_scan(cast.scan, cast.coordinator, "ernstig_issue")
    factories.confirm_scan(cast.scan, cast.adviser, "intensief")

    for address in (URL, f"{URL}?toon=lopend", f"{URL}?toon=vastgesteld", url("assigned_scan", cast.scan)):
        assert "rnstig" not in office.get(address).content.decode(), address


@pytest.mark.parametrize("scans", [1, 3])
def test_number_of_queries_is_fixed(office, cast, django_assert_num_queries, scans):
    for number in range(scans):
        factories.make_scan(factories.make_location(f"De Berk {number}"))
    # session, user, roles, number of scans, scans, decisions, regions, advisers to give them to and to filter by
    with django_assert_num_queries(9):
        office.get(URL)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Kruis ten minste één scan aan."),
        ({"scans": ["x"]}, "Een van deze scans is intussen afgerond."),
        ({"scans": ["00000000-0000-0000-0000-000000000000"]}, "Een van deze scans is intussen afgerond."),
    ],
)
def test_refusals_say_what_to_do(office, data, sentence):
    answer = office.post(URL, data | {"note": "Blijft staan."})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert sentence in page
    assert "Kies een adviseur." in page
    assert "Blijft staan." in page


def test_ticks_stay_when_something_is_wrong(office, cast):
    page = office.post(URL, {"scans": [str(cast.scan.pk)]}).content.decode()

    assert f'id="scan-{cast.scan.pk}" checked' in page


def test_somebody_who_is_no_adviser_cannot_be_chosen(office, cast):
    page = office.post(URL, {"scans": [str(cast.scan.pk)], "adviser": cast.coordinator.pk})

    assert "Kies een adviseur uit de lijst." in page.content.decode()
    assert Scan.objects.get(pk=cast.scan.pk).adviser is None


def test_scan_that_was_withdrawn_meanwhile_is_left_alone(cast):
    Scan.objects.filter(pk=cast.scan.pk).update(state="vervallen")

    assert assign(scans=[cast.scan.pk], adviser=cast.other_adviser, by=cast.programme_office) == 0


def test_scan_that_is_followed_up_can_be_given_to_somebody_else(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)

    assert assign(scans=[cast.scan.pk], adviser=cast.other_adviser, by=cast.programme_office) == 1


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "adviser", "administrator", "stranger"])
def test_nobody_else_finds_the_pages(cast, as_user, who):
    client = as_user(getattr(cast, who))

    assert client.get(URL).status_code == 404
    assert client.post(URL, {"scans": [str(cast.scan.pk)], "adviser": cast.adviser.pk}).status_code == 404
    assert client.get(url("assigned_scan", cast.scan)).status_code == 404
    assert client.post(url("scan_route", cast.scan), {"route": "igj"}).status_code == 404


def test_home_of_the_office_says_how_many_wait(office):
    page = office.get(reverse("home")).content.decode()

    assert "2 lopende scans hebben nog geen adviseur." in page


def test_page_of_one_scan_gives_it_and_shows_the_history(cast, as_user):
    client = as_user(cast.programme_office)
    where = url("assigned_scan", cast.scan)
    client.post(where, {"adviser": cast.other_adviser.pk, "note": "Anna is met verlof."})
    page = client.get(where).content.decode()

    assert "Anna Adviseur" in page
    assert "Bas Anders" in page
    assert "Anna is met verlof." in page


def test_route_is_kept(cast, as_user):
    client = as_user(cast.programme_office)

    client.post(url("scan_route", cast.scan), {"route": "igj"})
    client.post(url("scan_route", cast.scan), {"route": "onzin"})

    cast.scan.refresh_from_db()
    assert cast.scan.route == "igj"
    assert Event.objects.filter(name="route_kept").count() == 1


# Handing over by the adviser


def test_adviser_hands_over_and_both_get_a_mail(cast, as_user):
    client = as_user(cast.adviser)
    answer = client.post(
        url("hand_over_scan", cast.scan), {"adviser": cast.other_adviser.pk, "note": "Bel ze maandag."}
    )
    send_waiting()

    assert answer.url == reverse("worklist")
    assert Scan.objects.get(pk=cast.scan.pk).adviser == cast.other_adviser
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert set(letters) == {cast.adviser.email, cast.other_adviser.email}
    assert "Anna Adviseur draagt aan u de scan over van:" in letters[cast.other_adviser.email]
    assert "Bel ze maandag." in letters[cast.other_adviser.email]
    assert "U droeg aan Bas Anders de scan over van:" in letters[cast.adviser.email]
    assert client.get(url("guided_scan", cast.scan)).status_code == 404


def test_hand_over_needs_a_colleague_and_a_note(cast, as_user):
    answer = as_user(cast.adviser).post(url("hand_over_scan", cast.scan), {"adviser": cast.adviser.pk})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Kies een adviseur uit de lijst." in page
    assert "Schrijf in een paar woorden hoe de scan ervoor staat" in page
    assert Scan.objects.get(pk=cast.scan.pk).adviser == cast.adviser


def test_scan_that_went_to_somebody_else_meanwhile_cannot_be_handed_over(cast):
    Scan.objects.filter(pk=cast.scan.pk).update(adviser=cast.other_adviser)

    with pytest.raises(NotYours):
        hand_over(scan=cast.scan, adviser=cast.adviser, by=cast.adviser, note="Terug.")


def test_withdrawn_scan_cannot_be_handed_over(cast):
    Scan.objects.filter(pk=cast.scan.pk).update(state="vervallen")

    with pytest.raises(NotYours):
        hand_over(scan=cast.scan, adviser=cast.other_adviser, by=cast.adviser, note="Voor jou.")


@pytest.mark.parametrize("who", ["coordinator", "other_adviser", "programme_office", "stranger"])
def test_nobody_else_hands_over(cast, as_user, who):
    client = as_user(getattr(cast, who))
    data = {"adviser": cast.other_adviser.pk, "note": "x"}

    assert client.get(url("hand_over_scan", cast.scan)).status_code == 404
    assert client.post(url("hand_over_scan", cast.scan), data).status_code == 404


# A new scan


def finished(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)


def test_new_scan_takes_over_the_adviser_of_the_last(cast):
    finished(cast)
    repeat = open_scan(location=cast.location, by=cast.coordinator, today=TODAY + timedelta(days=365))

    assert repeat.adviser == cast.adviser
    assert [(step.old, step.new) for step in repeat.assignments.all()] == [(None, cast.adviser)]


def test_also_when_the_last_scan_was_withdrawn(cast):
    Scan.objects.filter(pk=cast.scan.pk).update(state="vervallen")

    assert open_scan(location=cast.location, by=cast.coordinator, today=TODAY).adviser == cast.adviser


@pytest.mark.parametrize("left", ["account", "role"])
def test_adviser_who_left_is_not_taken_over(cast, left):
    finished(cast)
    if left == "account":
        type(cast.adviser).objects.filter(pk=cast.adviser.pk).update(is_active=False)
    else:
        cast.adviser.memberships.filter(role=Role.ADVISER).delete()

    assert open_scan(location=cast.location, by=cast.coordinator, today=TODAY + timedelta(days=365)).adviser is None
    assert scans_to_assign(Wanted(shown=WITHOUT)).filter(location=cast.location).exists()


def test_days_waiting_count_from_sending_in_in_amsterdam(cast):
    """23:30 UTC on the 19th is the 20th in Amsterdam."""
    Scan.objects.filter(pk=cast.scan.pk).update(state="ingediend", submitted_at="2026-11-19T23:30Z")
    cast.scan.refresh_from_db()

    assert days_waiting(cast.scan, date(2026, 11, 22)) == 2
    assert days_waiting(cast.strangers_scan, date(2026, 11, 22)) is None
