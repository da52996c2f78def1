"""A person sees, takes along and erases what the site knows; an administrator does it on request, without content."""

import json
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from questionnaires.models import Application, StateChange
from scoring.models import Action, Decision, Report
from tests import factories
from tests.kept import kept_begin
from wolscan.mail import queue
from wolscan.models import Event, Membership, OutgoingMail, Receipt, User
from wolscan.permissions import Role
from wolscan.privacy.erasing import StillNeeded, erase_person
from wolscan.privacy.exporting import parts_about
from wolscan.privacy.mail_words import MAILS

OWN = "/account/gegevens/"
FILE = "/account/gegevens/bestand/"
ERASE = "/account/gegevens/wissen/"


def of(user, page=""):
    return f"/beheer/mensen/{user.pk}/gegevens/{page}"


def file_of(client, address=FILE):
    return json.loads(client.get(address).content)


def make_action(scan, by, what="Elke dag oefenen.", owner="Nachtteam"):
    words = {"theme": "veiligheid", "due_on": factories.TODAY, "made_at": timezone.now()}
    return Action.objects.create(scan=scan, made_by=by, what=what, owner=owner, **words)


def make_mail(user):
    return OutgoingMail.objects.create(
        template="account_ready", to=user.email.upper(), message_id=f"<{user.pk}>", queued_at=timezone.now()
    )


def make_application(email, state="admitted"):
    words = {"organisation_name": "A", "location_name": "De Berk", "place": "Ede", "reason": "x", "route": "igj"}
    decided = None if state == "new" else timezone.now()
    return Application.objects.create(
        contact_name="Karin", contact_email=email, applied_at=timezone.now(), state=state, decided_at=decided, **words
    )


@pytest.fixture
def second(cast):
    """Another coordinator at De Linde, so that the first may go."""
    return factories.make_coordinator(cast.location, "Bart Tweede")


@pytest.fixture
@kept_begin
def final(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)
    return cast


# Seeing and taking along


def test_page_shows_what_is_known(cast, as_user):
    make_mail(cast.coordinator)
    make_action(cast.scan, cast.coordinator)
    make_application(cast.coordinator.email)
    page = as_user(cast.coordinator).get(OWN).content.decode()

    for part in (
        cast.coordinator.email,
        "Scancoördinator",
        "De Linde",
        "uw account",
        "Elke dag oefenen.",
        "De Berk",
    ):
        assert part in page
    assert "De Eik" not in page
    assert cast.stranger.email not in page


def test_page_says_that_a_sheet_cannot_be_found(cast, as_user):
    assert "Niemand kan die terugvinden" in as_user(cast.coordinator).get(OWN).content.decode()


def test_file_holds_all_and_records_itself(cast, as_user):
    make_mail(cast.coordinator)
    found = file_of(as_user(cast.coordinator))

    assert found["account"][0]["email"] == cast.coordinator.email
    assert [role["location"] for role in found["roles"]] == ["De Linde"]
    assert [mail["template"] for mail in found["mails"]] == ["account_ready"]
    assert "password" not in json.dumps(found)
    [event] = Event.objects.filter(name="person_exported")
    assert (event.actor, event.subject) == (f"user:{cast.coordinator.pk}",) * 2


def test_action_that_carries_the_name_is_found_at_own_locations_only(cast, as_user):
    make_action(cast.scan, None, "Onze actie.", owner=cast.coordinator.name.upper())
    make_action(cast.strangers_scan, None, "Hun actie.", owner=cast.coordinator.name)

    assert [row["what"] for row in file_of(as_user(cast.coordinator))["actions"]] == ["Onze actie."]


def test_devices_and_second_step_are_shown_without_the_secret(cast, as_user):
    Authenticator.objects.create(user=cast.coordinator, type="totp", data={"secret": "zeer-geheim"})
    about = {"ip": "192.0.2.7", "session_key": "een-sleutel", "user_agent": "Firefox", "data": {}}
    UserSession.objects.create(user=cast.coordinator, **about)
    client = as_user(cast.coordinator)
    both = client.get(OWN).content.decode() + client.get(FILE).content.decode()

    assert both.count("192.0.2.7") == 2
    assert "zeer-geheim" not in both
    assert "een-sleutel" not in both


