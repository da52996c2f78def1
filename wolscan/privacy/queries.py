"""Reads the event log for whoever has to answer who saw or did what."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from wolscan.models import Event, Receipt, User

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PERSON_PAGE = re.compile(r"/beheer/mensen/(\d+)/")
SYSTEM = ("system", "systeem")
#: So many people may carry what was typed as a name; more is no question about a person.
PEOPLE = 200
VIEWED, EXPORTED, REFUSED, OVERRULED, PURGED, CHANGED = (
    "viewed", "exported", "refused", "overruled", "purged", "changed",
)  # fmt: skip
_OVERRULING = ("scan_reopened", "scan_withdrawn", "scan_returned", "repeat_moved", "round_extended")
_PURGING = ("purged", "person_erased", "invitations_purged", "applications_forgotten", "round_closed")
#: The kinds of events, each the condition it stands for.
CONDITIONS: Mapping[str, Q] = {
    VIEWED: Q(name="viewed"),
    EXPORTED: Q(name="exported") | Q(name__endswith="_exported") | Q(name__endswith="_downloaded"),
    REFUSED: Q(name="refused"),
    OVERRULED: Q(name__in=_OVERRULING) | Q(name="scan_confirmed", detail__overruled=True),
    PURGED: Q(name__in=_PURGING),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks of the log; what is empty does not matter."""

    who: str = ""
    what: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


def events(wanted: Wanted) -> QuerySet[Event]:
    """The events that fit, newest first."""
    found = Event.objects.filter(_of_kind(wanted.kind), _about(wanted.what), _by(wanted.who))
    if wanted.since:
        found = found.filter(at__gte=_start_of(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_start_of(wanted.until + timedelta(days=1)))
    return found.order_by("-at", "-pk")


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _of_kind(kind: str) -> Q:
    if kind != CHANGED:
        return CONDITIONS.get(kind, Q())
    known = Q(detail__overruled=True, detail__has_key="overruled")
    for kept in (VIEWED, EXPORTED, REFUSED, PURGED):
        known |= CONDITIONS[kept]
    return ~(known | Q(name__in=_OVERRULING))


def _about(text: str) -> Q:
    """A pasted address leads to its object; anything else is looked for as it is."""
    text = text.strip().lower()
    if not text:
        return Q()
    if page := PERSON_PAGE.search(text):
        return Q(subject=f"user:{page[1]}")
    found = UUID.search(text)
    return Q(subject__contains=found[0] if found else text[:80])


def _by(text: str) -> Q:
    text = text.strip()
    if not text:
        return Q()
    if text.lower() in SYSTEM:
        return Q(actor="system")
    if re.fullmatch(r"user:\d+", text):
        return Q(actor=text)
    known = User.objects.filter(Q(name__icontains=text) | Q(email__icontains=text)).values_list("pk", flat=True)
    return Q(actor__in=[f"user:{pk}" for pk in known[:PEOPLE]])


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """The names of those who still have an account, by how the log calls them. One query."""
    keys = {int(actor.partition(":")[2]) for actor in actors if re.fullmatch(r"user:\d{1,18}", actor)}
    people = User.objects.filter(pk__in=keys).values_list("pk", "name", "email") if keys else []
    return {f"user:{pk}": name or email for pk, name, email in people}


def last_receipts(count: int = 20) -> QuerySet[Receipt]:
    """The newest proofs of clearing away."""
    return Receipt.objects.filter(is_open=False)[:count]


def kind_of_event(name: str, detail: Mapping[str, object]) -> str:
    """The kind of one event: the same rules as ``CONDITIONS``, for a row that was read."""
    if name in (VIEWED, REFUSED):
        return name
    if name == EXPORTED or name.endswith(("_exported", "_downloaded")):
        return EXPORTED
    if name in _OVERRULING or detail.get("overruled"):
        return OVERRULED
    return PURGED if name in _PURGING else CHANGED
