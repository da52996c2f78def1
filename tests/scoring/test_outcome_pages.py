"""The pages of an outcome: who may open them, what they show, and at what cost."""

import pytest
from django.urls import reverse

from scoring.assessment.services import send_in
from scoring.models import Report
from tests import factories
from tests.kept import kept_begin

SERIOUS = "ernstig_issue"
PAGES = ["outcome", "report_print", "report_pdf"]


def url(name, scan, **query):
    path = reverse(name, kwargs={"scan": scan.pk})
    return path + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


@pytest.fixture
@kept_begin
def sent(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, **{"veilig-huis": SERIOUS})
    cast.scan.refresh_from_db()
    return cast


@pytest.fixture
@kept_begin
def final(sent):
    factories.confirm_scan(sent.scan, sent.adviser, "extra")
    return sent


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", ["coordinator", "quality_officer", "adviser"])
def test_own_people_and_the_assigned_adviser_may_read(sent, as_user, page, person):
    assert as_user(getattr(sent, person)).get(url(page, sent.scan)).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "repeat_ics", "confirm_scan"])
@pytest.mark.parametrize("person", ["stranger", "other_adviser", "programme_office", "administrator"])
def test_for_others_it_does_not_exist(final, as_user, page, person):
    client = as_user(getattr(final, person))

    assert client.get(url(page, final.scan)).status_code == 404
    assert client.post(url(page, final.scan)).status_code in {404, 405}


