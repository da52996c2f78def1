"""P10: a web process that has just started: how long, how large, and without the heavy libraries.

With its bytecode, as in an installation (deploy/Dockerfile compiles it): a start that compiles first is not counted.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile

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
FIGURES = ("seconds", "cpu_seconds", "mb", "mb_first_page", "mb_first_api")


def measure() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as bytecode:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env |= {"PYTHONPYCACHEPREFIX": bytecode}
        runs = [_run(env) for _ in range(8)][1:]
    return {name: statistics.median(run[name] for run in runs) for name in FIGURES} | {
        "heavy_libraries": runs[0]["heavy"],
        "goal": "seconds <= 1; mb and mb_first_page <= 80; no heavy libraries",
    }


def _run(env: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, "-c", START]
    return json.loads(subprocess.run(command, check=True, capture_output=True, env=env).stdout)
