"""Regions of a new year: the years before stay as they were, and locations go along on the day itself."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from wolscan.models import Location, Organisation, Region
from wolscan.places.region_change import follow_regions
from wolscan.regions import RegionsError, find_region, load_regions, reporting_units

NEW_YEAR = date(2027, 1, 1)
FILE = """
valid_from = 2027-01-01
gone = ["midden-ijssel"]

[[unit]]
key = "twente"
name = "Twente en Salland"
zorgkantoor = "Menzis"
aliases = ["Salland"]

[[unit]]
key = "zeeland"
name = "Zeeland"
zorgkantoor = "CZ"
aliases = ["Zeeuwenland"]

[[unit]]
key = "delft-westland-oostland"
name = "Delft Westland Oostland"
zorgkantoor = "DSW"
aliases = ["DSW", "Westland/Schieland/Delfland"]
"""


@pytest.fixture
def regions(db, tmp_path):
    load_regions()
    file = tmp_path / "regio-2027.toml"
    file.write_text(FILE)
    return file


def test_new_year_changes_nothing_of_the_years_before(regions):
    loaded = load_regions(regions)

    assert (loaded.units, loaded.created, loaded.changed) == (3, 2, 2)
    rows = Region.objects.filter(key="twente").values_list("name", "valid_from", "valid_until")
    assert sorted(rows) == [
        ("Twente", date(2017, 1, 1), date(2026, 12, 31)),
        ("Twente en Salland", NEW_YEAR, None),
    ]
    assert find_region("Twente", date(2026, 12, 31)).name == "Twente"
    assert find_region("Salland", NEW_YEAR).name == "Twente en Salland"
    assert find_region("Zeeuwenland", date(2026, 1, 1)).key == "zeeland"
    assert find_region("Midden-IJssel", NEW_YEAR) is None


def test_region_of_dsw_is_one_more_unit(regions):
    load_regions(regions)

    assert reporting_units(date(2026, 12, 31)).count() == 34
    assert reporting_units(NEW_YEAR).count() == 34  # one more, one gone
    assert find_region("zorgkantoorregio Westland / Schieland / Delfland", NEW_YEAR).zorgkantoor == "DSW"


def test_second_load_changes_nothing_and_the_first_file_neither(regions):
    load_regions(regions)
    before = list(Region.objects.order_by("pk").values())
    assert load_regions(regions).created == 0
    assert load_regions().created == 0

    assert list(Region.objects.order_by("pk").values()) == before


def test_other_parent_or_zorgkantoor_is_a_new_region_too(regions, tmp_path):
    file = tmp_path / "anders.toml"
    unit = '[[unit]]\nkey = "arnhem"\nname = "Arnhem – Arnhem"\nzorgkantoor = "Menzis"\n'
    file.write_text(f"valid_from = 2027-01-01\n{unit}")

    assert load_regions(file).created == 1
    assert Region.objects.get(key="arnhem", valid_from=NEW_YEAR).parent is None


def test_locations_go_along_on_the_day_itself(regions):
    place = factories.make_location()
    Location.objects.filter(pk=place.pk).update(region=Region.objects.get(key="twente"))
    load_regions(regions)
    assert follow_regions(date(2026, 12, 31)) == 0
    assert follow_regions(NEW_YEAR) == 1
    assert follow_regions(NEW_YEAR) == 0

    place.refresh_from_db()
    assert place.region.name == "Twente en Salland"
    [row] = place.changes.all()
    assert (row.kind, row.on, row.old, row.new) == (
        "moved",
        NEW_YEAR,
        {"region": "Twente"},
        {"region": "Twente en Salland"},
    )


def test_region_that_is_gone_keeps_its_locations_and_is_shown(regions, cast, as_user):
    gone = Region.objects.get(key="midden-ijssel")
    Location.objects.filter(pk=cast.location.pk).update(region=gone)
    load_regions(regions)

    assert follow_regions(NEW_YEAR) == 0
    Region.objects.filter(pk=gone.pk).update(valid_until=date(2026, 1, 1))
    page = as_user(cast.programme_office).get("/regios/").content.decode()
    assert "Verplaats de locaties" in page
    assert "Zorgkantoorregio Arnhem" in page
    assert "Gooi/Almere" in page


def test_page_takes_a_fixed_number_of_queries(regions, cast, as_user, django_assert_num_queries):
    client = as_user(cast.programme_office)
    with django_assert_num_queries(4):  # session, user, roles, regions
        client.get("/regios/")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("valid_from = 2027-01-01\ngone = ['atlantis']", "there is no region atlantis"),
        ("valid_from = 'morgen'", "valid_from must be a date"),
        ("valid_from = 2027-01-01\n[[unit]]\nkey = 'x'", "x: name, zorgkantoor is missing"),
        ("valid_from = 2027-01-01\n[[katten]]\nkey = 'x'", "unknown katten"),
        ("valid_from = ", "Invalid value"),
    ],
)
def test_file_that_breaks_its_form_changes_nothing(regions, tmp_path, text, words):
    file = tmp_path / "fout.toml"
    file.write_text(text)
    before = Region.objects.count()

    with pytest.raises(RegionsError, match=words):
        load_regions(file)
    with pytest.raises(CommandError) as stopped:
        call_command("load_regions", str(file))
    assert (stopped.value.returncode, Region.objects.count()) == (2, before)


def test_command_can_try_first(regions, capsys):
    call_command("load_regions", str(regions), "--dry-run")

    assert capsys.readouterr().out.splitlines() == [
        "3 reporting units: 2 regions new, 2 changed.",
        "Nothing was changed.",
    ]
    assert Region.objects.filter(valid_from=NEW_YEAR).count() == 0
    assert Organisation.objects.count() == 0
