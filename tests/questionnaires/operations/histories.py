"""Countries made up at random: locations with any course of scans and applications that the site allows."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from questionnaires.models import ENDED, FINAL, Application, Scan, State
from scoring.models import Assessment, Decision
from tests import factories
from tests.factories import TODAY
from wolscan.models import Location
from wolscan.permissions import Role

SENT = {State.INGEDIEND, State.IN_BEOORDELING, State.TERUGGEGEVEN, *FINAL}
ROUTES = ("", "eigen_initiatief", "zorgkantoor", "igj")
TIERS = ("zelf", "licht", "extra", "intensief")
NAMES = ("De Linde", "Lindehof", "De Eik", "Eikenhof", "De Berk")


class Country:
    """``Country(seed)`` fills the database; the same seed gives the same country."""

    def __init__(self, seed, places=14):
        self.draw, self.now = Random(seed), timezone.now()
        self.regions = [factories.make_region("utrecht"), factories.make_region("drenthe")]
        self.advisers = [factories.make_with_role(Role.ADVISER, name) for name in ("Anna", "Bram", "Cees")]
        for number in range(places):
            self._place(number)
        for number in range(3):
            self._application(f"Nieuw {number}", Application.State.NEW, None)

    def _place(self, number):
        name = f"{self.draw.choice(NAMES)} {number}"
        place = factories.make_location(name, organisation=f"Stichting {number % 4}")
        Location.objects.filter(pk=place.pk).update(region=self.draw.choice(self.regions))
        if self.draw.random() < 0.5:
            state = self.draw.choice([Application.State.ADMITTED, Application.State.REFUSED])
            self._application(name, state, place)
        previous = None
        for left in range(self.draw.choice([0, 0, 1, 1, 2, 3, 4]), 0, -1):
            previous = self._scan(place, previous, may_run=left == 1)

    def _application(self, name, state, place):
        decided = {"decided_at": self.now, "answer": "x"} if state != Application.State.NEW else {}
        Application.objects.create(
            organisation_name="x", location_name=name, place="Utrecht", contact_name="x", contact_email="x@example.org",
            reason="x", route=self.draw.choice(ROUTES[1:]), state=state, applied_at=self.now, location=place,
            region=self.draw.choice([*self.regions, None]), **decided,
        )  # fmt: skip

    def _scan(self, place, previous, *, may_run):
        """One more scan; only the last of a location may run. Days may be the same, or turned round."""
        draw = self.draw
        state = draw.choice(list(State) if may_run else [*sorted(ENDED), State.VERVALLEN])
        sent = state in SENT or (state == State.VERVALLEN and draw.random() < 0.3)
        repeats = previous is not None and draw.random() < 0.6
        scan = Scan.objects.create(
            location=place, questionnaire="2026-1", rules="2026-1", state=state, route=draw.choice(ROUTES),
            opened_on=TODAY + timedelta(days=draw.randint(0, 2)), previous=previous if repeats else None,
            adviser=draw.choice([*self.advisers, None]), submitted_at=self.now if sent else None,
            meets_at=draw.choice([None, self.now - timedelta(days=1), self.now + timedelta(days=1)]),
            confirmed_on=TODAY + timedelta(days=draw.randint(0, 2)) if state in FINAL else None,
            repeat_on=TODAY if state in FINAL else None,
        )  # fmt: skip
        if sent:
            self._decide(scan)
        return scan

    def _decide(self, scan):
        """A final scan was decided once or twice; another that was sent in may have been, before it was reopened."""
        times = self.draw.choice([1, 2] if scan.state in FINAL else [0, 0, 1])
        frozen = Assessment.objects.create(
            scan=scan, made_at=self.now, questionnaire="2026-1", rules="2026-1", content_digest="x", outcome={},
            digest="x",
        )  # fmt: skip
        for _ in range(times):
            tier = self.draw.choice(TIERS)
            Decision.objects.create(
                scan=scan, assessment=frozen, rule_tier=tier, tier=tier,
                at=self.now + timedelta(days=self.draw.randint(0, 1)),
            )  # fmt: skip
