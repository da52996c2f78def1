"""R8: browsers that send half a form and wait. The proxy holds them; nobody else notices."""

import http.client
import shutil
import socket
import ssl
import time
from statistics import median

import pytest

from tests.deploy.test_proxy import site  # noqa: F401 - the fixture

pytestmark = [
    pytest.mark.skipif(not shutil.which("nginx"), reason="script/test installs nginx"),
    pytest.mark.skipif(not shutil.which("openssl"), reason="script/test installs openssl"),
]
HALF = (
    b"POST /meedoen/ HTTP/1.1\r\nHost: wolscan.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\ncode=TULP"
)


def half_sent(port):
    context = ssl._create_unverified_context()  # noqa: S323 - the certificate is made here
    made = context.wrap_socket(socket.create_connection(("127.0.0.1", port)))
    made.sendall(HALF)
    return made


def times(port, number):
    """Milliseconds of pages that somebody else asks for, over one connection as a browser keeps it."""
    context = ssl._create_unverified_context()  # noqa: S323
    kept, took = http.client.HTTPSConnection("127.0.0.1", port, context=context), []
    for _ in range(number):
        began = time.perf_counter()
        kept.request("GET", "/meedoen/", headers={"Host": "wolscan.example"})
        answer = kept.getresponse()
        answer.read()
        took.append(1000 * (time.perf_counter() - began))
        assert answer.status == 200
    kept.close()
    return sorted(took)


def p95_without_and_with(port, number, asked):
    """In turn: what else the machine does slows both."""
    before = times(port, asked)
    waiting = [half_sent(port) for _ in range(number)]
    during = times(port, asked)
    for made in waiting:
        made.close()
    return [took[int(0.95 * asked)] for took in (before, during)]


def test_half_sent_posts_hold_up_nobody(site, many, figures):  # noqa: F811
    number, asked = many(60, 200), many(40, 200)
    rounds = [p95_without_and_with(site.secure, number, asked) for _ in range(3)]
    before, during = (round(median(found), 1) for found in zip(*rounds))
    figures(half_sent=number, p95_ms_before=before, p95_ms=during)

    assert during <= max(50, 2 * before), rounds
    assert site.ask("/meedoen/", "POST", b"x" * (11 * 2**20)).status == 413
