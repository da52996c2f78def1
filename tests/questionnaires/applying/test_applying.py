"""A location applies without an account; the programme office admits it, or says why not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from questionnaires.applying import queries
from questionnaires.applying.daily import forget_refused
from questionnaires.applying.limits import PER_ADDRESS
from questionnaires.applying.queries import near, reduced
from questionnaires.applying.services import AlreadyDecided, NameIsTaken, Place, ReasonNeeded, admit, apply, refuse
from questionnaires.models import Application
from questionnaires.services import prepare_scan
from tests import factories
from wolscan.mail import send_waiting
from wolscan.models import Event, Location, Organisation, OutgoingMail, User
from wolscan.places import people

WHERE = "/aanmelden/"


def fields(**changed):
    return {
        "organisation_name": "Stichting Berkenhof",
        "location_name": "De Berk",
        "place": "Ede",
        "residents": 40,
        "contact_name": "Nora Nieuw",
        "contact_email": "nora@example.org",
        "contact_phone": "0318 123 456",
        "reason": "Wij willen leren.",
        "route": "zorgkantoor",
    } | changed


@pytest.fixture
def application(cast):
    return apply(fields=fields(region=cast.location.region), language="nl")


def new_place(cast, **more):
    return Place(region=cast.location.region, **more)


def test_it_works_without_an_account(db, mailoutbox):
    client = Client()
    answer = client.post(WHERE, fields(), follow=True)
    send_waiting()

    assert "Dank u voor uw aanmelding" in answer.content.decode()
    found = Application.objects.get()
    assert (found.state, found.route, found.language, found.residents) == ("new", "zorgkantoor", "nl", 40)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["nora@example.org"], "Uw aanmelding voor De Berk is binnen")
    ]
    assert not User.objects.exists()


def test_sending_twice_is_one_application(db):
    for _ in range(2):
        Client().post(WHERE, fields())

    assert (Application.objects.count(), OutgoingMail.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"organisation_name": ""}, "Vul de naam van uw organisatie in."),
        ({"contact_email": "nora"}, "Vul een mailadres in met een @"),
        ({"contact_phone": "bel maar"}, "Vul een telefoonnummer in"),
        ({"route": "gok"}, "Kies wat het beste past."),
        ({"residents": "veel"}, "Vul een heel getal in van 1 tot en met 2000"),
        ({"reason": "x" * 2_001}, "Wat u hebt getypt, blijft staan."),
        ({"region": "999"}, "Kies een regio."),
    ],
)
def test_what_is_missing_gets_a_sentence_and_nothing_typed_is_lost(db, changed, sentence):
    answer = Client().post(WHERE, fields(**changed))

    assert answer.status_code == 422
    text = answer.content.decode()
    assert sentence in text
    assert 'value="De Berk"' in text
    assert not Application.objects.exists()


def test_too_many_from_one_place_are_asked_for_patience(db):
    client = Client()
    for number in range(PER_ADDRESS):
        assert client.post(WHERE, fields(location_name=f"Huis {number}")).status_code == 302
    answer = client.post(WHERE, fields(location_name="Huis te veel"))

    assert answer.status_code == 429
    assert 'value="Huis te veel"' in answer.content.decode()
    assert Client(REMOTE_ADDR="198.51.100.7").post(WHERE, fields()).status_code == 302
    assert client.post("/meedoen/", {"code": "TULP-REGEN-27"}).status_code != 429


def test_admission_makes_what_is_not_there(cast, application):
    location = admit(
        application=application,
        place=new_place(cast),
        answer="Welkom.",
        by=cast.programme_office,
        today=factories.TODAY,
    )

    assert (location.name, location.organisation.name, location.residents) == ("De Berk", "Stichting Berkenhof", 40)
    assert [change.kind for change in location.changes.all()] == ["made"]
    [role] = people.coordinators_of(location)
    assert (role.user.email, role.is_deputy, role.user.has_usable_password()) == ("nora@example.org", False, False)
    [_receipt, mail] = OutgoingMail.objects.order_by("pk")
    assert (mail.template, mail.to, mail.context["note"]) == ("coordinator_named", "nora@example.org", "Welkom.")
    application.refresh_from_db()
    assert (application.state, application.location, application.decided_by) == (
        "admitted",
        location,
        cast.programme_office,
    )
    assert not location.scans.exists()


def test_route_goes_along_to_the_scan_that_the_coordinator_starts(cast, application):
    location = admit(
        application=application, place=new_place(cast), answer="", by=cast.programme_office, today=factories.TODAY
    )
    scan = prepare_scan(location=location, by=User.objects.get(email="nora@example.org"), today=factories.TODAY)

    assert scan.route == "zorgkantoor"


def test_admission_for_a_known_location_adds_a_coordinator(cast, application):
    place = Place(location=cast.location)
    admit(application=application, place=place, answer="", by=cast.programme_office, today=factories.TODAY)

    assert {role.user.name for role in people.coordinators_of(cast.location)} == {"Karin Coördinator", "Nora Nieuw"}
    assert Organisation.objects.filter(name="Stichting Berkenhof").count() == 0
    assert OutgoingMail.objects.filter(template="coordinators_changed", to=cast.coordinator.email).exists()


def test_organisation_of_the_same_name_is_used(cast, application):
    known = Organisation.objects.create(name="STICHTING BERKENHOF")
    admit(application=application, place=new_place(cast), answer="", by=cast.programme_office, today=factories.TODAY)

    assert Location.objects.get(name="De Berk").organisation == known


def test_location_of_the_same_name_is_not_made_twice(cast):
    twice = apply(fields=fields(location_name="De Linde"), language="nl")
    place = new_place(cast, organisation=cast.location.organisation)

    with pytest.raises(NameIsTaken):
        admit(application=twice, place=place, answer="", by=cast.programme_office, today=factories.TODAY)
    assert Application.objects.get(pk=twice.pk).state == "new"


def test_somebody_of_the_programme_does_not_become_coordinator_by_applying(cast):
    own = apply(fields=fields(contact_email=cast.programme_office.email), language="nl")

    with pytest.raises(people.WorksForProgramme):
        admit(application=own, place=new_place(cast), answer="", by=cast.programme_office, today=factories.TODAY)
    assert not Location.objects.filter(name="De Berk").exists()


def test_refusal_has_a_reason_that_is_mailed_in_the_language_of_the_page(cast, mailoutbox):
    found = apply(fields=fields(), language="en")
    with pytest.raises(ReasonNeeded):
        refuse(application=found, answer=" ", by=cast.programme_office)
    refuse(application=found, answer="You have no residents yet.", by=cast.programme_office)
    send_waiting()

    assert "To our regret" in mailoutbox[-1].body
    assert "You have no residents yet." in mailoutbox[-1].body


def test_two_at_once_decide_once(cast, application):
    refuse(application=application, answer="Nee.", by=cast.programme_office)

    with pytest.raises(AlreadyDecided):
        admit(
            application=application, place=new_place(cast), answer="", by=cast.programme_office, today=factories.TODAY
        )
    assert not Location.objects.filter(name="De Berk").exists()


def test_personal_data_of_a_refusal_goes_after_thirty_days(cast, application):
    refuse(application=application, answer="Nee.", by=cast.programme_office)
    now = timezone.localdate()
    assert forget_refused(now + timedelta(days=29)) == 0
    assert forget_refused(now + timedelta(days=30)) == 1
    assert forget_refused(now + timedelta(days=31)) == 0

    application.refresh_from_db()
    kept = (application.contact_name, application.contact_email, application.contact_phone, application.reason)
    assert kept == ("", "", "", "")
    assert (application.location_name, application.answer) == ("De Berk", "Nee.")
    assert Event.objects.get(name="applications_forgotten").detail == {"count": 1}


# What an application may mean


@pytest.mark.parametrize(
    ("one", "other"),
    [("Stichting De Hof", "de hof"), ("Zorggroep Élan", "Elan"), ("Woonzorgcentrum Het Huis", "huis"), ("De", "De")],
)
def test_words_that_tell_nothing_do_not_matter(one, other):
    assert reduced(one) == reduced(other) != ""


def test_known_names_are_offered_and_those_that_differ_are_not(cast, application):
    factories.make_location("De Berck", "Stichting Berkenhoff")
    factories.make_location("Het Anker", "Stichting Ankerplaats")
    found = near(application)

    assert [place.name for place in found.locations] == ["De Berck"]
    assert found.organisations[0].name == "Stichting Berkenhoff"
    assert "Stichting Ankerplaats" not in [organisation.name for organisation in found.organisations]
    assert found.same_organisation is None


def test_among_very_many_names_the_same_are_offered(cast, application, monkeypatch):
    """Of many names only those that share the beginning of a word are compared."""
    factories.make_location("De Berck", "Stichting Berkenhoff")
    factories.make_location("Het Anker", "Stichting Ankerplaats")
    few = near(application)
    monkeypatch.setattr(queries, "ALL", 1)

    assert near(application).locations == few.locations != []
    assert near(application).organisations[0] == few.organisations[0]
    nameless = apply(fields=fields(location_name="!", organisation_name="?"), language="nl")
    assert near(nameless).locations == []


def test_closed_locations_are_not_offered(cast):
    Location.objects.filter(pk=cast.location.pk).update(closed_on=factories.TODAY)
    found = apply(fields=fields(location_name="De Linde"), language="nl")

    assert near(found).locations == []


# Pages of the office


@pytest.fixture
def office(cast, as_user):
    return as_user(cast.programme_office)


def test_list_has_the_oldest_first_with_its_days(office, application):
    Application.objects.filter(pk=application.pk).update(applied_at=timezone.now() - timedelta(days=9))
    apply(fields=fields(location_name="De Wilg"), language="nl")

    rows = office.get("/aanmeldingen/").context["rows"]
    assert [(found.location_name, days) for found, days in rows] == [("De Berk", 9), ("De Wilg", 0)]


def test_office_admits_on_the_page(office, cast, application):
    where = f"/aanmeldingen/{application.pk}/"
    assert "Een nieuwe locatie van een nieuwe organisatie" in office.get(where).content.decode()
    form = {"match": "n", "region": cast.location.region_id, "answer": "Welkom.", "besluit": "toelaten"}

    assert office.post(where, form).url == "/aanmeldingen/"
    assert Location.objects.get(name="De Berk").region == cast.location.region
    assert "toegelaten door Petra Programma" in office.get(where).content.decode()


def test_office_finds_the_location_by_searching(office, cast, application):
    where = f"/aanmeldingen/{application.pk}/?q=eikenhof"
    form = {"match": f"l{cast.strangers_location.pk}", "besluit": "toelaten"}

    assert office.post(where, form).status_code == 302
    assert len(people.coordinators_of(cast.strangers_location)) == 2


def test_office_refuses_on_the_page(office, application):
    where = f"/aanmeldingen/{application.pk}/"
    answer = office.post(where, {"answer": "", "besluit": "afwijzen"})
    assert (answer.status_code, "Schrijf waarom deze locatie niet kan meedoen." in answer.content.decode()) == (
        422,
        True,
    )

    assert office.post(where, {"answer": "Vol.", "besluit": "afwijzen"}).status_code == 302
    assert Application.objects.get().state == "refused"


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"besluit": "toelaten"}, "Kies waar deze aanmelding bij hoort."),
        ({"besluit": "toelaten", "match": "l0"}, "Kies waar deze aanmelding bij hoort."),
        ({"besluit": "toelaten", "match": "n", "region": ""}, "Kies de regio van de nieuwe locatie."),
    ],
)
def test_refusals_of_the_page(office, application, form, sentence):
    answer = office.post(f"/aanmeldingen/{application.pk}/", form)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_home_says_how_many_wait(office, application):
    assert "Er wacht 1 aanmelding" in office.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_a_fixed_number_of_queries(office, django_assert_num_queries, count):
    for number in range(count):
        apply(fields=fields(location_name=f"Huis {number}"), language="nl")
    with django_assert_num_queries(6):  # session, user, roles, count, applications; that it was seen
        office.get("/aanmeldingen/")
