"""D1: the published half-years of the fictitious country at three sizes, attacked together."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SIZES = (180, 212, 302)


def attacked(size: int, folder: str) -> dict[str, Any]:
    """Seeds a country of this size in a database of its own and has its figures attacked."""
    given = {"WOLSCAN_VAR": folder, "DEMO": "1", "DJANGO_SETTINGS_MODULE": "wolscan.settings"}
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    began = time.monotonic()
    for command in (["migrate", "--verbosity", "0"], ["seed_demo", "--locations", str(size)], ["check_disclosure"]):
        ran = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=kept | given, capture_output=True, text=True
        )
        if ran.returncode:
            return {"ok": False, "command": command[0], "said": (ran.stdout + ran.stderr)[-1000:]}
    lines = ran.stdout.strip().splitlines()
    return {"ok": True, "said": [lines[0], lines[-1]], "seconds": round(time.monotonic() - began)}


def main() -> None:
    found = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found[str(size)] = attacked(size, folder)
    json.dump({"ok": all(size["ok"] for size in found.values())} | found, sys.stdout)


if __name__ == "__main__":
    main()
