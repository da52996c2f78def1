"""What goes into the mail about a visit, made when it is sent: a later change makes an earlier mail needless."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from scoring.models import Visit
from wolscan.mail import Attachment, Letter, NotNeeded


def told_of_visit(context: Mapping[str, Any]) -> Letter:
    """The visit as it stands, with its calendar file."""
    visits = Visit.objects.select_related("scan__location__organisation")
    visit = visits.filter(pk=context["visit"], changes=context["changes"]).first()
    if visit is None:
        raise NotNeeded
    words = {
        "visit_at": timezone.localtime(visit.starts_at),
        "minutes": visit.minutes,
        "what": visit.what,
        "is_cancelled": visit.cancelled_at is not None,
        "is_moved": visit.changes > 0,
        "location": visit.scan.location.name,
        "scan": str(visit.scan_id),
    }
    return Letter(words, (_file(visit),))


def _file(visit: Visit) -> Attachment:
    from scoring.followup.calendar import visit_ics

    method = "CANCEL" if visit.cancelled_at else "PUBLISH"
    return Attachment("bezoek.ics", visit_ics(visit), "text/calendar", {"method": method, "charset": "utf-8"})
