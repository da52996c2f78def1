"""A round at De Linde in preparation or open, with what a test says about it. The fixtures are known to all tests."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from questionnaires.models import Invitation, Scan
from questionnaires.round.inviting import invite
from questionnaires.round.services import open_round, save_dates, save_facts, save_plan
from questionnaires.services import prepare_scan
from tests import factories
from tests.kept import kept_begin
from wolscan.dates import today
from wolscan.models import OutgoingMail, User
from wolscan.permissions import Role

FACTS = {"residents": 48, "living_groups": 6, "target_groups": ["pg"], "is_small_scale": False}


@dataclass
class Round:
    """A scan with its coordinator, and what they do."""

    scan: Scan
    coordinator: User

    @property
    def today(self):
        return today()

    def prepare(self, days=21):
        """Facts and dates: the round ends in so many days, the conversation is two days later at two."""
        save_facts(
            scan=self.scan, facts=FACTS, contact_name="Sanne", contact_phone="030 123 45 67", by=self.coordinator
        )
        save_plan(scan=self.scan, group="zorgpersoneel", people=5, by=self.coordinator)
        closes_on = self.today + timedelta(days=days)
        save_dates(
            scan=self.scan,
            closes_on=closes_on,
            meets_at=at(closes_on + timedelta(days=2)),
            by=self.coordinator,
            today=self.today,
        )
        return self

    def invite(self, *addresses, group="zorgpersoneel", language="nl"):
        invite(
            scan=self.scan,
            group=group,
            addresses=addresses,
            language=language,
            by=self.coordinator,
            today=self.today,
        )
        return self

    def open(self):
        open_round(scan=self.scan, by=self.coordinator, today=self.today)
        self.scan.refresh_from_db()
        return self

    def person(self, address):
        return Invitation.objects.get(scan=self.scan, email=address)


def at(day, hour=14):
    """A moment on a day, by the clock on the wall."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def mails(template):
    """The addresses to which a mail was queued, in the order of the alphabet."""
    return sorted(OutgoingMail.objects.filter(template=template).values_list("to", flat=True))


@pytest.fixture
@kept_begin
def round_(db):
    location = factories.make_location()
    coordinator = factories.make_coordinator(location)
    adviser = factories.make_with_role(Role.ADVISER)
    factories.make_scan(factories.make_location("De Eik", "Stichting Eikenhof"))
    scan = prepare_scan(location=location, by=coordinator, today=today(), adviser=adviser)
    return Round(scan, coordinator)


@pytest.fixture
@kept_begin
def open_round_(round_):
    """An open round with three people invited by mail."""
    return round_.prepare().invite("anna@example.org", "bert@example.org", "cora@example.org").open()
