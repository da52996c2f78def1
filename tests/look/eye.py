"""A browser that opens one page after another and says what is wrong with how it looks."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Error

from tests.look.pages import Visit, is_file
from tests.look.posted import State

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
#: A page of 1280 px at 400 % and at 200 % (WCAG 1.4.10 and 1.4.4). All is in rem and em: large letters do the same.
ZOOMED = (320, 640)
#: Another width or scheme is drawn with the next frame: what is measured before that is neither the old nor the new.
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
#: A page has a few colours, thousands of times. Working one out is slow; axe does it once for each and finds the same.
EACH_COLOUR_ONCE = """
() => {
  const { Color } = axe.commons.color, { parseString } = Color.prototype, known = new Map();
  Color.prototype.parseString = function (colour) {
    if (!known.has(colour)) {
      const { r, g, b, alpha } = parseString.call(new Color(), colour);
      known.set(colour, { r, g, b, alpha });
    }
    return Object.assign(this, known.get(colour));
  };
}
"""
#: What sticks out to the right, in the order of the page; what scrolls within its own frame may.
STICKS_OUT = """
width => document.documentElement.scrollWidth <= width ? [] : [...document.body.querySelectorAll('*')]
  .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('.table-scroll, .visually-hidden'))
  .slice(0, 3).map(e => `${e.tagName.toLowerCase()}.${e.className} ${e.textContent.trim().slice(0, 40)}`)
  .concat(`${document.documentElement.scrollWidth} px wide`)
"""
#: Whatever a keyboard reaches shows that, itself or by what it lies in; one of each kind is tried. A key is
#: pressed first: else browsers show no focus.
UNSEEN = """
() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
  const kind = e => [e.tagName, e.className, e.type, e.parentElement.className].join();
  const kinds = new Map(all.filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0).map(e => [kind(e), e]));
  return [...kinds.values()].filter(e => {
    e.focus();
    let frame = e;
    while (frame && getComputedStyle(frame).outlineStyle === 'none') frame = frame.parentElement;
    return document.activeElement === e && !frame;
  }).map(e => `no focus to be seen: ${e.outerHTML.slice(0, 80)}`);
}
"""
#: Where the keyboard is, and whether that place is to be seen.
STEP = """
() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  here.dataset.reached = 'yes';
  const seen = here === document.body || (box.bottom > 0 && box.top < innerHeight);
  return seen ? '' : `out of sight: ${here.outerHTML.slice(0, 80)}`;
}
"""
#: What the keyboard should have come to. Of a group of radio buttons it comes to one.
MISSED = """
() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0 && !e.dataset.reached)
  .filter(e => e.type !== 'radio' || !document.querySelector(`[name="${CSS.escape(e.name)}"][data-reached]`))
  .map(e => `not reached: ${e.outerHTML.slice(0, 80)}`)
"""


#: What differs every time a page is made.
CHANCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9]{64}")


class Eye:
    """Looks as one person; ``look`` gives what is wrong with a page."""

    def __init__(self, browser: Browser, address: str, session: str, known: set[object]) -> None:
        self.address, self.session = address, session
        #: The page that is open and its language: for another look at it nothing is fetched again.
        self.open_page: tuple[object, str] | None = None
        self.is_page = False
        #: The page, language and scheme of which the edges and the focus are known: those are at widths of their own.
        self.narrowed: tuple[object, str, str] | None = None
        self.context = browser.new_context(reduced_motion="reduce")
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        self.looked, self.known = 0, known
        self.heard: list[str] = []
        self.context.on("request", self._outside)
        self.page.on("console", lambda said: self.heard.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))

    def _outside(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.heard.append(f"asks elsewhere: {request.url}")

    def look(self, visit: Visit, address: str) -> list[str]:
        # An address may hold a time and be another one at the next look.
        return self._seen(visit, (visit.row, visit.language), lambda: self._is_page(address) and self._is_new(visit))

    def look_at_state(self, visit: Visit, state: State) -> list[str]:
        """How a page answers a form: it was sent elsewhere, and nothing of it remains; here it is only shown."""
        return self._seen(visit, (state, visit.language), lambda: self._show(state))

    def _seen(self, visit: Visit, page: tuple[object, str], show: Callable[[], bool]) -> list[str]:
        scheme, colours = ("light", "active") if visit.scheme == "forced" else (visit.scheme, "none")
        self.page.emulate_media(color_scheme=scheme, forced_colors=colours)
        self.page.set_viewport_size({"width": visit.width, "height": 800})
        if page != self.open_page:
            self._become(visit.language)
            self.heard.clear()
            self.open_page, self.is_page = page, show()
        if not self.is_page:
            return []
        self.looked += 1
        return [*self._rules(), *self._narrow((*page, visit.scheme)), *self.heard]

    def _is_new(self, visit: Visit) -> bool:
        """Whether nobody who was here before got the same: header and foot are on other pages of each person too."""
        main = self.page.locator("main").inner_html()
        known = (visit.row.name, visit.language, CHANCE.sub("", main))
        is_new = known not in self.known
        self.known.add(known)
        return is_new

    def _show(self, state: State) -> bool:
        where = self.address + state.form.address
        # Any other status than 200 is itself an error on the console.
        shown = {"status": 200, "body": state.page, "headers": dict(state.headers)}
        self.page.route(lambda url: url == where, lambda route: route.fulfill(**shown), times=1)
        self.page.goto(where)
        return True

    def _is_page(self, address: str) -> bool:
        if is_file(address):
            return False
        try:
            answer = self.page.goto(self.address + address)
        except Error as error:
            if "Download is starting" in error.message:
                return False
            raise
        return answer.status == 200 and answer.headers["content-type"].startswith("text/html")

    def _become(self, language: str) -> None:
        kept = {settings.LANGUAGE_COOKIE_NAME: language, settings.SESSION_COOKIE_NAME: self.session}
        self.context.clear_cookies()
        cookies = [{"name": name, "value": value, "url": self.address} for name, value in kept.items() if value]
        self.context.add_cookies(cookies)

    def _rules(self) -> list[str]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(Axe().axe_script)
            self.page.evaluate(EACH_COLOUR_ONCE)
        self.page.evaluate(SETTLED)
        found = self.page.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]
        return [f"axe {one['id']}: {one['nodes'][0]['html'][:120]} ({len(one['nodes'])} times)" for one in found]

    def _narrow(self, page: tuple[object, str, str]) -> list[str]:
        """Edges and focus, which are the same however wide the screen was before: once for a page in a scheme."""
        if page == self.narrowed:
            return []
        self.narrowed = page
        return [*self._sizes(), *self._focus()]

    def _sizes(self) -> list[str]:
        """Nothing sticks out of a narrow screen."""
        found = []
        for width in ZOOMED:
            self.page.set_viewport_size({"width": width, "height": 800})
            found += [f"at {width} px: {said}" for said in self.page.evaluate(STICKS_OUT, width)]
        return found

    def _focus(self) -> list[str]:
        self.page.keyboard.press("Tab")
        return list(self.page.evaluate(UNSEEN))

    def walk(self, address: str) -> list[str]:
        """What is wrong when somebody goes through a page with the Tab key alone."""
        self._become("nl")
        self.page.set_viewport_size({"width": 1280, "height": 800})
        self.page.goto(self.address + address)
        stops = self.page.locator("a[href], button, input, select, textarea, summary").count()
        wrong = set()
        for _ in range(stops + 2):
            self.page.keyboard.press("Tab")
            wrong.add(self.page.evaluate(STEP))
        return sorted(wrong - {""}) + list(self.page.evaluate(MISSED))

    def close(self) -> None:
        self.context.close()
