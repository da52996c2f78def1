"""A4: no package that the product or its tests pin has a known weakness. A service that is not reached is no proof."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "deploy/requirements-test.txt"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asked = ask(Path(folder))
    json.dump(figures(asked), sys.stdout)


def ask(folder: Path) -> subprocess.CompletedProcess[str]:
    """What pip-audit says; it lives in an environment of its own, so that it is no part of what it judges."""
    python = folder / "venv/bin/python"
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    made = subprocess.run([str(python), "-m", "pip", "install", "-qq", "pip-audit"], capture_output=True, text=True)
    if made.returncode:
        return made
    line = ["-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes", "--timeout", "20"]
    line += ["--progress-spinner", "off", "--format", "json", "--requirement", str(LOCK)]
    return subprocess.run([str(python), *line], capture_output=True, text=True)


def figures(asked: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """pip-audit may say that all is well while it looked at nothing: everything that is pinned must have been seen."""
    try:
        told = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        return {"ok": False, "checked": "NOT checked: the service was not reached", "why": asked.stderr.strip()[-300:]}
    seen = {canonicalize_name(one["name"]): one["vulns"] for one in told if "vulns" in one}
    weak, missed = sorted(name for name in seen if seen[name]), sorted(pinned() - set(seen))
    is_ok = asked.returncode == 0 and not weak and not missed
    return {"ok": is_ok, "packages": len(seen), "weak": weak, "not_checked": missed}


def pinned() -> set[str]:
    """What the lock installs on this machine."""
    lines = [line.removesuffix("\\") for line in LOCK.read_text().splitlines() if "==" in line and line[0] != " "]
    asked = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name) for one in asked if one.marker is None or one.marker.evaluate()}


if __name__ == "__main__":
    main()