def test_long_lists_are_whole_in_the_file(cast, as_user):
    now = timezone.now()
    Event.objects.bulk_create(
        Event(at=now, actor=f"user:{cast.coordinator.pk}", name="reminded", subject="x") for _ in range(60)
    )
    client = as_user(cast.coordinator)

    assert "in het bestand staan ze allemaal" in client.get(OWN).content.decode()
    assert len(file_of(client)["events"]) == 60


def test_administrator_hands_it_over_without_content_of_scans(final, as_user):
    make_action(final.scan, final.coordinator)
    admin = as_user(final.administrator)
    page, found = admin.get(of(final.coordinator)).content.decode(), file_of(admin, of(final.coordinator, "bestand/"))

    assert "Elke dag oefenen." not in page + json.dumps(found)
    assert len(found["actions"]) == 1
    assert {row["what"] for row in file_of(admin, of(final.adviser, "bestand/"))["decisions"]} == {""}
    assert Event.objects.get(name="viewed").subject == f"user:{final.coordinator.pk}"


@pytest.mark.parametrize("person", ["coordinator", "quality_officer", "adviser", "programme_office"])
@pytest.mark.parametrize("page", ["gegevens/", "gegevens/bestand/", "wissen/"])
def test_nobody_else_sees_somebodys_data(cast, as_user, person, page):
    client, address = as_user(getattr(cast, person)), f"/beheer/mensen/{cast.stranger.pk}/{page}"

    assert client.get(address).status_code == 404
    assert client.post(address, {"email": cast.stranger.email}).status_code in {404, 405}
    assert User.objects.filter(pk=cast.stranger.pk).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_is_fixed(cast, as_user, django_assert_max_num_queries, rows):
    for _ in range(rows):
        make_action(cast.scan, cast.coordinator)
        make_application(cast.coordinator.email)
    client = as_user(cast.coordinator)
    with django_assert_max_num_queries(20):
        client.get(OWN)


# Erasing


def test_person_who_confirms_is_gone_at_once_on_every_device(cast, as_user, second):
    here, elsewhere = as_user(cast.coordinator), as_user(cast.coordinator)
    make_mail(cast.coordinator)
    response = here.post(ERASE, {"email": f" {cast.coordinator.email.upper()} "}, follow=True)

    assert response.redirect_chain == [("/privacy/", 302)]
    [receipt] = Receipt.objects.all()
    assert f"Nummer van het bewijs: {receipt.pk}." in response.content.decode()
    assert not User.objects.filter(pk=cast.coordinator.pk).exists()
    assert not OutgoingMail.objects.filter(to__iexact=cast.coordinator.email).exists()
    assert elsewhere.get("/").url.startswith("/account/login/")


def test_receipt_and_event_say_how_much_and_never_who(cast, second):
    make_mail(cast.coordinator)
    receipt = erase_person(person=cast.coordinator, by=cast.administrator, on=factories.TODAY)
    event = Event.objects.get(name="person_erased")

    assert (receipt.what, receipt.action, receipt.count) == ("person", "erase", 1)
    assert receipt.counts == {"roles": 1, "mails": 1}
    assert event.detail == {"roles": 1, "mails": 1}
    for row in (receipt, event):
        assert "Karin" not in str(row.__dict__)
        assert "example.org" not in str(row.__dict__)


def test_what_must_stay_no_longer_says_who(final, second):
    own = make_action(final.scan, final.coordinator, owner=final.coordinator.name)
    other = make_action(final.scan, final.coordinator)
    erase_person(person=final.coordinator, by=final.coordinator, on=factories.TODAY)
    own.refresh_from_db()
    other.refresh_from_db()

    assert (own.owner, own.made_by, other.owner, other.what) == ("oud-collega", None, "Nachtteam", "Elke dag oefenen.")
    assert StateChange.objects.filter(scan=final.scan).exists()
    assert final.scan.decisions.count() == 1


def test_decision_of_an_adviser_stays_without_the_name(final):
    assert Report.objects.filter(decision=final.scan.decisions.get()).exists()
    assert final.scan.decisions.get().material["scan"]["adviser"] == final.adviser.name
    erase_person(person=final.adviser, by=None, on=factories.TODAY)
    decision = Decision.objects.get()

    assert (decision.by, decision.material["scan"]["adviser"], decision.tier) == (None, "", "zelf")
    assert not Report.objects.exists()


