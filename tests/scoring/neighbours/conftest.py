"""A location that can show something, one that can learn from it, and a stranger's that must never show."""

from dataclasses import dataclass

import pytest

from questionnaires.models import Scan
from scoring.models import Offer
from scoring.neighbours import services
from tests import factories
from tests.factories import TODAY
from tests.kept import kept_begin
from wolscan.models import Location, User
from wolscan.permissions import Role

TOPIC = "eenzaamheid"
WORDS = "Kom een middag kijken bij ons koor."


@dataclass
class Neighbours:
    """De Beuk (region Twente) is *uitblinker* where De Linde is low; each has its own coordinator and adviser."""

    shows: Location
    shows_scan: Scan
    shower: User
    looks: Location
    looks_scan: Scan
    looker: User
    adviser: User

    def offer(self, topic: str = TOPIC, text: str = WORDS) -> Offer:
        return services.offer(location=self.shows, topic=topic, text=text, by=self.shower)

    def propose(self, note: str = "Dit past bij de avonden."):
        return services.propose(scan=self.looks_scan, offer=self.offer().pk, note=note, by=self.adviser)


@pytest.fixture
@kept_begin
def pair(cast) -> Neighbours:
    beuk = factories.make_location("De Beuk", "Stichting Beukenhof")
    Location.objects.filter(pk=beuk.pk).update(region=factories.make_region("twente"), place="Almelo")
    beuk.refresh_from_db()
    shower = factories.make_coordinator(beuk, "Sjoerd Shower")
    bea = factories.make_with_role(Role.ADVISER, "Bea Beuk")
    shows_scan = final(factories.make_scan(beuk, bea), shower, bea, eenzaamheid="uitblinker", privacy="uitblinker")
    looks_scan = final(cast.scan, cast.coordinator, cast.adviser, eenzaamheid="aandachtspunt")
    Scan.objects.filter(pk=shows_scan.pk).update(contact_name="Sien", contact_phone="0546 11 22 33")
    Scan.objects.filter(pk=looks_scan.pk).update(contact_name="Karin", contact_phone="030 123 45 67")
    return Neighbours(beuk, shows_scan, shower, cast.location, looks_scan, cast.coordinator, cast.adviser)


def final(scan, coordinator, adviser, **by_topic):
    """The scan, sent in with these levels and confirmed."""
    factories.send_in_scan(scan, coordinator, **by_topic)
    proposal = scan.assessments.latest().outcome["tier"]["proposal"]
    factories.confirm_scan(scan, adviser, proposal, today=TODAY)
    return Scan.objects.get(pk=scan.pk)
