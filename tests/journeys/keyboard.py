"""Somebody who has a keyboard and nothing else: Tab, arrows, space, Enter, and letters."""

import re
from collections.abc import Callable
from datetime import date

from tests.journeys.conftest import Device

#: A page that takes more presses than this is not made for a keyboard.
MOST = 150
#: The place where the keyboard is, and what is wrong with it; nothing when somebody sees it. The button of the browser
#: itself within a field for a day is no place of the page.
PLACE = """
() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  if (here === document.body || !here.matches(':focus')) return ['', ''];
  let frame = here;
  while (frame && getComputedStyle(frame).outlineStyle === 'none') frame = frame.parentElement;
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [here.outerHTML.slice(0, 80), !frame ? 'no focus to be seen' : seen ? '' : 'out of sight'];
}
"""
#: The question that the radio button with the focus belongs to; nothing where it is no radio button.
QUESTION = "e => e.type === 'radio' ? (e.closest('fieldset')?.querySelector('legend')?.textContent || '') : null"


class Keyboard:
    """Goes through the pages of a device, and says so when the place it is at cannot be seen."""

    def __init__(self, device: Device) -> None:
        self.device, self.page = device, device.page
        self.here = self.page.locator(":focus")

    def name(self) -> str:
        """What a screen reader calls the place where the keyboard is: *button "Beginnen"*; *text:* is what opens."""
        return self.here.first.aria_snapshot().partition("\n")[0].removeprefix("- ").strip("':")

    def reach(self, name: str, kind: str = "") -> None:
        """Presses Tab until it is there."""
        wanted = re.compile(rf'^({kind or "[a-z]+"} "|text: ){re.escape(name)}')
        self._until(lambda: wanted.match(self.name()), f"{kind} {name}")

    def follow(self, name: str, kind: str = "") -> None:
        """Goes there and presses Enter; another page comes."""
        self.reach(name, kind)
        with self.page.expect_navigation():
            self.device.key("Enter")

    def choose(self, question: str, answer: str) -> None:
        """Goes to the radio buttons of a question, and with the arrows to an answer."""
        self._until(lambda: self._question() is not None and question in self._question(), question or answer)
        for _ in range(10):
            if f'radio "{answer}' in self.name():
                break
            self.device.key("ArrowDown")
        assert f'radio "{answer}' in self.name(), self.name()
        self.device.key("Space")
        self._seen()

    def write(self, name: str, text: str) -> None:
        """Goes to a field and writes in it, in place of what it holds."""
        self.reach(name)
        self.device.key("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def write_day(self, name: str, day: date) -> None:
        """Part by part, in the order of the browser: day or month first."""
        self.reach(name)
        for order in ("%d%m%Y", "%m%d%Y"):
            for _ in range(3):
                self.device.key("ArrowLeft")
            self.page.keyboard.type(day.strftime(order))
            if self.here.input_value() == day.isoformat():
                return
        raise AssertionError(f"{name} holds {self.here.input_value()!r}")

    def _question(self) -> str | None:
        return self.here.first.evaluate(QUESTION)

    def _until(self, is_there: Callable[[], object], wanted: str) -> None:
        passed = [self._seen()]
        while not (passed[-1] and is_there()):
            assert len(passed) < MOST, f"{wanted} is not reached; passed: {passed}"
            self.device.key("Tab")
            passed.append(self._seen())

    def _seen(self) -> str:
        """The place where the keyboard is, which must be seen; nothing before the first press."""
        place, wrong = self.page.evaluate(PLACE)
        assert not wrong, f"{wrong}: {place} on {self.page.url}"
        return str(place)
