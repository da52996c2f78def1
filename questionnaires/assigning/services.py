"""Giving scans to an adviser, one or many at once."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db import transaction

from questionnaires.models import ENDED, Scan
from wolscan.audit import record
from wolscan.mail import queue
from wolscan.models import User


@transaction.atomic
def assign(*, scans: Collection[UUID], adviser: User, by: User, note: str = "") -> int:
    """Gives running scans to an adviser and gives back how many changed hands; the adviser gets one mail for all.

    A scan that already is with this adviser, or has ended, is left as it is. ``note`` goes along in the mail.
    """
    held = Scan.objects.select_for_update(of=("self",)).select_related("location")
    changing = list(held.filter(pk__in=scans).exclude(state__in=ENDED).exclude(adviser=adviser))
    for scan in changing:
        record("adviser_assigned", actor=by, subject=scan, old=scan.adviser_id, new=adviser.pk, note=note)
    Scan.objects.filter(pk__in=[scan.pk for scan in changing]).update(adviser=adviser)
    if changing:
        queue(
            "scans_assigned",
            to=adviser.email,
            language=adviser.language or settings.LANGUAGE_CODE,
            context={
                "name": adviser.name,
                "note": note,
                "locations": sorted(scan.location.name for scan in changing),
            },
        )
    return len(changing)
