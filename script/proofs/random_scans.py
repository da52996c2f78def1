"""R12: random scans of the real questionnaire, scored by the product and by rules written out a second time."""

import json
import random
import sys
import time
from datetime import date, timedelta
from multiprocessing import Pool
from typing import Any

from questionnaires.definitions import versions
from scoring.domain import plan as plans
from scoring.domain.agreement import Sheet
from scoring.domain.outcome import document
from scoring.domain.score import score_scan
from tests.scoring import reference
from tests.scoring.synthetic import ANSWERS, GROUPS, LEVELS, NVT
from tests.scoring.test_score import without_reasons

SCANS, PART = 100_000, 25
#: How a location is doing: most answers good, mixed, poor, or anything.
MOODS = ((10, 30, 4, 1, 2, 1), (4, 10, 8, 2, 2, 1), (1, 4, 10, 5, 2, 1), (1, 1, 1, 1, 1, 1))


def main(share: float) -> None:
    number, began = max(1, round(SCANS * share)), time.monotonic()
    parts = [range(start, min(start + PART, number)) for start in range(0, number, PART)]
    with Pool() as pool:
        wrong = [turn for found in pool.imap_unordered(different, parts) for turn in found]
    figures = {"ok": not wrong, "scans": number, "different": len(wrong), "first_different": sorted(wrong)[:5]}
    json.dump(figures | {"per_second": round(number / (time.monotonic() - began), 1)}, sys.stdout)


def different(turns: range) -> list[int]:
    """The scans of a part that came out otherwise; the number of a scan is its seed."""
    plan = plans.load(versions()[-1], "2026-1")
    return [turn for turn in turns if not is_equal(plan, random.Random(turn))]


def is_equal(plan: Any, chance: random.Random) -> bool:
    sheets, agreed, day = scan(plan, chance)
    found = without_reasons(document(score_scan(plan, sheets, agreed, day)))
    return bool(found == reference.outcome(plan.questionnaire, sheets, agreed, day))


def scan(plan: Any, chance: random.Random) -> tuple[list[Sheet], dict[str, str], date | None]:
    """Up to seven sheets, some of them named; in some scans levels were agreed that nobody had proposed."""
    mood = chance.choice(MOODS)
    sheets = [
        Sheet(chance.choice(GROUPS), answers(plan, chance, mood), chance.random() < 0.1)
        for _ in range(chance.randrange(8))
    ]
    if chance.random() < 0.3:
        sheets.append(Sheet("team", answers(plan, chance, mood)))
    agreed = {key: chance.choice((*LEVELS, NVT)) for key in plan.keys if chance.random() < 0.05}
    day = date(2024, 1, 1) + timedelta(chance.randrange(6_000)) if chance.random() < 0.5 else None
    return sheets, agreed, day


def answers(plan: Any, chance: random.Random, mood: tuple[int, ...]) -> dict[str, str]:
    given = chance.choices(ANSWERS, mood, k=len(plan.keys))
    return {key: answer for key, answer in zip(plan.keys, given, strict=True) if chance.random() < 0.9}


if __name__ == "__main__":
    main(json.loads(sys.argv[1])["share"])
