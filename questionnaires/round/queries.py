"""Reads of a round, for its coordinator: always numbers per group, never who."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from questionnaires.definitions import TEAM, Questionnaire
from questionnaires.models import AnswerSheet, GroupPlan, Invitation, Scan, State
from wolscan.models import Location, User
from wolscan.permissions import Permission, where_may

Kind = Invitation.Kind
#: How many days lie between two mails that ask the same person to take part, and how many reminders there are.
DAYS_BETWEEN, REMINDERS = 2, 3


def round_to_lead(user: User, scan: UUID) -> Scan:
    """A scan of a location where this person may invite, without a team sheet; else 404."""
    return _round(Q(where_may(user, Permission.INVITE, "location")), scan)


def round_to_see(user: User, scan: UUID) -> Scan:
    """A round of a location whose pages this person may open; else 404."""
    return _round(Q(location__in=Location.objects.visible_to(user)), scan)


def _round(reach: Q, scan: UUID) -> Scan:
    found: Scan = get_object_or_404(
        Scan.objects.filter(reach).exclude(sheets__group=TEAM).select_related("location__organisation"), pk=scan
    )
    return found


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How far one group is. ``invited`` counts places: mails, letters, paper, and the places of a shared link."""

    key: str
    planned: int | None
    invited: int
    sent: int

    @property
    def is_over(self) -> bool:
        """More sheets came in than there are people."""
        return self.planned is not None and self.sent > self.planned


@dataclass(frozen=True, slots=True)
class Response:
    """How far a round is: numbers per group, and for all groups together how many have begun."""

    groups: tuple[GroupCount, ...]
    begun: int
    bounced: int

    @property
    def planned(self) -> int:
        return sum(group.planned or 0 for group in self.groups)

    @property
    def invited(self) -> int:
        return sum(group.invited for group in self.groups)

    @property
    def sent(self) -> int:
        return sum(group.sent for group in self.groups)


def response_of(scan: Scan, questionnaire: Questionnaire) -> Response:
    """The numbers of a round. Five queries, however many people."""
    planned = dict(GroupPlan.objects.filter(scan=scan).values_list("group", "people"))
    invited = _places(scan)
    sheets = AnswerSheet.objects.filter(scan=scan).exclude(group=TEAM)
    sent = dict(sheets.filter(is_sent=True).values_list("group").annotate(Count("pk")))
    keys = [group.key for group in questionnaire.groups]
    return Response(
        groups=tuple(GroupCount(key, planned.get(key), invited.get(key, 0), sent.get(key, 0)) for key in keys),
        begun=sheets.filter(is_sent=False).count(),
        bounced=ways_of(scan).filter(bounced=True).count(),
    )


def _places(scan: Scan) -> dict[str, int]:
    single = Q(kind__in=[Kind.MAIL, Kind.LETTER, Kind.PAPER])
    counted = Count("pk", filter=single) + Coalesce(Sum("cap", filter=Q(kind=Kind.LINK)), 0)
    return dict(ways_of(scan).values("group").annotate(places=counted).values_list("group", "places"))


def ways_of(scan: Scan) -> QuerySet[Invitation]:
    """The ways in that lead somewhere."""
    return Invitation.objects.filter(scan=scan, is_revoked=False)


def sent_members(scan: Scan) -> list[tuple[str, bool]]:
    """The group of each sheet that was sent, and whether it is named: what the rules need to form groups."""
    return list(AnswerSheet.objects.filter(scan=scan, is_sent=True).order_by("group").values_list("group", "named"))


def ways_per_kind(scan: Scan, group: str) -> dict[tuple[str, str], int]:
    """How many ways in a group has, by kind and language."""
    rows = ways_of(scan).filter(group=group).values_list("kind", "language").annotate(Count("pk"))
    return {(kind, language): count for kind, language, count in rows}


def mail_ways(scan: Scan, group: str) -> QuerySet[Invitation]:
    """The mail addresses invited for a group, taken back or not, in the order of the alphabet."""
    return Invitation.objects.filter(scan=scan, group=group, kind=Kind.MAIL).order_by("email")


def shared_links(scan: Scan, group: str) -> QuerySet[Invitation]:
    return Invitation.objects.filter(scan=scan, group=group, kind=Kind.LINK, is_revoked=False).order_by("pk")


def council_seats(scan: Scan) -> QuerySet[Invitation]:
    return Invitation.objects.filter(scan=scan, kind=Kind.COUNCIL, is_revoked=False).order_by("pk")


def way_to_change(scan: Scan, way: UUID) -> Invitation:
    """A way in that the coordinator handed out (not a place somebody took with a link); else 404."""
    ways = Invitation.objects.filter(scan=scan).exclude(kind=Kind.PERSONAL).select_related("scan__location")
    found: Invitation = get_object_or_404(ways, pk=way)
    return found


def reachable(scan: Scan) -> QuerySet[Invitation]:
    """Everybody who was invited by mail and may be written to."""
    return ways_of(scan).filter(kind=Kind.MAIL, opted_out=False, bounced=False)


def to_remind(scan: Scan, today: date) -> QuerySet[Invitation]:
    """Who may be asked once more today: has not sent, fewer than three reminders, not asked in the last two days."""
    rested = Q(asked_on__isnull=True) | Q(asked_on__lte=today - timedelta(days=DAYS_BETWEEN))
    waiting = reachable(scan).exclude(progress=Invitation.Progress.DONE)
    return waiting.filter(rested, reminders__lt=REMINDERS)


def open_rounds() -> QuerySet[Scan]:
    """Rounds that take answers and have a last day."""
    return (
        Scan.objects.filter(state=State.OPEN, closes_on__isnull=False)
        .exclude(sheets__group=TEAM)
        .select_related("location__organisation")
        .order_by("pk")
    )
