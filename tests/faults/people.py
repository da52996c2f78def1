"""Who fills in while things go wrong: each writes a page over and over, and knows what was acknowledged."""

import re
import threading
from dataclasses import dataclass, field
from html import unescape

from django.urls import reverse

from questionnaires.definitions import load
from questionnaires.models import Answer, AnswerSheet
from questionnaires.responding import take_place
from tests import factories
from tests.faults.server import Browser, session_of
from tests.questionnaires.conftest import Round
from tests.wolscan.access_world import _came_with as came_with
from wolscan.dates import today

THEME, LEVELS = "veiligheid", ("neutraal", "aandachtspunt")


@dataclass
class Writer:
    """Saves one theme of one sheet; every save writes its number in every note of the page."""

    browser: Browser
    sheet: AnswerSheet
    acknowledged: int = 0
    tried: int = 0
    cells: int = 0
    refused: list[int] = field(default_factory=list)
    cut_off: str = ""

    def __post_init__(self) -> None:
        version = load(self.sheet.scan.questionnaire)
        self.topics = [topic.key for topic in version.theme(THEME).topics_for(self.sheet.group)]
        self.url = reverse("theme", kwargs={"sheet": self.sheet.pk, "step": THEME})

    def page(self, number: int, seen: str) -> dict[str, str]:
        data = {"blad-current_step": THEME, "seen": seen}
        for topic in self.topics:
            data |= {topic: LEVELS[number % 2], f"{topic}-note": f"nummer {number}"}
        return data

    def open(self) -> str:
        return seen_of(self.browser.get(self.url).text)

    def save(self, seen: str) -> str:
        """Saves the next number and gives back what the page then shows."""
        self.tried += 1
        answer = self.browser.quietly(self.url, self.page(self.tried, seen))
        if answer.status != 200:
            self.refused.append(answer.status)
            return seen
        self.acknowledged = self.tried
        self.cells += len(self.topics)
        return seen_of(answer.text)

    def write_until(self, stop: threading.Event, seen: str) -> None:
        """Goes on from an opened page until the server is gone, or it is enough."""
        try:
            while not stop.is_set():
                seen = self.save(seen)
        except OSError as error:
            self.cut_off = repr(error)

    def check(self) -> None:
        """Nothing acknowledged is lost, and no page is half written. A save without an answer may have been kept."""
        kept = dict(Answer.objects.filter(sheet=self.sheet, topic__in=self.topics).values_list("topic", "note"))
        numbers = {int(note.split()[1]) for note in kept.values() if note}
        assert len(numbers) <= 1, f"a page was torn: {kept}"
        number = numbers.pop() if numbers else 0
        assert number in {self.acknowledged, self.tried}, f"{self.acknowledged} was acknowledged, {number} stands"
        if self.acknowledged:
            assert set(kept) == set(self.topics)
        self.acknowledged = number


def seen_of(page: str) -> str:
    """What a page shows, by its fingerprints."""
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    assert found, page[:500]
    return unescape(found[1])


def respondent(port: int, round_: Round) -> Writer:
    """Somebody with an invitation."""
    way = round_.way()
    sheet = take_place(invitation=way, mode="zelf", named=False, today=today())
    return Writer(Browser(port, came_with(way)), sheet)


def coordinator(port: int, name: str) -> Writer:
    """Somebody who fills in a team sheet."""
    location = factories.make_location(name)
    user = factories.make_coordinator(location)
    return Writer(Browser(port, session_of(user)), factories.team_sheet(factories.make_scan(location)))
