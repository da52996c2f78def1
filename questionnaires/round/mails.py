"""What goes into the mails of a round, made when they are sent: the link, the dates, the calendar file.

Each builder asks once more whether the mail is still needed: somebody may have sent, opted out or been taken off the
list since it was queued.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from questionnaires.invitations import is_open
from questionnaires.models import DateChange, Invitation, Scan, State
from questionnaires.round.calendar import CANCEL, PUBLISH, conversation_ics
from questionnaires.round.links import code_page, link_of, opt_out_link
from wolscan.dates import today
from wolscan.mail import Attachment, Letter, NotNeeded

Context = Mapping[str, Any]


def asked_to_take_part(context: Context) -> Letter:
    """Invitation, reminder, and the news that there is more time: only for who can still take part."""
    person = _reachable(context)
    if person.progress == Invitation.Progress.DONE or not is_open(person, today()):
        raise NotNeeded
    return _letter(person, "closes_on")


def told_of_meeting(context: Context) -> Letter:
    """Another date for the conversation: also for who has sent."""
    person = _reachable(context)
    if person.scan.meets_at is None or person.scan.state not in {State.OPEN, State.GESPREK}:
        raise NotNeeded
    return _letter(person, "meets_at")


def told_of_withdrawal(context: Context) -> Letter:
    """The conversation is off; not needed when it has a new date by now, of which another mail tells."""
    person = _reachable(context)
    if person.scan.meets_at is not None:
        raise NotNeeded
    return _letter(person, "meets_at", was=datetime.fromisoformat(context["was"]))


def told_of_end(context: Context) -> Letter:
    """For the coordinator: the last day has passed. Not needed once the round was closed or extended."""
    scan = Scan.objects.select_related("location").filter(pk=context["scan"], state=State.OPEN).first()
    if scan is None or scan.closes_on is None or today() <= scan.closes_on:
        raise NotNeeded
    return Letter({"scan": scan, "location": scan.location.name})


def _reachable(context: Context) -> Invitation:
    """The person this mail is for, unless nobody may write to them any more."""
    may_have_mail = {"is_revoked": False, "opted_out": False, "bounced": False}
    people = Invitation.objects.select_related("scan__location").filter(pk=context["invitation"], **may_have_mail)
    person = people.first()
    if person is None:
        raise NotNeeded
    return person


def _letter(person: Invitation, field: str, *, was: datetime | None = None) -> Letter:
    """The words and files of a mail; ``field`` is the date of which the reason is told, ``was`` a date taken back."""
    scan, at = person.scan, was or person.scan.meets_at
    files = [_file(scan, CANCEL if was else PUBLISH, at)] if at else []
    changed = DateChange.objects.filter(scan=scan, field=field).order_by("at", "pk").last()
    words = {
        "scan": scan,
        "location": scan.location.name,
        "link": link_of(person),
        "code_page": code_page(),
        "opt_out": opt_out_link(person),
        "was": was and timezone.localtime(was),
        "reason": changed.reason if changed else "",
    }
    return Letter(words, tuple(files), _headers(words["opt_out"]))


def _file(scan: Scan, method: str, at: datetime) -> Attachment:
    content = conversation_ics(scan, method=method, at=at)
    return Attachment("gesprek.ics", content, "text/calendar", {"method": method, "charset": "utf-8"})


def _headers(opt_out: str) -> dict[str, str]:
    """Lets mail programs show their own button to stop the mails (RFC 8058)."""
    return {"List-Unsubscribe": f"<{opt_out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
