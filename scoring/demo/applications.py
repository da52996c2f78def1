"""Locations that want to take part, so that the programme office of the demo has something to decide. Fictitious."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from questionnaires.models import Application, Route
from scoring.demo.reference import identity
from wolscan.models import Region

#: Organisation, location, place, region, residents, who, why, by which way, and how many days ago.
_WAITING = (
    (
        "Stichting Zonnehoek", "De Korenbloem", "Fantasierijk", "twente", 54, "Fatima Amrani",
        "Wij willen weten waar wij staan, en leren van andere locaties.", Route.OWN, 9,
    ),
    (
        "Zorggroep Molenwiek", "Het Klaverblad", "Droomdorp", "zeeland", 36, "Wim Verhage",
        "Ons zorgkantoor wees ons op de scan.", Route.CARE_OFFICE, 4,
    ),
    (
        "Stichting Zonnehoek", "Huize Avondrood", "Fantasierijk", None, None, "Fatima Amrani",
        "De inspectie vroeg ons om een plan. Wij beginnen liever met het hele team.", Route.INSPECTORATE, 1,
    ),
)  # fmt: skip


def make_applications(seed: int, today: date) -> None:
    """Three applications that wait; those that are there already stay as they are."""
    regions = {region.key: region for region in Region.objects.order_by("valid_from")}
    noon = datetime.combine(today, time(11), tzinfo=UTC)
    Application.objects.bulk_create(
        (
            Application(
                id=identity(seed, "application", number),
                organisation_name=organisation,
                location_name=location,
                place=place,
                region=regions.get(region) if region else None,
                residents=residents,
                contact_name=name,
                contact_email=f"{name.split()[0].lower()}@zorg.example",
                contact_phone="000 000 00 00",
                reason=why,
                route=route,
                applied_at=noon - timedelta(days=days),
            )
            for number, (organisation, location, place, region, residents, name, why, route, days) in enumerate(
                _WAITING
            )
        ),
        ignore_conflicts=True,
    )
