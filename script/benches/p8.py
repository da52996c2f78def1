"""P8: work list, programme office and home pages in a small and in a very large country: slowest pages and queries."""

import time

from script.benches import large
from script.benches.timing import percentile

ROUNDS = 40
#: Seconds after which a page that is far too slow is not asked for again.
LONGEST = 30
PAGES = {
    "adviser home": ("adviseur@demo.example", "/"),
    "work list": ("adviseur@demo.example", "/werklijst/"),
    "office home": ("programma@demo.example", "/"),
    "operations": ("programma@demo.example", "/uitvoering/"),
    "operations, one state": ("programma@demo.example", "/uitvoering/?status=vastgesteld"),
    "operations, by adviser": ("programma@demo.example", "/uitvoering/?sorteer=adviseur"),
    "operations, newest first": ("programma@demo.example", "/uitvoering/?sorteer=-gestart"),
    "operations, by support": ("programma@demo.example", "/uitvoering/?sorteer=ondersteuning"),
    "operations, one adviser": ("programma@demo.example", "/uitvoering/?adviseur=3"),
    "operations, a word": ("programma@demo.example", "/uitvoering/?q=linde"),
    "assigning": ("programma@demo.example", "/toewijzen/"),
    "locations": ("programma@demo.example", "/locaties/"),
    "applications": ("programma@demo.example", "/aanmeldingen/"),
    "people": ("beheer@demo.example", "/beheer/mensen/"),
}


def measure() -> dict[str, object]:
    found = {str(size): large.measured("p8", size) for size in large.SIZES}
    sizes = [str(size) for size in large.SIZES]
    growth = {
        page: {
            "p95_ratio": found[sizes[-1]][page]["p95_ms"] / found[sizes[0]][page]["p95_ms"],
            "queries": [found[size][page]["queries"] for size in sizes],
        }
        for page in PAGES
    }
    goal = "p95_ms <= 100 at 2 300 scans and <= 300 at 230 000; the same queries"
    return found | {"growth": growth, "goal": goal}


def inside() -> dict[str, object]:
    """Measures every page in this process."""
    return {page: _page(email, address) for page, (email, address) in PAGES.items()}


def _page(email: str, address: str) -> dict[str, object]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from wolscan.models import User

    client = Client()
    client.force_login(User.objects.get(email=email))
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
        queries = list(seen)
    assert answer.status_code == 200, (address, answer.status_code)
    times, work = [], []
    for _ in range(ROUNDS):
        started, processor = time.perf_counter(), time.process_time()
        client.get(address)
        times.append(1000 * (time.perf_counter() - started))
        work.append(1000 * (time.process_time() - processor))
        if sum(times) > 1000 * LONGEST:
            break
    slow = max(queries, key=lambda query: float(query["time"]))
    return {
        "p50_ms": percentile(times, 0.5),
        "p95_ms": percentile(times, 0.95),
        "processor_ms": percentile(work, 0.5),
        "queries": len(queries),
        "slowest_query": slow["sql"][:200],
    }
