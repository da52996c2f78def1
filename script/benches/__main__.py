"""Runs the figures that are asked for and prints them as one JSON object."""

import importlib
import json
import os
import platform
import sys
from pathlib import Path

import django

KNOWN = sorted((path.stem for path in Path(__file__).parent.glob("p[0-9]*.py")), key=lambda name: int(name[1:]))


def main(asked: list[str]) -> int:
    names = [name.lower() for name in asked] or KNOWN
    if unknown := [name for name in names if name not in KNOWN]:
        print(f"Unknown: {', '.join(unknown)}. Choose from {', '.join(KNOWN).upper()}.", file=sys.stderr)
        return 2
    django.setup()
    from django.db import connection

    from script.benches.goals import table

    figures = {}
    for name in names:
        print(f"{name.upper()} …", file=sys.stderr)
        figures[name.upper()] = importlib.import_module(f"script.benches.{name}").measure()
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()[0]}
    print(json.dumps({"machine": machine, "database": connection.vendor, "figures": figures}, indent=2, default=str))
    print(f"\n{table(figures)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
