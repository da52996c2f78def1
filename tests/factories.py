"""Small ready-made people, places and scans for the tests. Plain functions: what a test needs to say, it says."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from questionnaires.definitions import load
from questionnaires.models import Answer, AnswerSheet, Scan, State
from questionnaires.services import open_scan
from scoring.assessment.services import send_in
from scoring.models import Assessment, Decision
from scoring.review.judging import begin_review
from scoring.review.services import SERIOUS_WITHOUT_SUPPORT, Choice, confirm, words_needed
from wolscan.models import Event, Location, Membership, Organisation, Receipt, Region, User
from wolscan.permissions import Role

VERSION = "2026-1"
TODAY = date(2026, 11, 22)
_number = count(1)


def make_user(name: str = "Iemand", **fields: object) -> User:
    """A person without any role. The password is ``wachtwoord`` hashed cheaply by the test settings."""
    email = fields.pop("email", f"{name.split()[0].lower()}{next(_number)}@example.org")
    return User.objects.create_user(email=email, password="wachtwoord", name=name, **fields)


def make_region(key: str = "utrecht") -> Region:
    region, _made = Region.objects.get_or_create(
        key=key, valid_from=date(2018, 1, 1), defaults={"name": key.capitalize(), "zorgkantoor": "Zilveren Kruis"}
    )
    return region


def make_location(name: str = "De Linde", organisation: str = "Stichting Lindehof") -> Location:
    owner, _made = Organisation.objects.get_or_create(name=organisation, defaults={"is_fictitious": True})
    return Location.objects.create(organisation=owner, region=make_region(), name=name, place="Utrecht", residents=48)


def make_coordinator(location: Location, name: str = "Karin Coördinator") -> User:
    user = make_user(name)
    Membership.objects.create(user=user, role=Role.COORDINATOR, location=location)
    return user


def make_quality_officer(organisation: Organisation, name: str = "Kees Kwaliteit") -> User:
    user = make_user(name)
    Membership.objects.create(user=user, role=Role.QUALITY_OFFICER, organisation=organisation)
    return user


def make_with_role(role: Role, name: str = "Anna Adviseur") -> User:
    """An adviser, somebody of the programme office, or an administrator."""
    user = make_user(name)
    Membership.objects.create(user=user, role=role)
    return user


def make_scan(location: Location, adviser: User | None = None, opened_on: date = TODAY) -> Scan:
    """An open scan with its empty team sheet."""
    return open_scan(location=location, by=None, today=opened_on, adviser=adviser)


def team_sheet(scan: Scan) -> AnswerSheet:
    return scan.sheets.get(group="team")


def fill_sheet(sheet: AnswerSheet, value: str = "neutraal", **by_topic: str) -> None:
    """Answers every topic of a sheet with ``value``; single topics by their key with underscores for hyphens."""
    special = {key.replace("_", "-"): answer for key, answer in by_topic.items()}
    Answer.objects.bulk_create(
        Answer(sheet=sheet, theme=topic.theme, topic=key, value=special.get(key, value))
        for key, topic in load(VERSION).topics.items()
        if special.get(key, value)
    )


def write_note(sheet: AnswerSheet, topic: str, note: str) -> None:
    """A note at a topic that has an answer."""
    Answer.objects.filter(sheet=sheet, topic=topic).update(note=note)


def add_sheet(scan: Scan, group: str, value: str = "neutraal", **by_topic: str) -> AnswerSheet:
    """A sent sheet of one person of a group, beside the team sheet or instead of it."""
    sheet = AnswerSheet.objects.create(scan=scan, group=group, is_sent=True)
    fill_sheet(sheet, value, **by_topic)
    return sheet


def in_conversation(scan: Scan) -> Scan:
    """Turns a scan with a team sheet into one that people filled in on their own, ready for its conversation."""
    scan.sheets.filter(group="team").delete()
    scan.participations.all().delete()
    scan.state = State.GESPREK
    scan.save(update_fields=["state"])
    return scan


def send_in_scan(scan: Scan, by: User, value: str = "neutraal", reason: str = "", **by_topic: str) -> Assessment:
    """Fills the team sheet of a scan and sends it in."""
    sheet = team_sheet(scan)
    fill_sheet(sheet, value, **by_topic)
    return send_in(sheet=sheet, by=by, reason=reason)


def confirm_scan(
    scan: Scan, by: User, tier: str = "zelf", reason: str = "", today: date = TODAY, **more: object
) -> Decision:
    """The adviser's decision about a scan that was sent in; the scan comes back with its new state.

    ``more`` are other fields of the ``Choice``; a serious issue for which no adviser comes gets an appointment here.
    """
    begin_review(scan=scan, by=by)
    if SERIOUS_WITHOUT_SUPPORT in words_needed(scan.assessments.latest().outcome, tier):
        more = {"appointment": "We bellen elke week.", "appointment_on": today + timedelta(days=7)} | more
    decision = confirm(scan=scan, choice=Choice(tier, reason, **more), by=by, today=today)
    scan.refresh_from_db()
    return decision


def empty_log() -> None:
    """Makes the event log go, which guards itself, before SQLite is emptied row by row."""
    if Event.objects.exists():
        later = timezone.now() + timedelta(days=36500)
        words = {"what": "test", "action": "delete", "on": later.date(), "actor": "test"}
        door = Receipt.objects.create(at=later, until=later, is_open=True, **words)
        Event.objects.order_by()._raw_delete("default")
        door.delete()
