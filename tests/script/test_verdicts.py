"""What ``script/bench`` and ``script/prove`` say of figures: whether a goal is met, and on whose machine."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from script.benches.bare import Bare
from script.benches.goals import Goal, judged, table
from script.benches.timing import REFERENCE_BARE_MS
from script.proofs import crowd
from script.proofs.load import verdict

GIVEN = {"p95": 50, "p99": 200, "reports": True, "minutes": 2}
FOUND = {"requests": 4000, "errors": 0, "p95_ms": 90.0, "p99_ms": 380.0, "reports": 60}
#: A machine on which everything takes twice as long as on that of the goals.
SLOW = 2 * REFERENCE_BARE_MS


@pytest.mark.parametrize(
    ("goal", "met"),
    [
        (Goal("ratio", 5, "×", 5.0), True),
        (Goal("ratio", 5, "×", 5.1), False),
        (Goal("time", 1, "s", 1.9, 0.8), True),
        (Goal("time", 1, "s", 0.9, 1.1), False),
        (Goal("speed", 2, "/s", 1.2, 2.4, is_least=True), True),
        (Goal("speed", 2, "/s", 2.4, 1.9, is_least=True), False),
        (Goal("absent", 1, "s", None), None),
    ],
)
def test_a_goal_is_judged_by_the_calibrated_figure_where_there_is_one(goal, met):
    assert goal.is_met is met
    assert goal.document()["met"] is met


def test_verdicts_are_json_and_a_table():
    judged_figure = judged(Goal("start", 1, "s", 1.15, 0.331), Goal("memory", 80, "MB", 90.4))
    own_words = {"goal": "p95 <= 300", "met": {"p95": True}}

    assert json.loads(json.dumps(judged_figure))["met"] == {"start": True, "memory": False}
    lines = table({"P10": judged_figure, "P8": own_words, "P0": {"goal": "fast"}}).splitlines()
    assert [line.split() for line in lines] == [
        ["What", "Goal", "Found", "Calibrated", "Met"],
        ["P10", "start", "≤", "1", "s", "1.15", "0.331", "yes"],
        ["P10", "memory", "≤", "80", "MB", "90.4", "–", "NO"],
        ["P8", "p95", "yes"],
        ["P0", "fast", "?"],
    ]


def test_the_bare_view_is_the_unit(db):
    bare = Bare()
    bare.take(3)

    assert min(bare.milliseconds, bare.processor_milliseconds) > 0
    assert bare.calibrated(7 * bare.processor_milliseconds) == pytest.approx(7 * REFERENCE_BARE_MS)


def test_load_is_judged_on_the_machine_of_the_goals():
    said = verdict(FOUND, GIVEN, SLOW)

    assert said["ok"]
    assert (said["p95_calibrated_ms"], said["reports_wanted"], said["reports_wanted_calibrated"]) == (45, 120, 60)
    assert said["met"] == {"no error": True, "p95 ≤ 50 ms": True, "p99 ≤ 200 ms": True, "a report a second": True}


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"p95_ms": 101.0}, "p95 ≤ 50 ms"),
        ({"p99_ms": 401.0}, "p99 ≤ 200 ms"),
        ({"errors": 1}, "no error"),
        ({"reports": 59}, "a report a second"),
    ],
)
def test_load_that_misses_one_goal_is_not_ok(change, missed):
    said = verdict(FOUND | change, GIVEN, SLOW)

    assert not said["ok"]
    assert [goal for goal, is_met in said["met"].items() if not is_met] == [missed]


def test_the_report_that_is_ready_longest_is_asked_for_again(db):
    from scoring.models import Report

    crowd.make_reports(2)
    assert crowd.ask_again() == 0
    for hours, report in enumerate(Report.objects.order_by("pk")):
        asked = timezone.now() - timedelta(hours=hours)
        Report.objects.filter(pk=report.pk).update(state="done", pdf=b"%PDF", sha256="a", queued_at=asked)

    assert [crowd.ask_again() for _ in range(3)] == [1, 1, 0]
    last, first = Report.objects.order_by("pk")
    assert {first.state, last.state} == {"queued"}
    assert first.queued_at < last.queued_at
