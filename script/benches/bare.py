"""How fast this machine is now: the bare view, measured beside whatever else is measured."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

from django.test import Client, override_settings

from script.benches.timing import REFERENCE_BARE_MS

ADDRESS = "/bench/bare/"


class Took(NamedTuple):
    """What some work took: by the clock, and of the processor (others on the machine count for little there)."""

    seconds: float
    processor: float


def timed(work: Callable[[], object]) -> Took:
    started, processor = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - started, time.process_time() - processor)


class Bare:
    """The bare view as somebody of this database; asked for before, between and after the work of a figure."""

    def __init__(self) -> None:
        from wolscan.models import User

        user = User.objects.order_by("pk").first() or User.objects.create(email="bench@demo.example")
        with override_settings(ROOT_URLCONF="script.benches.urls", ALLOWED_HOSTS=["testserver"]):
            self._client = Client()
            self._client.force_login(user)
        self._took: list[Took] = []
        self.take()
        self._took.clear()

    def take(self, times: int = 20) -> None:
        """Measures it so many times."""
        with override_settings(ROOT_URLCONF="script.benches.urls", ALLOWED_HOSTS=["testserver"]):
            self._took += [timed(self._ask) for _ in range(times)]

    def _ask(self) -> None:
        answer = self._client.get(ADDRESS, secure=True)
        assert answer.status_code == 200, answer.status_code

    @property
    def milliseconds(self) -> float:
        """What it took by the clock, and took of the processor: the median."""
        return 1000 * statistics.median(took.seconds for took in self._took)

    @property
    def processor_milliseconds(self) -> float:
        return 1000 * statistics.median(took.processor for took in self._took)

    def calibrated(self, processor: float) -> float:
        """Processor time as it would be on the machine of the goals."""
        return processor * REFERENCE_BARE_MS / self.processor_milliseconds
