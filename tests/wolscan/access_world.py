"""Everybody who could knock on a door, and a scan in every stage to knock at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from questionnaires import codes
from questionnaires.access import come_with
from questionnaires.applying.services import apply
from questionnaires.invitations import make_invitation, way_in
from questionnaires.models import AnswerSheet, Invitation, Scan, SeriousIssue
from questionnaires.responding import take_place
from questionnaires.round.links import opt_out_link
from questionnaires.services import open_scan, prepare_scan
from scoring.api.scopes import SCOPES
from scoring.api.services import make_client
from scoring.models import Action, Check, Consultation, Match, Offer, PulseCheck, Visit
from scoring.progress.services import keep_files
from scoring.publication.jobs import MAKE_SNAPSHOT
from scoring.review.judging import begin_review
from scoring.review.returning import return_scan
from scoring.staffing.models import StaffingRoster
from scoring.staffing.services import EMPTY, start_roster
from tests import factories
from tests.scoring.publication import figures
from tests.wolscan.accounts.people import give_passkey
from wolscan.dates import today
from wolscan.jobs.services import queue_job
from wolscan.models import Location, User
from wolscan.people.links import address_link
from wolscan.permissions import Role
from wolscan.places.handing_in import hand_in

#: The day of which there are figures.
FIGURES_ON = date(2026, 6, 30)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
#: What stands in an address and is no secret.
FILLINGS = {
    "group": "clientvertegenwoordigers",
    "topic": "schone-ruimtes",
    "step": "informatie",
    "theme": "veiligheid",
    "kind": StaffingRoster.Kind.CURRENT,
    "number": 1,
    "suffix": "csv",
    "rest": "v1/snapshots",
}


@dataclass
class World:
    """One scan per stage, all of one organisation with its own people, and strangers with a scan of their own.

    ``sheets`` and ``ways`` are by stage too; ``cookies`` holds the session of each person.
    """

    people: dict[str, User] = field(default_factory=dict)
    scans: dict[str, Scan] = field(default_factory=dict)
    sheets: dict[str, AnswerSheet] = field(default_factory=dict)
    ways: dict[str, Invitation] = field(default_factory=dict)
    matches: dict[str, Match] = field(default_factory=dict)
    follow_up: dict[str, Any] = field(default_factory=dict)
    office: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    answers: dict[tuple[str, str, str], HttpResponse] = field(default_factory=dict)
    #: The middleware of the site, made once for all browsers as in a real server.
    site: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def browser(self, person: str) -> Client:
        """A browser in which this person signed in, or came with an invitation; a fresh one every time."""
        client = Client()
        client.handler = self.site
        if person in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[person]
        return client

    def address(self, door: "Door", stage: str, *, absent: bool = False) -> str:
        """Where a door is for the scan of a stage; ``absent``: for a scan that does not exist."""
        if door.name == "account_reset_password_from_key":
            return reverse(door.name, kwargs={"uidb36": "1", "key": "set-password"})
        return reverse(door.name, kwargs={gap: self._filling(gap, stage, absent) for gap in door.gaps})

    def _filling(self, gap: str, stage: str, absent: bool) -> Any:
        if gap in FILLINGS:
            return FILLINGS[gap]
        if gap == "token":
            return "x" * 32 if absent else self._token(stage)
        if gap == "secret":
            return "x" * 32 if absent else address_link(self.people["quality_officer"], "x@example.org").split("/")[-2]
        if gap in {"consultation", "pulse"}:
            return self.follow_up[gap].pk
        if gap in {"person", "membership"}:
            return 10**9 if absent else self._of_staff(gap)
        if gap == "pk":
            return 10**9 if absent else self.people["adviser"].authenticator_set.get().pk
        if gap == "on":
            return date(2020, 1, 1) if absent else FIGURES_ON
        if gap == "name":
            return f"wolscan-open-data-{FIGURES_ON}.csv"
        if gap == "manual":
            return "bestaat-niet" if absent else "deelnemer"
        if gap == "what":
            return "bestaat-niet" if absent else "locaties"
        if gap == "key":
            return "bestaat-niet" if absent else "welkomstgesprek"
        if absent:
            return uuid4()
        if gap == "location":
            return self.scans[stage].location_id
        if gap == "action":
            return self.follow_up[gap].pk
        if gap == "match":
            return self.matches[stage].pk
        if gap in self.office:
            return self.office[gap].pk
        return {"scan": self.scans, "sheet": self.sheets, "way": self.ways, "invitation": self.ways}[gap][stage].pk

    def _of_staff(self, gap: str) -> int:
        officer = self.people["quality_officer"]
        return officer.pk if gap == "person" else officer.memberships.get().pk

    def _token(self, stage: str) -> str:
        if stage == "due":
            return codes.token("action", self.follow_up["action"].pk, 0)
        if stage == "opt_out":
            return opt_out_link(self.ways[stage]).rstrip("/").rpartition("/")[2]
        return way_in(self.ways[stage]).token


@dataclass(frozen=True)
class Door:
    """One address of the site: its name, and what has to be filled in."""

    name: str
    gaps: tuple[str, ...]


def doors() -> list[Door]:
    """Every address that the site knows."""
    return sorted(_doors(get_resolver(), ()), key=lambda door: door.name)


def _doors(resolver: URLResolver, gaps: tuple[str, ...]) -> Iterator[Door]:
    for pattern in resolver.url_patterns:
        inside = (*gaps, *getattr(pattern.pattern, "converters", ()))
        if isinstance(pattern, URLResolver):
            yield from _doors(pattern, inside)
        else:
            yield Door(pattern.name, inside)


def make_world() -> World:
    """Everybody and everything, in about a hundred rows."""
    world = World()
    ours, theirs = factories.make_location(), factories.make_location("De Eik", "Stichting Eikenhof")
    world.people = {
        "coordinator": factories.make_coordinator(ours),
        "quality_officer": factories.make_quality_officer(ours.organisation),
        "adviser": factories.make_with_role(Role.ADVISER),
        "stranger": factories.make_coordinator(theirs, "Vera Vreemd"),
        "other_quality_officer": factories.make_quality_officer(theirs.organisation, "Otto Vreemd"),
        "other_adviser": factories.make_with_role(Role.ADVISER, "Bas Anders"),
        "programme_office": factories.make_with_role(Role.PROGRAMME_OFFICE, "Petra Programma"),
        "administrator": factories.make_with_role(Role.ADMINISTRATOR, "Bo Beheer"),
    }
    give_passkey(world.people["adviser"])
    _make_scans(world, ours)
    _make_respondents(world, theirs)
    for person, user in world.people.items():
        client = Client()
        client.force_login(user, backend=BACKEND)
        world.cookies[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return world


def _make_scans(world: World, ours: Location) -> None:
    """At the first location the team sheet; every other stage at a location of its own, of the same people."""
    coordinator, adviser = world.people["coordinator"], world.people["adviser"]
    for stage in ("team", "new", "preparing", "open", "talk", "invited", "sent", "review", "returned", "final", "due"):
        place = ours if stage == "team" else factories.make_location(f"De Linde ({stage})")
        if stage != "team":
            coordinator.memberships.create(role=Role.COORDINATOR, location=place)
        start = prepare_scan if stage in {"preparing", "open"} else open_scan
        world.scans[stage] = start(location=place, by=coordinator, today=today(), adviser=adviser)
    Scan.objects.filter(pk=world.scans["new"].pk).update(state="vervallen")
    world.sheets["team"] = factories.team_sheet(world.scans["team"])
    _open(world.scans["open"])
    for stage in ("talk", "invited"):
        talk = factories.in_conversation(world.scans[stage])
        for group in ("zorgpersoneel", "management", "clientvertegenwoordigers"):
            for _ in range(3):
                factories.add_sheet(talk, group)
    Scan.objects.filter(pk=world.scans["invited"].pk).update(adviser_invited=True)
    SeriousIssue.objects.create(scan=world.scans["talk"], topic="schone-ruimtes", found="ronde", found_on=today())
    for stage in ("sent", "review", "returned", "final", "due"):
        factories.send_in_scan(world.scans[stage], coordinator)
    for stage in ("review", "returned"):
        begin_review(scan=world.scans[stage], by=adviser)
    day = today() + timedelta(days=14)
    return_scan(scan=world.scans["returned"], note="Kijk nog eens.", answer_by=day, by=adviser, today=today())
    factories.confirm_scan(Scan.objects.get(pk=world.scans["final"].pk), adviser, today=today())
    _make_plan(world)
    _make_meetings(world)
    _make_office(world)
    start_roster(scan=world.scans["team"], kind=StaffingRoster.Kind.CURRENT, source=EMPTY, by=coordinator)
    world.scans = {stage: Scan.objects.get(pk=scan.pk) for stage, scan in world.scans.items()}


def _make_plan(world: World) -> None:
    """A scan that was confirmed ninety days ago, with something in every corner of its plan; its check was asked."""
    scan, now = Scan.objects.get(pk=world.scans["due"].pk), timezone.now()
    factories.confirm_scan(scan, world.people["adviser"], today=today() - timedelta(days=90))
    Check.objects.filter(scan=scan).update(asked_on=today())
    words = {"theme": "veiligheid", "what": "Oefenen.", "owner": "Nachtteam", "due_on": today(), "made_at": now}
    levels = dict.fromkeys(["privacy", "toezicht", "eenzaamheid"], "neutraal")
    world.follow_up = {
        "action": Action.objects.create(scan=scan, **words),
        "consultation": Consultation.objects.create(scan=scan, body="or", held_on=today(), at=now),
        "pulse": PulseCheck.objects.create(scan=scan, held_on=today(), levels=levels, at=now),
    }


def _make_office(world: World) -> None:
    """What waits for the programme office: an application, and a file that was checked."""
    fields = {"organisation_name": "Stichting Berk", "location_name": "De Berk", "place": "Ede", "reason": "Leren."}
    contact = {"contact_name": "Nora", "contact_email": "nora@example.org", "route": "igj"}
    file = "organisatie;locatie;plaats;regio\nStichting Lindehof;De Berk;Ede;Utrecht\n"
    world.office = {
        "application": apply(fields=fields | contact, language="nl"),
        "check": hand_in(
            kind="locaties", content=file.encode(), name="locaties.csv", by=world.people["programme_office"]
        ),
    }
    world.office["job"] = queue_job(kind=MAKE_SNAPSHOT, payload={"on": FIGURES_ON.isoformat()}, by=None)
    program = make_client(name="dashboard", by=None, scopes=SCOPES, location=world.scans["final"].location)
    world.office["client"] = program.client
    published = figures.make_published(FIGURES_ON)
    keep_files(snapshot=published, files={("csv", ""): b"on"}, made_at=timezone.now(), by=None)


def _make_meetings(world: World) -> None:
    """A visit, and two locations that were brought together."""
    now, shows = timezone.now(), world.scans["final"]
    Visit.objects.create(scan=world.scans["sent"], starts_at=now + timedelta(days=9), at=now)
    offered = Offer.objects.create(location=shows.location, scan=shows, topic="schone-ruimtes", at=now)
    world.matches["final"] = Match.objects.create(offer=offered, scan=world.scans["sent"], proposed_at=now)


def _open(scan: Scan) -> None:
    Scan.objects.filter(pk=scan.pk).update(state="open", closes_on=today() + timedelta(days=21))
    scan.refresh_from_db()


def _make_respondents(world: World, theirs: Location) -> None:
    """Two who fill in a sheet, here and elsewhere, one who typed paper over, and the seats of two client councils."""
    their_scan = prepare_scan(location=theirs, by=world.people["stranger"], today=today())
    _open(their_scan)
    own, here = _way(world.scans["open"], "letter"), world.scans["open"]
    world.ways = {"opt_out": _way(here, "mail", email="jan@example.org"), "open": _way(here, "letter")}
    world.ways |= {"paper": _way(here, "paper"), "draft": own}
    for person, way, stage in (("respondent", own, "draft"), ("typist", world.ways["paper"], "paper")):
        mode = "papier" if stage == "paper" else "zelf"
        world.sheets[stage] = take_place(invitation=way, mode=mode, named=False, today=today())
        world.cookies[person] = _came_with(way)
    foreign = _way(their_scan, "letter")
    take_place(invitation=foreign, mode="zelf", named=False, today=today())
    world.cookies["other_respondent"] = _came_with(foreign)
    world.cookies["council"] = _came_with(_way(world.scans["talk"], "council"))
    world.cookies["other_council"] = _came_with(_way(their_scan, "council"))
    Scan.objects.filter(state="gesprek").update(closes_on=today())
    Scan.objects.update(meets_at=timezone.now() + timedelta(days=30))


def _way(scan: Scan, kind: str, email: str = "") -> Invitation:
    return make_invitation(scan=scan, group="clientvertegenwoordigers", kind=kind, email=email)


def _came_with(invitation: Invitation) -> str:
    """The cookie of a browser that came with this invitation."""
    request = HttpRequest()
    request.session, request.user = SessionStore(), AnonymousUser()
    come_with(request, invitation)
    request.session.save()
    return request.session.session_key
