"""One row on its own: rounding, and whether its rounded counts may be shown, with which levels put together.

Every decision here rests on the rounded counts and on the number of locations in the row, which is known anyway. So
that a row is shown tells nothing that its figures do not tell. Rounding leaves the true count anywhere in ``interval``.
Who knows the number of locations knows that the true counts add up to it; ``is_loose`` says that this narrows none of
the intervals: 5, 5, 5 and 5 for 28 locations would give all four counts away (7 each).
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.domain.disclosure_model import EXACT, ONE_SIDED, Form
from scoring.domain.disclosure_settings import Settings


def rounded(count: int, base: int) -> int:
    """The nearest multiple of ``base`` (upwards in the middle)."""
    return (count + base // 2) // base * base


def interval(shown: int, base: int) -> tuple[int, int]:
    """The counts that are rounded to ``shown``."""
    return max(0, shown - base // 2), shown + (base - 1) // 2


def put_together(counts: Sequence[int], form: Form, base: int) -> tuple[int, ...]:
    """The rounded count of each part of a form."""
    return tuple([rounded(sum([counts[rank] for rank in part]), base) for part in form])


def is_loose(shown: Sequence[int], total: int, base: int) -> bool:
    """Whether counts that add up to ``total`` can still be at both ends of every interval."""
    ends = [interval(count, base) for count in shown]
    lowest, highest = sum([low for low, _ in ends]), sum([high for _, high in ends])
    return all(lowest - low + high <= total <= highest - high + low for low, high in ends)


def is_one_sided(shown: Sequence[int], form: Form, total: int, settings: Settings) -> bool:
    """Whether one level may hold nearly everybody, or the levels of one part all of them.

    A single level is judged by the highest count that the rounding allows.
    """
    if sum([count > 0 for count in shown]) < 2:
        return True
    share, whole = settings.merging_share, sum(shown)
    return any(
        share.reached_by(count, whole) or share.reached_by(interval(count, settings.base)[1], total)
        for part, count in zip(form, shown)
        if len(part) == 1
    )


def objection(shown: Sequence[int], form: Form, total: int, settings: Settings) -> str | None:
    """Why a row may not be shown in this form; nothing when it may."""
    if is_one_sided(shown, form, total, settings):
        return ONE_SIDED
    return None if is_loose(shown, total, settings.base) else EXACT


def settle(counts: Sequence[int], forms: Sequence[Form], settings: Settings) -> tuple[Form, tuple[int, ...]] | str:
    """The first form in which a row may be shown, with its figures; else why it is hidden."""
    why = ONE_SIDED
    for form in forms:
        shown = put_together(counts, form, settings.base)
        found = objection(shown, form, sum(counts), settings)
        if found is None:
            return form, shown
        why = found
    return why
