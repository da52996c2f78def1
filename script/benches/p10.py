"""P10: a web process that has just started: how long, how large, and without the heavy libraries."""

import json
import statistics
import subprocess
import sys

START = """
import time, json, sys
started = time.perf_counter()
import wolscan.wsgi
took = time.perf_counter() - started
from django.urls import get_resolver
get_resolver().url_patterns
print(json.dumps({"seconds": took, "with_urls": time.perf_counter() - started,
    "mb": next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM:")),
    "heavy": sorted({"pandas", "weasyprint", "numpy"} & set(sys.modules))}))
"""


def measure() -> dict[str, object]:
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", START], check=True, capture_output=True).stdout)
        for _ in range(7)
    ]
    return {
        "seconds": statistics.median(run["with_urls"] for run in runs),
        "mb": statistics.median(run["mb"] for run in runs),
        "heavy_libraries": runs[0]["heavy"],
        "goal": "seconds <= 1; mb <= 80; no heavy libraries",
    }
