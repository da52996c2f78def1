"""Choosing the good practices that go with a decision."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from questionnaires.merging import Given, Merged, merge
from questionnaires.models import Scan
from scoring.models import Recommendation
from scoring.practices.queries import CHOOSING, low_of, recommended
from scoring.practices.searching import active
from wolscan.audit import record
from wolscan.models import User


class DecidedAlready(Exception):
    """The scan is final, so what was chosen is fixed; or it was not sent in, so there is nothing to choose for."""


@transaction.atomic
def recommend(*, scan: Scan, seen: Mapping[str, str], typed: Mapping[str, Given], by: User) -> Merged:
    """Keeps which practices an adviser chose, merged per practice with what was saved elsewhere meanwhile.

    ``typed`` has ``ja`` or nothing with a note, by practice; practices that are not offered are left out. Raises
    ``DecidedAlready``.
    """
    held = Scan.objects.select_for_update().get(pk=scan.pk)
    if held.state not in CHOOSING:
        raise DecidedAlready
    known = active()
    offered = {key: given for key, given in typed.items() if key in known}
    merged = merge(seen=dict(seen), typed=offered, standing=recommended(held))
    themes = _themes(held, merged.written)
    for practice in sorted(merged.written):
        _write(held, practice, themes[practice], typed[practice], by)
    if merged.written:
        record("practices_recommended", actor=by, subject=held, count=len(merged.written))
    return merged


def _themes(scan: Scan, practices: frozenset[str]) -> dict[str, str]:
    """For which theme each practice is chosen: its first that is low at this scan, else its own first."""
    low = low_of(scan)
    wanted = low.themes if low else []
    known = active()
    return {
        key: next((theme for theme in known[key].themes if theme in wanted), known[key].themes[0]) for key in practices
    }


def _write(scan: Scan, practice: str, theme: str, given: Given, by: User) -> None:
    if not given.value:
        Recommendation.objects.filter(scan=scan, practice=practice).delete()
        return
    Recommendation.objects.update_or_create(
        scan=scan,
        practice=practice,
        defaults={"note": given.note},
        create_defaults={"note": given.note, "theme": theme, "by": by, "at": timezone.now()},
    )
