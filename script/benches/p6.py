"""P6: the outcome tables of a very large country: the cube of themes, topics and tiers, and a whole snapshot."""

import gc
from datetime import date
from typing import Any

from script.benches import large
from script.benches.bare import Bare, Took, timed
from script.benches.goals import Goal, judged

#: Values of a byte that are counted: the levels, and one for what has none.
VALUES = 5


#: The size for which the goals hold.
GOALS_AT = "230000"


def measure() -> dict[str, object]:
    found: dict[str, Any] = {str(size): large.measured("p6", size) for size in large.SIZES}
    goal = (
        "cube_ratio <= 10; cube_calibrated_seconds <= 1; cube_mb <= 300; snapshot_calibrated_seconds <= 60 at 230 000"
    )
    return found | {"goal": goal} | judged(*_goals(found.get(GOALS_AT, {})))


def _goals(found: dict[str, float]) -> list[Goal]:
    """Not measured is a verdict too: a small country says nothing about a large one."""
    cube, whole = "cube of 230 000 locations", "snapshot of 230 000 locations"
    return [
        Goal(f"{cube}, ratio to bincount", 10, "×", found.get("cube_ratio")),
        Goal(cube, 1, "s", found.get("cube_seconds"), found.get("cube_calibrated_seconds")),
        Goal(f"{cube}, memory", 300, "MB", found.get("cube_mb")),
        Goal(whole, 60, "s", found.get("snapshot_seconds"), found.get("snapshot_calibrated_seconds")),
    ]


def inside() -> dict[str, object]:
    """Measures in this process: first the cube, before anything else took memory."""
    import numpy  # noqa: F401  - loading it is no part of counting

    before = large.peak_mb()
    rows, read, counted = min((_cube() for _ in range(3)), key=lambda cube: cube[1].processor + cube[2].processor)
    peak, bare = large.peak_mb(), Bare()
    bare.take(100)
    gc.collect()
    processor = read.processor + counted.processor
    cube = {
        "rows": rows,
        "cube_ratio": processor / counted.processor,
        "cube_seconds": read.seconds + counted.seconds,
        "of_which_reading": read.seconds,
        "bincount_seconds": counted.seconds,
        "cube_processor_seconds": processor,
        "cube_mb": peak,
        "mb_before": before,
    }
    whole = _snapshot()
    bare.take(100)
    return (
        cube
        | whole
        | {
            "cube_calibrated_seconds": bare.calibrated(processor),
            "snapshot_calibrated_seconds": bare.calibrated(whole["snapshot_processor_seconds"]),
            "bare_ms": bare.milliseconds,
        }
    )


def _cube() -> tuple[int, Took, Took]:
    """Reads only what the cube needs and counts it: the rows, and what reading and what counting took.

    Counting is one ``bincount`` per table over arrays in memory: the measure for the whole.
    """
    held: list[Any] = []
    read = timed(lambda: held.extend(_read()))
    _counted(*held)
    return held[0].shape[1], read, timed(lambda: _counted(*held))


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
        parts.append(np.ascontiguousarray(np.vstack(scored)))
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


def _snapshot() -> dict[str, float]:
    """A whole snapshot as the job makes it: reading, disclosure control, and the attacker over everything."""
    from scoring.publication.population import population
    from scoring.publication.services import count

    day = date.fromisoformat(large.DAY)
    reading = timed(lambda: population(day))
    whole = timed(lambda: count(day, lambda _done, _total: None))
    return {
        "reading_seconds": reading.seconds,
        "reading_processor_seconds": reading.processor,
        "snapshot_seconds": whole.seconds,
        "snapshot_processor_seconds": whole.processor,
        "snapshot_mb": large.peak_mb(),
    }
