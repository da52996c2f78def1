"""No log line holds the token of a link, a code, a mail address or what somebody typed."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from wolscan.logs import HidePeople

TOKEN = "aB3-_" * 6 + "xY"


def line(message, *args):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    assert HidePeople().filter(record) is True
    return record.getMessage()


def test_token_is_hidden_wherever_it_stands():
    assert line("Not Found: %s", f"/d/{TOKEN}/") == "Not Found: /d/…/"
    assert line('"%s" %s', f"GET /d/{TOKEN}/ HTTP/1.1", 302) == '"GET /d/…/ HTTP/1.1" 302'
    assert line(f"/geen-mail/7b1f/{TOKEN}") == "/geen-mail/7b1f/…"


@pytest.mark.parametrize(
    "hidden", ["karin@example.org", "o'neill+x@mail.example.nl", "TULP-REGEN-27", "tulp-regen-27", "123-456-789"]
)
def test_addresses_and_codes_are_hidden(hidden):
    assert line("wrong: %s (again)", hidden).startswith("wrong: ")
    assert hidden.split("@")[0] not in line("wrong: %s (again)", hidden)


@pytest.mark.parametrize("kept", ["/invullen/44da1112-9311-40da-84f0-73ed2718f481/", "/meedoen/begin/", "100 % done"])
def test_everything_else_stays(kept):
    assert line("Forbidden: %s", kept) == f"Forbidden: {kept}"


def test_log_of_the_site_goes_through_it(settings):
    loggers = settings.LOGGING["loggers"]

    assert settings.LOGGING["root"]["handlers"] == ["console"]
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["hide_people"]
    assert [name for name, logger in loggers.items() if logger.get("handlers")] == []


def test_refused_method_leaves_no_token_in_the_log(db, caplog):
    Client().post(reverse("link", args=[TOKEN]))

    assert [record.getMessage() for record in caplog.records] == ["Method Not Allowed (POST): link"]
