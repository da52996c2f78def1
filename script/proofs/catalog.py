"""The proofs by name: what each shows, and what runs it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """How long: ``minutes`` for load, ``share`` of the full length for what is counted."""

    minutes: float = 10
    share: float = 1

    def of(self, number: int) -> int:
        return max(1, round(number * self.share))


@dataclass(frozen=True, slots=True)
class Proof:
    """``run`` gives figures, with ``ok``: whether the goal is met."""

    name: str
    goal: str
    run: Callable[[Choice], Figures]


@dataclass(frozen=True, slots=True)
class Tests:
    """Tests of the suite, in their long form unless said: they hold the goal, and write down what they counted."""

    targets: tuple[str, ...]
    env: dict[str, int] = field(default_factory=dict)
    is_long: bool = True

    def __call__(self, choice: Choice) -> Figures:
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / "figures"
            env = {name: str(choice.of(number)) for name, number in self.env.items()}
            env |= {
                "WOLSCAN_PROVE": str(choice.share) if self.is_long else "",
                "WOLSCAN_FIGURES": str(written),
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            }
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *self.targets]
            ran = subprocess.run(command, cwd=ROOT, env=os.environ | env, capture_output=True, text=True)
            lines = written.read_text().splitlines() if written.exists() else []
        found: Figures = {"ok": ran.returncode == 0, "tests": ran.stdout.strip().splitlines()[-1]}
        if ran.returncode:
            found["said"] = ran.stdout[-3000:]
        return found | {line.pop("test"): line for line in map(json.loads, lines)}


def module(name: str, **fixed: Any) -> Callable[[Choice], Figures]:
    """A proof of this folder, in a process of its own: it has a database of its own, and leaves no memory behind."""

    def run(choice: Choice) -> Figures:
        given = json.dumps({"minutes": choice.minutes, "share": choice.share} | fixed)
        command = [sys.executable, "-m", f"script.proofs.{name}", given]
        ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        found: Figures = json.loads(ran.stdout) if ran.returncode == 0 else {"ok": False, "status": ran.returncode}
        return found

    return run


FAULTS = "tests/faults/"
PROOFS = (
    Proof("r1", "kill -9 while people save: nothing acknowledged lost, nothing torn; back in 5 s if nothing else runs",
          Tests((f"{FAULTS}test_kill.py",))),
    Proof("r2", "kill -9 while sending in, reporting, mailing: before or after; no mail twice",
          Tests((f"{FAULTS}test_sending.py", f"{FAULTS}test_mail.py"))),
    Proof("r3", "database held or gone: waits, then a page with all that was typed",
          Tests((f"{FAULTS}test_locked.py",))),
    Proof("r4", "disk full: nothing lost, clear words, goes on", Tests((f"{FAULTS}test_full.py",))),
    Proof("r5", "pressing a thousand times sends once", Tests((f"{FAULTS}test_sending.py", "-k", "pressing"))),
    Proof("r6", "parallel saves, and new releases meanwhile: none lost", Tests((f"{FAULTS}test_together.py",))),
    Proof("hosts", "two web servers and two workers that share a database only: nothing lost, made or sent twice",
          Tests((f"{FAULTS}test_hosts.py",))),
    Proof("r7", "session ends on a half-filled page: saved after signing in", Tests((f"{FAULTS}test_signed_out.py",))),
    Proof("r8", "200 half-sent posts: p95 of others at most 50 ms or twice what it was; 413",
          Tests((f"{FAULTS}test_slow.py",))),
    Proof("r9", "backup under load: a write waits at most 50 ms longer", module("backups")),
    Proof("r11", "the whole suite from the last test to the first",
          Tests(("tests", "--order=reversed"), is_long=False)),
    Proof("r11r", "the whole suite in an order that chance makes", Tests(("tests", "--order=11"), is_long=False)),
    Proof("r12", "100 000 random scans equal the rules written out a second time", module("random_scans")),
    Proof("t1", "repeat date of every day 2024–2040", module("repeat_dates")),
    Proof("t2", "clocks that jump, two timers at once: one reminder", Tests((f"{FAULTS}test_clock.py",))),
    Proof("a1", "every address × everybody", Tests(("tests/wolscan/test_access.py",))),
    Proof("audit", "A4: no pinned package has a known weakness; asks its service on the internet", module("audited")),
    Proof("d1", "the figures of 180, 212 and 302 locations, attacked with all half-years: nothing recovered",
          module("attacked")),
    Proof("d1r", "the same attack on random populations",
          Tests(("tests/scoring/domain/test_attacker.py", "tests/scoring/domain/test_disclosure.py"),
                {"DISCLOSURE_EXAMPLES": 500})),
    Proof("html", "every page in both languages, answers to forms, mails and print past the Nu HTML checker: no error",
          Tests(("tests/look/nu.py",))),
    Proof("axe", "every page and answer to a form, in every look, width and language: nothing found",
          Tests(("tests/look",))),
    Proof("f1", "10 000 generated inputs per form: no error of the server",
          Tests(("tests/input/test_forms.py",), {"WOLSCAN_INPUTS": 10_000})),
    Proof("f2", "the corpus through every form and file: nothing runs, nothing is fetched", Tests(("tests/input",))),
    Proof("f3", "1 000 × 50 random steps of three roles: the database does what the model does",
          Tests(("tests/input/test_course.py",), {"WOLSCAN_COURSES": 1_000})),
    Proof("p2", "33 requests/s with a report a second: p95 ≤ 50 ms, p99 ≤ 200 ms, no error",
          module("load", rate=33, reports=True, p95=50, p99=200)),
    Proof("p3", "100 requests/s: p95 ≤ 50 ms, p99 ≤ 150 ms, no error",
          module("load", rate=100, reports=False, p95=50, p99=150)),
)  # fmt: skip
