"""Which release this is: stands in ``pyproject.toml``, and nowhere else."""

import tomllib
from pathlib import Path
from typing import Any


def _version() -> str:
    project: dict[str, Any] = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
    return str(project["project"]["version"])


VERSION = _version()
