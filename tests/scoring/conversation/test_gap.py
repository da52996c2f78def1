"""The gap between staff, management and residents per theme."""

from scoring.conversation.gap import gap_of
from scoring.conversation.queries import table_of
from tests import factories
from tests.scoring.conversation.conftest import ATTENTION, BEST, NEUTRAL, fill_groups


def row(gap, start):
    return next(row for row in gap.rows if row.title.startswith(start))


def test_each_voice_stands_at_its_level_with_a_line_between(cast):
    scan = factories.in_conversation(cast.scan)
    topics = factories.load("2026-1").theme("wonen-en-welzijn").topics
    fill_groups(
        scan,
        {
            "management": {topic.key: BEST for topic in topics},
            "clientvertegenwoordigers": {topic.key: ATTENTION for topic in topics},
        },
        {"zorgpersoneel": 3, "management": 3, "clientvertegenwoordigers": 3},
    )

    found = row(gap_of(table_of(scan)), "2.")

    assert [mark.level.key for mark in found.marks] == [NEUTRAL, BEST, ATTENTION]
    assert [column.line for column in found.columns] == ["", "from", "through", "to"]
    assert found.differing == len(topics)


def test_group_that_does_not_stand_is_said_to_be_absent(cast):
    scan = factories.in_conversation(cast.scan)
    fill_groups(scan, {}, {"zorgpersoneel": 3, "management": 1})

    gap = gap_of(table_of(scan))

    assert [voice.is_heard for voice in gap.voices] == [True, False, False]
    assert not gap.is_shown
    assert {column.line for row in gap.rows for column in row.columns} == {""}
