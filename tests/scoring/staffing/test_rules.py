"""The numbers of a version, each with its source."""

from fractions import Fraction

import pytest

from scoring.domain import rules as scoring_rules
from scoring.domain.rules import RulesError, UnknownRules
from scoring.domain.staffing import rules
from scoring.domain.staffing.week import Window
from tests.scoring.staffing.rosters import RULES


def test_constants_are_those_of_the_source():
    assert (RULES.hours_per_fte, RULES.days_per_year, RULES.productivity) == (1872, 365, Fraction(33, 50))
    assert (RULES.carers, RULES.present, RULES.skilled_level, RULES.nurse_level, RULES.nurse_minutes) == (
        2,
        1,
        3,
        4,
        30,
    )
    assert (RULES.daytime, RULES.day_shift) == (Window(420, 1380), Window(420, 900))


def test_every_number_has_a_source_and_a_year():
    assert all(source.text and 2017 <= source.year <= 2026 for source in RULES.sources.values())
    assert {key for key in RULES.sources if not key.startswith("windows.")} | {
        *("version", "sources", "presets", "examples")
    } == set(RULES.__slots__)


def test_windows_of_the_nza_are_ten_hours_a_day():
    assert sum(end - start for start, end in RULES.presets["nza"]) == 600
    assert RULES.presets["organisatie_4"] == (Window(450, 630), Window(1020, 1260))


def test_staffing_rules_are_no_version_of_the_scoring_rules():
    assert not any("staffing" in version for version in scoring_rules.versions())


def test_version_that_is_not_there_is_unknown():
    with pytest.raises(UnknownRules, match="1999-1"):
        rules.load("1999-1")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('version = "2026-1"', 'version = "2027-1"', "holds version 2027-1"),
        ("hours_per_fte = { value = 1872", "hours_per_fte = { value = 0", "hours_per_fte is not a valid number"),
        ("verzuim = { value = [7, 100]", "verzuim = { value = [7, 1]", "verzuim is not a valid share"),
        ('daytime = { value = ["07:00", "23:00"]', 'daytime = { value = "07:00"', "daytime is not a valid window"),
        ("nurse_minutes =", "nurse_seconds =", "coverage: missing or unknown: nurse_minutes, nurse_seconds"),
        (", year = 2017 }", " }", "needs a value, a source and a year"),
        ("[hours]", "money = 1\n[hours]", "missing or unknown: money"),
    ],
)
def test_file_that_breaks_its_form_is_refused(tmp_path, old, new, problem):
    text = (rules.FOLDER / "2026-1.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "2026-1.toml").write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(RulesError, match=problem):
        rules._read(tmp_path / "2026-1.toml")