def test_contact_of_letters_and_applications_goes(final, second):
    type(final.scan).objects.update(contact_name="KARIN COÖRDINATOR", contact_phone="030")
    make_application(final.coordinator.email)
    make_application(final.coordinator.email, "new")
    make_application(final.stranger.email)
    erase_person(person=final.coordinator, by=None, on=factories.TODAY)

    final.scan.refresh_from_db()
    final.strangers_scan.refresh_from_db()
    assert (final.scan.contact_name, final.scan.contact_phone) == ("", "")
    assert final.strangers_scan.contact_name == "KARIN COÖRDINATOR"
    assert sorted(Application.objects.values_list("contact_email", flat=True)) == ["", final.stranger.email]


def test_the_last_coordinator_of_a_running_scan_reads_what_to_do(cast, as_user):
    client = as_user(cast.coordinator)
    shown, sent = client.get(ERASE), client.post(ERASE, {"email": cast.coordinator.email})

    assert "Niemand anders leidt de lopende scan van De Linde" in shown.content.decode()
    assert "Niemand anders leidt" in sent.content.decode()
    assert sent.status_code == 422
    assert User.objects.filter(pk=cast.coordinator.pk).exists()
    assert not Receipt.objects.exists()


def test_coordinator_of_an_ended_scan_may_go(final):
    assert erase_person(person=final.coordinator, by=None, on=factories.TODAY).count == 1


def test_adviser_of_a_running_scan_may_not_go_yet(cast):
    with pytest.raises(StillNeeded, match="De Linde"):
        erase_person(person=cast.adviser, by=None, on=factories.TODAY)


def test_the_only_administrator_may_not_go(cast):
    with pytest.raises(StillNeeded, match="beheerder"):
        erase_person(person=cast.administrator, by=cast.administrator, on=factories.TODAY)
    factories.make_with_role(Role.ADMINISTRATOR, "Ans")
    erase_person(person=cast.administrator, by=cast.administrator, on=factories.TODAY)


@pytest.mark.parametrize("typed", ["", "iemand@example.org"])
def test_another_address_erases_nobody(cast, as_user, second, typed):
    response = as_user(cast.coordinator).post(ERASE, {"email": typed})

    assert response.status_code == 422
    assert cast.coordinator.email in response.content.decode()
    assert User.objects.filter(pk=cast.coordinator.pk).exists()


def test_administrator_erases_somebody_on_request(cast, as_user, second):
    admin, address = as_user(cast.administrator), reverse("erase_person", args=[cast.coordinator.pk])
    assert "Dit kan niet ongedaan worden gemaakt" in admin.get(address).content.decode()
    response = admin.post(address, {"email": cast.coordinator.email}, follow=True)

    assert "Nummer van het bewijs" in response.content.decode()
    assert not Membership.objects.filter(user=cast.coordinator.pk).exists()
    assert Event.objects.get(name="person_erased").actor == f"user:{cast.administrator.pk}"
    assert admin.get(address).status_code == 404


def test_what_was_erased_is_known_no_more(cast, second):
    email, pk = cast.coordinator.email, cast.coordinator.pk
    erase_person(person=cast.coordinator, by=None, on=factories.TODAY)
    again = factories.make_user("Karin", email=email)

    assert {part.key for part in parts_about(again, is_self=True)} == {"account"}
    assert again.pk != pk


def test_every_mail_has_a_name():
    folder = Path(settings.BASE_DIR) / "templates" / "emails"

    assert set(MAILS) == {path.stem for path in folder.glob("*.subject")}


def test_page_speaks_in_words_and_the_file_keeps_the_names(cast, as_user):
    adviser = as_user(cast.adviser, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    factories.send_in_scan(cast.scan, cast.coordinator)
    adviser.get(f"/scan/{cast.scan.pk}/uitkomst/")
    queue("scans_assigned", to=cast.adviser.email, context={})
    page = adviser.get("/account/gegevens/").content.decode()
    rows = json.loads(adviser.get("/account/gegevens/bestand/").content)

    assert "opende een pagina" in page
    assert "een scan (" in page
    assert "scans voor u" in page
    assert "viewed" not in page
    assert "scans_assigned" not in page
    assert rows["events"][-1]["name"] == "viewed"
    assert rows["mails"][0]["template"] == "scans_assigned"
