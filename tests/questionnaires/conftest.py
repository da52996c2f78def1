"""A round that is open, with ways in, and what many people at once look like."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from questionnaires.invitations import make_ways
from questionnaires.models import Answer, Scan
from questionnaires.responding import take_place
from questionnaires.services import prepare_scan
from tests import factories
from tests.factories import TODAY
from tests.kept import kept_begin


class Round:
    """An open round of De Linde with its coordinator."""

    def __init__(self) -> None:
        self.location = factories.make_location()
        self.coordinator = factories.make_coordinator(self.location)
        scan = prepare_scan(location=self.location, by=self.coordinator, today=TODAY)
        Scan.objects.filter(pk=scan.pk).update(state="open", closes_on=TODAY + timedelta(days=21))
        self.scan = Scan.objects.get(pk=scan.pk)

    def way(self, group="zorgpersoneel", kind="letter", **fields):
        return make_ways(scan=self.scan, group=group, kind=kind, count=1, by=self.coordinator, **fields)[0]

    def begin(self, invitation=None, *, named=False, today=TODAY, **fields):
        """The sheet of an invitation, or of a new one."""
        way = invitation or self.way()
        return take_place(invitation=way, mode="zelf", named=named, today=today, **fields)

    def filled(self, group="zorgpersoneel", value="neutraal", **fields):
        """A sheet with one answer and a note, ready to send."""
        sheet = self.begin(self.way(group), **fields)
        Answer.objects.create(sheet=sheet, theme="informatie", topic="privacy", value=value, note="Gaat goed.")
        return sheet


@pytest.fixture
@kept_begin
def an_open_round(db):
    return Round()


@pytest.fixture
def committed_round(transactional_db):
    """As ``an_open_round``, but visible to other threads."""
    return Round()


def at_once(jobs):
    """Runs every job in a thread with a connection of its own; gives back what each returned or raised."""

    def run(job):
        try:
            return job()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))
