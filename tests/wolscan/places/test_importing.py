"""Imports: every fault at once, all or nothing, the same file twice changes nothing, and history for what changed."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.kept import kept_begin
from wolscan.models import Event, Location, LocationChange, Membership, Organisation, OutgoingMail, User
from wolscan.permissions import Role
from wolscan.places.columns import ADVISERS, LOCATIONS, ORGANISATIONS
from wolscan.places.importing import ChangedMeanwhile, plan_of, write
from wolscan.regions import load_regions

HEADING = "kenmerk;organisatie;locatie;plaats;regio;bewoners;kleinschalig;doelgroepen;gesloten_op\n"


@pytest.fixture
@kept_begin
def country(db):
    load_regions()
    return Organisation.objects.create(name="Stichting De Hof", outside_key="O1")


def plan(*rows, kind=LOCATIONS, heading=HEADING):
    return plan_of(kind, (heading + "\n".join(rows)).encode())


def faults(found):
    return [(fault.row, fault.column, fault.sentence) for fault in found.faults]


def test_locations_come_in_with_their_history(country, cast):
    found = plan("L1;stichting de hof;De Berk;Ede;Food Valley;64;ja;pg, somatiek;", "L2;O1;De Wilg;Ede;t Gooi;;;;")

    assert write(LOCATIONS, found, by=cast.programme_office) == {"made": 2, "changed": 0, "same": 0}
    berk = Location.objects.get(outside_key="L1")
    assert (berk.organisation, berk.region.key, berk.residents) == (country, "food-valley", 64)
    assert (berk.is_small_scale, berk.target_groups, berk.closed_on) == (True, ["pg", "somatiek"], None)
    [change] = berk.changes.all()
    assert (change.kind, change.by, change.new["organisation"]) == ("made", cast.programme_office, "Stichting De Hof")
    event = Event.objects.get(name="locations_imported")
    assert event.detail == {"made": 2, "changed": 0, "same": 0}


def test_same_file_twice_changes_nothing(country):
    rows = ["L1;O1;De Berk;Ede;Twente;64;ja;pg;"]
    write(LOCATIONS, plan(*rows), by=None)
    again = plan(*rows)

    assert (again.made, again.changed, again.same) == ([], [], 1)
    assert write(LOCATIONS, again, by=None) == {"made": 0, "changed": 0, "same": 1}
    assert LocationChange.objects.count() == 1


def test_empty_cells_and_absent_columns_leave_what_is_known(country):
    write(LOCATIONS, plan("L1;O1;De Berk;Ede;Twente;64;ja;pg;"), by=None)
    found = plan("L1;O1;De Berk;Epe;Twente", heading="kenmerk;organisatie;locatie;plaats;regio\n")
    write(LOCATIONS, found, by=None)

    berk = Location.objects.get()
    assert (berk.place, berk.residents, berk.is_small_scale, berk.target_groups) == ("Epe", 64, True, ["pg"])


def test_found_again_by_key_whatever_its_name_and_moves_are_kept_apart(country):
    Organisation.objects.create(name="Stichting Nieuw")
    write(LOCATIONS, plan("L1;O1;De Berk;Ede;Twente;;;;"), by=None)
    write(LOCATIONS, plan("L1;Stichting Nieuw;De Nieuwe Berk;Ede;Zeeland;;;;31-12-2025"), by=None)

    berk = Location.objects.get()
    assert (berk.name, berk.closed_on) == ("De Nieuwe Berk", date(2025, 12, 31))
    changes = {change.kind: (change.old, change.new) for change in berk.changes.exclude(kind="made")}
    assert changes == {
        "moved": (
            {"organisation": "Stichting De Hof", "region": "Twente"},
            {"organisation": "Stichting Nieuw", "region": "Zeeland"},
        ),
        "changed": ({"name": "De Berk"}, {"name": "De Nieuwe Berk"}),
        "closed": ({"closed_on": None}, {"closed_on": "2025-12-31"}),
    }


def test_location_known_by_name_gets_its_key(country):
    write(LOCATIONS, plan(";O1;De Berk;Ede;Twente;;;;"), by=None)
    write(LOCATIONS, plan("L1;O1;de berk;Ede;Twente;;;;"), by=None)

    assert Location.objects.get().outside_key == "L1"


def test_every_fault_is_found_at_once_and_nothing_is_written(country):
    found = plan(
        "L1;Stichting De Hoff;De Berk;Ede;Twente;64;ja;pg;",
        "L2;O1;;Ede;Twnte;veel;misschien;katten;gisteren",
        "L3;O1;De Wilg;Ede;Twente;;;;",
        "L3;O1;De Es;Ede;Twente;;;;",
        "L4;O1;De Wilg;Ede;Twente;;;;",
        'L5;O1;"=HYPERLINK(""x"")";Ede;Twente;0;;;32-12-2026',
    )

    assert sorted(faults(found)) == [
        (2, "organisatie", "De organisatie “Stichting De Hoff” is niet bekend. Importeer eerst de organisaties, of "
                           "verbeter de naam. Bedoelt u “Stichting De Hof”?"),
        (3, "bewoners", "“veel” is geen heel getal van 1 tot en met 2000."),
        (3, "doelgroepen", "De doelgroep “katten” is niet bekend. Kies uit: pg, somatiek, gerontopsychiatrie, "
                           "korsakov, jonge-mensen-met-dementie."),
        (3, "gesloten_op", "“gisteren” is geen dag. Schrijf het als 31-12-2026."),
        (3, "kleinschalig", "“misschien” is geen ja en geen nee."),
        (3, "locatie", "Vul deze cel in."),
        (3, "regio", "De regio “Twnte” is niet bekend. Bedoelt u “Twente”?"),
        (5, "kenmerk", "Dit staat al in rij 4. Laat een van de twee staan."),
        (6, "locatie", "Dit staat al in rij 4. Laat een van de twee staan."),
        (7, "bewoners", "“0” is geen heel getal van 1 tot en met 2000."),
        (7, "gesloten_op", "“32-12-2026” is geen dag. Schrijf het als 31-12-2026."),
        (7, "locatie", "Hier staat een formule, of de fout daarvan. Zet de tekst zelf in de cel."),
    ]  # fmt: skip
    assert Location.objects.count() == 0


@pytest.mark.parametrize("written", ["31-12-2025", "31/12/2025", "2025-12-31", "46022"])
def test_days_as_people_and_spreadsheets_write_them(country, written):
    found = plan(f"L1;O1;De Berk;Ede;Twente;;;;{written}")

    assert [place.closed_on for place in found.made] == [date(2025, 12, 31)]


def test_location_with_a_running_scan_does_not_close(country, cast):
    cast.location.outside_key = "L9"
    cast.location.organisation = country
    cast.location.save()
    found = plan("L9;O1;De Linde;Utrecht;Twente;;;;31-12-2025")

    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "gesloten_op")]
    assert "Er loopt een scan" in found.faults[0].sentence


def test_another_location_with_that_name_or_that_key_is_a_fault(country):
    write(LOCATIONS, plan("L1;O1;De Berk;Ede;Twente;;;;", "L2;O1;De Wilg;Ede;Twente;;;;"), by=None)

    assert [fault.column for fault in plan("L1;O1;De Wilg;Ede;Twente;;;;").faults] == ["locatie"]
    assert [fault.column for fault in plan("L3;O1;De Wilg;Ede;Twente;;;;").faults] == ["kenmerk"]


def test_what_changed_since_the_check_stops_everything(country):
    write(LOCATIONS, plan("L1;O1;De Berk;Ede;Twente;;;;"), by=None)
    found = plan("L1;O1;De Berk;Epe;Twente;;;;", "L2;O1;De Wilg;Ede;Twente;;;;")
    Location.objects.update(residents=12)

    with pytest.raises(ChangedMeanwhile):
        write(LOCATIONS, found, by=None)
    assert list(Location.objects.values_list("place", flat=True)) == ["Ede"]


def test_made_meanwhile_by_somebody_else_stops_everything(country):
    found = plan("L1;O1;De Berk;Ede;Twente;;;;")
    write(LOCATIONS, plan("L2;O1;De Berk;Ede;Twente;;;;"), by=None)

    with pytest.raises(ChangedMeanwhile):
        write(LOCATIONS, found, by=None)
    assert Location.objects.get().outside_key == "L2"


def test_2300_locations_take_few_queries(country, django_assert_max_num_queries):
    rows = [f"L{number};O1;Huis {number};Ede;Twente;64;ja;pg;" for number in range(2_300)]
    with django_assert_max_num_queries(8):
        found = plan(*rows)
    with django_assert_max_num_queries(60):
        write(LOCATIONS, found, by=None)
    assert Location.objects.count() == 2_300


def organisations(*rows):
    return plan(*rows, kind=ORGANISATIONS, heading="kenmerk;organisatie\n")


def test_organisations_are_renamed_by_their_key(country):
    assert write(ORGANISATIONS, organisations("O1;Stichting Het Hof", "O2;Zorg Twee"), by=None)["changed"] == 1
    assert list(Organisation.objects.values_list("outside_key", "name")) == [
        ("O1", "Stichting Het Hof"),
        ("O2", "Zorg Twee"),
    ]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (["O2;stichting de hof"], ["kenmerk"]),
        (["O2;Zorg", "O2;Zorgt"], ["kenmerk"]),
        (["O2;Zorg", "O3;ZORG"], ["organisatie"]),
        ([f"O2;{'Z' * 121}"], ["organisatie"]),
        (["O2;"], ["organisatie"]),
    ],
)
def test_faults_of_organisations(country, rows, columns):
    assert [fault.column for fault in organisations(*rows).faults] == columns


def advisers(*rows):
    return plan(*rows, kind=ADVISERS, heading="naam;e-mail;actief\n")


def test_advisers_get_an_account_and_one_mail(db):
    write(ADVISERS, advisers("Anna de Vries;Anna@Example.org;"), by=None)
    again = advisers("Anna de Vries;anna@example.org;ja")

    user = User.objects.get()
    assert (user.email, user.has_usable_password()) == ("anna@example.org", False)
    assert Membership.objects.get(user=user).role == Role.ADVISER
    assert [(mail.template, mail.to) for mail in OutgoingMail.objects.all()] == [("account_ready", "anna@example.org")]
    assert (again.is_empty, again.same) == (True, 1)


def test_adviser_leaves_by_import(db):
    write(ADVISERS, advisers("Anna;anna@example.org;"), by=None)
    write(ADVISERS, advisers("Anna;anna@example.org;nee"), by=None)

    assert User.objects.get().is_active is False


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "programme_office", "administrator"])
def test_who_has_another_role_cannot_become_an_adviser(cast, who):
    person = getattr(cast, who)

    [fault] = advisers(f"Iemand;{person.email};").faults
    assert (fault.column, "andere rol" in fault.sentence) == ("e-mail", True)


def test_account_without_a_role_becomes_an_adviser(db):
    factories.make_user("Losse Persoon", email="los@example.org")
    found = advisers("Losse Persoon;los@example.org;")
    write(ADVISERS, found, by=None)

    assert len(found.changed) == 1
    assert Membership.objects.get().role == Role.ADVISER


def test_command_imports_and_says_what_it_did(country, tmp_path, capsys):
    file = tmp_path / "locaties.csv"
    file.write_text(HEADING + "L1;O1;De Berk;Ede;Twente;;;;\n", encoding="utf-8-sig")
    call_command("import_locations", str(file), "--dry-run")
    assert Location.objects.count() == 0
    call_command("import_locations", str(file))
    call_command("import_locations", str(file))

    assert capsys.readouterr().out.splitlines() == [
        "1 new, 0 changed, 0 the same. Nothing was changed.",
        "1 new, 0 changed, 0 the same.",
        "0 new, 0 changed, 1 the same.",
    ]


@pytest.mark.parametrize(
    ("command", "text", "sentence"),
    [
        ("import_locations", HEADING + "L1;O7;De Berk;Ede;Twente;;;;\n", "row 2, column organisatie: The organisation"),
        ("import_organisations", "naam\n", "no rows below"),
        ("import_advisers", "naam;e-mail\nA;geen\n", "row 2, column e-mail: “geen” is not a mail address."),
    ],
)
def test_command_says_what_is_wrong_and_ends_with_2(country, tmp_path, command, text, sentence):
    file = tmp_path / "in.csv"
    file.write_text(text)

    with pytest.raises(CommandError, match=sentence.replace(".", r"\.")) as stopped:
        call_command(command, str(file))
    assert stopped.value.returncode == 2


def test_command_without_its_file_ends_with_2(db):
    with pytest.raises(CommandError, match="No such file") as stopped:
        call_command("import_locations", "/is/er/niet.csv")
    assert stopped.value.returncode == 2
