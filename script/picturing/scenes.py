"""What is arranged in the demo before pictures are made of it."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from questionnaires.definitions import load
from questionnaires.invitations import make_ways, way_in
from questionnaires.merging import Given
from questionnaires.models import Invitation, Scan, State
from questionnaires.responding import send_sheet, take_place
from questionnaires.round.inviting import invite
from questionnaires.round.services import open_round, save_dates, save_facts, save_plan
from questionnaires.services import prepare_scan, save_theme
from scoring.models import Snapshot
from scoring.review.judging import begin_review
from wolscan.dates import today
from wolscan.models import Location, User
from wolscan.permissions import Role

PHONE_NUMBER = "020 555 01 23"
#: Who is asked in the round: how many, and how many of them have sent their sheet.
GROUPS = {
    "zorgpersoneel": (15, 9),
    "ondersteuning": (6, 4),
    "management": (3, 3),
    "clientvertegenwoordigers": (8, 3),
    "vrijwilligers": (5, 0),
}
#: The group of whoever gets a letter instead, and is followed in the pictures.
LETTER_TO = "zorgpersoneel"
FACTS = {"residents": 63, "living_groups": 7, "target_groups": ["pg", "somatiek"], "is_small_scale": False}


def arrange() -> dict[str, str]:
    """Sets everything up, and gives the addresses that pictures need."""
    coordinator = User.objects.get(email="coordinator@demo.example")
    adviser = User.objects.get(email="adviseur@demo.example")
    talk = Scan.objects.get(state=State.GESPREK)
    User.objects.exclude(email="kwaliteit@demo.example").update(guides_seen=Role.values)
    sent_in = Scan.objects.get(state=State.INGEDIEND)
    begin_review(scan=sent_in, by=adviser)
    half = Scan.objects.get(state=State.OPEN)
    scan, way = _round(coordinator, adviser)
    final = Scan.objects.filter(state=State.VASTGESTELD, location__in=_places(coordinator)).latest("confirmed_on")
    return {
        "sheet": reverse("sheet", args=[half.sheets.get().pk]),
        "board": reverse("board", args=[talk.pk]),
        "outcome": reverse("outcome", args=[final.pk]),
        "benchmark": reverse("benchmark", args=[final.pk]),
        "plan": reverse("plan", args=[half.previous.pk]),
        "review": reverse("review", args=[sent_in.pk]),
        "report": reverse("progress_report", args=[Snapshot.objects.latest("on").on]),
        "response": reverse("round_response", args=[scan.pk]),
        "link": reverse("link", args=[way]),
    }


def _places(user: User) -> list[object]:
    return list(user.memberships.values_list("location", flat=True))


def _round(coordinator: User, adviser: User) -> tuple[Scan, str]:
    """An open round at the location that had no scan yet, and the link of somebody who still has to begin."""
    location = Location.objects.get(scans=None, pk__in=_places(coordinator))
    scan = prepare_scan(location=location, by=coordinator, today=today(), adviser=adviser)
    save_facts(scan=scan, facts=FACTS, contact_name=coordinator.name, contact_phone=PHONE_NUMBER, by=coordinator)
    closes_on = today() + timedelta(days=16)
    meets_at = timezone.make_aware(datetime.combine(closes_on + timedelta(days=5), time(14)))
    save_dates(scan=scan, closes_on=closes_on, meets_at=meets_at, by=coordinator, today=today())
    for group, (people, _sent) in GROUPS.items():
        by_mail = people - (group == LETTER_TO)
        addresses = [f"{group}{number}@voorbeeld.example" for number in range(by_mail)]
        save_plan(scan=scan, group=group, people=people, by=coordinator)
        invite(scan=scan, group=group, addresses=addresses, language="nl", by=coordinator, today=today())
    open_round(scan=scan, by=coordinator, today=today())
    scan.refresh_from_db()
    for group, (_people, sent) in GROUPS.items():
        for invitation in list(scan.invitations.filter(group=group).order_by("email")[:sent]):
            _fill_in(invitation)
    letter = make_ways(scan=scan, group=LETTER_TO, kind=Invitation.Kind.LETTER, count=1, by=coordinator)[0]
    return scan, way_in(letter).token


def _fill_in(invitation: Invitation) -> None:
    """Somebody answers one theme and sends it."""
    sheet = take_place(invitation=invitation, mode="zelf", named=False, today=today())
    theme = load(invitation.scan.questionnaire).themes[0]
    typed = {topic.key: Given("neutraal") for topic in theme.topics if topic.asked_of(invitation.group)}
    save_theme(sheet=sheet, theme=theme, seen={}, typed=typed)
    send_sheet(sheet=sheet, today=today())
