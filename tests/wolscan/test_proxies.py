"""Only a proxy of ours may say where a request comes from."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from questionnaires import throttle
from questionnaires.models import Throttle
from wolscan.proxies import ProxyMiddleware, client_of

PROXY, CLIENT = "10.0.0.2", "203.0.113.9"


@pytest.fixture(autouse=True)
def proxies(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "unix", "::1"]


def seen(**meta):
    """The request as the site sees it."""
    found = []
    request = RequestFactory().get("/", **meta)
    ProxyMiddleware(lambda r: found.append(r) or HttpResponse())(request)
    return found[0]


@pytest.mark.parametrize(
    ("peer", "said", "client"),
    [
        (PROXY, CLIENT, CLIENT),
        (PROXY, f"1.1.1.1, {CLIENT}", CLIENT),
        (PROXY, f"1.1.1.1, {CLIENT}, 10.9.9.9", CLIENT),
        (PROXY, "10.9.9.9", "10.9.9.9"),
        (PROXY, "2001:db8::7", "2001:db8::7"),
        (PROXY, "", PROXY),
        (PROXY, "unknown", PROXY),
        (PROXY, f"{CLIENT}, <script>", PROXY),
        ("", CLIENT, CLIENT),
        ("::1", CLIENT, CLIENT),
        ("::ffff:10.0.0.2", CLIENT, CLIENT),
        (CLIENT, "1.1.1.1", CLIENT),
        ("11.0.0.1", "1.1.1.1", "11.0.0.1"),
    ],
)
def test_client_is_who_the_last_of_our_proxies_saw(peer, said, client):
    assert seen(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=said).META["REMOTE_ADDR"] == client


def test_stranger_cannot_say_that_it_is_https_or_another_host():
    lies = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": "evil", "HTTP_FORWARDED": "for=1.1.1.1"}
    request = seen(REMOTE_ADDR=CLIENT, HTTP_X_REQUEST_ID="a" * 32, **lies)

    assert [name for name in request.META if "FORWARDED" in name or "REQUEST_ID" in name] == []
    assert "X-Forwarded-Proto" not in request.headers
    assert seen(REMOTE_ADDR=PROXY, **lies).META["HTTP_X_FORWARDED_PROTO"] == "https"


def test_nobody_is_trusted_unless_it_is_said(settings):
    settings.TRUSTED_PROXIES = []

    assert seen(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=CLIENT).META["REMOTE_ADDR"] == "127.0.0.1"
    assert seen(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR=CLIENT).META["REMOTE_ADDR"] == ""


def test_setting_that_makes_no_sense_stops_the_start(settings):
    settings.TRUSTED_PROXIES = ["nginx"]
    with pytest.raises(ImproperlyConfigured, match="Write addresses or networks"):
        ProxyMiddleware(lambda request: HttpResponse())


@given(st.lists(st.ip_addresses().map(str) | st.sampled_from(["", "x", "10.1.1.1"]), max_size=5))
def test_what_the_client_wrote_itself_never_counts(lies):
    assert client_of(PROXY, ", ".join([*lies, CLIENT])) == CLIENT


def test_guesses_count_for_the_client_whatever_it_says(db):
    """Ten wrong codes, each with another address in front: still one guesser."""
    for number in range(throttle.PER_ADDRESS + 1):
        said = f"198.51.100.{number}, {CLIENT}"
        Client().post("/meedoen/", {"code": "TULP-REGEN-27"}, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=said)
    subjects = set(Throttle.objects.values_list("subject", flat=True)) - {throttle.EVERYBODY}

    assert len(subjects) == 1
    assert (
        sum(Throttle.objects.exclude(subject=throttle.EVERYBODY).values_list("wrong", flat=True))
        == throttle.PER_ADDRESS
    )
