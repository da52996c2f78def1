"""Which good practices are offered where something is low: a few, the nearest first, none of them twice."""

from collections.abc import Iterable, Sequence

from scoring.followup.library import Practice, for_theme, for_topic

#: At most so many at one topic, and at one theme.
MOST = 3


def offered(theme: str, topics: Sequence[str], taken: Iterable[str] = ()) -> list[tuple[str, list[Practice]]]:
    """Practices for the low topics of a theme, and under an empty key those for the theme as a whole.

    ``taken`` are practices that stand elsewhere already. Topics without one are left out.
    """
    used = set(taken)
    found = [(topic, _next(for_topic(topic), used)) for topic in topics]
    found.append(("", _next(for_theme(theme), used)))
    return [(topic, practices) for topic, practices in found if practices]


def _next(practices: Iterable[Practice], used: set[str]) -> list[Practice]:
    fresh = [practice for practice in practices if practice.key not in used][:MOST]
    used.update(practice.key for practice in fresh)
    return fresh
