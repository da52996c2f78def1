"""P7: ``manage.py score --jsonl`` over scans of one team sheet each: speed, and memory over ten times as many.

``SCANS=30000`` scores fewer than a hundred thousand.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from questionnaires.definitions import load, versions
from script.benches.bare import Bare, timed
from script.benches.goals import Goal, judged

SCANS = int(os.environ.get("SCANS", "100000"))
FEW = SCANS // 10
#: The command in a process that says at the end what memory and processor time it took.
SCORE = """
import resource, sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "score", sys.argv[1], "--jsonl"])
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:"))
used = resource.getrusage(resource.RUSAGE_SELF)
print(peak, used.ru_utime + used.ru_stime, file=sys.stderr)
"""


def measure() -> dict[str, object]:
    bare = Bare()
    with tempfile.TemporaryDirectory() as folder:
        few, many = _written(Path(folder) / "few", FEW), _written(Path(folder) / "many", SCANS)
        bare.take(100)
        small, large = _scored(few), _scored(many)
        bare.take(100)
    calibrated = SCANS / bare.calibrated(large["processor_seconds"])
    growth = large["peak_mb"] - small["peak_mb"]
    return {
        "scans": SCANS,
        "scans_per_second": SCANS / large["seconds"],
        "scans_per_processor_second": SCANS / large["processor_seconds"],
        "scans_per_second_calibrated": calibrated,
        "peak_mb_few": small["peak_mb"],
        "peak_mb": large["peak_mb"],
        "goal": "scans_per_second_calibrated >= 3000; peak_mb at most 2 above peak_mb_few (a tenth of the scans)",
    } | judged(
        Goal("scans a second, one core", 3000, "/s", SCANS / large["seconds"], calibrated, is_least=True),
        Goal(f"memory at {SCANS} scans above that at {FEW}", 2, "MB", growth),
    )


def _written(path: Path, number: int) -> Path:
    """A file of random scans."""
    questionnaire, chance = load(versions()[-1]), random.Random(7)
    levels = [level.key for level in questionnaire.scale]
    with path.open("w") as file:
        for _ in range(number):
            answers = {topic: chance.choice(levels) for topic in questionnaire.topics}
            sheet = {"group": "team", "answers": answers}
            file.write(json.dumps({"questionnaire": versions()[-1], "rules": "2026-1", "sheets": [sheet]}) + "\n")
    return path


def _scored(path: Path) -> dict[str, float]:
    """What scoring a file takes in a process of its own, from its start to its end."""
    said: list[str] = []

    def score() -> None:
        command = [sys.executable, "-c", SCORE, str(path)]
        done = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        said.extend(done.stderr.split())

    took = timed(score)
    return {"seconds": took.seconds, "processor_seconds": float(said[-1]), "peak_mb": int(said[-2]) / 1024}
