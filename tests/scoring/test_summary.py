"""The outcome as Dutch text for the terminal: a word for every code, and what stands where."""

import re
from datetime import date

import pytest

from scoring.domain import plan as plans
from scoring.domain import themes, tiers
from scoring.domain.agreement import Sheet
from scoring.domain.score import score_scan
from scoring.management import summary
from tests.scoring.synthetic import BEST, LOW, NEUTRAL, RULES, SERIOUS


@pytest.fixture
def plan():
    return plans.load("2026-1", "2026-1")


def documented(module):
    """The codes of the table at the top of a module."""
    return set(re.findall(r"^``(\w+)``  ", module.__doc__, flags=re.MULTILINE))


def test_every_code_has_words():
    assert set(summary.theme_reasons(RULES)) == documented(themes)
    assert set(summary.tier_reasons(RULES)) == documented(tiers)
    assert set(summary.TIERS) == {*tiers.TIERS, None}
    assert set(summary.NEEDS) == {themes.NO_NEED, themes.LIGHT, themes.ON_SITE, None}


def test_shares_come_from_the_rules():
    found = summary.theme_reasons(RULES)
    assert found["kwart_ernstig"] == "1/4 of meer is ernstig issue"
    assert found["steun_drievijfde_laag"] == "op locatie, want 3/5 of meer is aandachtspunt of lager"


def test_a_page_of_text(plan):
    levels = dict.fromkeys(plan.keys, NEUTRAL)
    levels |= dict.fromkeys(plan.themes[5].topics, LOW)
    text = summary.as_text(score_scan(plan, [Sheet("team", levels)], confirmed_on=date(2026, 11, 22)))
    first, second = text.split("\n\n")[1:3]
    assert first.splitlines()[:2] == [
        "Ondersteuning: Extra ondersteuning",
        "  Want één thema heeft ondersteuning op locatie nodig: Personeelssamenstelling.",
    ]
    assert first.splitlines()[-1] == "Herhaalscan: 22-11-2027 (uitnodiging: 11-10-2027)"
    assert "van Aandachtspunt naar Neutraal" in first
    assert second.splitlines()[0].startswith("1. Persoonsgerichte zorg en ondersteuning: Neutraal; geen ondersteuning")
    assert second.count("\n   - ") == 9
    assert text.endswith("\n\n")


def test_flags_and_warnings_are_said(plan):
    topic = next(key for key in plan.themes[0].topics if key not in plan.themes[0].critical_topics)
    levels = dict.fromkeys(plan.keys, NEUTRAL) | {topic: SERIOUS}
    sheets = [
        Sheet("zorgpersoneel", levels, named=True),
        Sheet("management", levels | {topic: BEST}, named=True),
        Sheet("clientvertegenwoordigers", levels, named=True),
    ]
    text = summary.as_text(score_scan(plan, sheets))
    title = plan.questionnaire.topics[topic].title.nl
    assert "  Let op: er is een ernstig issue, terwijl er geen adviseur op locatie komt." in text
    assert f"Om over te praten:\n- {title}: groepen denken er heel verschillend over\n" in text


def test_an_empty_scan_has_a_text(plan):
    text = summary.as_text(score_scan(plan, []))
    assert "Ondersteuning: nog geen voorstel\n  Want er zijn te weinig antwoorden bij.\n" in text
    assert "1. Persoonsgerichte zorg en ondersteuning: Onvoldoende beeld; ondersteuning nog niet te zeggen" in text
    assert "Herhaalscan" not in text
