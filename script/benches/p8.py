"""P8: lists, pages that choose among many, and home pages in a small and in a very large country: time and queries."""

import os
import time
from collections.abc import Callable
from typing import Any

from script.benches import large
from script.benches.bare import Bare
from script.benches.goals import Goal, judged
from script.benches.timing import percentile

ROUNDS = 40
#: Seconds after which a page is not asked for again; ``LONGEST=5`` for a quick look.
LONGEST = float(os.environ.get("LONGEST", "30"))
#: Milliseconds for the slowest of twenty, by the largest country for which they hold.
GOALS = {2_300: 100, 230_000: 300}
ADVISER, OFFICE, ADMINISTRATOR = "adviseur@demo.example", "programma@demo.example", "beheer@demo.example"
PAGES = {
    "adviser home": (ADVISER, "/"),
    "work list": (ADVISER, "/werklijst/"),
    "office home": (OFFICE, "/"),
    "operations": (OFFICE, "/uitvoering/"),
    "operations, one state": (OFFICE, "/uitvoering/?status=vastgesteld"),
    "operations, by state": (OFFICE, "/uitvoering/?sorteer=status"),
    "operations, by adviser": (OFFICE, "/uitvoering/?sorteer=adviseur"),
    "operations, newest first": (OFFICE, "/uitvoering/?sorteer=-gestart"),
    "operations, by support": (OFFICE, "/uitvoering/?sorteer=ondersteuning"),
    "operations, one adviser": (OFFICE, "/uitvoering/?adviseur=3"),
    "operations, one support": (OFFICE, "/uitvoering/?ondersteuning=extra"),
    "operations, one route": (OFFICE, "/uitvoering/?route=igj"),
    "operations, a word": (OFFICE, "/uitvoering/?q=linde"),
    "assigning": (OFFICE, "/toewijzen/"),
    "assigning, confirmed": (OFFICE, "/toewijzen/?toon=vastgesteld"),
    "locations": (OFFICE, "/locaties/"),
    "locations, a word": (OFFICE, "/locaties/?q=linde"),
    "locations, by organisation": (OFFICE, "/locaties/?sorteer=organisatie"),
    "regions": (OFFICE, "/regios/"),
    "applications": (OFFICE, "/aanmeldingen/"),
    "one application": (OFFICE, lambda: _key_of("questionnaires.Application", "/aanmeldingen/{}/", state="new")),
    "moving a location": (OFFICE, lambda: _key_of("wolscan.Location", "/locaties/{}/verplaatsen/")),
    "merging a location": (OFFICE, lambda: _key_of("wolscan.Location", "/locaties/{}/samenvoegen/?q=linde")),
    "people": (ADMINISTRATOR, "/beheer/mensen/"),
    "people, a word": (ADMINISTRATOR, "/beheer/mensen/?q=bakker"),
    "inviting": (ADMINISTRATOR, "/beheer/mensen/uitnodigen/"),
    "event log": (ADMINISTRATOR, "/beheer/logboek/"),
    "event log, changes": (ADMINISTRATOR, "/beheer/logboek/?soort=changed"),
    "retention": (ADMINISTRATOR, "/beheer/bewaartermijnen/"),
}


def measure() -> dict[str, object]:
    found: dict[str, Any] = {str(size): large.measured("p8", size) for size in large.SIZES}
    sizes = [str(size) for size in large.SIZES]
    queries = {page: [found[size][page]["queries"] for size in sizes] for page in PAGES}
    goals = [
        Goal(f"{page}, {size} locations", _limit(int(size)), "ms", place["p95_ms"], place["p95_calibrated_ms"])
        for size in sizes
        for page in PAGES
        for place in [found[size][page]]
    ]
    more = Goal("queries that a larger country takes more", 0, "", max(max(few) - few[0] for few in queries.values()))
    return found | {"queries": queries} | judged(*goals, more)


def _limit(size: int) -> int:
    return next((limit for most, limit in GOALS.items() if size <= most), max(GOALS.values()))


def inside() -> dict[str, object]:
    """Measures every page in this process, beside the bare view."""
    from script.benches.peopled import people_it

    people_it()
    bare = Bare()
    server = _server()
    return {page: _page(email, address, bare, server) for page, (email, address) in PAGES.items()}


def _key_of(model: str, address: str, **conditions: object) -> str:
    from django.apps import apps

    rows = apps.get_model(model).objects.filter(**conditions).order_by("pk")
    return address.format(rows.values_list("pk", flat=True)[0])


def _server() -> Callable[[], float]:
    """The processor time of the database's own process; SQLite has none, it works in ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return lambda: 0.0
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")  # whose time would be nobody's
        cursor.execute("SELECT pg_backend_pid()")
        place = f"/proc/{cursor.fetchone()[0]}/stat"
    tick = os.sysconf("SC_CLK_TCK")

    def seconds() -> float:
        with open(place, encoding="ascii") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / tick

    return seconds


def _page(email: str, address: str | Callable[[], str], bare: Bare, server: Callable[[], float]) -> dict[str, object]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from wolscan.models import User

    client = Client()
    client.force_login(User.objects.get(email=email))
    where = address if isinstance(address, str) else address()
    client.get(where)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(where)
        queries = list(seen)
    assert answer.status_code == 200, (where, answer.status_code)
    times, work = [], []
    while len(times) < ROUNDS and (not times or sum(times) < 1000 * LONGEST):
        bare.take(1)
        started, processor = time.perf_counter(), time.process_time() + server()
        client.get(where)
        times.append(1000 * (time.perf_counter() - started))
        work.append(1000 * (time.process_time() + server() - processor))
    slow = max(queries, key=lambda query: float(query["time"]))
    return {
        "p50_ms": percentile(times, 0.5),
        "p95_ms": percentile(times, 0.95),
        "processor_ms": percentile(work, 0.5),
        "calibrated_ms": bare.calibrated(percentile(work, 0.5)),
        "p95_calibrated_ms": bare.calibrated(percentile(work, 0.95)),
        "queries": len(queries),
        "slowest_query": slow["sql"][:200],
    }
