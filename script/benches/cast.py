"""Somebody to measure with: a demo country, a signed-in coordinator, and the theme page of an open team sheet."""

import io
import re
from functools import lru_cache
from html import unescape

from django.core.management import call_command
from django.test import Client

from questionnaires.models import AnswerSheet, Scan
from wolscan.models import User

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


def final_scan() -> Scan:
    country()
    return Scan.objects.filter(state="opvolging").order_by("pk").first()


def seen(page: object) -> str:
    """What a theme page, or the answer to a save, says the page now shows."""
    html = page.content.decode()  # type: ignore[attr-defined]
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', html)
    assert found, "no fingerprint on the page"
    return unescape(found.group(1))
