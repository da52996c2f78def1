"""The place where pictures are made: a demo of one fixed day, with a round that is open, served by this process."""

import itertools
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.utils import timezone
from waitress.server import create_server

#: A Monday morning; the same every time, so that a picture only changes when the site does.
NOW = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the site runs, and the addresses that pictures need, by a name."""

    address: str
    paths: dict[str, str]


def stop_the_clock() -> None:
    """From now on it is ``NOW`` for the site; each look at the clock is a moment later, so that order remains."""
    looks = itertools.count()
    timezone.now = lambda: NOW + timedelta(microseconds=next(looks))


def load() -> dict[str, str]:
    """The demo, with what it does not have by itself: people who were invited, a review that was begun."""
    call_command("migrate", verbosity=0)
    call_command("seed_demo", today=NOW.date().isoformat(), verbosity=0)
    from script.picturing import scenes

    return scenes.arrange()


def serve() -> str:
    """Serves the site in the background of this process and gives its address."""
    from wolscan.wsgi import application

    server = create_server(application, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    return f"http://127.0.0.1:{server.effective_port}"
