"""``python -m tests.golden.write``: writes the golden files. Look at the difference before you commit it."""

import json
from pathlib import Path

from scoring.domain.outcome import digest, document
from scoring.domain.score import score_scan
from scoring.domain.submission import parse
from tests.golden.cases import Scan, cases

FOLDER = Path(__file__).parent
VERSIONS = ("2026-1",)


def outcome_of(scan: Scan) -> Scan:
    """What the rules make of a scan, with the digest that an archive would keep."""
    outcome = document(score_scan(*parse(json.dumps(scan).encode())))
    return {
        "outcome": outcome,
        "digest": digest(outcome, questionnaire=scan["questionnaire"], rules=scan["rules"]),
    }


def write(version: str) -> int:
    folder = FOLDER / version
    folder.mkdir(exist_ok=True)
    found = cases(version)
    for path in folder.glob("*.json"):
        if path.stem not in found:
            path.unlink()
    for name, scan in found.items():
        text = json.dumps({"scan": scan, **outcome_of(scan)}, indent=1, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return len(found)


if __name__ == "__main__":
    for version in VERSIONS:
        print(f"{version}: {write(version)} files")  # noqa: T201
