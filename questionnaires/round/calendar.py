"""The dates of a round as calendar files, in the active language: the last day to take part, and the conversation."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.models import DateChange, Scan, State, StateChange
from wolscan.ics import CANCEL, PUBLISH, Alarm, Entry, calendar_file, uid_of

__all__ = ["CANCEL", "PUBLISH", "conversation_ics", "deadline_ics"]

DURATION = timedelta(minutes=60)
#: So long before the last day begins, a calendar says that it is near.
AHEAD = timedelta(days=2)


def conversation_ics(scan: Scan, *, method: str = PUBLISH, at: datetime | None = None) -> bytes:
    """The conversation of this scan; ``method`` ``CANCEL`` takes it out of calendars (``at``: when it was to be)."""
    entry = Entry(
        uid=uid_of("gesprek", scan.pk),
        sequence=scan.meeting_changes,
        changed_at=_told_at(scan, "meets_at"),
        starts=at or scan.meets_at,
        lasts=DURATION,
        summary=_("Conversation about the scan of %(location)s") % {"location": scan.location.name},
        description=_description(scan),
        place=_place(scan),
        contact=scan.contact_name,
    )
    return calendar_file(entry, product="Conversation", method=method)


def deadline_ics(scan: Scan, *, method: str = PUBLISH) -> bytes:
    """The last day on which people can fill in the scan, as a whole day."""
    entry = Entry(
        uid=uid_of("laatste-dag", scan.pk),
        sequence=DateChange.objects.filter(scan=scan, field="closes_on").count(),
        changed_at=_told_at(scan, "closes_on"),
        starts=scan.closes_on,
        summary=_("Last day to fill in the scan of %(location)s") % {"location": scan.location.name},
        description=_("You can take part up to and including this day. It takes about 20 minutes."),
        place=_place(scan),
        contact=scan.contact_name,
        alarm=Alarm(AHEAD, _("You can still fill in the scan of %(location)s.") % {"location": scan.location.name}),
    )
    return calendar_file(entry, product="Last day", method=method)


def _told_at(scan: Scan, field: str) -> datetime:
    """When people were last told this date: at a change of it, else when the round opened, else when it was made."""
    changed = DateChange.objects.filter(scan=scan, field=field).order_by("at", "pk").last()
    if changed:
        return changed.at
    opened = StateChange.objects.filter(scan=scan).order_by("-at", "-pk")
    step = opened.filter(new=State.OPEN).first() or opened.last()
    return step.at if step else timezone.make_aware(datetime.combine(scan.opened_on, time()))


def _place(scan: Scan) -> str:
    return f"{scan.location.name}, {scan.location.place}"


def _description(scan: Scan) -> str:
    return _(
        "We look at the answers of all groups together and decide what goes well and what should get better. "
        "Questions? Call %(name)s, %(phone)s."
    ) % {"name": scan.contact_name, "phone": scan.contact_phone}
