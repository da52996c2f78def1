"""What a country that was only counted lacks for the lists: people, applications, running scans, decisions, a log.

``seed_demo --counted-only`` writes places and final scans. The lists of P8 also walk through coordinators, advisers,
what runs now, what was decided and what happened. Takes half a millisecond of processor time a location, once.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

MARK = "p8@demo.example"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
RUNNING = ("voorbereiding", "open", "gesprek", "ingediend", "in_beoordeling", "teruggegeven", "vervallen")
FIRST = ("Anna", "Bram", "Cees", "Dewi", "Emre", "Fatima", "Gerda", "Hans", "Iris", "Joop", "Karin", "Luuk")
LAST = ("de Vries", "Jansen", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Yilmaz", "Peeters", "Dekker")
NAMES = ("De Linde", "Eikenhof", "Het Anker", "Zonnehoek", "De Wilg", "Avondrood", "Beukenstein", "Duinzicht")
OUTCOME = {"tier": {"proposal": "licht"}, "themes": [{"key": f"t{number}", "text": "x" * 600} for number in range(8)]}
#: Opens nothing.
UNUSABLE = "!"
#: So many locations for one adviser; a quarter of the organisations has a quality officer.
PER_ADVISER = 250
SLICE = 2_000


def people_it() -> None:
    """Makes what lacks, if that was not done before."""
    from django.db import transaction

    from wolscan.models import User

    if User.objects.filter(email=MARK).exists():
        return
    chance = random.Random(8)
    with transaction.atomic():
        advisers = _advisers(chance)
        _coordinators(chance)
        _officers(chance)
        _repeats(chance, advisers)
        _decisions(chance)
        _applications(chance)
        _events(chance)
        User.objects.create(email=MARK, name="P8", password=UNUSABLE)


def _made(model: type, rows: Iterable[object]) -> None:
    """Writes rows slice by slice."""
    rows = iter(rows)
    while part := list(islice(rows, SLICE)):
        model.objects.bulk_create(part)


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def _keys(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _given(chance: random.Random, role: str, kind: str, count: int, place: Callable[[int], dict[str, object]]) -> None:
    """So many people with a role, each at a place."""
    from wolscan.models import Membership, User

    people = [
        User(email=f"{kind}{turn}@zorg.example", name=_name(chance), last_login=NOW, password=UNUSABLE)
        for turn in range(count)
    ]
    _made(User, people)
    held = (Membership(user=person, role=role, **place(turn)) for turn, person in enumerate(people))
    _made(Membership, held)


def _advisers(chance: random.Random) -> list[int]:
    """Advisers by the number of locations; the scans of all but the one of the bench are spread over them."""
    from questionnaires.models import Scan
    from wolscan.models import Location, Membership, User

    _given(chance, "adviser", "adviseur-", max(2, Location.objects.count() // PER_ADVISER), lambda turn: {})
    own = User.objects.get(email="adviseur@demo.example").pk
    found = list(Membership.objects.filter(role="adviser").exclude(user=own).values_list("user", flat=True))
    scans = _keys(Scan.objects.exclude(adviser=own))
    chance.shuffle(scans)
    for turn, adviser in enumerate(found):
        Scan.objects.filter(pk__in=scans[turn :: len(found)]).update(adviser=adviser)
    return [own, *found]


def _coordinators(chance: random.Random) -> None:
    from wolscan.models import Location

    places = _keys(Location.objects.all())
    _given(chance, "coordinator", "coordinator", len(places), lambda turn: {"location_id": places[turn]})


def _officers(chance: random.Random) -> None:
    from wolscan.models import Organisation

    some = _keys(Organisation.objects.all())[::4]
    _given(chance, "quality_officer", "kwaliteit", len(some), lambda turn: {"organisation_id": some[turn]})


def _key(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)


def _repeats(chance: random.Random, advisers: list[int]) -> None:
    """A scan that runs, or was withdrawn, at a fifth of the locations where none runs yet."""
    from questionnaires.models import ENDED, Scan
    from scoring.models import Assessment

    busy = set(Scan.objects.exclude(state__in=ENDED).values_list("location", flat=True))
    ended = Scan.objects.filter(state__in=ENDED, repeat=None).values_list("pk", "location")
    last = [(before, place) for before, place in ended if place not in busy]
    made = [_repeat(chance, before, place, advisers) for before, place in last if chance.random() < 0.2]
    _made(Scan, made)
    sent = (scan for scan in made if scan.submitted_at)
    _made(Assessment, (_assessment(scan.pk, scan.submitted_at, OUTCOME) for scan in sent))


def _repeat(chance: random.Random, before: object, place: object, advisers: list[int]) -> object:
    from questionnaires.models import Scan

    state = chance.choice(RUNNING)
    days = chance.randrange(5, 200)
    sent = NOW - timedelta(days=days // 2) if state in {"ingediend", "in_beoordeling", "teruggegeven"} else None
    return Scan(
        id=_key(chance), location_id=place, questionnaire="2026-1", rules="2026-1", state=state,
        previous_id=None if state == "vervallen" else before, submitted_at=sent, route=chance.choice(("", "igj")),
        adviser_id=chance.choice(advisers) if chance.random() < 0.7 else None,
        opened_on=date(2026, 11, 22) - timedelta(days=days),
    )  # fmt: skip


def _assessment(scan: object, at: datetime, outcome: object) -> object:
    from scoring.models import Assessment

    kept = {"questionnaire": "2026-1", "rules": "2026-1", "content_digest": "x", "digest": "x"}
    return Assessment(scan_id=scan, made_at=at, outcome=outcome, **kept)


def _decisions(chance: random.Random) -> None:
    """What was decided of every final scan, as far as nothing was."""
    from questionnaires.models import FINAL, Scan
    from scoring.models import Assessment, Decision

    final = Scan.objects.filter(state__in=FINAL, decisions=None).values_list("pk", "submitted_at")
    sent = {scan: at for scan, at in final if at}
    _made(Assessment, (_assessment(scan, at, {"tier": {"proposal": "licht"}}) for scan, at in sent.items()))
    frozen = dict(Assessment.objects.values_list("scan", "pk"))
    tiers = ("zelf", "licht", "extra", "intensief")
    _made(Decision, (_decision(scan, frozen[scan], chance.choice(tiers), at) for scan, at in sent.items()))


def _decision(scan: object, assessment: int, tier: str, at: datetime) -> object:
    from scoring.models import Decision

    themes = [] if tier == "zelf" else ["veiligheid"]
    return Decision(
        scan_id=scan, assessment_id=assessment, rule_tier=tier, tier=tier, themes=themes, at=at + timedelta(days=9)
    )


def _applications(chance: random.Random) -> None:
    """One in a hundred waits; one in ten was admitted, some of these without a scan yet; some were refused."""
    from questionnaires.models import Application
    from wolscan.models import Location

    places = list(Location.objects.order_by("pk").select_related("region")[: Location.objects.count() // 10])
    waiting = len(places) // 10
    _made(Application, (_application(chance, turn, "new", None) for turn in range(waiting)))
    _made(Application, (_application(chance, turn, "refused", None) for turn in range(waiting // 2)))
    new = [
        Location(id=_key(chance), organisation_id=place.organisation_id, region_id=place.region_id,
                 name=f"{chance.choice(NAMES)} nieuw {turn}", place=place.place)
        for turn, place in enumerate(places[:waiting])
    ]  # fmt: skip
    _made(Location, new)
    _made(Application, (_application(chance, turn, "admitted", place) for turn, place in enumerate([*places, *new])))


def _application(chance: random.Random, turn: int, state: str, place: object) -> object:
    from questionnaires.models import Application

    applied = NOW - timedelta(hours=chance.randrange(1, 20_000))
    return Application(
        id=_key(chance), organisation_name=f"Stichting {chance.choice(NAMES)} {turn}", place="Utrecht",
        location_name=place.name if place else f"{chance.choice(NAMES)} {turn}", contact_name=_name(chance),
        contact_email=f"aan{turn}@zorg.example", reason="Wij willen weten waar wij staan.", route="igj", state=state,
        applied_at=applied, location=place, region_id=place.region_id if place else None,
        answer="x" if state != "new" else "", decided_at=applied + timedelta(hours=9) if state != "new" else None,
    )  # fmt: skip


def _events(chance: random.Random) -> None:
    """Two events a location: pages that were seen, and a few of other kinds."""
    from wolscan.models import Event, Location, User

    places, last = _keys(Location.objects.all()), User.objects.order_by("-pk").values_list("pk", flat=True)[0]
    names = (*["viewed"] * 8, "theme_saved", "refused", "scan_opened", "operations_exported")

    def rows() -> Iterator[object]:
        for turn in range(2 * len(places)):
            subject = f"location:{places[turn // 2]}"
            actor, at = f"user:{chance.randrange(1, last)}", NOW - timedelta(minutes=turn // 4)
            yield Event(at=at, actor=actor, name=chance.choice(names), subject=subject, detail={"page": "location"})

    _made(Event, rows())
