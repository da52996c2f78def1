"""Imports: planned from a file without writing anything, then written all or nothing, with history."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wolscan.audit import record
from wolscan.dates import today
from wolscan.mail import queue_many
from wolscan.models import Location, LocationChange, Membership, Organisation, Region, User
from wolscan.people.mails import ACCOUNT_READY
from wolscan.permissions import Role
from wolscan.places.columns import ADVISERS, FORMS, LOCATIONS, ORGANISATIONS
from wolscan.places.differences import Names, changes, facts_of
from wolscan.places.reading import read_lines
from wolscan.places.resources import Plan, Tell

BATCH = 500
LOCATION_FIELDS = [
    "outside_key",
    "organisation",
    "region",
    "name",
    "place",
    "residents",
    "living_groups",
    "is_small_scale",
    "target_groups",
    "closed_on",
]


class ChangedMeanwhile(Exception):
    """Somebody changed one of these things since the file was checked; nothing was written."""

    def __str__(self) -> str:
        return _("Meanwhile somebody changed what this file is about. Nothing was imported: check the file once more.")


def plan_of(kind: str, content: bytes, tell: Tell = lambda done, total: None) -> Plan:
    """What a file would do, with every fault in it; nothing is written. Raises ``reading.Unreadable``."""
    from wolscan.places.kinds import RESOURCES

    return RESOURCES[kind](tell).plan(read_lines(content, FORMS[kind]))


def write(kind: str, plan: Plan, *, by: User | None) -> dict[str, int]:
    """Writes a plan without faults and gives back how many things are new, changed and the same.

    All or nothing, in one transaction. Raises ``ChangedMeanwhile``.
    """
    assert not plan.faults
    try:
        with transaction.atomic():
            _WRITERS[kind](plan, by)
            counts = {"made": len(plan.made), "changed": len(plan.changed), "same": plan.same}
            record(f"{_NAMES[kind]}_imported", actor=by, subject=_NAMES[kind], **counts)
    except IntegrityError as error:
        raise ChangedMeanwhile from error
    return counts


def _write_organisations(plan: Plan, by: User | None) -> None:
    _check_standing(Organisation, plan, ["outside_key", "name"])
    Organisation.objects.bulk_create(plan.made, batch_size=BATCH)
    Organisation.objects.bulk_update([new for _old, new in plan.changed], ["outside_key", "name"], batch_size=100)


def _write_locations(plan: Plan, by: User | None) -> None:
    _check_standing(Location, plan, LOCATION_FIELDS)
    Location.objects.bulk_create(plan.made, batch_size=BATCH)
    # One statement a batch: an update with a case for each row takes ten times as long.
    Location.objects.bulk_create(
        [new for _old, new in plan.changed],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=LOCATION_FIELDS,
    )
    LocationChange.objects.bulk_create(_history(plan, by), batch_size=BATCH)


def _history(plan: Plan, by: User | None) -> list[LocationChange]:
    names = Names(dict(Organisation.objects.values_list("pk", "name")), dict(Region.objects.values_list("pk", "name")))
    on, at, why = today(), timezone.now(), _("Import")
    rows = [
        LocationChange(location=place, kind=LocationChange.Kind.MADE, on=on, new=facts, reason=why, by=by, at=at)
        for place in plan.made
        for facts in [facts_of(place, names)]
    ]
    for old, new in plan.changed:
        before, after = facts_of(old, names), facts_of(new, names)
        rows += changes(new, before, after, on=on, at=at, by=by, reason=why)
    return rows


def _write_advisers(plan: Plan, by: User | None) -> None:
    _check_standing(User, plan, ["name", "email", "is_active"])
    for user in plan.made:
        user.set_unusable_password()
    User.objects.bulk_create(plan.made, batch_size=BATCH)
    User.objects.bulk_update([new for _old, new in plan.changed], ["name", "is_active"], batch_size=100)
    held = set(Membership.objects.filter(role=Role.ADVISER).values_list("user", flat=True))
    becoming = [user for user in [*plan.made, *(new for _old, new in plan.changed)] if user.pk not in held]
    Membership.objects.bulk_create(Membership(user=user, role=Role.ADVISER) for user in becoming)
    told = [user for user in becoming if user.is_active]
    queue_many(ACCOUNT_READY, [(u.email, {"user": u.pk, "name": u.name}, u.language or "nl") for u in told])


def _check_standing(model: Any, plan: Plan, fields: list[str]) -> None:
    """Holds what is about to change, and sees that it is as it was when the file was checked."""
    keys = [old.pk for old, _new in plan.changed]
    columns = [model._meta.get_field(name).attname for name in fields]
    standing: dict[Any, Any] = {}
    for start in range(0, len(keys), BATCH):
        held = model.objects.select_for_update().filter(pk__in=keys[start : start + BATCH]).order_by("pk")
        standing |= {found.pk: found for found in held}
    for old, _new in plan.changed:
        found = standing.get(old.pk)
        if found is None or any(getattr(found, name) != getattr(old, name) for name in columns):
            raise ChangedMeanwhile


_WRITERS: Mapping[str, Callable[[Plan, User | None], None]] = {
    ORGANISATIONS: _write_organisations,
    LOCATIONS: _write_locations,
    ADVISERS: _write_advisers,
}
_NAMES = {ORGANISATIONS: "organisations", LOCATIONS: "locations", ADVISERS: "advisers"}
