"""R9: people go on writing while backups are made. Prints as JSON how long one write took, without and with a backup.

    WOLSCAN_VAR=/tmp/wolscan-r9 .venv/bin/python -m script.backup_under_load --rows 400000

Fills the database with events until a copy takes seconds, so use one that may be thrown away. The last backup is then
tried: restored, and every table compared.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
MANAGE = [sys.executable, "manage.py"]
AT_ONCE = 5_000


def fill(rows: int) -> None:
    from django.utils import timezone

    from wolscan.models import Event

    event = {"at": timezone.now(), "actor": "system", "name": "filling", "detail": {"text": "x" * 120}}
    for start in range(Event.objects.count(), rows, AT_ONCE):
        Event.objects.bulk_create(Event(subject=f"row:{number}", **event) for number in range(start, start + AT_ONCE))


def writes(go_on: Callable[[], bool]) -> list[float]:
    """Milliseconds of each write, one after the other, with a moment between them as people leave it."""
    from wolscan.health.models import Heartbeat

    took = []
    while go_on():
        began = time.perf_counter()
        from django.utils import timezone

        Heartbeat.objects.update_or_create(name="bench", defaults={"at": timezone.now()})
        took.append(1000 * (time.perf_counter() - began))
        time.sleep(0.005)
    return sorted(took)


def summary(took: list[float]) -> dict[str, float]:
    return {
        "writes": len(took),
        "median_ms": round(took[len(took) // 2], 2),
        "p99_ms": round(took[int(len(took) * 0.99)], 1),
        "max_ms": round(took[-1], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=400_000)
    rows = parser.parse_args().rows
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wolscan.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    fill(rows)
    until = time.monotonic() + 10
    without = writes(lambda: time.monotonic() < until)
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        backup = subprocess.Popen([*MANAGE, "backup", folder], cwd=ROOT, stdout=subprocess.DEVNULL)
        during = writes(lambda: backup.poll() is None)
        seconds = time.monotonic() - began
        tried = subprocess.run([*MANAGE, "backup", "--verify", folder], cwd=ROOT, capture_output=True, text=True)
    figures = {
        "database": connection.vendor,
        "rows": rows,
        "seconds_of_the_backup": round(seconds, 1),
        "without": summary(without),
        "during": summary(during),
        "tried": tried.stdout.strip() or tried.stderr.strip(),
        "goal": "no write waits more than 50 ms longer than without a backup",
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
