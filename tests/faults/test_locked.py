"""R3: the database is held by somebody else, or gone. A short while is waited for; a long one is said so."""

import re
import threading
import time
from contextlib import contextmanager
from html import unescape

import pytest
from django.db import connection, transaction

from questionnaires.models import AnswerSheet
from tests.faults import people

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = 'Wij oefenen "elke" <b>maandag</b> & dinsdag.'


@contextmanager
def held(sheet, seconds):
    """Somebody holds what a save needs, for a while."""
    ready, enough = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            list(AnswerSheet.objects.select_for_update().filter(pk=sheet.pk))
            ready.set()
            enough.wait(seconds)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert ready.wait(10)
    yield
    enough.set()
    thread.join()


def test_save_waits_for_a_database_that_is_held_for_a_moment(serve, many, figures):
    server = serve()
    writer = people.coordinator(server.port, "De Linde")
    server.start()
    seen, began = writer.open(), time.monotonic()
    with held(writer.sheet, many(1.5, 5)):
        writer.save(seen)
    figures(waited_seconds=round(time.monotonic() - began, 1))
    assert writer.refused == []
    writer.check()


def test_typed_answers_stay_on_the_screen_when_it_is_held_for_long(serve, many, figures):
    """The page comes with everything in a form; pressing its button later saves it all."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lets a row wait as long as it takes; only who reads is not held up there")
    server = serve(PATIENCE=str(many(1, 20)), WEB_PROCESSES="1")
    writer = people.coordinator(server.port, "De Linde")
    server.start()
    page = writer.page(1, writer.open()) | {f"{writer.topics[0]}-note": NOTE, "then": "next"}
    with held(writer.sheet, many(8, 60)):
        refused = writer.browser.post(writer.url, page)
        assert writer.browser.quietly(writer.url, page).status == 503
    figures(status=refused.status)

    assert refused.status == 503
    assert refused.headers["Retry-After"] == "30"
    assert "Wat u typte, is nog niet opgeslagen" in refused.text
    assert "Wij oefenen &quot;elke&quot; &lt;b&gt;maandag&lt;/b&gt; &amp; dinsdag." in refused.text
    again = writer.browser.post(writer.url, fields_of(refused.text))
    assert (again.status, again.where.startswith("/invullen/")) == (302, True)
    assert writer.sheet.answers.get(topic=writer.topics[0]).note == NOTE
    assert writer.sheet.answers.count() == len(writer.topics)


def test_page_says_so_when_the_database_is_gone(serve, tmp_path):
    """Whatever the kind of database: its address leads nowhere."""
    server = serve(database="postgres://nobody@127.0.0.1:9/nothing", WEB_PROCESSES="1")
    server.start()
    writer = people.coordinator(server.port, "De Linde")
    shown, sent = writer.browser.get(writer.url), writer.browser.post(writer.url, writer.page(1, "{}"))

    assert (shown.status, sent.status) == (503, 503)
    assert "Wolscan is even niet bereikbaar" in shown.text
    assert "nummer 1" in sent.text
    assert writer.browser.get("/-/livez").status == 200
    assert writer.browser.get("/-/readyz").status == 503


def fields_of(page):
    """What the form of a page would send."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return {unescape(name): unescape(value) for name, value in found}
