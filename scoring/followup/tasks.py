"""The improvement plan as a task on the start page of a coordinator."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.models import FINAL, Scan
from scoring.followup.queries import Standing, standings
from wolscan.models import User
from wolscan.permissions import Permission, where_may


def plan_tasks(user: User, today: date) -> list[dict[str, str]]:
    """A task for the plan of each location's last final scan. Five queries, and one for who has none."""
    here = where_may(user, Permission.FOLLOW_UP, "location")
    scans = list(Scan.objects.filter(here, state__in=FINAL).exclude(repeat__state__in=FINAL).select_related("location"))
    found = standings(scans, today) if scans else {}
    return [_task(scan, found[scan.pk]) for scan in scans if scan.pk in found]


def _task(scan: Scan, standing: Standing) -> dict[str, str]:
    status, words = _status(standing)
    return {
        "title": _("Improvement plan of %(location)s") % {"location": scan.location.name},
        "url": reverse("plan", kwargs={"scan": scan.pk}),
        "status": status,
        "status_text": words,
    }


def _status(standing: Standing) -> tuple[str, str]:
    """The state of the task, what waits longest first."""
    if standing.unanswered:
        count = standing.unanswered
        words = ngettext(
            "Check: %(count)d action without an answer", "Check: %(count)d actions without an answer", count
        )
        return "bezig", words % {"count": count}
    if standing.missing:
        count = standing.missing
        words = ngettext(
            "%(count)d theme without an action or reason", "%(count)d themes without an action or reason", count
        )
        return "bezig" if standing.actions else "leeg", words % {"count": count}
    if not standing.actions and not standing.asking:
        return "leeg", _("No action needed; you may write one")
    return "klaar", _("Every theme has an action or a reason")
