"""The outcome as JSON: its shape, one canonical text, and a digest that holds the versions."""

import json
from datetime import date

from hypothesis import given

from scoring.domain.agreement import Sheet
from scoring.domain.outcome import canonical, digest, document, to_json
from scoring.domain.score import score_scan
from tests.scoring.strategies import scans, steady
from tests.scoring.synthetic import BEST, LOW, NEUTRAL, NVT, SERIOUS, one_theme

PLAN = one_theme(["x!", "y", "z"])


def test_the_shape_in_full():
    sheets = [
        *[Sheet("zorgpersoneel", {"x": SERIOUS, "y": BEST, "z": NVT})] * 3,
        Sheet("clientvertegenwoordigers", {"x": NEUTRAL}, named=True),
    ]
    found = document(score_scan(PLAN, sheets, {"y": LOW}, date(2028, 2, 29)))
    assert found == {
        "topics": {
            "x": {
                "groups": {"zorgpersoneel": SERIOUS, "clientvertegenwoordigers": NEUTRAL},
                "proposal": SERIOUS,
                "flags": ["verschil", "ernstig_gezien"],
                "agreed": SERIOUS,
            },
            "y": {
                "groups": {"zorgpersoneel": BEST, "clientvertegenwoordigers": None},
                "proposal": BEST,
                "flags": [],
                "agreed": LOW,
            },
            "z": {
                "groups": {"zorgpersoneel": None, "clientvertegenwoordigers": None},
                "proposal": None,
                "flags": [],
                "agreed": NVT,
            },
        },
        "themes": {
            "t": {
                "level": SERIOUS,
                "need": "op_locatie",
                "reasons": [
                    {"code": "kritisch_ernstig", "topics": ["x"]},
                    {"code": "kwart_ernstig", "topics": ["x"]},
                    {"code": "steun_thema_ernstig", "topics": ["x"]},
                ],
            }
        },
        "tier": {
            "proposal": "extra",
            "reasons": [{"code": "een_op_locatie", "themes": ["t"]}],
            "warnings": [],
            "narrow": False,
            "what_if": [
                {"topic": "x", "from": SERIOUS, "to": LOW},
                {"topic": "y", "from": LOW, "to": NEUTRAL},
            ],
        },
        "repeat_on": "2029-02-28",
    }
    assert list(found) == ["topics", "themes", "tier", "repeat_on"]


def test_an_empty_scan_keeps_the_shape():
    found = document(score_scan(PLAN, []))
    assert found["topics"]["x"] == {"groups": {}, "proposal": None, "flags": [], "agreed": None}
    assert found["themes"]["t"] == {
        "level": None,
        "need": None,
        "reasons": [{"code": "onvoldoende_beeld", "topics": ["x", "y", "z"]}],
    }
    assert found["tier"] == {
        "proposal": None,
        "reasons": [{"code": "onvoldoende_beeld", "themes": ["t"]}],
        "warnings": [],
        "narrow": False,
        "what_if": [],
    }
    assert found["repeat_on"] is None


@steady
@given(scans())
def test_the_text_is_one_compact_line_of_the_same_values(scan):
    plan, sheets, agreed, confirmed_on = scan
    outcome = score_scan(plan, sheets, agreed, confirmed_on)
    line = to_json(outcome)
    assert line == json.dumps(plain(outcome), separators=(",", ":"))


def plain(outcome):
    """The document made the slow way, from the values."""
    return {
        "topics": {
            key: {
                "groups": dict(topic.groups),
                "proposal": topic.proposal,
                "flags": list(topic.flags),
                "agreed": topic.agreed,
            }
            for key, topic in outcome.topics.items()
        },
        "themes": {
            key: {
                "level": theme.level,
                "need": theme.need,
                "reasons": [{"code": code, "topics": list(topics)} for code, topics in theme.reasons],
            }
            for key, theme in outcome.themes.items()
        },
        "tier": {
            "proposal": outcome.tier.proposal,
            "reasons": [{"code": code, "themes": list(themes)} for code, themes in outcome.tier.reasons],
            "warnings": list(outcome.tier.warnings),
            "narrow": outcome.tier.narrow,
            "what_if": [{"topic": step.topic, "from": step.start, "to": step.end} for step in outcome.tier.what_if],
        },
        "repeat_on": str(outcome.repeat_on) if outcome.repeat_on else None,
    }


def test_a_digest_does_not_depend_on_the_order_of_keys():
    assert canonical({"b": [1, None], "a": "é"}) == '{"a":"é","b":[1,null]}'
    one = digest({"a": 1, "b": {"c": 2, "d": 3}}, questionnaire="q", rules="r")
    two = digest({"b": {"d": 3, "c": 2}, "a": 1}, questionnaire="q", rules="r")
    assert one == two
    assert len(one) == 64


def test_a_digest_holds_the_versions_and_the_outcome():
    versions = {"questionnaire": "2026-1", "rules": "2026-1"}
    found = document(score_scan(PLAN, [Sheet("team", {"x": BEST})]))
    digests = {
        digest(found, **versions),
        digest(found, **versions | {"questionnaire": "2027-1"}),
        digest(found, **versions | {"rules": "2027-1"}),
        digest(document(score_scan(PLAN, [Sheet("team", {"x": LOW})])), **versions),
    }
    assert len(digests) == 4
