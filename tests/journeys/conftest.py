"""A real browser (the system's Chromium) against a real server. One server and one browser serve all journeys."""

import os
import shutil
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests import factories
from wolscan.permissions import Role, needs_second_step

# The browser's driver runs an event loop in this thread; the database is used from it by the tests alone.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A busy machine is slow, not wrong: what a page must show may take its time.
expect.set_options(timeout=15_000)

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}
PASSWORD = "wachtwoord"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
    return browser_type_launch_args | {"executable_path": chromium, "args": QUIET}


@pytest.fixture
def people(transactional_db):
    """A location with its coordinator and the adviser of its scans."""
    location = factories.make_location()
    return {
        "location": location,
        "coordinator": factories.make_coordinator(location),
        "adviser": factories.make_with_role(Role.ADVISER),
    }


class Device:
    """A browser of somebody: signs in, opens pages, and asks axe about what it shows."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.outside: list[str] = []
        context.on("request", self._note_outside)

    def _note_outside(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def sign_in(self, user) -> "Device":
        if needs_second_step(user):
            return self.come_signed_in(user)
        self.open("/account/login/")
        self.page.fill("input[name=login]", user.email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator("main form button").first.click()
        self.page.wait_for_url(f"{self.address}/")
        return self

    def come_signed_in(self, user) -> "Device":
        """Somebody whose role asks for a second step; how that goes is in test_accounts_story.py."""
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.address}])
        self.open("/")
        return self

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path if path.startswith("/") else path)
        return self.page

    def there(self) -> Page:
        """The page with its style sheets and scripts: a browser shows and takes clicks before they have come."""
        self.page.wait_for_load_state("load")
        return self.page

    def press(self, name: str) -> None:
        """Presses the button or follows the link that a person sees under this name."""
        self._seen(name).click()

    def download(self, name: str) -> str:
        """Presses it and gives the name of the file that comes; a PDF takes its time on a busy machine."""
        pressed = self._seen(name)
        with self.page.expect_download(timeout=120_000) as file:
            pressed.click(no_wait_after=True)
        return file.value.suggested_filename

    def _seen(self, name: str) -> Locator:
        page = self.there()
        return page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first

    def key(self, name: str) -> None:
        """Presses a key, once the page and its scripts are there: a browser takes no key back that came too early."""
        self.there().keyboard.press(name)

    def hold_back(self, script: str) -> Callable[[], None]:
        """This script does not come before what this gives back is called: a slow network."""
        held: list[Route] = []
        self.page.route(f"**/{script}*", lambda route: held.append(route))

        def come() -> None:
            [asked] = held
            asked.continue_()

        return come

    def check_accessible(self) -> None:
        """axe finds nothing on this page (WCAG 2.0 to 2.2, A and AA)."""
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        # What is right is not listed in full: on a long page that takes longer than the rules themselves.
        options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
        found = Axe().run(self.there(), options=options)
        assert found.violations_count == 0, found.generate_report()

    def check_fits(self) -> None:
        """Nothing is wider than the screen."""
        width = self.there().evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], f"{self.page.url} is {width} px wide"


@pytest.fixture
def device(browser: Browser, live_server):
    """Opens a new device: ``device()`` a phone, ``device(LAPTOP)``, ``device(javascript=False)``."""
    contexts = []

    def open_device(viewport=PHONE, *, javascript: bool = True, **options) -> Device:
        context = browser.new_context(viewport=viewport, java_script_enabled=javascript, locale="nl-NL", **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        return Device(context, live_server.url)

    yield open_device
    for context in contexts:
        context.close()
