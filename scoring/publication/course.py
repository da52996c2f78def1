"""Where every scan stood on a day, from the steps it made: for the funnel and for what does not count yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from questionnaires.models import FINAL, Scan, State, StateChange
from scoring.domain.disclosure_population import Standing
from scoring.publication.columns import number_of

#: The steps of the funnel, in order; a location stands at the last one it reached.
STEPS: Final = (
    "aangemeld",
    "open",
    "ingevuld",
    "gesprek",
    "ingediend",
    "vastgesteld",
    "actie",
    "herhaalscan",
)
_STEP_OF: Final = {
    State.AANGEMELD: "aangemeld",
    State.VOORBEREIDING: "aangemeld",
    State.OPEN: "open",
    State.GESPREK: "ingevuld",
    State.INGEDIEND: "ingediend",
    State.IN_BEOORDELING: "ingediend",
    State.TERUGGEGEVEN: "ingediend",
    State.VASTGESTELD: "vastgesteld",
    State.OPVOLGING: "actie",
}
CHUNK: Final = 5_000


def end_of(on: date) -> datetime:
    """The moment at which a day is over in the Netherlands."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))


def _with_state(on: date) -> QuerySet[Scan]:
    """Scans that existed on a day, with the state they were in at the end of it."""
    steps = StateChange.objects.filter(scan=OuterRef("pk"), at__lt=end_of(on)).order_by("-at", "-pk")
    found = Scan.objects.annotate(state_then=Subquery(steps.values("new")[:1]))
    return found.filter(state_then__isnull=False).order_by()


def states_at(on: date, scans: Sequence[UUID]) -> dict[UUID, str]:
    """The state of some scans on a day."""
    return dict(_with_state(on).filter(pk__in=scans).values_list("pk", "state_then"))


def unfinished(on: date) -> dict[str, int]:
    """How many scans were under way on a day, and how many were withdrawn."""
    states = Counter(_with_state(on).values_list("state_then", flat=True).iterator(chunk_size=CHUNK))
    withdrawn = states.pop(State.VERVALLEN, 0)
    return {"unfinished": sum(count for state, count in states.items() if state not in FINAL), "withdrawn": withdrawn}


def standings(on: date) -> Iterator[Standing]:
    """Where each location stands: its last scan on that day that was not withdrawn."""
    scans = _with_state(on).exclude(state_then=State.VERVALLEN).order_by("location_id", "-opened_on", "-pk")
    seen = None
    for location, previous, state, meets_at, organisation, region in scans.values_list(
        "location_id",
        "previous_id",
        "state_then",
        "meets_at",
        "location__organisation_id",
        "location__region__key",
    ).iterator(chunk_size=CHUNK):
        if location != seen:
            talked = state == State.GESPREK and meets_at is not None and meets_at < end_of(on)
            step = "herhaalscan" if previous else "gesprek" if talked else _STEP_OF[State(state)]
            yield Standing(number_of(location), organisation, region, step)
        seen = location
