"""Respondents by the hundred, each with an invitation, a sheet and a session; and reports to be made meanwhile."""

from datetime import timedelta

GROUP, THEMES = "zorgpersoneel", ("veiligheid", "informatie")


def make_respondents(number: int) -> list[tuple[str, str]]:
    """Pairs of a session and the key of its sheet."""
    from django.db import transaction

    from questionnaires.invitations import make_ways
    from questionnaires.models import Scan
    from questionnaires.responding import take_place
    from questionnaires.services import prepare_scan
    from tests import factories
    from tests.wolscan.access_world import _came_with as came_with
    from wolscan.dates import today

    location = factories.make_location()
    by = factories.make_coordinator(location)
    scan = prepare_scan(location=location, by=by, today=today())
    Scan.objects.filter(pk=scan.pk).update(state="open", closes_on=today() + timedelta(days=21))
    scan.refresh_from_db()
    with transaction.atomic():
        ways = make_ways(scan=scan, group=GROUP, kind="letter", count=number, by=by)
        return [
            (came_with(way), str(take_place(invitation=way, mode="zelf", named=False, today=today()).pk))
            for way in ways
        ]


def make_reports(number: int) -> None:
    """Scans that were sent in, each with a report that is asked for."""
    from scoring.reports.services import queue_report
    from tests import factories

    for place in range(number):
        location = factories.make_location(f"De Berk {place}", f"Stichting Berk {place}")
        outcome = factories.send_in_scan(factories.make_scan(location), factories.make_coordinator(location))
        queue_report(scan=outcome.scan, assessment=outcome, decision=None, language="nl", by=None)


def ask_again() -> int:
    """Asks once more for the report that is ready longest; 0 when the worker has none ready that was not counted."""
    from django.utils import timezone

    from scoring.models import Report

    ready = list(Report.objects.filter(state="done").order_by("queued_at").values_list("pk", flat=True)[:1])
    return Report.objects.filter(pk__in=ready).update(state="queued", queued_at=timezone.now(), pdf=None, tries=0)
