"""The course of a location: changed, moved, merged, split, closed, opened again. Each step is a row with its reason.

No step touches a figure that was published: those rest on rows that hold the keys of their own day.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from wolscan.audit import record
from wolscan.models import Location, LocationChange, Organisation, Region, User
from wolscan.places.differences import changes, facts_of
from wolscan.places.holding import held as held_open
from wolscan.places.people import take_along

Kind = LocationChange.Kind


class NameIsTaken(Exception):
    """The organisation has another location with this name, or another location has this key."""


class HasRunningScan(Exception):
    """A scan of this location runs; it must end or be withdrawn first."""


class NotThere(Exception):
    """The location was closed meanwhile, or the other one is no place to go on."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the location since the page was made."""


@transaction.atomic
def change_facts(
    *, location: Location, facts: Mapping[str, Any], seen: str, reason: str, by: User, today: date
) -> bool:
    """Changes what is known of a location (fields of ``Location``); tells whether anything differs.

    ``seen`` is the mark of what the page showed (``mark``). Raises ``ChangedMeanwhile`` and ``NameIsTaken``.
    """
    held = _hold(location)
    if seen != mark(held):
        raise ChangedMeanwhile
    return _change(held, facts, reason=reason, by=by, on=today)


@transaction.atomic
def keep_facts(*, location: Location, facts: Mapping[str, Any], by: User, today: date) -> bool:
    """Keeps what the location itself says of its facts, with a row of history; tells whether anything differs."""
    return _change(_hold(location), facts, reason="", by=by, on=today)


def mark(location: Location) -> str:
    """A short sign of what stands, to see whether it changed since a page was made."""
    from hashlib import sha256

    facts = facts_of(location)
    return sha256(repr(sorted(facts.items())).encode()).hexdigest()[:16]


@transaction.atomic
def move(
    *, location: Location, organisation: Organisation | str, region: Region, on: date, reason: str, by: User
) -> bool:
    """Brings a location to another organisation (a new one by its name), another region, or both, from a day on."""
    held = _hold(location)
    if isinstance(organisation, str):
        organisation, _made = Organisation.objects.get_or_create(
            name=organisation, defaults={"is_fictitious": settings.DEMO}
        )
    return _change(held, {"organisation": organisation, "region": region}, reason=reason, by=by, on=on)


@transaction.atomic
def merge(*, location: Location, into: Location, on: date, along: bool, reason: str, by: User) -> None:
    """Ends a location because it goes on in another; ``along``: its coordinators become coordinators there too.

    Its scans and its history stay its own, and the coordinators of the other see them. Raises ``HasRunningScan`` and
    ``NotThere``.
    """
    held, other = _hold_both(location, into)
    if held.is_closed or other.is_closed or held.pk == other.pk:
        raise NotThere
    _check_free(held)
    Location.objects.filter(pk=held.pk).update(closed_on=on, successor=other)
    # One step leads to where everything is now; what was merged before this goes along.
    Location.objects.filter(successor=held).update(successor=other)
    _note(held, Kind.MERGED, on=on, by=by, reason=reason, other=other, new={"successor": other.name})
    _note(other, Kind.CHANGED, on=on, by=by, reason=reason, other=held, new={"merged": held.name})
    if along:
        take_along(old=held, new=other, by=by)
    record("location_merged", actor=by, subject=held, into=str(other.pk))


@transaction.atomic
def split(
    *,
    location: Location,
    facts: Mapping[str, Any],
    residents_left: int | None,
    on: date,
    along: bool,
    reason: str,
    by: User,
) -> Location:
    """Makes a new location out of a part of another. Scans stay with the old one. Raises ``NameIsTaken``, ``NotThere``.

    ``residents_left`` is how many residents the old one has from now on; ``None`` leaves that as it is.
    """
    held = _hold(location)
    if held.is_closed:
        raise NotThere
    with _names_are_free():
        new = Location.objects.create(organisation=held.organisation, **facts)
    _note(new, Kind.SPLIT, on=on, by=by, reason=reason, other=held, new=facts_of(new))
    if residents_left is None or not _change(
        held, {"residents": residents_left}, reason=reason, by=by, on=on, other=new
    ):
        _note(held, Kind.CHANGED, on=on, by=by, reason=reason, other=new, new={"split": new.name})
    if along:
        take_along(old=held, new=new, by=by)
    record("location_split", actor=by, subject=held, into=str(new.pk))
    return new


@transaction.atomic
def close(*, location: Location, on: date, reason: str, by: User) -> None:
    """Ends a location from a day on; its scans and history stay. Raises ``HasRunningScan`` and ``NotThere``."""
    held = _hold(location)
    if held.is_closed:
        raise NotThere
    _check_free(held)
    _change(held, {"closed_on": on}, reason=reason, by=by, on=on)


@transaction.atomic
def reopen(*, location: Location, reason: str, by: User, today: date) -> None:
    """Opens a closed or merged location again. Raises ``NotThere`` for one that is open."""
    held = _hold(location)
    if held.closed_on is None:
        raise NotThere
    other = held.successor
    Location.objects.filter(pk=held.pk).update(closed_on=None, successor=None)
    old = {"closed_on": held.closed_on.isoformat()} | ({"successor": other.name} if other else {})
    _note(held, Kind.REOPENED, on=today, by=by, reason=reason, other=other, old=old)
    record("location_reopened", actor=by, subject=held)


def _change(
    location: Location, facts: Mapping[str, Any], *, other: Any = None, reason: str, by: User, on: date
) -> bool:
    """Writes facts and the history of what differs."""
    old = facts_of(location)
    for name, value in facts.items():
        setattr(location, name, value)
    rows = changes(location, old, facts_of(location), on=on, at=timezone.now(), by=by, reason=reason, other=other)
    if not rows:
        return False
    with _names_are_free():
        location.save(update_fields=list(facts))
    LocationChange.objects.bulk_create(rows)
    record("location_changed", actor=by, subject=location, kinds=[row.kind for row in rows])
    return True


def _note(location: Location, kind: str, **fields: Any) -> None:
    LocationChange.objects.create(location=location, kind=kind, at=timezone.now(), **fields)


def _hold(location: Location) -> Location:
    """The location, held until the transaction ends: a scan cannot start meanwhile."""
    rows = Location.objects.select_for_update(of=("self",)).select_related("organisation", "region", "successor")
    return rows.get(pk=location.pk)


def _hold_both(one: Location, other: Location) -> tuple[Location, Location]:
    """Two locations, held in the order of their keys, so that two mergers never wait for each other."""
    held = {place.pk: _hold(place) for place in sorted([one, other], key=lambda place: str(place.pk))}
    return held[one.pk], held[other.pk]


def _check_free(location: Location) -> None:
    if location.pk in held_open([location.pk]):
        raise HasRunningScan


@contextmanager
def _names_are_free() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise NameIsTaken from error
