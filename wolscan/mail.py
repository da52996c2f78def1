"""Mail goes out through a table: a request only queues it, the worker sends it, and nothing is sent twice by itself.

A mail is claimed before it is sent, with a fixed Message-ID. One that was cut off while it was being sent becomes
*uncertain* and stays so until a person decides.
"""

import smtplib
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from wolscan.models import OutgoingMail

CUT_OFF = timedelta(minutes=10)
PARTS = ("subject", "txt", "html")


def queue(template: str, *, to: str, context: dict[str, Any], language: str = "nl") -> OutgoingMail:
    """Queues a mail: ``templates/emails/<template>.{subject,txt,html}`` with this context, made when it is sent."""
    return OutgoingMail.objects.create(
        template=template,
        to=to,
        language=language,
        context=context,
        message_id=f"<{uuid4()}@wolscan>",
        queued_at=timezone.now(),
    )


def send_waiting(limit: int = 100) -> int:
    """Sends what waits and gives back how many went out. Safe to run twice at once."""
    mark_cut_off()
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING).order_by("pk")[:limit]
    return sum(_send(mail) for mail in waiting)


def mark_cut_off() -> int:
    """Mails whose sending never ended: nobody knows whether they arrived, so they are not sent again by themselves."""
    late = OutgoingMail.objects.filter(state=OutgoingMail.State.SENDING, claimed_at__lt=timezone.now() - CUT_OFF)
    return late.update(state=OutgoingMail.State.UNCERTAIN)


def _send(mail: OutgoingMail) -> bool:
    claimed = OutgoingMail.objects.filter(pk=mail.pk, state=OutgoingMail.State.WAITING).update(
        state=OutgoingMail.State.SENDING, claimed_at=timezone.now()
    )
    if not claimed:
        return False
    try:
        _message(mail).send()
    except smtplib.SMTPRecipientsRefused:
        OutgoingMail.objects.filter(pk=mail.pk).update(state=OutgoingMail.State.FAILED)
        return False
    except ConnectionRefusedError:
        OutgoingMail.objects.filter(pk=mail.pk).update(state=OutgoingMail.State.WAITING, claimed_at=None)
        return False
    OutgoingMail.objects.filter(pk=mail.pk).update(state=OutgoingMail.State.SENT, sent_at=timezone.now())
    return True


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    context = mail.context | {"site_url": settings.SITE_URL}
    with translation.override(mail.language):
        parts = {
            part: render_to_string(f"emails/{mail.template}.{part}", context) for part in ("subject", "txt", "html")
        }
    message = EmailMultiAlternatives(
        subject=" ".join(parts["subject"].split()),
        body=parts["txt"],
        to=[mail.to],
        headers={"Message-ID": mail.message_id},
    )
    message.attach_alternative(parts["html"], "text/html")
    return message
