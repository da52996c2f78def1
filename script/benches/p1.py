"""P1: the theme page and its save, against a bare view with session and user; queries and weight.

For a coordinator at the team sheet, and (``own_``) for somebody without an account who came by a link.
"""

import gzip
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questionnaires.definitions import load
from questionnaires.models import AnswerSheet
from script.benches import cast
from script.benches.goals import Goal, judged
from script.benches.timing import calibrated, interleaved

THEME, ROUNDS = "veiligheid", 60
PLAIN = {"accept-encoding": "identity"}
Job = Callable[[], object]


def measure() -> dict[str, object]:
    client = cast.coordinator()
    get, post = _jobs(client, cast.open_sheet())
    own_get, own_post = _jobs(*cast.respondent())
    jobs = {
        "bare_get": lambda: client.get("/bench/bare/"),
        "get": get,
        "own_get": own_get,
        "bare_post": lambda: client.post("/bench/bare/"),
        "post": post,
        "own_post": own_post,
    }
    took = interleaved(jobs, ROUNDS)
    figures: dict[str, object] = {f"{name}_ms": milliseconds for name, milliseconds in took.items()}
    for name, job in jobs.items():
        if not name.startswith("bare"):
            bare = took["bare_post" if name.endswith("post") else "bare_get"]
            figures[f"{name}_ratio"] = took[name] / bare
            figures[f"{name}_calibrated_ms"] = calibrated(took[name], bare)
            figures[f"{name}_queries"] = _queries(job)
    figures |= {
        "html_gzipped_bytes": len(gzip.compress(get(headers=PLAIN).content)),
        "own_html_gzipped_bytes": len(gzip.compress(own_get(headers=PLAIN).content)),
        "goal": "get_ratio <= 5, get_calibrated_ms <= 4; post_ratio <= 4, post_calibrated_ms <= 3; queries <= 6; "
        "html_gzipped_bytes <= 10 000",
    }
    return figures | judged(*_goals(figures, "", "coordinator"), *_goals(figures, "own_", "respondent"))


def _goals(figures: dict[str, Any], own: str, who: str) -> list[Goal]:
    goals = []
    for name, what, ratio, most in (("get", "opening", 5, 4), ("post", "saving", 4, 3)):
        found = f"{own}{name}"
        goals += [
            Goal(f"{what}, {who}: ratio to the bare view", ratio, "×", figures[f"{found}_ratio"]),
            Goal(f"{what}, {who}", most, "ms", figures[f"{found}_ms"], figures[f"{found}_calibrated_ms"]),
            Goal(f"{what}, {who}: statements", 6, "", figures[f"{found}_queries"]),
        ]
    return [*goals, Goal(f"page, {who}: gzipped", 10, "kB", figures[f"{own}html_gzipped_bytes"] / 1000)]


def _jobs(client: Client, sheet: AnswerSheet) -> tuple[Job, Job]:
    """Opening the page, and saving it with another answer to every topic of it."""
    url = reverse("theme", kwargs={"sheet": sheet.pk, "step": THEME})
    topics = load(sheet.scan.questionnaire).theme(THEME).topics_for(sheet.group)
    shown = [cast.seen(client.get(url, headers=PLAIN))]
    turn = iter(range(10**6))

    def save() -> object:
        value = ("neutraal", "aandachtspunt")[next(turn) % 2]
        data = {"blad-current_step": THEME, "seen": shown[-1]}
        data |= {topic.key: value for topic in topics}
        answer = client.post(url, data, headers=PLAIN | {"hx-request": "true"})
        shown.append(cast.seen(answer))
        return answer

    return lambda **given: client.get(url, **given), save


def _queries(call: object) -> int:
    with CaptureQueriesContext(connection) as seen:
        call()
    return len([query for query in seen if not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))])
