"""The scans of an adviser with what makes each urgent, counted and sorted by the database.

Of a scan that was not sent in nothing is read but its state and its dates, and that something is a serious issue, of
which the adviser is told the same day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.utils import timezone

from questionnaires.models import ENDED, FINAL, Scan, SeriousIssue, State
from scoring.models import Action, Assessment, Check, Decision, Phase, Return, ThemeReason
from wolscan.models import Region, User

#: So many days a scan may wait for its adviser.
PATIENCE = 14
WAITS = (State.INGEDIEND, State.IN_BEOORDELING)
#: The states that come after the four groups, those that ask most of the adviser first.
REST = (
    State.IN_BEOORDELING,
    State.GESPREK,
    State.OPEN,
    State.VOORBEREIDING,
    State.AANGEMELD,
    State.OPVOLGING,
    State.VASTGESTELD,
)


class Group(StrEnum):
    """Why a scan asks for attention. One scan may be in several; the first that holds is where it stands."""

    SERIOUS = "ernstig"
    OVERDUE = "over-tijd"
    NEW = "nieuw"
    AT_LOCATION = "wacht-op-locatie"


#: The sorting keys of the list, with what they sort by.
SORTS = {
    "locatie": "location__name",
    "organisatie": "location__organisation__name",
    "regio": "location__region__name",
    "status": "place",
    "ondersteuning": "weight",
    "dagen": "since",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an adviser asks to see; what is empty does not matter. A minus before ``sort`` turns the order round."""

    group: str = ""
    region: int | None = None
    tier: str = ""
    state: str = ""
    sort: str = ""

    @property
    def filters(self) -> bool:
        return bool(self.region is not None or self.tier or self.state)


def scans_of(adviser: User, today: date) -> QuerySet[Scan]:
    """The scans of an adviser, each with its groups, since when it waits, and its tier.

    Withdrawn scans, and confirmed ones of which the repeat scan runs, are left out.
    """
    later = Scan.objects.filter(previous=OuterRef("pk")).exclude(state=State.VERVALLEN)
    scans = Scan.objects.assigned_to(adviser).exclude(state=State.VERVALLEN)
    scans = scans.exclude(Exists(later), state__in=FINAL)
    scans = scans.annotate(
        is_serious=_holds(~Q(state__in=ENDED) & Exists(SeriousIssue.objects.filter(scan=OuterRef("pk")))),
        is_overdue=_holds(_overdue(today)),
        is_new=_holds(Q(state=State.INGEDIEND)),
        is_at_location=_holds(Q(state=State.TERUGGEGEVEN)),
        is_checked=_holds(_checked(today)),
    )
    return scans.annotate(since=_since(), place=_place(), tier=_tier()).annotate(weight=_weight())


def listed(scans: QuerySet[Scan], wanted: Wanted) -> QuerySet[Scan]:
    """What was asked for, in the order that was asked for: by group and the oldest first, unless told otherwise."""
    found = scans.select_related("location__organisation", "location__region")
    if wanted.group:
        found = found.filter(in_group(Group(wanted.group)))
    if wanted.region is not None:
        found = found.filter(location__region=wanted.region)
    if wanted.tier:
        found = found.filter(tier=wanted.tier)
    if wanted.state:
        found = found.filter(state=wanted.state)
    return found.order_by(*_order(wanted), "since", "location__name", "pk")


def _order(wanted: Wanted) -> list[object]:
    field = SORTS.get(wanted.sort.removeprefix("-"))
    if field is None:
        return [] if wanted.group else ["place"]
    column = F(field)
    return [column.desc(nulls_last=True) if wanted.sort.startswith("-") else column.asc(nulls_last=True)]


def in_group(group: Group) -> Q:
    """The condition that a scan of ``scans_of`` is in a group."""
    fields = {
        Group.SERIOUS: "is_serious",
        Group.OVERDUE: "is_overdue",
        Group.NEW: "is_new",
        Group.AT_LOCATION: "is_at_location",
    }
    return Q(**{fields[group]: True})


