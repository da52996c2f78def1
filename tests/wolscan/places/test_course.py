"""The course of a location: every step with its reason and its row, and nothing of before gets lost."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from questionnaires.models import Scan
from questionnaires.services import LocationIsClosed, open_scan
from scoring.followup.repeat.queries import due_scans
from scoring.models import OutcomeRow
from tests import factories
from wolscan.dates import today
from wolscan.models import Location, LocationChange, Organisation
from wolscan.permissions import Permission, can, where_may, who_may
from wolscan.places import services
from wolscan.places.services import ChangedMeanwhile, HasRunningScan, NameIsTaken, NotThere, mark

TODAY = factories.TODAY


@pytest.fixture
def done(cast):
    """The cast with a scan at De Linde that is confirmed."""
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser, today=today())
    return cast


def kinds(location):
    return list(location.changes.values_list("kind", flat=True))


def change(cast, seen=None, **facts):
    return services.change_facts(
        location=cast.location,
        facts=facts,
        seen=mark(Location.objects.get(pk=cast.location.pk)) if seen is None else seen,
        reason="Verbouwd.",
        by=cast.programme_office,
        today=TODAY,
    )


def test_facts_change_with_a_reason(cast):
    assert change(cast, residents=52, name="De Linde") is True

    [row] = cast.location.changes.all()
    assert (row.kind, row.old, row.new, row.reason) == ("changed", {"residents": 48}, {"residents": 52}, "Verbouwd.")
    assert change(cast, residents=52) is False


def test_two_at_once_lose_nothing(cast):
    seen = mark(cast.location)
    change(cast, residents=52)

    with pytest.raises(ChangedMeanwhile):
        change(cast, seen=seen, place="Zeist")


def test_name_of_another_location_is_refused(cast):
    factories.make_location("De Berk")

    with pytest.raises(NameIsTaken):
        change(cast, name="De Berk")


def move(cast, organisation, region):
    return services.move(
        location=cast.location,
        organisation=organisation,
        region=region,
        on=TODAY,
        reason="Overgenomen.",
        by=cast.programme_office,
    )


def test_move_takes_scans_and_history_along(done):
    other = Organisation.objects.create(name="Stichting Nieuw")
    officer = factories.make_quality_officer(other)
    move(done, other, factories.make_region("twente"))

    [row] = done.location.changes.all()
    assert (row.kind, row.old, row.new) == (
        "moved",
        {"organisation": "Stichting Lindehof", "region": "Utrecht"},
        {"organisation": "Stichting Nieuw", "region": "Twente"},
    )
    assert list(Scan.objects.visible_to(officer)) == [done.scan]
    assert not Scan.objects.visible_to(done.quality_officer).exists()


def test_move_to_a_new_organisation_by_its_name(cast):
    assert move(cast, "Stichting Splinter", cast.location.region)
    assert Location.objects.get(pk=cast.location.pk).organisation.name == "Stichting Splinter"


def test_published_rows_keep_the_keys_of_their_day(done):
    """Figures are counted from rows that hold the keys of the day on which a scan was confirmed."""
    row = OutcomeRow.objects.filter(scan=done.scan).first()
    if row is None:
        pytest.skip("rows are not frozen at confirming yet")
    move(done, "Stichting Splinter", factories.make_region("twente"))

    again = OutcomeRow.objects.get(pk=row.pk)
    assert (again.organisation_key, again.region) == (row.organisation_key, row.region)


def merge(cast, into, **more):
    Location.objects.filter(pk=into.pk).update(closed_on=None)
    services.merge(
        location=cast.location, into=into, on=TODAY, along=more.get("along", False), reason="Nieuwbouw.",
        by=cast.programme_office,
    )  # fmt: skip


@pytest.fixture
def merged(done):
    Scan.objects.filter(pk=done.strangers_scan.pk).update(state="vervallen")
    merge(done, done.strangers_location)
    done.location.refresh_from_db()
    return done


def test_merged_location_is_closed_and_seen_by_those_of_the_other(merged):
    officer = factories.make_quality_officer(merged.strangers_location.organisation, "Otto Anders")
    for person in (merged.stranger, officer, merged.coordinator):
        assert merged.location in Location.objects.visible_to(person)
        assert merged.scan in Scan.objects.visible_to(person)
        assert can(person, Permission.SEE_OUTCOME, location=merged.location)
    assert kinds(merged.location) == ["merged"]
    assert list(merged.strangers_location.changes.values_list("new__merged", flat=True)) == ["De Linde"]


def test_coordinators_of_the_other_can_go_on_with_what_was_left_behind(merged):
    assert can(merged.stranger, Permission.FOLLOW_UP, location=merged.location)
    assert Scan.objects.filter(where_may(merged.stranger, Permission.FOLLOW_UP, "location"), pk=merged.scan.pk).exists()
    assert set(who_may(Permission.FOLLOW_UP, merged.location)) == {merged.coordinator, merged.stranger}


def test_coordinators_of_the_old_see_nothing_of_the_other(merged):
    assert merged.strangers_location not in Location.objects.visible_to(merged.coordinator)
    assert merged.strangers_scan not in Scan.objects.visible_to(merged.coordinator)
    assert not can(merged.coordinator, Permission.SEE_OUTCOME, location=merged.strangers_location)


def test_no_scan_starts_at_a_merged_location(merged):
    assert not can(merged.coordinator, Permission.START_SCAN, location=merged.location)
    with pytest.raises(LocationIsClosed):
        open_scan(location=merged.location, by=merged.coordinator, today=today())
    assert not due_scans(today() + timedelta(days=800)).exists()


def test_what_was_merged_before_goes_along(merged):
    third = factories.make_location("De Es", "Stichting Esdoorn")
    services.merge(
        location=merged.strangers_location,
        into=third,
        on=TODAY,
        along=False,
        reason="Weer.",
        by=merged.programme_office,
    )

    merged.location.refresh_from_db()
    assert merged.location.successor == third


def test_coordinators_come_along_if_asked(done):
    Scan.objects.filter(pk=done.strangers_scan.pk).update(state="vervallen")
    merge(done, done.strangers_location, along=True)

    roles = done.strangers_location.membership_set.order_by("pk").values_list("user__name", "is_deputy")
    assert list(roles) == [("Vera Vreemd", False), ("Karin Coördinator", True)]


def test_location_with_a_running_scan_stays_open(cast):
    with pytest.raises(HasRunningScan):
        merge(cast, cast.strangers_location)
    with pytest.raises(HasRunningScan):
        services.close(location=cast.location, on=TODAY, reason="Dicht.", by=cast.programme_office)
    cast.location.refresh_from_db()
    assert (cast.location.closed_on, cast.location.successor) == (None, None)


def test_no_location_goes_on_in_itself_or_in_a_closed_one(done):
    with pytest.raises(NotThere):
        merge(done, done.location)
    Location.objects.filter(pk=done.strangers_location.pk).update(closed_on=TODAY)
    with pytest.raises(NotThere):
        services.merge(
            location=done.location, into=done.strangers_location, on=TODAY, along=False, reason="x",
            by=done.programme_office,
        )  # fmt: skip


def test_split_makes_a_location_with_scans_of_its_own(done):
    new = services.split(
        location=done.location,
        facts={"name": "De Kleine Linde", "place": "Zeist", "region": done.location.region, "residents": 12},
        residents_left=36,
        on=TODAY,
        along=True,
        reason="Te groot.",
        by=done.programme_office,
    )

    assert (new.organisation, new.residents, new.scans.count()) == (done.location.organisation, 12, 0)
    assert [(c.kind, c.other) for c in new.changes.all()] == [("split", done.location)]
    [row] = done.location.changes.all()
    assert (row.kind, row.old, row.new, row.other) == ("changed", {"residents": 48}, {"residents": 36}, new)
    assert list(new.membership_set.values_list("user__name", "is_deputy")) == [("Karin Coördinator", False)]


def test_close_and_open_again(done):
    services.close(location=done.location, on=today(), reason="Dicht.", by=done.programme_office)
    done.location.refresh_from_db()
    assert done.location.is_closed
    services.reopen(location=done.location, reason="Toch niet.", by=done.programme_office, today=today())

    done.location.refresh_from_db()
    assert done.location.closed_on is None
    assert kinds(done.location) == ["closed", "reopened"]
    with pytest.raises(NotThere):
        services.reopen(location=done.location, reason="Nog eens.", by=done.programme_office, today=today())


def test_closing_on_a_day_to_come_changes_nothing_before(done):
    services.close(location=done.location, on=today() + timedelta(days=30), reason="Dicht.", by=done.programme_office)

    done.location.refresh_from_db()
    assert not done.location.is_closed
    assert can(done.coordinator, Permission.START_SCAN, location=done.location)


# Pages


@pytest.fixture
def office(cast, as_user):
    return as_user(cast.programme_office)


def page(client, cast, what):
    return f"/locaties/{cast.location.pk}/{what}/"


def facts_form(location, **changed):
    form = {"name": location.name, "place": location.place, "residents": location.residents, "seen": mark(location)}
    return form | {"reason": "Verbouwd."} | changed


def test_page_saves_and_shows_history(office, cast):
    where = page(office, cast, "beheer")

    assert office.post(where, facts_form(cast.location, residents=51)).url == where
    text = office.get(where).content.decode()
    assert "<del>48</del> → <ins>51</ins>" in text
    assert "Verbouwd." in text


def test_page_keeps_what_was_typed_when_somebody_was_first(office, cast):
    form = facts_form(cast.location, place="Zeist")
    change(cast, residents=52)
    answer = office.post(page(office, cast, "beheer"), form)

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Iemand heeft deze locatie gewijzigd" in text
    assert 'value="Zeist"' in text
    assert "Dit staat er nu" in text
    form["seen"] = answer.context["form"].data["seen"]
    assert office.post(page(office, cast, "beheer"), form).status_code == 302


@pytest.mark.parametrize(
    ("what", "form", "sentence"),
    [
        ("beheer", {"name": "", "place": "Ede", "reason": "x"}, "Vul de naam van de locatie in."),
        ("beheer", {"name": "X", "place": "Ede", "residents": "veel", "reason": "x"}, "van 1 tot en met 2000"),
        ("beheer", {"name": "X", "place": "Ede"}, "Schrijf in een paar woorden waarom."),
        ("verplaatsen", {"reason": "x", "on": "2026-11-01"}, "Kies een organisatie, of schrijf hieronder"),
        ("verplaatsen", {"reason": "x", "on": "2999-01-01"}, "Kies vandaag of een dag die al is geweest"),
        ("samenvoegen", {"reason": "x", "on": "2026-11-01"}, "Kies de locatie waarin deze verdergaat."),
        ("splitsen", {"reason": "x", "on": "2026-11-01"}, "Vul de naam van de nieuwe locatie in."),
        ("sluiten", {"reason": "x", "on": "gisteren"}, "Kies een dag."),
        ("heropenen", {"reason": ""}, "Schrijf in een paar woorden waarom."),
    ],
)
def test_what_is_missing_gets_a_sentence_and_422(office, cast, what, form, sentence):
    answer = office.post(page(office, cast, what), form)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_merge_page_searches_and_merges(office, done):
    Scan.objects.filter(pk=done.strangers_scan.pk).update(state="vervallen")
    where = page(office, done, "samenvoegen")
    assert "De Eik" not in office.get(where).content.decode()
    assert "De Eik" in office.get(f"{where}?q=eik").content.decode()

    form = {"into": done.strangers_location.pk, "on": today().isoformat(), "reason": "Nieuwbouw."}
    assert office.post(f"{where}?q=eik", form).status_code == 302
    done.location.refresh_from_db()
    assert done.location.successor == done.strangers_location


def test_page_says_why_a_running_scan_stands_in_the_way(office, cast):
    answer = office.post(page(office, cast, "sluiten"), {"on": today().isoformat(), "reason": "Dicht."})

    assert answer.status_code == 422
    assert "Er loopt een scan van deze locatie." in answer.content.decode()


def test_list_searches_filters_and_sorts(office, cast):
    Location.objects.filter(pk=cast.strangers_location.pk).update(closed_on=date(2026, 1, 1))

    def names(query):
        return [place.name for place in office.get(f"/locaties/?{query}").context["page"].object_list]

    factories.make_location("De Berk")
    assert names("") == ["De Berk", "De Linde"]
    assert names("sorteer=-locatie") == ["De Linde", "De Berk"]
    assert names("toon=gesloten") == ["De Eik"]
    assert names("toon=alle&q=eikenhof") == ["De Eik"]
    assert names(f"organisatie={cast.location.organisation_id}&q=berk") == ["De Berk"]
    assert names("regio=999&sorteer=onzin") == ["De Berk", "De Linde"]


@pytest.mark.parametrize("more", [1, 3])
def test_list_takes_a_fixed_number_of_queries(office, cast, django_assert_num_queries, more):
    for number in range(more):
        factories.make_location(f"De Berk {number}")
    with django_assert_num_queries(7):  # session, user, roles, count, locations, regions and organisations to choose
        office.get("/locaties/")


def test_people_of_the_location_read_that_it_is_closed(as_user, done):
    services.close(location=done.location, on=today(), reason="Dicht.", by=done.programme_office)
    client = as_user(done.coordinator)

    assert "Gesloten sinds" in client.get("/").content.decode()
    text = client.get(f"/locatie/{done.location.pk}/").content.decode()
    assert "Gesloten sinds" in text
    assert "scan-starten" not in text


def test_coordinator_of_the_other_opens_the_outcome_of_the_merged_one(as_user, merged):
    client = as_user(merged.stranger)

    assert client.get(f"/locatie/{merged.location.pk}/").status_code == 200
    assert client.get(f"/scan/{merged.scan.pk}/uitkomst/").status_code == 200


def test_every_step_is_recorded(done):
    services.close(location=done.location, on=today(), reason="Dicht.", by=done.programme_office)

    assert LocationChange.objects.filter(Q(by=None) | Q(reason="")).count() == 0
