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
    return (
        {
            "rows": rows,
            "bincount_seconds": arrays,
            "cube_ratio": took["cube_seconds"] / arrays,
            "cube_mb": peak,
            "mb_before": before,
        }
        | took
        | _snapshot()
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _cube() -> tuple[int, tuple[Any, Any], dict[str, float]]:
    """Reads only what the cube needs and counts it: the rows, what was read, and the seconds of the best of three."""
    best: dict[str, float] = {}
    for _ in range(3):
        started = time.perf_counter()
        levels, groups = _read()
        read = time.perf_counter() - started
        _counted(levels, groups)
        took = {"cube_seconds": time.perf_counter() - started, "of_which_reading": read}
        best = min(best or took, took, key=lambda found: found["cube_seconds"])
    return levels.shape[1], (levels, groups), best


#: What is coded of a row, as one word: five columns would be taken apart five times.
WORD = "rule_tier || '|' || tier || '|' || region || '|' || coalesce(residents, 0) || '|' || is_small_scale"


def _read() -> tuple[Any, Any]:
    """Per row the bytes of themes, topics and tiers, and the number of its group in three breakdowns.

    Read as a snapshot reads its rows, but only what the cube needs.
    """
    import numpy as np
    from django.db.models import TextField
    from django.db.models.expressions import RawSQL

    from scoring.models import OutcomeRow
    from scoring.publication.codes import Codes
    from scoring.publication.reading import Hex, columns

    words, parts, coded = Codes(), [], []
    word = RawSQL(WORD, [], TextField())  # noqa: S611 - nothing of outside is in it  # nosec B611
    packed = {name: Hex(name) for name in ("themes", "topics")}
    for found in columns(OutcomeRow.objects.all(), texts={"word": word}, packed=packed):
        number = len(found["word"])
        scored = [np.frombuffer(found[name], dtype=np.uint8).reshape(number, -1).T for name in packed]
        parts.append(np.vstack(scored))
        coded.append(words.of(found["word"]))
    table = _coded(list(words))[:, np.concatenate(coded)]
    return np.vstack([np.minimum(np.hstack(parts), VALUES - 1), table[:2]]), table[2:]


def _coded(words: list[str]) -> Any:
    """Of each word the numbers of its tiers, region and size class, and whether it is small-scale."""
    import numpy as np

    from scoring.domain.tiers import TIERS
    from scoring.publication.codes import Codes

    tiers, regions = Codes({tier: place for place, tier in enumerate(TIERS)}), Codes()
    rule, decided, region, residents, small = zip(*(word.split("|") for word in words))
    sizes = np.digitize(np.array(residents, dtype=int), (25, 50, 100))
    yes = [word in {"1", "true"} for word in small]
    found = [tiers.of(rule), tiers.of(decided), regions.of(region), sizes, np.array(yes)]
    return np.stack(found).astype(np.uint8)


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
