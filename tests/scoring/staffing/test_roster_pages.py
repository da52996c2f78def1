"""The pages of the roster: entering it, what is never lost, and who may."""

import pytest
from django.urls import reverse

from scoring.models import StaffingRoster
from tests import factories
from tests.scoring.staffing.pages import CURRENT, WISHED, group_of, line, make_roster, typed
from tests.scoring.staffing.rosters import ALTERNATIVE_4, SCENARIO_1

WEEK = [
    line("7-1530", break_minutes="30"),
    line("15-2330", break_minutes="30"),
    line("7-1530", "2", break_minutes="30", purpose="toezicht"),
    line("15-2330", "2", break_minutes="30", purpose="toezicht", days=list("12345")),
]


def url(name, scan, **other):
    return reverse(name, kwargs={"scan": scan.pk, **other})


def group_url(cast, number=1):
    return url("staffing_group", cast.scan, kind=CURRENT, number=number)


@pytest.fixture
def karin(cast, as_user):
    return as_user(cast.coordinator)


def test_roster_starts_and_opens_its_first_group(karin, cast):
    page = karin.get(url("staffing", cast.scan)).content.decode()
    assert "NZa-voorbeeld (voorbeeld, geen norm)" in page
    assert "ActiZ-voorbeeld (voorbeeld, geen norm)" in page

    sent = karin.post(url("staffing_start", cast.scan, kind=CURRENT), {"source": "actiz"})

    assert sent["Location"] == group_url(cast)
    assert StaffingRoster.objects.get().kind == "current"


def test_starting_without_a_choice_says_what_to_do(karin, cast):
    sent = karin.post(url("staffing_start", cast.scan, kind=CURRENT), follow=True)

    assert "Kies hoe u wilt beginnen." in sent.content.decode()
    assert karin.post(url("staffing_start", cast.scan, kind=CURRENT), {"source": "last_year"}).status_code == 404
    assert not StaffingRoster.objects.exists()


def seen_on(page):
    return page.context["seen"]


def test_real_week_is_entered_and_its_thin_spots_are_seen(karin, cast):
    row = make_roster(cast.scan, cast.coordinator, group_of([]))
    seen = seen_on(karin.get(group_url(cast)))

    sent = karin.post(group_url(cast), typed(*WEEK, seen=seen, name="Beneden"), follow=True)

    row.refresh_from_db()
    assert [shift["days"] for shift in row.roster["groups"][0]["shifts"]] == ["all", "all", "all", "weekdays"]
    page = sent.content.decode()
    assert "Opgeslagen: Beneden." in page
    assert "in het weekend van 16:00 tot 21:00 uur" in page
    assert "elke dag van 00:00 tot 07:00 uur" in page


def test_nothing_typed_is_lost_on_a_fault(karin, cast):
    make_roster(cast.scan, cast.coordinator, group_of([]))

    sent = karin.post(group_url(cast), typed(line("7-laat"), line("15-23"), clients="veel", name="Boven", seen="x"))

    page = sent.content.decode()
    assert sent.status_code == 422
    assert 'href="#id_d0-end"' in page
    assert 'href="#id_clients"' in page
    assert [value in page for value in ('value="laat"', 'value="veel"', 'value="Boven"')] == [True, True, True]
    assert seen_on(sent) == "x"
    assert "<title>Fout:" in page.replace("\n", "")


@pytest.mark.parametrize(("action", "count"), [("add", 3), ("copy-1", 3), ("remove-1", 1)])
def test_buttons_of_a_row_save_nothing_and_lose_nothing(karin, cast, action, count):
    row = make_roster(cast.scan, cast.coordinator, group_of([]))

    sent = karin.post(group_url(cast), typed(line("7-15"), line("fout-23"), do=action))

    page = sent.content.decode()
    assert (sent.status_code, len(sent.context["rows"])) == (200, count)
    assert 'value="fout"' in page
    assert "Nog niet opgeslagen" in page
    row.refresh_from_db()
    assert row.revision == 0


def test_changed_by_two_people_shows_both(karin, cast):
    make_roster(cast.scan, cast.coordinator, group_of([]))
    seen = seen_on(karin.get(group_url(cast)))
    karin.post(group_url(cast), typed(line("9-17", "4"), seen=seen))

    met = karin.post(group_url(cast), typed(line("7-15"), seen=seen))

    page = met.content.decode()
    assert met.status_code == 409
    assert "09:00–17:00, niveau 4, zorg, elke dag" in page
    assert 'value="7"' in page
    karin.post(group_url(cast), typed(line("7-15"), seen=seen_on(met)))
    assert StaffingRoster.objects.get().roster["groups"][0]["shifts"][0]["start"] == "07:00"


def test_saving_leads_on(karin, cast):
    make_roster(cast.scan, cast.coordinator, group_of([]), group_of([]))

    def after(do):
        seen = seen_on(karin.get(group_url(cast)))
        return karin.post(group_url(cast), typed(line("7-15"), seen=seen, do=do))["Location"]

    assert after("save-next") == group_url(cast, 2)
    assert after("save-later") == url("staffing", cast.scan)
    assert after("save") == url("staffing_outcome", cast.scan, kind=CURRENT)


