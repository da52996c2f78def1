"""Somebody to measure with: a demo country, a signed-in coordinator, and the theme page of an open team sheet."""

import io
import re
from datetime import timedelta
from functools import lru_cache
from html import unescape

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from questionnaires.invitations import make_ways, way_in
from questionnaires.models import AnswerSheet, Scan
from questionnaires.services import prepare_scan
from wolscan.dates import today
from wolscan.models import Location, User

LOCATIONS = 212


@lru_cache(maxsize=1)
def country() -> None:
    """The demo, once per run."""
    call_command("seed_demo", locations=LOCATIONS, verbosity=0, stdout=io.StringIO())


@lru_cache(maxsize=1)
def coordinator() -> Client:
    country()
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(User.objects.get(email="coordinator@demo.example"))
    return client


def open_sheet() -> AnswerSheet:
    country()
    return AnswerSheet.objects.get(
        group="team", scan__state="open", scan__location__membership__user__email="coordinator@demo.example"
    )


def token_of_one() -> str:
    """The link of a letter to somebody of the care staff, of a round that is open."""
    country()
    some = Location.objects.first()
    location = Location.objects.filter(scans=None).first() or Location.objects.create(
        organisation=some.organisation, region=some.region, name="De Meting"
    )
    by = User.objects.get(email="coordinator@demo.example")
    scan = prepare_scan(location=location, by=by, today=today())
    Scan.objects.filter(pk=scan.pk).update(state="open", closes_on=today() + timedelta(days=7))
    scan.refresh_from_db()
    return way_in(make_ways(scan=scan, group="zorgpersoneel", kind="letter", count=1, by=by)[0]).token


def respondent() -> tuple[Client, AnswerSheet]:
    """Somebody without an account who came by a link and began: the browser and the sheet."""
    client = Client(headers={"accept-encoding": "gzip"})
    client.get(reverse("link", args=[token_of_one()]))
    client.post(reverse("begin"), {"mode": "zelf", "named": "nee"})
    return client, AnswerSheet.objects.get(participation__invitation=client.session["way_in"])


def final_scan() -> Scan:
    """A final scan of the demo; the demo is there already."""
    return Scan.objects.filter(state="opvolging").order_by("pk").first()


def seen(page: object) -> str:
    """What a theme page, or the answer to a save, says the page now shows."""
    html = page.content.decode()  # type: ignore[attr-defined]
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', html)
    assert found, "no fingerprint on the page"
    return unescape(found.group(1))
