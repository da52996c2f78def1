"""Asking for a report. The worker makes it: rendering a PDF in a request would slow everybody else down."""

from django.utils import timezone

from questionnaires.models import Scan
from scoring.models import Assessment, Decision, Report
from wolscan.audit import record
from wolscan.models import User


def queue_report(
    *, scan: Scan, assessment: Assessment, decision: Decision | None, language: str, by: User | None
) -> Report:
    """Asks for the PDF of an outcome; asking again gives the one that is there, a failed one is tried anew."""
    report, made = Report.objects.defer("pdf").get_or_create(
        assessment=assessment,
        decision=decision,
        language=language,
        defaults={"scan": scan, "queued_at": timezone.now()},
    )
    if not made and report.state == Report.State.FAILED:
        Report.objects.filter(pk=report.pk, state=Report.State.FAILED).update(state=Report.State.QUEUED, tries=0)
        report.refresh_from_db(fields=["state", "tries"])
    if made:
        record("report_queued", actor=by, subject=scan, language=language)
    return report
