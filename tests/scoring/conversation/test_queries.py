"""What lies on the table: counts per group that stands, and proposals that equal those of ``manage.py score``."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from questionnaires.definitions import load
from scoring.conversation.queries import notes_at, table_of
from tests import factories
from tests.factories import VERSION
from tests.scoring.conversation.conftest import (
    ATTENTION,
    BEST,
    CALM_TOPIC,
    CLIENT_TOPIC,
    CRITICAL_TOPIC,
    FIVE,
    NEUTRAL,
    SERIOUS,
    UNKNOWN_TOPIC,
    UNSURE,
    fill_groups,
)


def exported(scan):
    """The scan in the form ``manage.py score`` reads, made from the rows without any help of the board."""
    return {
        "questionnaire": scan.questionnaire,
        "rules": scan.rules,
        "sheets": [
            {
                "group": sheet.group,
                "named": sheet.named,
                "answers": dict(sheet.answers.exclude(value="").values_list("topic", "value")),
            }
            for sheet in scan.sheets.filter(is_sent=True)
        ],
    }


def scored(scan, tmp_path):
    path, out = tmp_path / "scan.json", StringIO()
    path.write_text(json.dumps(exported(scan)))
    call_command("score", str(path), stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize(
    "groups",
    [FIVE, {"zorgpersoneel": 4, "ondersteuning": 1, "management": 1, "vrijwilligers": 2}, {"management": 3}, {}],
)
def test_board_equals_the_score_command(cast, tmp_path, groups):
    scan = factories.in_conversation(cast.scan)
    levels = [BEST, NEUTRAL, ATTENTION, SERIOUS, UNSURE, "nvt"]
    for place, (group, people) in enumerate(groups.items()):
        for person in range(people):
            answers = {
                key: levels[(number * 7 + place * 3 + person * person + number // 5) % len(levels)]
                for number, key in enumerate(load(VERSION).topics)
            }
            factories.add_sheet(scan, group, "", **answers)

    expected, table = scored(scan, tmp_path)["topics"], table_of(scan)

    assert {key: topic.outcome.proposal for key, topic in table.topics.items()} == {
        key: topic["proposal"] for key, topic in expected.items()
    }
    assert {key: list(topic.outcome.flags) for key, topic in table.topics.items()} == {
        key: topic["flags"] for key, topic in expected.items()
    }
    assert {key: topic.proposal for key, topic in table.topics.items()} == {
        key: topic["agreed"] for key, topic in expected.items()
    }


def test_counts_are_those_of_the_group(scan):
    topic = table_of(scan).topics[CLIENT_TOPIC]

    assert [(unit.unit, unit.people, unit.level, dict(unit.counts)) for unit in topic.units] == [
        ("zorgpersoneel", 4, BEST, {BEST: 4}),
        ("ondersteuning", 3, NEUTRAL, {NEUTRAL: 3}),
        ("management", 3, NEUTRAL, {NEUTRAL: 3}),
        ("clientvertegenwoordigers", 3, ATTENTION, {ATTENTION: 3}),
        ("vrijwilligers", 3, NEUTRAL, {NEUTRAL: 3}),
    ]


def test_small_groups_show_only_as_a_pool_and_sheets_that_do_not_count_not_at_all(cast):
    scan = factories.in_conversation(cast.scan)
    fill_groups(scan, {"vrijwilligers": {CLIENT_TOPIC: SERIOUS}}, {"zorgpersoneel": 3, "vrijwilligers": 1})

    table = table_of(scan)

    assert (dict(table.units), table.left_out) == ({"zorgpersoneel": 3}, 1)
    assert [unit.unit for unit in table.topics[CLIENT_TOPIC].units] == ["zorgpersoneel"]
    assert SERIOUS not in str(table.topics[CLIENT_TOPIC].units)


def test_order_is_difference_then_the_client_and_every_topic_has_its_place(scan):
    table = table_of(scan)
    first = [topic.key for topic in table.to_discuss]

    assert first[:2] == [CLIENT_TOPIC, CRITICAL_TOPIC]
    assert UNKNOWN_TOPIC in first
    assert CALM_TOPIC in {topic.key for topic in table.calm}
    assert {topic.key for topic in table.to_discuss} | {topic.key for topic in table.calm} == set(table.topics)


@pytest.mark.parametrize("people", [3, 12])
def test_table_costs_three_queries_whatever_the_number_of_sheets(cast, django_assert_num_queries, people):
    scan = factories.in_conversation(cast.scan)
    fill_groups(scan, groups={"zorgpersoneel": people})

    with django_assert_num_queries(3):
        table_of(scan)


def test_notes_stand_without_group_in_the_order_of_the_alphabet(scan):
    sheets = list(scan.sheets.all()[:2])
    factories.write_note(sheets[0], CALM_TOPIC, "Zo is het. ")
    factories.write_note(sheets[1], CALM_TOPIC, "Altijd fijn.")

    assert notes_at(scan, CALM_TOPIC) == ["Altijd fijn.", "Zo is het."]
