"""Mail goes out through a table: a request only queues it, the worker sends it, and nothing is sent twice by itself.

A mail is claimed before it is sent, with a fixed Message-ID. One that was cut off while it was being sent becomes
*uncertain* and stays so until a person decides.

The table holds no text. A mail whose text needs more than its context (a link that may not be stored, an attachment)
names a *builder*: it makes the rest when the mail is sent, or says that the mail is no longer needed.
"""

import logging
import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from wolscan.models import OutgoingMail

CUT_OFF = timedelta(minutes=10)
PARTS = ("subject", "txt", "html")
State = OutgoingMail.State
logger = logging.getLogger("wolscan.mail")


class NotNeeded(Exception):
    """The person has meanwhile done what the mail asks for, or must not be written to: it is dropped."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; ``kind`` is its content type, ``parameters`` are those of that type."""

    name: str
    content: bytes
    kind: str
    parameters: dict[str, str] = field(default_factory=dict)

    def as_part(self) -> MIMEBase:
        part = MIMEBase(*self.kind.split("/", 1), **self.parameters)
        part.set_payload(self.content)
        encode_base64(part)
        part.add_header("Content-Disposition", "attachment", filename=self.name)
        return part


@dataclass(frozen=True, slots=True)
class Letter:
    """What a builder adds when a mail is sent: words for its templates, files and headers."""

    context: dict[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


Builder = Callable[[dict[str, Any]], Letter]
_builders: dict[str, Builder] = {}


def built_by(builder: Builder, *templates: str) -> None:
    """Names the builder of some templates; apps do so when they are ready. It may raise ``NotNeeded``."""
    _builders.update(dict.fromkeys(templates, builder))


def queue(template: str, *, to: str, context: dict[str, Any], language: str = "nl") -> OutgoingMail:
    """Queues a mail: ``templates/emails/<template>.{subject,txt,html}`` with this context, made when it is sent."""
    return queue_many(template, [(to, context, language)])[0]


def queue_many(template: str, mails: Iterable[tuple[str, dict[str, Any], str]]) -> list[OutgoingMail]:
    """Queues the same mail for several people, in one query: pairs of address, context and language."""
    now = timezone.now()
    return OutgoingMail.objects.bulk_create(
        OutgoingMail(
            template=template,
            to=to,
            language=language,
            context=context,
            message_id=f"<{uuid4()}@wolscan>",
            queued_at=now,
        )
        for to, context, language in mails
    )


def send_waiting(limit: int = 100) -> int:
    """Sends what waits and gives back how many went out. Safe to run twice at once."""
    mark_cut_off()
    waiting = OutgoingMail.objects.filter(state=State.WAITING).order_by("pk")[:limit]
    return sum(_send(mail) for mail in waiting)


def mark_cut_off() -> int:
    """Mails whose sending never ended: nobody knows whether they arrived, so they are not sent again by themselves."""
    late = OutgoingMail.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - CUT_OFF)
    return late.update(state=State.UNCERTAIN)


def _send(mail: OutgoingMail) -> bool:
    row = OutgoingMail.objects.filter(pk=mail.pk)
    if not row.filter(state=State.WAITING).update(state=State.SENDING, claimed_at=timezone.now()):
        return False
    message = _made(mail)
    if isinstance(message, State):
        row.update(state=message)
        return False
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused:
        row.update(state=State.FAILED)
        return False
    except ConnectionRefusedError:
        row.update(state=State.WAITING, claimed_at=None)
        return False
    row.update(state=State.SENT, sent_at=timezone.now())
    return True


def _made(mail: OutgoingMail) -> EmailMultiAlternatives | State:
    """The mail ready to go, or the state it gets because there is none: nothing has left the house yet."""
    try:
        with translation.override(mail.language):
            return _message(mail)
    except NotNeeded:
        return State.DROPPED
    except Exception:
        logger.exception("mail %s (%s) could not be made", mail.pk, mail.template)
        return State.FAILED


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    builder = _builders.get(mail.template)
    letter = builder(mail.context) if builder else Letter()
    context = mail.context | {"site_url": settings.SITE_URL} | letter.context
    parts = {part: render_to_string(f"emails/{mail.template}.{part}", context) for part in PARTS}
    message = EmailMultiAlternatives(
        subject=" ".join(parts["subject"].split()),
        body=parts["txt"],
        to=[mail.to],
        headers={"Message-ID": mail.message_id} | letter.headers,
    )
    message.attach_alternative(parts["html"], "text/html")
    for file in letter.attachments:
        message.attach(file.as_part())
    return message
