"""What goes out as JSON."""

import json

import pytest

from scoring.domain.staffing.outcome import document
from tests.scoring.staffing.rosters import ALTERNATIVE_4, NIGHT, SCENARIO_1, outcome, shift


def test_document_of_scenario_1_in_full():
    found = document(outcome(SCENARIO_1))

    assert found == {
        "net_hours_per_group_day": 36.0,
        "net_fte": 52560 / 1872,
        "fte_per_client": pytest.approx(52560 / 1872 / 32, rel=1e-15),
        "hours_per_client_day": 4.5,
        "mix": {"1": 0.0, "2": 16 / 36, "3": 16 / 36, "4": 4 / 36, "5": 0.0},
        "gross_fte": pytest.approx(52560 / 1872 / 0.66, rel=1e-15),
        "checks": {
            "1": {"ok": True, "gaps": [], "reason": "twee_zorgverleners"},
            "2": {"ok": True, "gaps": [], "reason": "altijd_iemand"},
            "3": {"ok": True, "gaps": [], "reason": "zingeving_in_rustige_uren"},
            "5": {"ok": True, "gaps": [], "reason": "altijd_voldoende_niveau"},
            "6": {"ok": None, "gaps": [], "reason": "antwoord_ontbreekt"},
        },
    }


def test_gaps_go_out_as_weekday_and_times():
    found = document(outcome(ALTERNATIVE_4, windows=[["10:00", "11:00"]]))["checks"]["1"]

    assert found["gaps"] == [[day, "10:00", "11:00"] for day in range(1, 8)]


def test_gap_to_the_end_of_the_day_ends_at_24():
    found = document(outcome([shift("00:00-24:00", 3, days="weekdays"), shift(NIGHT, 3, days=[6, 7])]))["checks"]["5"]

    assert found["gaps"] == [[6, "00:00", "23:00"], [7, "07:30", "23:00"]]


def test_document_without_clients_has_null_ratios_and_is_valid_json():
    found = json.loads(json.dumps(document(outcome(SCENARIO_1, clients=0)), allow_nan=False))

    assert (found["fte_per_client"], found["hours_per_client_day"]) == (None, None)
