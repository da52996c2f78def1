"""A questionnaire and rules put together, and pairs that do not fit."""

import dataclasses

import pytest

from questionnaires.definitions import UnknownVersion
from scoring.domain import plan as plans
from scoring.domain.plan import PlanError
from scoring.domain.rules import UnknownRules
from tests.scoring.synthetic import RULES, questionnaire


def test_topics_keep_the_order_of_the_questionnaire():
    plan = plans.prepare(questionnaire({"een": ["p", "q!"], "twee": ["r!"]}), RULES)
    assert plan.keys == ("p", "q", "r")
    assert plan.critical == (False, True, True)
    assert [(theme.key, theme.topics, theme.critical) for theme in plan.themes] == [
        ("een", ("p", "q"), (1,)),
        ("twee", ("r",), (0,)),
    ]
    assert [plan.keys[theme.within] for theme in plan.themes] == [("p", "q"), ("r",)]


def test_another_scale_is_refused():
    found = questionnaire({"een": ["p"]})
    with pytest.raises(PlanError, match="another scale"):
        plans.prepare(dataclasses.replace(found, scale=found.scale[:3]), RULES)


def test_a_side_without_a_pool_is_refused():
    found = questionnaire({"een": ["p"]})
    strange = dataclasses.replace(found.groups[0], side="buren")
    with pytest.raises(PlanError, match="no pool for buren"):
        plans.prepare(dataclasses.replace(found, groups=(strange,)), RULES)


def test_a_theme_without_topics_is_refused():
    with pytest.raises(PlanError, match="theme een has no topics"):
        plans.prepare(questionnaire({"een": []}), RULES)


def test_published_versions_make_a_plan_once():
    plan = plans.load("2026-1", "2026-1")
    assert plan is plans.load("2026-1", "2026-1")
    assert len(plan.themes) == 8
    with pytest.raises(UnknownVersion):
        plans.load("1999-1", "2026-1")
    with pytest.raises(UnknownRules):
        plans.load("2026-1", "1999-1")
