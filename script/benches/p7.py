"""P7: ``manage.py score --jsonl`` over many scans of one team sheet each."""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

from questionnaires.definitions import load, versions

SCANS = int(os.environ.get("SCANS", "30000"))


def measure() -> dict[str, object]:
    questionnaire = load(versions()[-1])
    topics = list(questionnaire.topics)
    levels = [level.key for level in questionnaire.scale]
    chance = random.Random(7)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for _ in range(SCANS):
            answers = {topic: chance.choice(levels) for topic in topics}
            sheet = {"group": "team", "answers": answers}
            file.write(json.dumps({"questionnaire": versions()[-1], "rules": "2026-1", "sheets": [sheet]}) + "\n")
        file.flush()
        started = time.perf_counter()
        with open(os.devnull, "w") as nowhere:
            command = [sys.executable, "manage.py", "score", file.name, "--jsonl"]
            subprocess.run(command, check=True, stdout=nowhere)
        took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"scans": SCANS, "scans_per_second": SCANS / took, "peak_mb": peak, "goal": "scans_per_second >= 3000"}
