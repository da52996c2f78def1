"""P6: the outcome tables of a very large country: the cube of themes, topics and tiers, and a whole snapshot."""

import gc
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from script.benches import large

#: Values of a byte that are counted: the levels, and one for what has none.
VALUES = 5


def measure() -> dict[str, object]:
    found = {str(size): large.measured("p6", size) for size in large.SIZES}
    goal = "cube_ratio <= 10; cube_seconds <= 1; cube_mb <= 300; snapshot_seconds <= 60 at 230 000 scans"
    return found | {"goal": goal}


def inside() -> dict[str, object]:
    """Measures in this process: first the cube, before anything else took memory."""
    import numpy  # noqa: F401  - loading it is no part of counting

    before = large.peak_mb()
    rows, read, took = _cube()
    peak = large.peak_mb()
    arrays = min([_seconds(lambda: _counted(*read)) for _ in range(3)])
    read = None
    gc.collect()
    return {
        "rows": rows,
        "cube_seconds": took,
        "bincount_seconds": arrays,
        "cube_ratio": took / arrays,
        "cube_mb": peak,
        "mb_before": before,
    } | _snapshot()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _cube() -> tuple[int, tuple[Any, Any], float]:
    """Reads only what the cube needs and counts it: the rows, what was read, and the seconds of the best of three."""
    times: list[float] = []
    for _ in range(3):
        started = time.perf_counter()
        levels, groups = _read()
        _counted(levels, groups)
        times.append(time.perf_counter() - started)
    return levels.shape[1], (levels, groups), min(times)


def _read() -> tuple[Any, Any]:
    """Per row the bytes of themes, topics and tiers, and the number of its group in three breakdowns."""
    import numpy as np

    from scoring.domain.tiers import TIERS
    from scoring.models import OutcomeRow
    from scoring.publication.codes import Codes
    from scoring.publication.reading import chunks

    tiers, regions, sizes = Codes({tier: place for place, tier in enumerate(TIERS)}), Codes(), Codes()
    parts: list[Any] = []
    groups: list[Any] = []
    fields = ("themes", "topics", "rule_tier", "tier", "region", "residents", "is_small_scale")
    for rows in chunks(OutcomeRow.objects.order_by().values_list(*fields)):
        themes, topics, rule, decided, region, residents, small = zip(*rows)
        both = [tiers.of(rule), tiers.of(decided)]
        scored = [np.frombuffer(b"".join(column), dtype=np.uint8).reshape(len(rows), -1) for column in (themes, topics)]
        parts.append(np.hstack([*scored, np.stack(both, axis=1).astype(np.uint8)]))
        groups.append(np.stack([regions.of(region), sizes.of(residents), np.array(small, dtype=int)]).astype(np.uint8))
    classes = np.digitize(np.array([size or 0 for size in sizes]), (25, 50, 100)).astype(np.uint8)
    found = np.hstack(groups)
    found[1] = classes[found[1]]
    return np.minimum(np.vstack(parts), VALUES - 1).T.copy(), found


def _counted(levels: Any, groups: Any) -> list[Any]:
    """Every table: each attribute by level for the country, themes and tiers in every breakdown too."""
    import numpy as np

    broken_down = [*range(8), len(levels) - 2, len(levels) - 1]
    tables = [np.bincount(row, minlength=VALUES) for row in levels]
    for codes in groups:
        offset = codes.astype(np.int16) * VALUES
        tables += [np.bincount(offset + levels[place]) for place in broken_down]
    return tables


def _snapshot() -> dict[str, object]:
    """A whole snapshot as the job makes it: reading, disclosure control, and the attacker over everything."""
    from scoring.publication.population import population
    from scoring.publication.services import count

    day = date.fromisoformat(large.DAY)
    reading = _seconds(lambda: population(day))
    processor = time.process_time()
    whole = _seconds(lambda: count(day, lambda _done, _total: None))
    return {
        "reading_seconds": reading,
        "snapshot_seconds": whole,
        "snapshot_processor_seconds": time.process_time() - processor,
        "snapshot_mb": large.peak_mb(),
    }
