"""Applies the terms of the retention table. Each class is a job of its own of ``manage.py daily``; twice is once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from wolscan.audit import record
from wolscan.daily import every_day
from wolscan.models import Receipt, User
from wolscan.privacy.table import Due, class_of, classes

Count = Callable[[date], int]


@dataclass(frozen=True, slots=True)
class Rule:
    """``due`` counts what would go on a day, ``apply`` makes it go and says how much went. Both may run any time."""

    due: Count
    apply: Count


_rules: dict[str, Rule] = {}


def forgets(key: str, *, due: Count, apply: Count, job: str = "", order: int = 80) -> None:
    """Says how a class of the table is cleared away; apps do so when they are ready. ``job``: its name in ``daily``."""
    class_of(key)
    _rules[key] = Rule(due, apply)
    every_day(job or f"retention of {key}", partial(purge, key), order=order)


def deletes(key: str, rows: Callable[[date], QuerySet], *, job: str = "") -> None:
    """The same for a class whose rows are simply deleted: ``rows`` gives those that go on a day."""
    forgets(key, due=lambda on: rows(on).count(), apply=lambda on: _delete(rows(on)), job=job)


def _delete(rows: QuerySet) -> int:
    """How many went, without what went along with them."""
    _all, by_model = rows.delete()
    return by_model.get(rows.model._meta.label, 0)


@transaction.atomic
def purge(key: str, on: date, by: User | None = None) -> int:
    """Clears one class away for a day and leaves a receipt, if there was anything to clear."""
    count = _rules[key].apply(on)
    if count:
        actor = f"user:{by.pk}" if by else "system"
        Receipt.objects.create(
            at=timezone.now(), what=key, action=class_of(key).action, on=on, count=count, actor=actor
        )
        record("purged", actor=by, subject=f"retention:{key}", count=count, on=on.isoformat())
    return count


def due_on(on: date) -> list[Due]:
    """What would go on a day, for every class that the site clears away by itself."""
    return [Due(kept, _rules[kept.key].due(on)) for kept in classes() if kept.key in _rules]


def purge_all(on: date) -> list[Due]:
    """Clears every class away for a day. One that fails keeps nothing from the others that went before."""
    return [Due(kept, purge(kept.key, on)) for kept in classes() if kept.key in _rules]
