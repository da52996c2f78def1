"""Work in a process of its own: its memory is then its own, and not what something else took before."""

import json
import subprocess
import sys
from typing import Any

CALL = """
import json, django; django.setup()
from script.benches import {module}
print(json.dumps({module}.{function}()))
"""


def start(module: str, function: str) -> "subprocess.Popen[str]":
    """Starts a function of a figure that gives JSON; ``told`` waits for what it found."""
    code = CALL.format(module=module, function=function)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def told(process: "subprocess.Popen[str]") -> dict[str, Any]:
    said, _nothing = process.communicate()
    if process.returncode:
        raise SystemExit(process.returncode)
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def memory_mb(pid: int | str = "self") -> dict[str, float]:
    """What a process holds now, and the most it ever held; ``ru_maxrss`` would still hold that of who started it."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        lines = dict(line.split(":", 1) for line in status)
    return {name: int(lines[field].split()[0]) / 1024 for name, field in (("now", "VmRSS"), ("peak", "VmHWM"))}
