"""Reads of scans and sheets. What a person may not see does not exist for them."""

from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from questionnaires.definitions import Questionnaire, Topic
from questionnaires.merging import Given
from questionnaires.models import Answer, AnswerSheet, Scan
from questionnaires.states import Action, row_of
from wolscan.models import Location, User
from wolscan.permissions import Permission, can, can_everywhere


def sheets_with_places() -> QuerySet[AnswerSheet]:
    """Sheets with their scan, its location, and who sits at the table: what most pages of a sheet show."""
    return AnswerSheet.objects.select_related("scan__location__organisation", "participation")


def team_sheet_to_fill_in(user: User, sheet: UUID, among: QuerySet[AnswerSheet] | None = None) -> AnswerSheet:
    """The team sheet a coordinator may fill in; else 404. ``among``: where to look, with what comes along.

    It must bring the scan and its location.
    """
    sheets = sheets_with_places() if among is None else among
    found: AnswerSheet = get_object_or_404(sheets, pk=sheet, group="team")
    if not can(user, Permission.FILL_IN, location=found.scan.location):
        raise Http404
    return found


def scan_to_read(user: User, scan: UUID) -> Scan:
    """A scan of which this person may read the content, with its location; else 404."""
    found: Scan = get_object_or_404(_with_places(Scan.objects.visible_to(user)), pk=scan)
    return found


def scan_to_attend(user: User, scan: UUID) -> Scan:
    """A scan at whose conversation this person may be, with its location; else 404."""
    found: Scan = get_object_or_404(_with_places(Scan.objects.seated(user)), pk=scan)
    return found


def scan_warned_of(user: User, scan: UUID) -> Scan:
    """A scan whose serious issues this person may read about, with its location; else 404."""
    found: Scan = get_object_or_404(_with_places(Scan.objects.warned_of(user)), pk=scan)
    return found


def scan_assigned(user: User, scan: UUID) -> Scan:
    """A scan that was given to this adviser, with its location; else 404. It need not be sent in."""
    found: Scan = get_object_or_404(_with_places(Scan.objects.assigned_to(user)), pk=scan)
    return found


def _with_places(scans: QuerySet[Scan]) -> QuerySet[Scan]:
    return scans.select_related("location__organisation", "location__region", "adviser")


def location_to_read(user: User, location: UUID) -> Location:
    """A location whose pages this person may open; else 404."""
    places = Location.objects.visible_to(user).select_related("organisation", "region", "successor")
    found: Location = get_object_or_404(places, pk=location)
    return found


def may(user: User, permission: Permission, scan: Scan) -> bool:
    """Whether a person may do this with this scan."""
    return can(user, permission, location=scan.location, adviser_id=scan.adviser_id)


def may_do(user: User, action: Action, scan: Scan) -> bool:
    """Whether a person may do this with this scan, in the state it is in now."""
    row = row_of(scan.state, action)
    if row is None:
        return False
    if action == Action.WITHDRAW and can_everywhere(user, Permission.WITHDRAW):
        return True
    return any(may(user, permission, scan) for permission in row.permissions)


def possible(user: User, scan: Scan) -> frozenset[str]:
    """The keys of everything this person may do with this scan now: what its pages offer."""
    return frozenset(action.value for action in Action if may_do(user, action, scan))


def given_at_theme(sheet: AnswerSheet, theme: str) -> dict[str, Given]:
    """What stands at the topics of one theme of a sheet, by topic key."""
    rows = Answer.objects.filter(sheet=sheet, theme=theme).values_list("topic", "value", "note")
    return {topic: Given(value, note) for topic, value, note in rows}


def given_on_sheet(sheet: AnswerSheet) -> dict[str, Given]:
    """What stands on a whole sheet, by topic key."""
    rows = Answer.objects.filter(sheet=sheet).values_list("topic", "value", "note")
    return {topic: Given(value, note) for topic, value, note in rows}


def answered_per_theme(sheet: AnswerSheet) -> dict[str, int]:
    """How many topics of each theme have an answer; themes without one are absent."""
    rows = sheet.answers.exclude(value="").values_list("theme").annotate(Count("pk"))
    return dict(rows)


def unanswered(questionnaire: Questionnaire, group: str, given: dict[str, Given]) -> list[Topic]:
    """The topics a group is asked that have no answer yet, in the order of the questionnaire."""
    return [
        topic
        for topic in questionnaire.topics.values()
        if topic.asked_of(group) and not given.get(topic.key, Given()).value
    ]


def locations_with_scans(user: User) -> list[Location]:
    """The locations of a coordinator or quality officer, each with its scans, newest first. Two queries."""
    return list(
        Location.objects.visible_to(user)
        .select_related("organisation", "region", "successor")
        .prefetch_related("scans__sheets")
    )
