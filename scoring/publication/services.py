"""Snapshots: asked for, made in the background, checked by the attacker, published for ever."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from scoring.domain import disclosure
from scoring.domain.disclosure_check import check
from scoring.domain.disclosure_model import Snapshot as Figures
from scoring.domain.disclosure_passed import Passed
from scoring.models import OutcomeRow, Period, Snapshot
from scoring.progress.jobs import MAKE_FILES
from scoring.publication import archive, population
from scoring.publication.freezing import heal_rows
from scoring.publication.jobs import MAKE_SNAPSHOT
from scoring.publication.queries import last_published_on, published
from scoring.publication.thresholds import settings_in_force
from wolscan.audit import record
from wolscan.dates import today
from wolscan.jobs.models import Job
from wolscan.jobs.registry import Keep, Refused, Tell
from wolscan.jobs.services import queue_job
from wolscan.models import Organisation, Region, User

_STEPS = 4
#: What is read of a snapshot to publish the next one.
KEPT = ("on", "questionnaire", "rules", "excluded", "tables", "control")


class GivenAway(Exception):
    """The attacker found something in figures that were just made: they are not kept."""


class MixedData(Exception):
    """Scans of fictitious and of real locations stand in one database: figures of both together mean nothing."""


class DayNotOver(Exception):
    """A day that is not over yet cannot be counted."""


class SeriesGoesForward(Exception):
    """There are published figures of this day or a later one; figures are published one after the other."""


class AlreadyPublished(Exception):
    """This snapshot was published; it never changes again."""


class MadeBefore(Exception):
    """Other figures were published after this draft was made: it has to be made again, beside those."""


class NameTaken(Exception):
    """There is a period with this name already."""


class TooClose(Exception):
    """Figures appear per half-year: the day lies too close to that of another period."""


class NoPeriod(Exception):
    """Figures are made for the day of a period only, so that nobody can take them day by day."""


#: So many days lie between two days on which figures are taken.
APART = timedelta(days=150)


@transaction.atomic
def ask_for_snapshot(*, on: date, by: User) -> Job:
    """Has the figures of a period's day made. Raises ``NoPeriod``, ``DayNotOver`` and ``SeriesGoesForward``."""
    if not Period.objects.filter(counted_on=on).exists():
        raise NoPeriod
    check_day(on)
    return queue_job(kind=MAKE_SNAPSHOT, payload={"on": on.isoformat()}, by=by)


def check_day(on: date) -> None:
    """Whether the figures of a day can still be made."""
    if on > today():
        raise DayNotOver
    last = last_published_on()
    if last is not None and on <= last:
        raise SeriesGoesForward


#: What a person reads when figures cannot be made.
REFUSALS = {
    DayNotOver: gettext_lazy("This day is not over yet. Choose today or an earlier day."),
    SeriesGoesForward: gettext_lazy("Figures of this day or a later one are published already; choose a later day."),
    GivenAway: gettext_lazy(
        "The check found something in these figures, so they were not kept. Tell the administrator."
    ),
    population.NothingToCount: gettext_lazy(
        "No scan was confirmed on or before this day, so there is nothing to count."
    ),
    MixedData: gettext_lazy(
        "Scans of fictitious and of real locations stand together here, so no figures are made. "
        "Demo data belong in a database of their own."
    ),
}


def refuse_mixed_data() -> None:
    """Raises ``MixedData`` when the scans that count belong partly to the demo."""
    counted = Organisation.objects.filter(pk__in=OutcomeRow.objects.values("organisation_key"))
    if len(set(counted.order_by().values_list("is_fictitious", flat=True).distinct())) > 1:
        raise MixedData


def make_snapshot(job: Job, tell: Tell) -> Keep:
    """The work of the job: counts, publishes as a draft, and keeps it instead of an earlier draft of that day."""
    on = date.fromisoformat(job.payload["on"])
    tell(0, _STEPS)
    try:
        check_day(on)
        figures, before = count(on, tell)
    except tuple(REFUSALS) as error:
        raise Refused(str(REFUSALS[type(error)])) from error
    return lambda: {"on": keep_draft(figures=figures, after=before, by=job.by).on.isoformat()}


def count(on: date, tell: Tell, *, attacked: bool = True) -> tuple[Figures, date | None]:
    """The figures of a day after disclosure control, and the day of the published figures they rest on.

    They are attacked once more, as ``manage.py check_disclosure`` does, together with all figures before them. Raises
    ``GivenAway`` when that finds anything, ``NothingToCount`` and ``MixedData``.
    """
    heal_rows(on)
    refuse_mixed_data()
    counted = population.population(on)
    tell(1, _STEPS)
    earlier = archive.restored(list(published().values(*KEPT)))
    tell(2, _STEPS)
    above, settings, passed = hierarchy(on), settings_in_force(), Passed()
    figures = disclosure.publish(counted, above, earlier, settings, passed)
    tell(3, _STEPS)
    if attacked and check(counted, above, [*earlier, figures], settings, passed):
        raise GivenAway
    tell(4, _STEPS)
    return figures, earlier[-1].on if earlier else None


def hierarchy(on: date) -> dict[str, str]:
    """The zorgkantoor of each region on a day."""
    return dict(Region.objects.filter(valid_from__lte=on).order_by("valid_from").values_list("key", "zorgkantoor"))


@transaction.atomic
def keep_draft(*, figures: Figures, after: date | None, by: User | None) -> Snapshot:
    """Keeps figures as a draft; an earlier draft of the same day gives way."""
    Snapshot.objects.filter(on=figures.on, published_at__isnull=True).delete()
    draft = Snapshot.objects.create(
        on=figures.on,
        questionnaire=figures.questionnaire,
        rules=figures.rules,
        tables=archive.tables_document(figures),
        control=archive.control_document(figures) | {"after": after.isoformat() if after else None},
        excluded=dict(figures.excluded),
        digest=archive.digest(figures),
        made_at=timezone.now(),
        made_by=by,
    )
    record("snapshot_made", actor=by, subject=draft, on=figures.on.isoformat(), digest=draft.digest)
    return draft


@transaction.atomic
def publish_snapshot(*, snapshot: Snapshot, by: User | None) -> Snapshot:
    """Publishes a draft and has its files made. From then on its figures never change.

    Raises ``AlreadyPublished``, ``SeriesGoesForward``, ``MadeBefore`` and ``MixedData``.
    """
    refuse_mixed_data()
    held = Snapshot.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
    if held.published_at:
        raise AlreadyPublished
    last = last_published_on()
    if last is not None and held.on <= last:
        raise SeriesGoesForward
    if held.control["after"] != (last.isoformat() if last else None):
        raise MadeBefore
    held.published_at, held.published_by = timezone.now(), by
    held.save(update_fields=["published_at", "published_by"])
    record("snapshot_published", actor=by, subject=held, on=held.on.isoformat(), digest=held.digest)
    queue_job(kind=MAKE_FILES, payload={"on": held.on.isoformat()}, by=by)
    return held


@transaction.atomic
def open_period(*, name: str, starts_on: date, ends_on: date, counted_on: date, by: User | None) -> Period:
    """Opens a period; its figures are taken on ``counted_on``. Raises ``NameTaken`` and ``TooClose``."""
    if Period.objects.filter(name=name).exists():
        raise NameTaken
    if Period.objects.filter(counted_on__gt=counted_on - APART, counted_on__lt=counted_on + APART).exists():
        raise TooClose
    period = Period.objects.create(name=name, starts_on=starts_on, ends_on=ends_on, counted_on=counted_on)
    record("period_opened", actor=by, subject=period, counted_on=counted_on.isoformat())
    return period
