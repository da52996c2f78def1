"""What the pages of a roster share: finding it, and saying that nothing can be changed."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from questionnaires.models import Scan
from scoring.staffing.access import scan_to_work_on
from scoring.staffing.models import StaffingRoster
from scoring.staffing.queries import rosters


class Work(NamedTuple):
    """A scan and the roster somebody works on."""

    scan: Scan
    row: StaffingRoster


def work_on(request: HttpRequest, scan: UUID, kind: str) -> Work:
    """The roster that this person keeps; else 404."""
    found = scan_to_work_on(request.user, scan)
    row = rosters(found).of(kind)
    if row is None:
        raise Http404
    return Work(found, row)


def closed(request: HttpRequest, scan: Scan, page: str = "staffing") -> HttpResponse:
    """Back to reading: the scan ended, so what lies beside it stays as it is."""
    messages.info(request, _("This scan has ended, so this can no longer be changed. You can still read it."))
    return redirect(page, scan=scan.pk)