@pytest.mark.parametrize("page", PAGES)
def test_strangers_scan_does_not_exist_for_the_coordinator(sent, as_user, page):
    assert as_user(sent.coordinator).get(url(page, sent.strangers_scan)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_signing_in_comes_first(sent, client, page):
    assert client.get(url(page, sent.scan)).url.startswith("/account/login/")


def test_quality_officer_of_another_organisation_sees_nothing(sent, as_user):
    officer = factories.make_quality_officer(sent.strangers_location.organisation)

    assert as_user(officer).get(url("outcome", sent.scan)).status_code == 404


def test_adviser_who_was_replaced_sees_nothing(sent, as_user):
    type(sent.scan).objects.filter(pk=sent.scan.pk).update(adviser=sent.other_adviser)

    assert as_user(sent.adviser).get(url("outcome", sent.scan)).status_code == 404
    assert as_user(sent.other_adviser).get(url("outcome", sent.scan)).status_code == 200


def test_page_says_what_came_out_and_why(sent, as_user):
    page = as_user(sent.coordinator).get(url("outcome", sent.scan)).content.decode()

    assert "Uitkomst van De Linde" in page
    assert "Extra ondersteuning" in page
    assert "nog niet vastgesteld" in page
    assert "‘Brandveiligheid en ontruiming’ weegt extra zwaar en staat op ernstig issue." in page
    assert "fictieve gegevens" in page
    assert "geen inspectie" in page


def test_page_in_english(sent, as_user):
    client = as_user(sent.coordinator)
    client.cookies["django_language"] = "en"

    page = client.get(url("outcome", sent.scan)).content.decode()

    assert "Outcome of De Linde" in page
    assert "Extra support" in page
    assert "Uitkomst" not in page


@pytest.mark.parametrize(("person", "sees"), [("coordinator", False), ("quality_officer", False), ("adviser", True)])
def test_what_if_before_the_scan_is_final_is_for_the_adviser(sent, as_user, person, sees):
    page = as_user(getattr(sent, person)).get(url("outcome", sent.scan)).content.decode()

    assert ("Wat als?" in page, "nipt" in page) == (sees, sees)


def test_print_version_never_shows_what_if_before_the_scan_is_final(sent, as_user):
    page = as_user(sent.adviser).get(url("report_print", sent.scan)).content.decode()

    assert "Wat als?" not in page


@pytest.mark.parametrize("person", ["coordinator", "quality_officer"])
def test_what_if_is_for_everybody_who_may_read_once_the_scan_is_final(final, as_user, person):
    assert "Wat als?" in as_user(getattr(final, person)).get(url("outcome", final.scan)).content.decode()


@pytest.mark.parametrize(("person", "may"), [("adviser", True), ("coordinator", False), ("quality_officer", False)])
def test_only_the_adviser_is_led_to_the_decision(sent, as_user, person, may):
    page = as_user(getattr(sent, person)).get(url("outcome", sent.scan)).content.decode()

    assert (url("review", sent.scan) in page) == may


def test_scan_without_outcome_says_what_to_do(cast, as_user):
    answer = as_user(cast.coordinator).get(url("outcome", cast.scan))

    assert answer.status_code == 200
    assert "Nog geen uitkomst" in answer.content.decode()
    assert reverse("sheet", kwargs={"sheet": cast.sheet.pk}) in answer.content.decode()


def test_scan_without_outcome_is_not_there_for_the_adviser(cast, as_user):
    assert as_user(cast.adviser).get(url("outcome", cast.scan)).status_code == 404


def test_scan_without_outcome_gives_a_reader_no_way_into_the_sheet(cast, as_user):
    page = as_user(cast.quality_officer).get(url("outcome", cast.scan)).content.decode()

    assert "Nog geen uitkomst" in page
    assert str(cast.sheet.pk) not in page


@pytest.mark.parametrize("page", ["report_print", "report_pdf", "repeat_ics"])
def test_what_rests_on_an_outcome_does_not_exist_without_one(cast, as_user, page):
    assert as_user(cast.coordinator).get(url(page, cast.scan)).status_code == 404


def test_notes_cannot_bring_in_markup(cast, as_user):
    factories.fill_sheet(cast.sheet, privacy="aandachtspunt")
    factories.write_note(cast.sheet, "privacy", "<script>alert(1)</script><img src=x>")
    send_in(sheet=cast.sheet, by=cast.coordinator)

    for name in ("outcome", "report_print"):
        page = as_user(cast.coordinator).get(url(name, cast.scan)).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page


def test_no_inline_style_or_script(final, as_user):
    for name in ("outcome", "report_print", "report_pdf"):
        page = as_user(final.coordinator).get(url(name, final.scan)).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page


def test_outcome_is_made_with_few_queries(final, as_user, django_assert_num_queries):
    client = as_user(final.coordinator)

    # session, user, memberships, scan, outcome, decision (which has frozen the words), report, serious issues, versions
    with django_assert_num_queries(10):
        client.get(url("outcome", final.scan))


def test_print_version_is_made_with_few_queries(final, as_user, django_assert_num_queries):
    client = as_user(final.coordinator)

    with django_assert_num_queries(6):  # as the page, without report, serious issues, repeat and versions
        client.get(url("report_print", final.scan))


def test_repeat_costs_two_queries_more(final, as_user, django_assert_num_queries):
    repeat = factories.make_scan(final.location)
    factories.send_in_scan(repeat, final.coordinator)
    client = as_user(final.coordinator)

    with django_assert_num_queries(18):  # not frozen: notes, levels, table, wishes, rosters; the previous outcome too
        page = client.get(url("outcome", repeat)).content.decode()

    assert "Vorige keer" in page


def test_pdf_is_asked_for_with_a_button(sent, as_user):
    client = as_user(sent.coordinator)

    answer = client.get(url("report_pdf", sent.scan, taal="nl"))

    assert answer.status_code == 200
    assert "PDF maken" in answer.content.decode()
    assert not Report.objects.exists()


def test_asking_for_the_pdf_queues_it_once(sent, as_user):
    client = as_user(sent.coordinator)

    for _ in range(2):
        answer = client.post(url("report_pdf", sent.scan, taal="en"))
        assert answer.url == url("report_pdf", sent.scan, taal="en")

    assert [(report.language, report.state) for report in Report.objects.all()] == [("en", "queued")]


@pytest.mark.parametrize("state", ["queued", "working"])
def test_waiting_for_the_pdf_shows_progress(sent, as_user, state):
    client = as_user(sent.coordinator)
    client.post(url("report_pdf", sent.scan, taal="nl"))
    Report.objects.update(state=state)

    answer = client.get(url("report_pdf", sent.scan, taal="nl"))
    polled = client.get(url("report_pdf", sent.scan, taal="nl"), HTTP_HX_REQUEST="true")

    assert answer.status_code == 202
    assert "hx-get" in answer.content.decode()
    assert "Vernieuwen" in answer.content.decode()
    assert "hx-get" in polled.content.decode()
    assert "<html" not in polled.content.decode()


@pytest.mark.parametrize(("seen", "status"), [("queued", 200), ("working", 204)])
def test_what_has_not_changed_is_not_put_back_and_read_out_again(sent, as_user, seen, status):
    client = as_user(sent.coordinator)
    client.post(url("report_pdf", sent.scan, taal="nl"))
    Report.objects.update(state="working")

    polled = client.get(url("report_pdf", sent.scan, taal="nl"), {"seen": seen}, HTTP_HX_REQUEST="true")

    assert polled.status_code == status


def test_polling_stops_when_the_pdf_is_there(sent, as_user):
    client = as_user(sent.coordinator)
    client.post(url("report_pdf", sent.scan, taal="nl"))
    Report.objects.update(state="done", pdf=b"%PDF-1.7", sha256="0")

    polled = client.get(url("report_pdf", sent.scan, taal="nl"), HTTP_HX_REQUEST="true").content.decode()

    assert "Uw rapport is klaar" in polled
    assert "hx-get" not in polled


def test_pdf_opens_in_the_browser_with_a_name(sent, as_user):
    client = as_user(sent.coordinator)
    client.post(url("report_pdf", sent.scan, taal="nl"))
    Report.objects.update(state="done", pdf=b"%PDF-1.7", sha256="0")

    answer = client.get(url("report_pdf", sent.scan, taal="nl"))

    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "application/pdf", b"%PDF-1.7")
    assert answer["Content-Disposition"].startswith('inline; filename="wolscan-de-linde-')
    assert answer["Cache-Control"] == "no-store"


def test_failed_pdf_says_so_and_can_be_tried_again(sent, as_user):
    client = as_user(sent.coordinator)
    client.post(url("report_pdf", sent.scan, taal="nl"))
    Report.objects.update(state="failed", tries=3)

    page = client.get(url("report_pdf", sent.scan, taal="nl")).content.decode()
    client.post(url("report_pdf", sent.scan, taal="nl"))

    assert "De PDF kon niet worden gemaakt" in page
    assert url("report_print", sent.scan) in page
    assert [(report.state, report.tries) for report in Report.objects.all()] == [("queued", 0)]


def test_unknown_language_is_that_of_the_page(sent, as_user):
    as_user(sent.coordinator).post(url("report_pdf", sent.scan, taal="de"))

    assert [report.language for report in Report.objects.all()] == ["nl"]
