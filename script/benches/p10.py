"""P10: a web process that has just started: how long, how large, and without the heavy libraries.

With its bytecode, as in an installation (deploy/Dockerfile compiles it): a start that compiles first is not counted.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from typing import Any

from script.benches.bare import Bare
from script.benches.goals import Goal, judged

START = """
import json, sys, time
began, cpu = time.perf_counter(), time.process_time()
import wolscan.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
took = {"seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - cpu}
def mb(name):
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith(name))
heavy = sorted({"pandas", "weasyprint", "numpy", "fido2", "cryptography", "ninja", "pydantic"} & set(sys.modules))
started = mb("VmHWM:")
from django.test import Client
browser = Client()
assert browser.get("/account/login/").status_code == 200
page = mb("VmHWM:")
assert browser.get("/api/v1/openapi.json").status_code == 200
print(json.dumps(took | {"mb": started, "mb_first_page": page, "mb_first_api": mb("VmHWM:"), "heavy": heavy}))
"""
ROUNDS = 8
FIGURES = ("seconds", "cpu_seconds", "mb", "mb_first_page", "mb_first_api")


def measure() -> dict[str, object]:
    bare = Bare()
    with tempfile.TemporaryDirectory() as bytecode:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env |= {"PYTHONPYCACHEPREFIX": bytecode}
        runs = [_run(env, bare) for _ in range(ROUNDS)][1:]
    found = {name: statistics.median(run[name] for run in runs) for name in FIGURES}
    calibrated = bare.calibrated(found["cpu_seconds"])
    return (
        found
        | {
            "calibrated_seconds": calibrated,
            "bare_ms": bare.milliseconds,
            "heavy_libraries": runs[0]["heavy"],
            "goal": "calibrated_seconds <= 1; mb and mb_first_page <= 80; no heavy libraries",
        }
        | judged(
            Goal("start of a web process", 1, "s", found["seconds"], calibrated),
            Goal("memory when started", 80, "MB", found["mb"]),
            Goal("memory after the first page", 80, "MB", found["mb_first_page"]),
            Goal("heavy libraries loaded", 0, "", len(runs[0]["heavy"])),
        )
    )


def _run(env: dict[str, str], bare: Bare) -> dict[str, Any]:
    bare.take()
    command = [sys.executable, "-c", START]
    return json.loads(subprocess.run(command, check=True, capture_output=True, env=env).stdout)