def counted(scans: QuerySet[Scan]) -> dict[str, int]:
    """How many scans each group has, and how many there are (under the empty name). One query."""
    groups = {group.name: Count("pk", filter=in_group(group)) for group in Group}
    found = scans.aggregate(everything=Count("pk"), **groups)
    return {"": found["everything"]} | {group.value: found[group.name] for group in Group}


def regions_of(adviser: User) -> QuerySet[Region]:
    """The regions in which an adviser has scans, by name."""
    scans = Scan.objects.assigned_to(adviser).exclude(state=State.VERVALLEN)
    return Region.objects.filter(pk__in=scans.values("location__region")).order_by("name", "pk")


def _holds(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _overdue(today: date) -> Q:
    """Too long with the adviser, a return past its day, or a check that came and was not answered."""
    midnight = timezone.make_aware(datetime.combine(today - timedelta(days=PATIENCE), time.min))
    late = Return.objects.filter(scan=OuterRef("pk"), ended_at=None, answer_by__lt=today)
    due = Check.objects.filter(scan=OuterRef("pk"), due_on__lt=today)
    return (
        Q(state__in=WAITS, submitted_at__lt=midnight)
        | (Q(state=State.TERUGGEGEVEN) & Exists(late))
        | (Q(state__in=FINAL) & Exists(due) & _unanswered())
    )


def _unanswered() -> Q:
    """Some action has no answer at the check, or nothing at all was planned and no reason was given for that."""
    actions = Action.objects.filter(scan=OuterRef("pk"))
    without_answer = actions.filter(answer=None).exclude(phase=Phase.GESTOPT)
    return Exists(without_answer) | (~Exists(actions) & ~Exists(ThemeReason.objects.filter(scan=OuterRef("pk"))))


def _checked(today: date) -> Q:
    """The day of the check has come, and every action that goes on has its answer."""
    due = Check.objects.filter(scan=OuterRef("pk"), due_on__lte=today)
    going_on = Action.objects.filter(scan=OuterRef("pk")).exclude(phase=Phase.GESTOPT)
    return Q(state__in=FINAL) & Exists(due) & Exists(going_on) & ~Exists(going_on.filter(answer=None))


def _since() -> Case:
    """Since when a scan waits: for its adviser, for the location, or for the answers at the check."""
    returned = Return.objects.filter(scan=OuterRef("pk"), ended_at=None).values(day=TruncDate("at"))[:1]
    due = Check.objects.filter(scan=OuterRef("pk")).values("due_on")[:1]
    return Case(
        When(state__in=WAITS, then=TruncDate("submitted_at")),
        When(state=State.TERUGGEGEVEN, then=Coalesce(Subquery(returned), TruncDate("submitted_at"))),
        When(state__in=FINAL, is_overdue=True, then=Subquery(due)),
        When(state__in=FINAL, then=F("confirmed_on")),
        default=F("opened_on"),
        output_field=DateField(),
    )


def _place() -> Case:
    """Where a scan stands in the list: the first of its groups, else its state."""
    groups = [When(in_group(group), then=Value(place)) for place, group in enumerate(Group)]
    states = [When(state=state, then=Value(place)) for place, state in enumerate(REST, start=len(Group))]
    return Case(*groups, *states, default=Value(len(Group) + len(REST)), output_field=IntegerField())


def _tier() -> Case:
    """The decided tier of a final scan, before that the tier of the rule; nothing until the scan was sent in."""
    decided = Decision.objects.filter(scan=OuterRef("pk")).order_by("-at", "-pk").values("tier")[:1]
    proposal = KeyTextTransform("proposal", KeyTransform("tier", "outcome"))
    frozen = Assessment.objects.filter(scan=OuterRef("pk")).order_by("-made_at", "-pk")
    return Case(
        When(state__in=FINAL, then=Subquery(decided)),
        # SQLite gives the word null where the outcome holds no proposal.
        When(submitted_at__isnull=False, then=NullIf(Subquery(frozen.values(found=proposal)[:1]), Value("null"))),
        default=Value(None),
        output_field=CharField(),
    )


def _weight() -> Case:
    """The tiers from light to heavy; scans without one come last."""
    order = ("zelf", "licht", "extra", "intensief")
    places = [When(tier=tier, then=Value(place)) for place, tier in enumerate(order)]
    return Case(*places, default=Value(None), output_field=IntegerField())
