"""Reads the mails that the demo sent, as Django's mail backend for files wrote them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

MOST = 50
#: What the backend writes behind each mail in a file.
BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as somebody would read it."""

    to: str
    subject: str
    sent_at: datetime | None
    text: str


def newest() -> list[Letter]:
    """The last mails, newest first, fifty at most; none where nothing was sent yet."""
    if not settings.EMAIL_FILE_PATH:  # somebody gave the demo a mail server
        return []
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)[:MOST]
    letters = [letter for file in files for letter in reversed(list(_letters(file)))]
    return letters[:MOST]


def _letters(file: Path) -> Iterator[Letter]:
    for raw in file.read_bytes().split(BETWEEN):
        if raw.strip():
            yield _letter(message_from_bytes(raw, policy=policy.default))


def _letter(mail: EmailMessage) -> Letter:
    body = mail.get_body(("plain",))
    date = mail["Date"]
    return Letter(
        to=str(mail["To"] or ""),
        subject=str(mail["Subject"] or ""),
        sent_at=date.datetime if date else None,
        text=body.get_content().strip() if body else "",
    )
