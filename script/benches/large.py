"""Large countries to count in: each in a database of its own, filled by ``seed_demo --counted-only``.

Filling takes about four milliseconds of processor time a location: 2 300 in ten seconds, 230 000 in a quarter of an
hour. ``SIZES="2300"`` measures smaller countries only; ``LARGE_STORE`` names a folder in which they are kept.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import lru_cache
from pathlib import Path

SIZES = tuple(int(size) for size in os.environ.get("SIZES", "2300 230000").split())
#: The day on which the countries are counted.
DAY = "2026-11-22"
FILL = """
import django; django.setup()
from datetime import date
from scoring.demo import service
service.publish_figures = lambda *said: 0
day = date.fromisoformat("{day}")
service.seed_demo(locations={size}, seed=2026, today=day, say=lambda line: None, counted_only=True)
"""
INSIDE = """
import json, django; django.setup()
from script.benches import {module}
print(json.dumps({module}.inside()))
"""


@lru_cache
def store() -> Path:
    """The folder of the databases: the one that was named, else one that goes away at the end."""
    if kept := os.environ.get("LARGE_STORE"):
        return Path(kept)
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    return Path(folder)


@lru_cache
def country(size: int) -> tuple[dict[str, str], float | None]:
    """The environment in which a process finds a country of this size, and the seconds that filling took."""
    place = store() / str(size)
    found = os.environ | {"WOLSCAN_VAR": str(place)} | _database(size)
    if place.exists():
        return found, None
    place.mkdir(parents=True)
    started = time.perf_counter()
    for command in (["migrate"], ["collectstatic", "--noinput"]):
        subprocess.run([sys.executable, "manage.py", *command, "--verbosity", "0"], env=found, check=True)
    subprocess.run([sys.executable, "-c", FILL.format(size=size, day=DAY)], env=found, check=True)
    return found, time.perf_counter() - started


def _database(size: int) -> dict[str, str]:
    """On PostgreSQL another database of the same server."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {}
    name = f"large_{size}"
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {name}")
    return {"DATABASE_URL": url.replace("/wolscan?", f"/{name}?")}


def measured(module: str, size: int) -> dict[str, object]:
    """What ``module.inside()`` finds in a process of its own, in a country of this size."""
    environment, seconds = country(size)
    code = INSIDE.format(module=module)
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1]) | ({"seconds_to_fill": seconds} if seconds else {})


def peak_mb() -> float:
    """The most memory that this process ever took; ``ru_maxrss`` would still hold that of who started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))
