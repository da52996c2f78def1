"""What may stand in a log: which page, by whom it was asked never; no token, no code, no mail address, no name.

Addresses of pages are left out because some of them open something by themselves; the name of the page stays. The
words of an error are left out too, because databases and parsers like to quote what people typed: its kind and the
lines of code that led to it stay. Only errors of the machine itself (disk, network, settings) keep their words.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from smtplib import SMTPException
from traceback import format_tb
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.http import HttpRequest

#: A token as it stands in an address: 32 signs between slashes (or quotes, at the end of a line).
TOKEN = re.compile(r"(?<=/)[A-Za-z0-9_-]{32}(?=[/?\s\"']|$)")
MAIL = re.compile(r"[\w.+%'-]+@[\w-]+(\.[\w-]+)*")
#: A woordcode, and the number of a paper questionnaire.
CODE = re.compile(r"\b[A-Za-z]{3,12}-[A-Za-z]{3,12}-\d{2}\b|(?<!\d)\d{3}-\d{3}-\d{3}(?!\d)")
HIDDEN = "…"
#: Errors whose words are about the machine. Those of SMTP are among OSError, and quote who was written to.
OF_THE_MACHINE = (OSError, OperationalError, ImproperlyConfigured, ImportError)
#: The request that is handled now, on every line that is written meanwhile.
request_id: ContextVar[str] = ContextVar("request_id", default="")


def scrub(text: str) -> str:
    """A text without tokens, codes and mail addresses."""
    for pattern in (TOKEN, MAIL, CODE):
        text = pattern.sub(HIDDEN, text)
    return text


def page_of(request: HttpRequest) -> str:
    """The name of the page that was asked for; a dash where there is none."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name if match else "") or "-"


def error_lines(error: BaseException | None) -> Iterator[str]:
    """The kinds of an error and of those behind it, the oldest first, with the lines of code that led there."""
    if error is None:
        return
    yield from error_lines(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    yield from (line.rstrip() for line in format_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    keeps = isinstance(error, OF_THE_MACHINE) and not isinstance(error, SMTPException)
    yield f"{kind}: {scrub(str(error))}" if keeps else kind


class HidePeople(logging.Filter):
    """Takes out of a record what may not stand in a log, before any handler writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            line = line.replace(request.get_full_path(), page_of(request)).replace(request.path, page_of(request))
        if (clean := scrub(line)) != record.getMessage():
            record.msg, record.args = clean, ()
        return True


class LineFormatter(logging.Formatter):
    """A line for people: time, level, where, what."""

    def format(self, record: logging.LogRecord) -> str:
        lines = [f"{_moment(record)} {record.levelname} {record.name} {scrub(record.getMessage())}{_extras(record)}"]
        return "\n".join([*lines, *_error(record)])


class JsonFormatter(logging.Formatter):
    """A line for machines: one JSON object, with the same things in it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        line |= getattr(record, "facts", {})
        if error := list(_error(record)):
            line["error"] = error
        return json.dumps(line, ensure_ascii=False)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _extras(record: logging.LogRecord) -> str:
    known = {"request_id": request_id.get()} | getattr(record, "facts", {})
    return "".join(f" {key}={value}" for key, value in known.items() if value != "")


def _error(record: logging.LogRecord) -> Iterator[str]:
    if record.exc_info and record.exc_info[1] is not None:
        yield from error_lines(record.exc_info[1])
