"""Where every scan stood on a day, from the steps it made: for the funnel and for what does not count yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Case, Count, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from questionnaires.models import FINAL, Scan, State, StateChange
from scoring.domain.disclosure_population import Standing
from scoring.publication.codes import number_as_given
from scoring.publication.reading import chunks

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


def end_of(on: date) -> datetime:
    """The moment at which a day is over in the Netherlands."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))


def _with_state(on: date) -> QuerySet[Scan]:
    """Scans that existed on a day, with the state they were in at the end of it.

    That is the state of now for every scan that made no step since: only of the others the steps are looked up.
    """
    steps, end = StateChange.objects.order_by("-at", "-pk"), end_of(on)
    then = Subquery(steps.filter(scan=OuterRef("pk"), at__lt=end).values("new")[:1])
    since = StateChange.objects.filter(at__gte=end).order_by().values("scan")
    found = Scan.objects.annotate(state_then=Case(When(pk__in=since, then=then), default=F("state")))
    return found.filter(state_then__isnull=False).order_by()


def states_at(on: date, scans: Sequence[UUID]) -> dict[UUID, str]:
    """The state of some scans on a day."""
    return dict(_with_state(on).filter(pk__in=scans).values_list("pk", "state_then"))


def left(on: date, scans: Sequence[UUID] | None = None) -> dict[UUID, str]:
    """Scans that were final and then were so no more, with the state they came in, if they were not confirmed since.

    Of all scans, or of some.
    """
    steps = StateChange.objects.filter(at__lt=end_of(on), old__in=FINAL).exclude(new__in=FINAL)
    if scans is not None:
        steps = steps.filter(scan__in=scans)
    gone = dict(steps.order_by("at").values_list("scan", "new"))
    now = states_at(on, list(gone))
    return {scan: new for scan, new in gone.items() if now[scan] not in FINAL}


def unfinished(on: date) -> dict[str, int]:
    """How many scans were under way on a day, and how many were withdrawn."""
    states = dict(_with_state(on).values_list("state_then").annotate(Count("pk")))
    withdrawn = states.pop(State.VERVALLEN, 0)
    return {"unfinished": sum(count for state, count in states.items() if state not in FINAL), "withdrawn": withdrawn}


def standings(on: date) -> Iterator[Standing]:
    """Where each location stands: its last scan on that day that was not withdrawn.

    Another question than the funnel of ``questionnaires.operations``: that counts today how many ever came so far,
    with applications; this counts each location once, at the step where it stood at the end of a day.
    """
    last: dict[object, tuple[str, object]] = {}
    steps: dict[object, tuple[int, str, str]] = {}
    for found in chunks(_with_state(on).exclude(state_then=State.VERVALLEN).values_list(*_asked(on))):
        for location, scan, begun, organisation, region, state, has_talked, is_again in found:
            newest = (begun or "", scan)
            if location not in last or last[location] < newest:
                last[location] = newest
                step = "herhaalscan" if is_again else "gesprek" if has_talked else _STEP_OF[state]
                steps[location] = organisation, region, step
    for location, at in steps.items():
        yield Standing(number_as_given(location), *at)


def _asked(on: date) -> tuple[object, ...]:
    """What is read of each scan. Sorting so many rows in the database takes longer than remembering the last ones."""
    talked = Case(When(state_then=State.GESPREK, meets_at__lt=end_of(on), then=Value(1)), default=Value(0))
    again = Case(When(previous__isnull=False, then=Value(1)), default=Value(0))
    place = ("location__organisation_id", "location__region__key")
    return "location_id", "pk", Cast("opened_on", TextField()), *place, "state_then", talked, again
