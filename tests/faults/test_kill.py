"""R1: the whole server is killed at random moments while people save."""

import random
import threading
import time

from django.db import connection

from tests.faults import people


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(serve, open_round, many, figures):
    server = serve()
    writers = [people.coordinator(server.port, f"De Linde {number}") for number in range(2)]
    writers += [people.respondent(server.port, open_round) for _ in range(2)]
    chance, back = random.Random(6), []
    rounds = many(2, 100)
    for _ in range(rounds):
        back.append(server.start())
        write_and_kill(server, writers, chance.uniform(0.1, 0.8))
        for writer in writers:
            writer.check()
        assert is_sound()
    figures(rounds=rounds, cells=sum(writer.cells for writer in writers), back_seconds=round(max(back), 2), lost=0)
    assert sum(writer.cells for writer in writers) >= many(50, 5_000)
    assert [writer.refused for writer in writers] == [[]] * 4


def write_and_kill(server, writers, seconds):
    stop = threading.Event()
    pages = [(writer, writer.open()) for writer in writers]
    threads = [threading.Thread(target=writer.write_until, args=[stop, seen]) for writer, seen in pages]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    server.kill()
    stop.set()
    for thread in threads:
        thread.join()


def is_sound():
    """What the database says of itself; PostgreSQL went on by itself and has nothing to say."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
