"""Interleaved medians, and the scale on which absolute goals are read."""

import statistics
import time
from collections.abc import Callable, Mapping

#: Milliseconds that the bare view took on the machine for which the absolute goals were set.
REFERENCE_BARE_MS = 0.85


def interleaved(jobs: Mapping[str, Callable[[], object]], rounds: int, warm: int = 5) -> dict[str, float]:
    """Median milliseconds of each job; in every round all of them take their turn, so that noise meets all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(warm + rounds):
        for name, job in jobs.items():
            started = time.perf_counter()
            job()
            if turn >= warm:
                seconds[name].append(time.perf_counter() - started)
    return {name: 1000 * statistics.median(taken) for name, taken in seconds.items()}


def calibrated(milliseconds: float, bare: float) -> float:
    """A time as it would be on the machine of the goals, by the bare view of the same run."""
    return milliseconds * REFERENCE_BARE_MS / bare


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
