"""Waiting for what happens beside a test: in another process, in a thread, or sent by a page in the background."""

import time
from collections.abc import Callable


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Goes on as soon as it is so; fails when it never comes to be. A process of ours takes long on a busy machine."""
    late = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < late, f"not so within {seconds} seconds"
        time.sleep(0.02)
