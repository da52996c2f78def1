"""R6, and a new release while people save: nobody's save is lost or refused."""

import signal
import threading

from tests.faults import people
from tests.questionnaires.conftest import at_once
from tests.waiting import until


def test_parallel_saves_of_one_page_lose_nothing(serve, many, figures):
    """Four tabs of one sheet, each of which changes topics of its own, over and over."""
    server, turns = serve(), many(5, 50)
    writer = people.coordinator(server.port, "De Linde")
    server.start()

    def tab(number):
        mine, seen = writer.topics[number::4], writer.open()
        for turn in range(turns):
            page = {"blad-current_step": people.THEME, "seen": seen}
            page |= {f"{topic}-note": f"{number} {turn}" for topic in mine}
            answer = writer.browser.quietly(writer.url, page)
            assert answer.status == 200
            seen = people.seen_of(answer.text)
        return mine

    owned = at_once([lambda number=number: tab(number) for number in range(4)])
    notes = dict(writer.sheet.answers.values_list("topic", "note"))
    figures(saves=4 * turns, lost=0)
    assert notes == {topic: f"{number} {turns - 1}" for number, mine in enumerate(owned) for topic in mine}


def test_new_release_while_people_save(serve, many, figures):
    """HUP, as systemd reloads it: old processes end what they were at, new ones take over."""
    server, reloads = serve(), many(1, 20)
    writers = [people.coordinator(server.port, f"De Linde {number}") for number in range(3)]
    server.start()
    stop = threading.Event()
    pages = [(writer, writer.open()) for writer in writers]
    threads = [threading.Thread(target=writer.write_until, args=[stop, seen]) for writer, seen in pages]
    for thread in threads:
        thread.start()
    for _ in range(reloads):
        went_on(writers)
        replaced(server)
    went_on(writers)
    stop.set()
    for thread in threads:
        thread.join()
    figures(reloads=reloads, saves=sum(writer.acknowledged for writer in writers), refused=0)

    assert [(writer.refused, writer.cut_off) for writer in writers] == [([], "")] * 3
    for writer in writers:
        writer.check()


def went_on(writers):
    """Everybody's next save is acknowledged, or failed."""
    before = [(writer, writer.acknowledged) for writer in writers]
    until(lambda: all(writer.acknowledged > number or writer.cut_off or writer.refused for writer, number in before))


def replaced(server):
    """A reload, until none of the old processes is there any more."""
    old = server.workers()
    server.tell(signal.SIGHUP)
    until(lambda: server.workers() and not server.workers() & old)
