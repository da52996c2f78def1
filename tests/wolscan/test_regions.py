"""Regions: 34 reporting units, parts under their zorgkantoorregio, any usual spelling finds them."""

from datetime import date

import pytest
from django.core.management import call_command

from wolscan.models import Region
from wolscan.regions import find_region, load_regions, read_regions, reporting_units, spelling, spellings

DAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


def test_loading_gives_34_reporting_units_and_three_parents():
    loaded = load_regions()

    assert (loaded.units, loaded.created, loaded.changed) == (34, 37, 0)
    assert reporting_units(DAY).count() == 34
    parts = {(region.key, region.parent.key) for region in Region.objects.filter(parent__isnull=False)}
    assert parts == {
        ("arnhem", "zorgkantoorregio-arnhem"),
        ("food-valley", "zorgkantoorregio-arnhem"),
        ("achterhoek", "zorgkantoorregio-arnhem"),
        ("nijmegen", "zorgkantoorregio-nijmegen"),
        ("rivierenland", "zorgkantoorregio-nijmegen"),
        ("rotterdam", "zorgkantoorregio-rotterdam"),
        ("capelle-krimpen", "zorgkantoorregio-rotterdam"),
    }


def test_units_per_zorgkantoor_are_those_of_the_report():
    load_regions()

    held = [region.zorgkantoor for region in reporting_units(DAY)]
    assert {name: held.count(name) for name in set(held)} == {
        "CZ": 6,
        "Zilveren Kruis (De Friesland)": 1,
        "ENO": 1,
        "Menzis": 5,
        "VGZ": 8,
        "Z&Z": 2,
        "Zilveren Kruis": 11,
    }


def test_second_load_changes_nothing(capsys):
    load_regions()
    before = list(Region.objects.order_by("pk").values())

    call_command("load_regions")

    assert capsys.readouterr().out == "34 reporting units: 0 regions new, 0 changed.\n"
    assert list(Region.objects.order_by("pk").values()) == before


def test_second_load_keeps_what_was_edited_and_restores_the_name():
    load_regions()
    Region.objects.filter(key="twente").update(zorgkantoor="Ander kantoor", aliases=["Tukkerland"], name="Twent")

    loaded = load_regions()

    region = Region.objects.get(key="twente")
    assert (region.zorgkantoor, region.aliases, region.name) == ("Ander kantoor", ["Tukkerland"], "Twente")
    assert (loaded.created, loaded.changed) == (0, 1)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Regio Zuid - Limburg", "zuid-limburg"),
        ("Regio Zuid- Oost-Brabant", "zuidoost-brabant"),
        ("Regio Zuid-HollandNoord", "zuid-holland-noord"),
        ("Zorgkantoorregio Noord Holland Noord", "noord-holland-noord"),
        ("NHN", "noord-holland-noord"),
        ("Regio Noord-Midden-Limburg", "noord-en-midden-limburg"),
        ("Zorgkantoorregio Noord- en Midden Limburg", "noord-en-midden-limburg"),
        ("Regio Arnhem (subregio Food Valley)", "food-valley"),
        ("de Achterhoek", "achterhoek"),
        ("arnhem", "arnhem"),
        ("Zorgkantoorregio Nijmegen", "nijmegen"),
        ("Regio Rotterdam", "rotterdam"),
        ("Regio Rotterdam (subregio Capelle / Krimpen)", "capelle-krimpen"),
        ("Zorgkantoorregio Capelle a/d IJssel en Krimpen a/d IJssel", "capelle-krimpen"),
        ("Zorgkantoorregio Amsterdam", "groot-amsterdam"),
        ("Apeldoorn-Zutphen", "apeldoorn-zutphen"),
        ("Zorgkantoorregio 't Gooi / Almere", "t-gooi"),
        ("Gooi, Vechtstreken & Almere", "t-gooi"),
        ("  AMSTELLAND / MEERLANDEN ", "amstelland-meerlanden"),
    ],
)
def test_spelling_finds_the_unit(written, key):
    load_regions()

    found = find_region(written, DAY)
    assert found is not None
    assert found.key == key


def test_every_spelling_belongs_to_one_unit():
    load_regions()

    seen: dict[str, str] = {}
    for region in reporting_units(DAY):
        for written in spellings(region):
            assert seen.setdefault(written, region.key) == region.key
    assert "" not in seen


@pytest.mark.parametrize("written", ["", "regio", "Atlantis"])
def test_unknown_name_finds_nothing(written):
    load_regions()

    assert find_region(written, DAY) is None


def test_region_is_found_only_while_it_is_in_force():
    load_regions()
    Region.objects.filter(key="twente").update(valid_until=date(2026, 6, 30))

    assert find_region("Twente", date(2026, 6, 30)) is not None
    assert find_region("Twente", date(2026, 7, 1)) is None
    assert find_region("Twente", date(2016, 12, 31)) is None


def test_key_of_a_unit_is_unique():
    split, units = read_regions()
    keys = [entry["key"] for entry in [*split, *units]]

    assert len(set(keys)) == len(keys) == 37
    assert spelling("’t Gooi") == spelling("'t Gooi")
