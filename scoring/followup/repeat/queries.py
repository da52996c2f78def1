"""Reads of the repeat scan: which are due, between which days one may lie, and what was agreed the time before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from questionnaires.definitions import load
from questionnaires.models import ENDED, FINAL, Invitation, Scan, State
from scoring.domain import rules as rule_versions
from scoring.domain.comparison import comparable_topics
from scoring.domain.schedule import last_invited, may_start, repeat_on, shift_window
from scoring.models import Assessment, RepeatMove
from wolscan.models import Location


@dataclass(frozen=True, slots=True)
class Window:
    """Between which days a repeat scan may lie. ``planned_on`` is the day the rules gave, whatever was moved since."""

    planned_on: date
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def window_of(scan: Scan) -> Window:
    """The window of the repeat of a final scan, counted from the day on which that was confirmed."""
    assert scan.confirmed_on is not None
    rules = rule_versions.load(scan.rules)
    planned_on = repeat_on(rules, scan.confirmed_on)
    return Window(planned_on, *shift_window(rules, planned_on))


def due_scans(today: date) -> QuerySet[Scan]:
    """Final scans whose invitation day has come: the last of their location, not repeated, and nothing else runs.

    A location that was closed has no repeat scan.
    """
    others = Scan.objects.filter(location=OuterRef("location"))
    running = others.exclude(state__in=ENDED)
    later = others.filter(state__in=FINAL, confirmed_on__gt=OuterRef("confirmed_on"))
    is_last = ~Exists(running) & ~Exists(later)
    is_there = Q(location__closed_on__isnull=True) | Q(location__closed_on__gt=today)
    due = _final().filter(is_last, is_there, _invitation_day_came(today))
    return due.select_related("location").order_by("repeat_on", "pk")


def _final() -> QuerySet[Scan]:
    return Scan.objects.filter(state__in=FINAL, repeat__isnull=True)


def _invitation_day_came(today: date) -> Q:
    """Each rules version has its own number of weeks."""
    versions = Scan.objects.filter(state__in=FINAL).order_by("rules").values_list("rules", flat=True).distinct()
    came = Q(pk__in=[])
    for version in versions:
        came |= Q(rules=version, repeat_on__lte=last_invited(rule_versions.load(version), today))
    return came


def scan_to_repeat(location: Location) -> Scan | None:
    """The final scan that a new scan of this location would repeat; a repeat that was withdrawn gives its place up."""
    free = Q(repeat__isnull=True) | Q(repeat__state=State.VERVALLEN)
    found: Scan | None = location.scans.filter(free, state__in=FINAL).first()
    return found


def first_start(location: Location, today: date) -> date | None:
    """The day from which the location may start its repeat scan; ``None`` when that has come, or for a first scan."""
    last = scan_to_repeat(location)
    if last is None:
        return None
    window = window_of(last)
    return None if may_start(rule_versions.load(last.rules), window.planned_on, today) else window.first


def moves_of(scan: Scan) -> list[RepeatMove]:
    """How the repeat of this scan was moved, oldest first."""
    return list(scan.repeat_moves.select_related("by"))


def is_repeated(scan: Scan) -> bool:
    return Scan.objects.filter(previous=scan).exists()


def untouched() -> QuerySet[Scan]:
    """Repeat scans opened by the calendar with which nothing was done: still in preparation, and nobody invited."""
    invited = Invitation.objects.filter(scan=OuterRef("pk"), is_revoked=False)
    waiting = Scan.objects.filter(state=State.VOORBEREIDING, repeat_notice__isnull=False, sheets__isnull=True)
    return waiting.filter(~Exists(invited)).select_related("location", "previous", "repeat_notice").order_by("pk")


def digest_before(path: str) -> Subquery:
    """Which outcome a scan repeats, for within another statement; ``path`` leads there to the scan before."""
    return Subquery(_frozen_of(OuterRef(path)).values("digest")[:1])


def levels_before(scan: Scan) -> Mapping[str, str]:
    """What was agreed the time before, by topic: a level or ``nvt``, only at topics that are asked alike now.

    Nothing for a first scan. It may be shown only at topics that have an answer.
    """
    if scan.previous_id is None:
        return {}
    return levels_in(_frozen_of(scan.previous_id).values_list("digest", flat=True).first(), scan)


def levels_in(digest: str | None, scan: Scan) -> Mapping[str, str]:
    """The same, of the outcome with this digest; nothing where there is none."""
    if digest is None or scan.previous_id is None:
        return {}
    asked, agreed = _agreed(digest, scan.previous_id)
    return {key: agreed[key] for key in _asked_alike(asked, scan.questionnaire) if key in agreed}


def _frozen_of(scan: object) -> QuerySet[Assessment]:
    """The outcomes of a scan while that is final, the one that counts first."""
    frozen = Assessment.objects.filter(scan=scan, scan__state__in=FINAL, scan__confirmed_on__isnull=False)
    return frozen.order_by("-made_at", "-pk")


@lru_cache(maxsize=256)
def _agreed(digest: str, scan: UUID) -> tuple[str, dict[str, str]]:
    """The questionnaire of an outcome and what it says was agreed. A digest belongs to one outcome for ever."""
    found = Assessment.objects.filter(scan=scan, digest=digest).values_list("questionnaire", "outcome__topics")
    asked, topics = found[:1].get()
    return asked, {key: topic["agreed"] for key, topic in topics.items() if topic["agreed"]}


@lru_cache(maxsize=16)
def _asked_alike(old: str, new: str) -> tuple[str, ...]:
    """Published versions never change, so neither does what they have in common."""
    return comparable_topics(load(old), load(new))
