"""P5: the outcome report as PDF/UA: time, memory, growth over many."""

import resource

from script.benches import cast
from script.benches.timing import REFERENCE_BARE_MS, interleaved


def measure() -> dict[str, object]:
    from django.utils import translation

    from scoring.models import Report
    from scoring.reports.pdf import render_pdf

    scan = cast.final_scan()
    decision = scan.decisions.latest()
    report = Report(scan=scan, assessment=decision.assessment, decision=decision, language="nl")
    sizes: list[int] = []

    def render() -> None:
        with translation.override("nl"):
            render_pdf(report)
        sizes.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

    client = cast.coordinator()
    took = interleaved({"bare": lambda: client.get("/bench/bare/"), "pdf": render}, 12, warm=2)
    return {
        "pdf_ms": took["pdf"],
        "pdf_calibrated_ms": took["pdf"] * REFERENCE_BARE_MS / took["bare"],
        "peak_mb": sizes[-1] / 1024,
        "growth_mb_over_12": (sizes[-1] - sizes[2]) / 1024,
        "goal": "pdf_calibrated_ms <= 1000; peak_mb <= 150; no growth",
    }
