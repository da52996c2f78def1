"""``manage.py score``: scores scans from a file or standard input. Touches no database."""

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scoring.domain.outcome import to_json
from scoring.domain.score import score_scan
from scoring.domain.strict_json import MAX_BYTES, SubmissionError, quoted
from scoring.domain.submission import parse
from scoring.management.summary import as_text

#: How a shell reports a program that wrote to somebody who had left: 128 and SIGPIPE.
READER_LEFT = 141


class Command(BaseCommand):
    help = "Scores a scan (JSON): levels, support needs and tier, each with the rules that led to it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the scan, or - for standard input")
        parser.add_argument("--jsonl", action="store_true", help="one scan a line; stops at the first bad line")
        parser.add_argument("--format", choices=["json", "text"], default="json")

    def handle(self, *args: Any, file: str, jsonl: bool, format: str, **options: Any) -> None:  # noqa: A002
        name = "standard input" if file == "-" else file if file.isprintable() else quoted(file)
        show = to_json if format == "json" else as_text
        try:
            for place, data in _scans(name, file, jsonl):
                try:
                    scan = parse(data)
                except SubmissionError as error:
                    raise CommandError(f"{place}: {error}", returncode=2) from error
                self.stdout.write(show(score_scan(*scan)))
            self.stdout.flush()
        except BrokenPipeError:
            _leave_quietly()


def _scans(name: str, file: str, jsonl: bool) -> Iterator[tuple[str, bytes]]:
    """Every scan with its place, one at a time: a file may be larger than memory."""
    try:
        with nullcontext(sys.stdin.buffer) if file == "-" else open(file, "rb") as stream:
            yield from _lines(name, stream) if jsonl else [(name, stream.read(MAX_BYTES + 1))]
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}.", returncode=2) from error


def _lines(name: str, stream: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The lines that hold something. A line over the limit comes cut off, just too long to be accepted."""
    number = 0
    is_empty = True
    while line := stream.readline(MAX_BYTES + 2):
        number += 1
        if line.strip() or len(line) > MAX_BYTES:
            is_empty = False
            yield f"{name}: line {number}", line.rstrip(b"\r\n")
    if is_empty:
        raise CommandError(f"{name}: there is no scan in it.", returncode=2)


def _leave_quietly() -> None:
    """Whoever read along has left. Python would still complain when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(READER_LEFT)
