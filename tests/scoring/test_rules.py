"""Reading a rules version: the published numbers, and what is refused."""

import copy
import tomllib

import pytest

from scoring.domain import rules
from scoring.domain.rules import RulesError, Share, UnknownRules


@pytest.fixture
def content():
    return tomllib.loads((rules.FOLDER / "2026-1.toml").read_text(encoding="utf-8"))


def test_the_published_numbers():
    found = rules.load("2026-1")
    assert (found.enough_scored, found.serious_share, found.attention_share) == ((1, 2), (1, 4), (1, 3))
    assert (found.best_share, found.on_site_share, found.little_sight_share) == ((1, 2), (3, 5), (3, 10))
    assert (found.minimum_sheets, found.difference_levels, found.little_sight_people) == (3, 2, 2)
    assert (found.intensive_themes, found.extra_themes, found.light_themes) == (2, 1, 3)
    assert (found.repeat_months, found.invitation_weeks, found.check_days, found.shift_months) == (12, 6, 90, 3)
    assert found.pools == (("staff", "overig_medewerkers"), ("naasten", "overig_naasten"))
    assert found.pool_names == ("overig_medewerkers", "overig_naasten", "overig")
    assert found.never_taken_in == ("clientvertegenwoordigers",)


def test_a_version_is_read_once():
    assert rules.load("2026-1") is rules.load("2026-1")
    assert "2026-1" in rules.versions()


@pytest.mark.parametrize("version", ["2025-1", "", "../2026-1", "2026-1.toml"])
def test_an_unknown_version_is_refused(version):
    with pytest.raises(UnknownRules):
        rules.load(version)


def test_rules_do_not_change(content):
    found = rules.load("2026-1")
    with pytest.raises(AttributeError):
        found.minimum_sheets = 1


def test_a_file_that_is_not_toml_is_refused(tmp_path, monkeypatch):
    (tmp_path / "2027-1.toml").write_text("version = ", encoding="utf-8")
    monkeypatch.setattr(rules, "FOLDER", tmp_path)
    with pytest.raises(RulesError, match=r"^2027-1\.toml: "):
        rules.load("2027-1")


@pytest.mark.parametrize(
    ("section", "key", "value", "message"),
    [
        ("theme", "serious_share", [0, 4], r"theme\.serious_share is not a valid share"),
        ("theme", "serious_share", [5, 4], r"theme\.serious_share is not a valid share"),
        ("theme", "serious_share", 0.25, r"theme\.serious_share is not a valid share"),
        ("groups", "minimum_sheets", 0, r"groups\.minimum_sheets is not a valid number"),
        ("groups", "minimum_sheets", True, r"groups\.minimum_sheets is not a valid number"),
        ("groups", "rest", "", r"groups\.rest is not a valid text"),
        ("groups", "pools", {"staff": 1}, r"groups\.pools is not a valid pairs"),
        ("groups", "never_taken_in", [1], r"groups\.never_taken_in is not a valid texts"),
        ("theme", "on_site_share", [1, 4], r"theme\.on_site_share is below theme\.attention_share"),
        ("tier", "extra_themes", 2, r"tier\.extra_themes is not below tier\.intensive_themes"),
        ("tier", "extra_thems", 1, r"tier: missing or unknown: extra_thems"),
    ],
)
def test_an_unsound_entry_is_named(content, section, key, value, message):
    content[section][key] = value
    with pytest.raises(RulesError, match=message):
        rules.read(content, "2026-1.toml")


@pytest.mark.parametrize("section", ["version", "scale", "groups", "flags", "theme", "tier", "schedule"])
def test_every_part_is_needed(content, section):
    del content[section]
    with pytest.raises(RulesError, match=f"missing or unknown: {section}$"):
        rules.read(content, "2026-1.toml")


def test_every_entry_is_needed(content):
    for section, entries in content.items():
        for key in entries if isinstance(entries, dict) else ():
            spoiled = copy.deepcopy(content)
            del spoiled[section][key]
            with pytest.raises(RulesError, match=f"{section}: missing or unknown: {key}$"):
                rules.read(spoiled, "2026-1.toml")


def test_another_scale_or_name_is_refused(content):
    with pytest.raises(RulesError, match="holds version 2026-1"):
        rules.read(content, "2027-1.toml")
    content["scale"].reverse()
    with pytest.raises(RulesError, match="scale is not ernstig_issue"):
        rules.read(content, "2026-1.toml")


def test_a_section_must_be_a_table(content):
    content["tier"] = 3
    with pytest.raises(RulesError, match="tier is not a table"):
        rules.read(content, "2026-1.toml")


def test_a_share_is_exact():
    third = Share(1, 3)
    assert [third.reached_by(part, 9) for part in (2, 3, 4)] == [False, True, True]
    assert [third.exceeded_by(part, 9) for part in (2, 3, 4)] == [False, False, True]
    assert [third.excess(part, 9) for part in (0, 2, 3, 4, 9)] == [0, 0, 1, 2, 7]
