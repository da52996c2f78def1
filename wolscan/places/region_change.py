"""Locations go along when their region changes: from the old row of a region to the new one with the same key."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wolscan.audit import record
from wolscan.models import Location, LocationChange, Region
from wolscan.regions import reporting_units


@transaction.atomic
def follow_regions(today: date) -> int:
    """Moves the locations of regions that have ended to what the region became, with a row in their history.

    A region that ended without another of the same key keeps its locations: somebody has to say where they belong.
    """
    ended = Region.objects.filter(valid_until__lt=today, locations__isnull=False).distinct()
    moved = sum(_follow(region, today) for region in ended)
    if moved:
        record("locations_followed_regions", actor=None, subject="regions", locations=moved)
    return moved


def _follow(region: Region, today: date) -> int:
    new = reporting_units(today).filter(key=region.key).first()
    if new is None:
        return 0
    places = list(Location.objects.select_for_update(of=("self",)).filter(region=region).order_by("pk"))
    Location.objects.filter(pk__in=[place.pk for place in places]).update(region=new)
    why, at = _("The region changed."), timezone.now()
    LocationChange.objects.bulk_create(
        LocationChange(
            location=place,
            kind=LocationChange.Kind.MOVED,
            on=new.valid_from,
            old={"region": region.name},
            new={"region": new.name},
            reason=why,
            at=at,
        )
        for place in places
    )
    return len(places)
