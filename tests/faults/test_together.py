"""R6, and a new release while people save: nobody's save is lost or refused."""

import signal
import threading
import time

from tests.faults import people
from tests.questionnaires.conftest import at_once


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
        time.sleep(0.5)
        server.tell(signal.SIGHUP)
        time.sleep(3)
    before = [writer.acknowledged for writer in writers]
    time.sleep(0.5)
    still_there = [thread.is_alive() for thread in threads]
    stop.set()
    for thread in threads:
        thread.join()
    figures(reloads=reloads, saves=sum(writer.acknowledged for writer in writers), refused=0)

    assert still_there == [True, True, True], "a save was cut off"
    assert [writer.refused for writer in writers] == [[], [], []]
    assert all(writer.acknowledged > number for writer, number in zip(writers, before))
    for writer in writers:
        writer.check()
