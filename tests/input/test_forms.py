"""F1 and F2: every form takes whatever is sent to it without breaking, and runs nothing of it."""

import os
import random
import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.input import corpus
from tests.input.forms import asked_for, forms, names
from tests.wolscan.test_access import DOORS, ROWS

PROVE = int(os.environ.get("WOLSCAN_INPUTS", "0"))
POSTED = [row for row in ROWS if row.post]
#: The button of a mail programme that wants no more mail (RFC 8058) knows no token; its address is the secret.
WITHOUT_TOKEN = {"opt_out"}


@pytest.fixture(scope="module")
def posted(world, django_db_blocker):
    with django_db_blocker.unblock():
        return {(form.name, form.stage): form for form in forms(world)}


@pytest.fixture(scope="module")
def views():
    return asked_for()


def send(world, form, data):
    """Sends it, and nothing of it remains. Whoever meets an error of the server sees its number."""
    client = world.browser(form.person)
    client.raise_request_exception = False
    with transaction.atomic():
        answer = client.post(form.address, data)
        transaction.set_rollback(True)
    return answer


def filled(form, fields, chance, value):
    """As a page would send it, with ``value`` in most places; some fields missing, some double, some nobody knows."""
    data = {}
    for name in fields:
        turn = chance.random()
        offered = form.fields.get(name) or [""]
        if turn < 0.55:
            data[name] = value() if chance.random() < 0.8 else [value(), value()]
        elif turn < 0.9:
            data[name] = chance.choice(offered)
    return data | (corpus.EXTRA if chance.random() < 0.3 else {})


def harmless(answer):
    """No mark of ours stands on the page as a tag or an attribute, and no header has a line of ours."""
    assert answer.status_code < 500
    for name, value in answer.headers.items():
        assert "\n" not in f"{name}{value}"
    assert not answer.headers.get("Location", "").startswith(("http", "//", "javascript"))
    if "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
        page = answer.content.decode()
        assert not re.search(r"<(script|svg|iframe|img)[^>]*(>\s*|=\s*['\"]?)wolscan_was_here", page)
        assert "<svg/onload" not in page
        assert "DJANGO_SETTINGS_MODULE" not in page


@pytest.mark.parametrize("row", POSTED, ids=lambda row: f"{row.name}-{row.stage}")
def test_form_takes_whatever_is_sent(world, db, posted, views, row):
    form = posted.get((row.name, row.stage))
    if form is None:
        pytest.skip("it ends the session of whoever sends it")
    chance = random.Random(f"{form}")
    fields = names(form, views)
    if not PROVE:
        harmless(send(world, form, dict.fromkeys(fields, chance.choice(corpus.FEW))))
        harmless(send(world, form, filled(form, fields, chance, lambda: corpus.any_text(chance))))
        return
    for _ in range(PROVE):
        data = filled(form, fields, chance, lambda: corpus.any_text(chance))
        try:
            harmless(send(world, form, data))
        except AssertionError as found:
            raise AssertionError(f"{form}: {data!r}") from found


@pytest.mark.parametrize("row", [r for r in POSTED if r.name not in WITHOUT_TOKEN], ids=lambda r: f"{r.name}-{r.stage}")
def test_post_without_a_token_is_refused(world, db, row):
    """403 for everybody, before anything is looked at; the pages of the API have no cookies and no forms."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = world.browser(sorted(row.post & set(world.cookies) or {"anonymous"})[0]).cookies
    answer = client.post(world.address(DOORS[row.name], row.stage), {"a": "b"})

    assert answer.status_code == 403
    assert client.post(world.address(DOORS[row.name], row.stage), {"_method": "DELETE"}).status_code == 403


@pytest.mark.parametrize("name", sorted(corpus.files()))
def test_file_that_is_no_spreadsheet_is_refused_in_words(world, db, name):
    """Bombs too: within seconds, and with a sentence."""
    client, began = world.browser("programme_office"), time.process_time()
    address = world.address(DOORS["import_file"], "final")
    answer = client.post(address, {"file": SimpleUploadedFile(name, corpus.files()[name])})

    assert answer.status_code in {200, 302, 422}
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "value",
    ["//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil.example", "\thttps://evil.example"],
)
@pytest.mark.parametrize("name", ["account_login", "set_language", "choose_role", "account_request_login_code"])
def test_nobody_is_led_elsewhere(world, db, name, value):
    client = world.browser("coordinator" if name == "choose_role" else "anonymous")
    address = world.address(DOORS[name], "-")
    for answer in (client.get(address, {"next": value}), client.post(address, {"next": value, "language": "nl"})):
        assert (
            not answer.headers.get("Location", "").replace("\\", "/").strip().startswith(("http", "//", "javascript"))
        )


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "testserver@evil.example", "a b", ""])
def test_host_that_is_not_ours_is_refused(world, db, host):
    answer = world.browser("anonymous").get("/account/login/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace", "options"])
def test_other_methods_change_nothing(world, db, method):
    client = world.browser("coordinator")
    client.raise_request_exception = False
    for row in ROWS[:: 7 if not PROVE else 1]:
        answer = getattr(client, method)(world.address(DOORS[row.name], row.stage))
        assert answer.status_code < 500, row.name


def test_body_that_is_too_large_or_too_deep_is_refused(world, db):
    client = world.browser("coordinator")
    address = world.address(DOORS["theme"], "team")
    large = client.post(address, {"seen": "x" * 3 * 2**20})
    many = client.post(address, {f"f{number}": "" for number in range(1_200)})
    deep = client.post(address, {"blad-current_step": "informatie", "seen": "[" * 100_000})
    odd = client.post(address, data=b"\xff\xfe--", content_type="multipart/form-data; boundary=x")

    assert {large.status_code, many.status_code, odd.status_code} <= {400, 413}
    assert deep.status_code in {200, 422}
