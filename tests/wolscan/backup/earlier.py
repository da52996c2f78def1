"""Plays an upgrade: a database as an earlier release left it, filled with scans, brought to this release.

``test_upgrade`` runs this in a process of its own, because it begins with a database that has other tables.
"""

import json
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from scoring.domain.outcome import document
from scoring.domain.score import score_scan
from scoring.domain.submission import parse
from tests.golden.write import FOLDER

#: Release 0.1, before review, follow-up, places and figures were built.
EARLIER = [("wolscan", "0002_dropped_mail"), ("questionnaires", "0005_throttle"), ("scoring", "0003_staffing")]
MOMENT = datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=UTC)
DAY, NEXT_YEAR = date(2026, 11, 20), date(2027, 11, 20)
TABLES = ["wolscan_user", "wolscan_location", "questionnaires_scan", "questionnaires_answersheet"]
TABLES += ["questionnaires_answer", "questionnaires_agreedlevel", "scoring_assessment", "scoring_decision"]


def golden() -> dict[str, Any]:
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((FOLDER / "2026-1").glob("*.json"))}


def fill(apps: Any) -> dict[str, str]:
    """A location with a scan for each golden case; every third was confirmed. Gives the key of each scan."""
    model, number = apps.get_model, count(1)
    owner = model("wolscan", "Organisation").objects.create(name="Stichting Lindehof")
    region = model("wolscan", "Region").objects.create(key="utrecht", name="Utrecht", valid_from=date(2018, 1, 1))
    user = model("wolscan", "User").objects.create(email="karin@example.org", name="Karin", password="!")
    keys = {}
    for name, case in golden().items():
        place = model("wolscan", "Location").objects.create(
            organisation=owner, region=region, name=f"De Linde {name}", place="Utrecht"
        )
        scan = _scan(model, place, case["scan"], is_final=not next(number) % 3)
        keys[name] = str(scan.pk)
        made = model("scoring", "Assessment").objects.create(
            scan=scan, made_at=MOMENT, questionnaire="2026-1", rules="2026-1", content_digest="x",
            outcome=case["outcome"], digest=case["digest"],
        )  # fmt: skip
        if scan.confirmed_on:
            tier = case["outcome"]["tier"]["proposal"]
            chosen = {"rule_tier": tier, "tier": tier or "zelf", "reason": "Zo besloten.", "at": MOMENT, "by": user}
            model("scoring", "Decision").objects.create(scan=scan, assessment=made, **chosen)
    return keys


def _scan(model: Any, place: Any, case: dict[str, Any], *, is_final: bool) -> Any:
    dates = {"confirmed_on": DAY, "repeat_on": NEXT_YEAR} if is_final else {}
    state = "vastgesteld" if is_final else "ingediend"
    scan = model("questionnaires", "Scan").objects.create(
        location=place, questionnaire=case["questionnaire"], rules=case["rules"], state=state, opened_on=DAY,
        submitted_at=MOMENT, **dates,
    )  # fmt: skip
    for sheet in case["sheets"]:
        _sheet(model, scan, sheet)
    agreed = [model("questionnaires", "AgreedLevel")(scan=scan, topic=topic, value=value)
              for topic, value in case.get("agreed", {}).items()]  # fmt: skip
    model("questionnaires", "AgreedLevel").objects.bulk_create(agreed)
    return scan


def _sheet(model: Any, scan: Any, sheet: dict[str, Any]) -> None:
    from questionnaires.definitions import load

    themes = {key: topic.theme for key, topic in load("2026-1").topics.items()}
    made = model("questionnaires", "AnswerSheet").objects.create(
        scan=scan, group=sheet["group"], named=sheet.get("named", False), is_sent=True
    )
    answer = model("questionnaires", "Answer")
    answer.objects.bulk_create(
        answer(sheet=made, theme=themes[topic], topic=topic, value=value) for topic, value in sheet["answers"].items()
    )


def counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        return {table: cursor.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}  # noqa: S608


def scored(keys: dict[str, str]) -> dict[str, Any]:
    """What the rules make of each scan, by way of the export."""
    from scoring.assessment.export import scan_to_export, to_json

    return {name: document(score_scan(*parse(to_json(scan_to_export(key)).encode()))) for name, key in keys.items()}


def main() -> dict[str, Any]:
    executor = MigrationExecutor(connection)
    earlier = executor.migrate(EARLIER)
    keys = fill(earlier.apps)
    before = counts()
    call_command("migrate", verbosity=0)
    from scoring.models import Assessment, Decision

    return {
        "before": before,
        "after": counts(),
        "outcomes": scored(keys),
        "kept": {name: Assessment.objects.get(scan=key).outcome for name, key in keys.items()},
        "decided": Decision.objects.filter(reason="Zo besloten.").count(),
        "moments": sorted({made.made_at.isoformat() for made in Assessment.objects.all()}),
    }
