"""P1: the theme page and its save, against a bare view with session and user; queries and weight."""

import gzip

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questionnaires.definitions import load
from script.benches import cast
from script.benches.timing import calibrated, interleaved

THEME, ROUNDS = "veiligheid", 60
PLAIN = {"accept-encoding": "identity"}


def measure() -> dict[str, object]:
    client, sheet = cast.coordinator(), cast.open_sheet()
    url = reverse("theme", kwargs={"sheet": sheet.pk, "step": THEME})
    theme = load(sheet.scan.questionnaire).theme(THEME)
    shown = [cast.seen(client.get(url, headers=PLAIN))]
    turn = iter(range(10**6))

    def save() -> object:
        value = ("neutraal", "aandachtspunt")[next(turn) % 2]
        data = {"blad-current_step": THEME, "seen": shown[-1]}
        data |= {topic.key: value for topic in theme.topics}
        answer = client.post(url, data, headers=PLAIN | {"hx-request": "true"})
        shown.append(cast.seen(answer))
        return answer

    jobs = {
        "bare_get": lambda: client.get("/bench/bare/"),
        "get": lambda: client.get(url),
        "bare_post": lambda: client.post("/bench/bare/"),
        "post": save,
    }
    took = interleaved(jobs, ROUNDS)
    return {
        "get_ms": took["get"],
        "post_ms": took["post"],
        "bare_get_ms": took["bare_get"],
        "bare_post_ms": took["bare_post"],
        "get_ratio": took["get"] / took["bare_get"],
        "post_ratio": took["post"] / took["bare_post"],
        "get_calibrated_ms": calibrated(took["get"], took["bare_get"]),
        "post_calibrated_ms": calibrated(took["post"], took["bare_get"]),
        "get_queries": _queries(lambda: client.get(url)),
        "post_queries": _queries(save),
        "html_gzipped_bytes": len(gzip.compress(_plain(client, url))),
        "goal": "get_ratio <= 5 or get_calibrated_ms <= 4; post_ratio <= 4 or post_calibrated_ms <= 3; queries <= 6",
    }


def _queries(call: object) -> int:
    with CaptureQueriesContext(connection) as seen:
        call()
    return len([query for query in seen if not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))])


def _plain(client: object, url: str) -> bytes:
    return client.get(url, headers=PLAIN).content