def settings(**other):
    return {"preset": "nza", "own_windows": "", "mode": "gecombineerd", "nurse": "", "productivity": "66", **other}


def test_settings_are_kept(karin, cast):
    row = make_roster(cast.scan, cast.coordinator)
    address = url("staffing_settings", cast.scan, kind=CURRENT)
    opened = karin.get(address)
    data = settings(preset="own", own_windows="7:30-10:30\n18-21", mode="strikt", nurse="no", seen=seen_on(opened))
    data |= {"verzuim": "7,5", "verlof": "14", "opleiding": "2", "niet_clientgebonden": "6,5"}

    karin.post(address, data)

    row.refresh_from_db()
    assert {key: value for key, value in row.roster.items() if key != "groups"} == {
        "windows": [["07:30", "10:30"], ["18:00", "21:00"]],
        "mode": "strikt",
        "nurse_within_30": False,
        "productivity": 0.7,
    }
    again = karin.get(address).content.decode()
    assert "07:30-10:30\n18:00-21:00" in again
    assert 'value="7,5"' in again
    page = karin.get(url("staffing_outcome", cast.scan, kind=CURRENT)).content.decode()
    assert "min 7,5% verzuim, 14% verlof en 2% opleiding is 76,5%; min 6,5% niet-cliëntgebonden is 70%" in page


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"verzuim": "7"}, "Vul alle vier de percentages in, of geen ervan."),
        ({"productivity": ""}, "Vul de productiviteit in, of de vier percentages eronder."),
        ({"productivity": "0"}, "Schrijf een getal van 1 tot en met 100, bijvoorbeeld 66."),
        ({"own_windows": "7-10"}, "U hebt eigen tijden ingevuld. Kies ook ‘Eigen tijden’, of maak dat veld leeg."),
        ({"preset": ""}, "Kies wanneer de zorg intensief is."),
        (
            {"verzuim": "70", "verlof": "14", "opleiding": "10", "niet_clientgebonden": "6"},
            "Samen moeten deze vier onder de 100% blijven.",
        ),
    ],
)
def test_settings_with_a_fault_say_what_to_do(karin, cast, data, problem):
    make_roster(cast.scan, cast.coordinator)

    sent = karin.post(url("staffing_settings", cast.scan, kind=CURRENT), settings(**data))

    assert sent.status_code == 422
    assert problem in sent.content.decode()


def test_groups_come_and_go(karin, cast):
    make_roster(cast.scan, cast.coordinator)
    added = karin.post(url("staffing_add_group", cast.scan, kind=CURRENT), {"like": "1"})
    assert added["Location"] == group_url(cast, 2)
    removing = url("staffing_remove_group", cast.scan, kind=CURRENT, number=2)
    assert "Groep 2 verwijderen?" in karin.get(removing).content.decode()
    assert len(StaffingRoster.objects.get().names) == 2

    karin.post(removing, {"seen": seen_on(karin.get(removing))})

    assert len(StaffingRoster.objects.get().names) == 1
    karin.post(url("staffing_remove", cast.scan, kind=CURRENT))
    assert not StaffingRoster.objects.exists()


def test_rosters_stand_side_by_side(karin, cast):
    make_roster(cast.scan, cast.coordinator, group_of(ALTERNATIVE_4, count=4))
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)
    repeat = factories.make_scan(cast.location)
    make_roster(repeat, cast.coordinator, group_of(ALTERNATIVE_4, count=4))
    make_roster(repeat, cast.coordinator, group_of(SCENARIO_1, count=4), kind=WISHED)

    page = karin.get(url("staffing_outcome", repeat, kind=CURRENT))

    assert [column.title for column in page.context["columns"]] == ["Vorig jaar", "Huidig", "Gewenst"]
    assert page.context["figures"][0].values == ["0,73", "0,73", "0,88"]
    assert "niet meer dun: elke dag van 07:00 tot 15:00 uur" in page.content.decode()
    assert "€" not in page.content.decode()


def test_group_or_roster_that_is_not_there_is_not_found(karin, cast):
    missing = [url("staffing_outcome", cast.scan, kind=CURRENT), group_url(cast)]
    assert [karin.get(address).status_code for address in missing] == [404, 404]
    make_roster(cast.scan, cast.coordinator)

    assert [karin.get(group_url(cast, number)).status_code for number in (0, 1, 2)] == [404, 200, 404]
    assert karin.get(f"/scan/{cast.scan.pk}/bezetting/anders/uitkomst/").status_code == 404


@pytest.mark.parametrize("groups", [1, 3])
def test_pages_are_made_with_few_queries(karin, cast, django_assert_num_queries, groups):
    make_roster(cast.scan, cast.coordinator, *[group_of(SCENARIO_1)] * groups)
    make_roster(cast.scan, cast.coordinator, *[group_of(SCENARIO_1)] * groups, kind=WISHED)
    # Session, user, scan with its location, roles, rosters; on the result also the team sheet.
    for address, most in ((url("staffing", cast.scan), 5), (group_url(cast), 5)):
        with django_assert_num_queries(most):
            karin.get(address)
    with django_assert_num_queries(6):
        karin.get(url("staffing_outcome", cast.scan, kind=CURRENT))
