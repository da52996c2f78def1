"""What goes into the mail to people who were invited for a scan that was withdrawn."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from questionnaires.models import Invitation
from questionnaires.operations.withdrawing import STOPPED
from questionnaires.round.calendar import CANCEL, conversation_ics
from questionnaires.round.links import opt_out_link
from wolscan.mail import Attachment, Letter, NotNeeded, built_by


def told_to_stop(context: Mapping[str, Any]) -> Letter:
    """Nothing is asked any more; with the file that takes the conversation out of a calendar."""
    may_have_mail = {"is_revoked": False, "opted_out": False, "bounced": False}
    people = Invitation.objects.select_related("scan__location").filter(pk=context["invitation"], **may_have_mail)
    person = people.first()
    if person is None:
        raise NotNeeded
    at = datetime.fromisoformat(context["was"]) if context["was"] else None
    words = {
        "scan": person.scan,
        "location": person.scan.location.name,
        "was": timezone.localtime(at) if at else None,
        "opt_out": opt_out_link(person),
    }
    return Letter(words, (_cancelled(person, at),) if at else ())


def _cancelled(person: Invitation, at: datetime) -> Attachment:
    content = conversation_ics(person.scan, method=CANCEL, at=at)
    return Attachment("gesprek.ics", content, "text/calendar", {"method": CANCEL, "charset": "utf-8"})


def register() -> None:
    """Names this builder to the outbox."""
    built_by(told_to_stop, STOPPED)
