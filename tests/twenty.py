"""Twenty people in five groups fill in a scan, played with the services from invitation to the last sheet."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils import timezone

from questionnaires.access import come_with, go_on_with, place_key
from questionnaires.definitions import load
from questionnaires.invitations import make_ways
from questionnaires.merging import Given
from questionnaires.models import AnswerSheet, Invitation, Participation, Scan
from questionnaires.responding import send_sheet, take_place
from questionnaires.round.inviting import invite, remind
from questionnaires.round.services import open_round, save_dates, save_facts, save_plan
from questionnaires.services import prepare_scan, save_theme
from wolscan.dates import today
from wolscan.mail import send_waiting
from wolscan.models import Location, User

#: How many people of each group, and how they are asked.
TWENTY = {
    "zorgpersoneel": (7, Invitation.Kind.MAIL),
    "ondersteuning": (4, Invitation.Kind.LINK),
    "management": (3, Invitation.Kind.MAIL),
    "clientvertegenwoordigers": (3, Invitation.Kind.LETTER),
    "vrijwilligers": (3, Invitation.Kind.PAPER),
}
MODES = {Invitation.Kind.LETTER: Participation.Mode.TOGETHER, Invitation.Kind.PAPER: Participation.Mode.PAPER}
LEVELS = ["uitblinker", "neutraal", "neutraal", "aandachtspunt", "ernstig_issue", "weet_ik_niet", "nvt"]


@dataclass
class Person:
    """Somebody who takes part. ``mark`` is written at every note: it tells the test, and nobody else, whose it is."""

    group: str
    invitation: Invitation
    mark: str
    sheet: AnswerSheet
    #: Ids that nobody may find back: of the sheet before it was sent and of the place at the scan.
    traces: tuple[UUID, UUID]


def prepare_round(location: Location, by: User) -> Scan:
    """A round with its facts, dates and plan, and with everybody invited; not open yet."""
    scan = prepare_scan(location=location, by=by, today=today())
    facts = {"residents": 48, "living_groups": 6, "target_groups": ["pg"], "is_small_scale": False}
    save_facts(scan=scan, facts=facts, contact_name="Karin Coördinator", contact_phone="030 123 45 67", by=by)
    save_dates(scan=scan, closes_on=today() + timedelta(days=21), meets_at=in_a_month(), by=by, today=today())
    for group, (people, kind) in TWENTY.items():
        save_plan(scan=scan, group=group, people=people, by=by)
        if kind == Invitation.Kind.MAIL:
            addresses = [f"{group}{number}@example.org" for number in range(people)]
            invite(scan=scan, group=group, addresses=addresses, language="nl", by=by, today=today())
        elif kind == Invitation.Kind.LINK:
            make_ways(scan=scan, group=group, kind=kind, count=1, cap=people, by=by)
        else:
            make_ways(scan=scan, group=group, kind=kind, count=people, by=by)
    return scan


def in_a_month() -> datetime:
    return timezone.now().replace(hour=13, minute=0, second=0, microsecond=0) + timedelta(days=28)


def play_round(location: Location, by: User, chance: random.Random) -> tuple[Scan, list[Person]]:
    """Everybody is invited, begins, answers and sends; the scan is still open. In what order is left to ``chance``."""
    scan = prepare_round(location, by)
    open_round(scan=scan, by=by, today=today())
    send_waiting()
    people = list(arrivals(scan, chance))
    for person in people[:10]:
        answer(person, chance)
        send_sheet(sheet=person.sheet, today=today())
    remind(scan=scan, by=by, today=today() + timedelta(days=3))
    send_waiting()
    for person in people[10:]:
        answer(person, chance)
        send_sheet(sheet=person.sheet, today=today())
    scan.refresh_from_db()
    return scan, people


def arrivals(scan: Scan, chance: random.Random) -> Iterator[Person]:
    """People come in one after another, each with a session of their own, and begin."""
    ways = list(scan.invitations.exclude(kind=Invitation.Kind.LINK))
    ways += [link for link in scan.invitations.filter(kind=Invitation.Kind.LINK) for _ in range(link.cap)]
    chance.shuffle(ways)
    for number, invitation in enumerate(ways):
        request = HttpRequest()
        request.session, request.user = SessionStore(), AnonymousUser()
        come_with(request, invitation)
        mode = MODES.get(invitation.kind, Participation.Mode.SELF)
        key = place_key(request)
        sheet = take_place(invitation=invitation, mode=mode, named=False, today=today(), place_key=key)
        own = sheet.participation.invitation
        go_on_with(request, own)
        request.session.save()
        yield Person(invitation.group, own, f"merk {number}", sheet, (sheet.pk, sheet.participation_id))


def answer(person: Person, chance: random.Random) -> None:
    """Answers theme by theme, in an order of one's own, with notes that bear the person's mark."""
    themes = list(load(person.sheet.scan.questionnaire).themes_for(person.group))
    chance.shuffle(themes)
    for theme in themes:
        asked = theme.topics_for(person.group)
        typed = {topic.key: Given(chance.choice(LEVELS), person.mark) for topic in asked}
        save_theme(sheet=person.sheet, theme=theme, seen={}, typed=typed)
