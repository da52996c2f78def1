"""The making of reports, by the worker: each is claimed first, so that it is made once."""

import logging
from datetime import timedelta
from hashlib import sha256

from django.db.models import F, Q
from django.utils import timezone

from scoring.models import Report
from scoring.reports.pdf import render_pdf

CUT_OFF = timedelta(minutes=5)
TRIES = 3
logger = logging.getLogger("wolscan.reports")


def make_waiting_reports(limit: int = 20) -> int:
    """Makes the reports that wait and gives back how many. Safe to run twice at once.

    One that was cut off while it was being made is made again; one that fails is tried three times. A report that
    cannot be made leaves a line in the log and does not hold up the others.
    """
    give_up_cut_off()
    late = Q(state=Report.State.WORKING, claimed_at__lt=timezone.now() - CUT_OFF)
    waiting = Report.objects.filter(Q(state=Report.State.QUEUED) | late).defer("pdf").order_by("queued_at", "pk")
    return sum(_make(report) for report in waiting[:limit])


def give_up_cut_off() -> int:
    """Reports whose making was cut off as often as may be tried: they would take the worker down again and again."""
    late = Report.objects.filter(state=Report.State.WORKING, claimed_at__lt=timezone.now() - CUT_OFF)
    return late.filter(tries__gte=TRIES).update(state=Report.State.FAILED)


def _make(report: Report) -> bool:
    claimed_at = timezone.now()
    claimed = Report.objects.filter(pk=report.pk, state=report.state, claimed_at=report.claimed_at).update(
        state=Report.State.WORKING, claimed_at=claimed_at, tries=F("tries") + 1
    )
    if not claimed:
        return False
    # What follows holds only for this claim: who took over a claim that came too late has the word.
    mine = Report.objects.filter(pk=report.pk, state=Report.State.WORKING, claimed_at=claimed_at)
    try:
        pdf = render_pdf(report)
    except Exception:
        logger.exception("report %s could not be made", report.pk)
        mine.update(state=Report.State.FAILED if report.tries + 1 >= TRIES else Report.State.QUEUED)
        return False
    return bool(mine.update(state=Report.State.DONE, pdf=pdf, sha256=sha256(pdf).hexdigest()))
