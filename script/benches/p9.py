"""P9: a respondent's first pages on a slow phone network: when usable, and how much goes over the line."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from script.benches import cast
from script.benches.goals import Goal, judged

#: 400 kbit/s with 400 ms to and fro.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PHONE = {"width": 360, "height": 740}


def measure() -> dict[str, object]:
    token = cast.token_of_one()
    with _server() as address:
        return _walk(address, token)


@contextmanager
def _server() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("waitress-serve")), f"--listen=127.0.0.1:{port}"]
    allowed = os.environ | {"ALLOWED_HOSTS": "127.0.0.1", "DJANGO_SETTINGS_MODULE": "wolscan.settings"}
    process = subprocess.Popen([*command, "wolscan.wsgi:application"], env=allowed, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _walk(address: str, token: str) -> dict[str, object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = shutil.which("chromium") or "/usr/bin/chromium"
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport=PHONE).new_page()
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
        received: list[float] = []
        line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        first = _visit(page, received, lambda: page.goto(f"{address}/d/{token}/"))
        page.get_by_role("button", name="Beginnen").click()
        page.wait_for_load_state("load")
        list_page = _visit(page, received, lambda: page.reload())
        link = page.locator("main a[href*='/invullen/']").first
        theme = _visit(page, received, link.click)
        browser.close()
    return {
        "first_usable_s": first[0],
        "first_kb": first[1],
        "list_kb": list_page[1],
        "theme_usable_s": theme[0],
        "theme_kb": theme[1],
        "goal": "first_usable_s <= 3; first_kb <= 60; after that <= 15 kB a page",
    } | judged(
        Goal("first page usable on a slow phone network", 3, "s", first[0]),
        Goal("first page over the line", 60, "kB", first[1]),
        Goal("list of themes over the line", 15, "kB", list_page[1]),
        Goal("theme page over the line", 15, "kB", theme[1]),
    )


def _visit(page: object, received: list[float], go: object) -> tuple[float, float]:
    """Seconds until the page can be used, and the kilobytes it took."""
    received.clear()
    started = time.perf_counter()
    go()
    page.wait_for_load_state("domcontentloaded")
    page.get_by_role("heading", level=1).wait_for()
    took = time.perf_counter() - started
    page.wait_for_load_state("load")
    return took, sum(received) / 1000
