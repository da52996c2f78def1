"""Published outcomes replay: the same answers give the same outcome, for ever."""

import json

import pytest

from tests.golden.cases import CASES
from tests.golden.write import FOLDER, outcome_of

FILES = sorted(FOLDER.glob("*/*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_outcome_replays(path):
    golden = json.loads(path.read_text(encoding="utf-8"))
    assert outcome_of(golden["scan"]) == {"outcome": golden["outcome"], "digest": golden["digest"]}


def test_every_case_has_a_file():
    assert {path.stem for path in FILES} == set(CASES)


def test_the_files_hold_every_tier_level_need_flag_and_warning():
    found = [json.loads(path.read_text(encoding="utf-8"))["outcome"] for path in FILES]
    themes = [theme for outcome in found for theme in outcome["themes"].values()]
    assert {outcome["tier"]["proposal"] for outcome in found} == {None, "zelf", "licht", "extra", "intensief"}
    assert {theme["level"] for theme in themes} == {
        None,
        "uitblinker",
        "neutraal",
        "aandachtspunt",
        "ernstig_issue",
    }
    assert {theme["need"] for theme in themes} == {None, "geen", "licht", "op_locatie"}
    flags = {flag for outcome in found for topic in outcome["topics"].values() for flag in topic["flags"]}
    assert flags == {"verschil", "stem_van_de_client", "ernstig_gezien", "weinig_zicht"}
    assert {warning for outcome in found for warning in outcome["tier"]["warnings"]} == {"ernstig_zonder_steun"}
    units = {unit for outcome in found for unit in next(iter(outcome["topics"].values()))["groups"]}
    assert {"team", "overig", "overig_medewerkers", "overig_naasten", "zorgpersoneel"} <= units
