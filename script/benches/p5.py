"""P5: the outcome report as PDF/UA: time and memory of one process, then two processes that make many.

``REPORTS=20`` makes fewer than two hundred in each of the two.
"""

import os
import statistics
import time
from collections.abc import Callable

from script.benches import apart, cast
from script.benches.bare import Bare, Took, timed
from script.benches.goals import Goal, judged

REPORTS = int(os.environ.get("REPORTS", "200"))
PROCESSES, ROUNDS = 2, 12
#: Reports after which a process has read all it keeps (fonts, style sheets, templates).
WARM = max(1, min(20, REPORTS // 4))


def measure() -> dict[str, object]:
    cast.country()
    one = apart.told(apart.start("p5", "alone"))
    started = time.perf_counter()
    many = [apart.told(process) for process in [apart.start("p5", "many") for _ in range(PROCESSES)]]
    seconds = time.perf_counter() - started
    figures = one | {
        "reports": REPORTS * PROCESSES,
        "reports_per_second": REPORTS * PROCESSES / seconds,
        "reports_per_second_calibrated": sum(1000 / each["pdf_calibrated_ms"] for each in many),
        "peak_mb_over_many": max(each["peak_mb"] for each in many),
        "growth_mb_over_many": max(each["growth_mb"] for each in many),
        "goal": "pdf_calibrated_ms <= 1000; peak_mb_over_many <= 150; growth_mb_over_many <= 5; "
        "reports_per_second_calibrated >= 2 with two processes",
    }
    return figures | judged(
        Goal("report", 1000, "ms", figures["pdf_ms"], figures["pdf_calibrated_ms"]),
        Goal(
            "reports a second, two processes",
            2,
            "/s",
            figures["reports_per_second"],
            figures["reports_per_second_calibrated"],
            is_least=True,
        ),
        Goal(f"peak memory over {REPORTS} reports", 150, "MB", figures["peak_mb_over_many"]),
        Goal(f"growth from report {WARM} to {REPORTS}", 5, "MB", figures["growth_mb_over_many"]),
    )


def alone() -> dict[str, float]:
    """One process that makes some reports, with the bare view between them."""
    bare, render = Bare(), _report()
    for _ in range(2):
        render()
    took = [_beside(bare, render) for _ in range(ROUNDS)]
    return _times(bare, took) | {"bare_ms": bare.milliseconds, "peak_mb": apart.memory_mb()["peak"]}


def many() -> dict[str, float]:
    """One of the processes that make many: what it took, and how much it grew once it was warm."""
    bare, render = Bare(), _report()
    took = [_beside(bare, render) for _ in range(WARM)]
    warm = apart.memory_mb()
    took += [_beside(bare, render) for _ in range(REPORTS - WARM)]
    memory = apart.memory_mb()
    return _times(bare, took) | {"peak_mb": memory["peak"], "growth_mb": memory["peak"] - warm["peak"]}


def _beside(bare: Bare, render: Callable[[], object]) -> Took:
    bare.take(3)
    return timed(render)


def _times(bare: Bare, took: list[Took]) -> dict[str, float]:
    processor = 1000 * statistics.median(each.processor for each in took)
    return {
        "pdf_ms": 1000 * statistics.median(each.seconds for each in took),
        "pdf_processor_ms": processor,
        "pdf_calibrated_ms": bare.calibrated(processor),
    }


def _report() -> Callable[[], bytes]:
    from scoring.models import Report
    from scoring.reports.pdf import render_pdf

    scan = cast.final_scan()
    decision = scan.decisions.latest()
    report = Report(scan=scan, assessment=decision.assessment, decision=decision, language="nl")
    return lambda: render_pdf(report)
