"""Facts of the location: typed as people write them, kept together, beside national values and own levels."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from scoring.models import LocationFacts
from scoring.staffing.facts import fact_rows
from scoring.staffing.facts_form import FactsForm
from scoring.staffing.reference import references
from tests import factories

FACTS = {
    "residents": "48",
    "living_groups": "6",
    "target_groups": ["pg", "somatiek"],
    "is_small_scale": "yes",
    "staff_period": "derde kwartaal van 2026",
    "sickness_absence": "8,25%",
    "inflow": "5",
    "outflow": "4,9",
    "part_time_factor": "61,5",
    "rating": "8,4",
    "ratings": "1.204",
    "rated_on": "2026-11-01",
    "igj_person_centred": "voldoet_grotendeels",
    "igj_person_centred_on": "2026-03-12",
    "seen": "0",
}


@pytest.fixture
def karin(cast, as_user):
    return as_user(cast.coordinator)


def url(scan):
    return reverse("facts", kwargs={"scan": scan.pk})


def test_facts_are_kept_as_they_are_meant(karin, cast):
    sent = karin.post(url(cast.scan), FACTS, follow=True)

    kept = LocationFacts.objects.get()
    assert "De feiten zijn opgeslagen." in sent.content.decode()
    assert (kept.residents, kept.target_groups, kept.is_small_scale) == (48, ["pg", "somatiek"], True)
    assert (kept.sickness_absence, kept.rating, kept.ratings) == (Decimal("8.25"), Decimal("8.4"), 1204)
    assert (kept.rated_on, kept.igj_person_centred_on) == (date(2026, 11, 1), date(2026, 3, 12))
    page = sent.content.decode()
    assert "8,25" in page
    assert "(1.204 waarderingen, 1 november 2026)" in page


def test_form_opens_with_what_the_location_is_known_by(karin, cast):
    cast.location.living_groups, cast.location.target_groups = 6, ["pg"]
    cast.location.save()

    initial = karin.get(url(cast.scan)).context["form"].initial

    assert initial == {"residents": 48, "living_groups": 6, "target_groups": ["pg"], "is_small_scale": ""}


def test_copies_stay_when_the_location_changes(karin, cast):
    karin.post(url(cast.scan), FACTS)
    cast.location.residents = 60
    cast.location.save()

    assert karin.get(url(cast.scan)).context["form"]["residents"].value() == 48


def test_everything_may_stay_empty(karin, cast):
    assert karin.post(url(cast.scan), {"seen": "0"}).status_code == 302
    assert LocationFacts.objects.get().sickness_absence is None


@pytest.mark.parametrize(
    ("given", "field", "problem"),
    [
        ({"outflow": "5"}, "staff_period", "Schrijf over welke periode de cijfers over medewerkers gaan."),
        ({"rating": "8"}, "ratings", "Schrijf hoeveel waarderingen er zijn."),
        ({"rating": "8"}, "rated_on", "Vul in wanneer u de waardering hebt opgezocht."),
        ({"ratings": "8"}, "rating", "Schrijf ook de gemiddelde waardering op."),
        ({"rating": "11"}, "rating", "Schrijf een getal van 1 tot en met 10, bijvoorbeeld 8,4."),
        ({"sickness_absence": "veel"}, "sickness_absence", "Schrijf een getal van 0 tot en met 100, bijvoorbeeld 7,2."),
        ({"igj_quality": "voldoet"}, "igj_quality_on", "Vul de datum van dit oordeel in."),
        ({"igj_quality_on": "2026-01-01"}, "igj_quality", "Kies het oordeel dat bij deze datum hoort."),
        ({"igj_quality_on": "2999-01-01"}, "igj_quality_on", "Kies een datum die al geweest is, vanaf het jaar 2000."),
    ],
)
def test_what_is_missing_is_asked(karin, cast, given, field, problem):
    sent = karin.post(url(cast.scan), given)

    assert sent.status_code == 422
    assert sent.context["form"].errors[field] == [problem]
    assert not LocationFacts.objects.exists()


def test_two_people_at_the_facts_see_both(karin, cast):
    karin.post(url(cast.scan), FACTS)

    met = karin.post(url(cast.scan), FACTS | {"sickness_absence": "9"})

    page = met.content.decode()
    assert met.status_code == 409
    assert "Iemand anders heeft deze feiten intussen veranderd" in page
    assert ('value="9"' in page, "8,25" in page) == (True, True)
    karin.post(url(cast.scan), FACTS | {"sickness_absence": "9", "seen": str(met.context["seen"])})
    assert LocationFacts.objects.get().sickness_absence == 9


def test_sending_the_same_facts_again_counts_as_saved(karin, cast):
    karin.post(url(cast.scan), FACTS)

    assert karin.post(url(cast.scan), FACTS).status_code == 302
    assert LocationFacts.objects.get().revision == 1


def test_national_values_and_own_levels_stand_beside(karin, cast):
    karin.post(url(cast.scan), FACTS)
    factories.send_in_scan(cast.scan, cast.coordinator, ziekteverzuim="ernstig_issue")

    rows = {row.label: row for row in karin.get(url(cast.scan)).context["rows"]}

    absence = rows["Ziekteverzuim (%)"]
    assert (absence.value, absence.about, absence.national) == ("8,25", "derde kwartaal van 2026", "7,7")
    assert [(own.title, own.level.key) for own in absence.levels] == [("Ziekteverzuim", "ernstig_issue")]
    judged = rows["IGJ: Persoonsgerichte zorg"]
    assert (judged.value, judged.about, judged.national) == ("voldoet grotendeels", "12 maart 2026", "")
    assert [own.title for own in rows["IGJ: Sturen op kwaliteit en veiligheid"].levels] == [
        "Leren en verbeteren van kwaliteit",
        "Leiderschap, governance en management",
    ]
    assert rows["ZorgkaartNederland: Gemiddelde waardering"].national == "8,4"


def test_national_values_are_those_of_the_source():
    years = {key: [str(value) for value in found.years.values()] for key, found in references().items()}

    assert years == {
        "rating": ["7.9", "8.0", "8.3", "8.4"],
        "sickness_absence": ["6.6", "7.0", "7.1", "7.7"],
        "inflow": ["5.5", "5.9", "6.4", "5.5"],
        "outflow": ["4.7", "4.9", "4.9", "4.8"],
        "part_time_factor": ["62.5", "62.5", "62.6", "62.6"],
    }
    assert all(list(found.years) == [2017, 2018, 2019, 2020] and found.source for found in references().values())
    assert list(references()["rating"].numbers.values()) == [27081, 21388, 15705, 12089]
    assert set(references()) <= set(FactsForm.base_fields)


def test_only_what_was_filled_in_where_there_is_little_room(cast):
    from questionnaires.definitions import load

    facts = LocationFacts(igj_expertise="voldoet", igj_expertise_on=date(2026, 1, 2))

    rows = fact_rows(facts, load(factories.VERSION), None, only_filled=True)

    assert [(row.label, row.value) for row in rows] == [("IGJ: Deskundig personeel", "voldoet")]


def test_readers_read_and_cannot_change(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator)
    adviser = as_user(cast.adviser)

    page = adviser.get(url(cast.scan)).content.decode()

    assert "De locatie heeft geen feiten ingevuld." in page
    assert "Feiten opslaan" not in page
    assert adviser.post(url(cast.scan), FACTS).status_code == 404


def test_final_scan_keeps_its_facts(karin, cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)

    sent = karin.post(url(cast.scan), FACTS, follow=True)

    assert "Deze scan is afgerond, dus dit kan niet meer veranderen." in sent.content.decode()
    assert not LocationFacts.objects.exists()


def test_page_is_made_with_few_queries(karin, cast, django_assert_num_queries):
    karin.post(url(cast.scan), FACTS, follow=True)
    with django_assert_num_queries(6):  # session, user, scan, roles, facts, outcome
        karin.get(url(cast.scan))
