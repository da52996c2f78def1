"""The fictitious country a hundred times over: places, scans and what counts of them, without answers.

For the measurements of what is counted of all scans. Answers of 230 000 locations would be 23 million rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.demo.answers import answer_key, standings, traits
from scoring.demo.draw import Country, LocationPlan, OrganisationPlan, ScanPlan
from scoring.demo.reference import dice
from scoring.demo.rows import Counts, Writer, decided_at, write_places
from scoring.demo.texts import OTHER_TIER
from scoring.domain.levels import LEVELS
from scoring.models import OutcomeRow
from scoring.publication.packing import pack_themes, pack_topics
from wolscan.models import Organisation, Region


def write_counted(writer: Writer, country: Country, plans: Sequence[OrganisationPlan], counts: Counts) -> None:
    """Writes organisations with their locations and scans, and the outcome row of every final scan."""
    organisations, _scans = write_places(writer, plans, counts)
    above = dict(Region.objects.filter(pk__in=writer.regions.values()).values_list("key", "zorgkantoor"))
    rows = [
        _row(country, organisation, location, scan, above)
        for plan, organisation in zip(plans, organisations)
        for location in plan.locations
        for scan in location.scans
        if scan.profile
    ]
    OutcomeRow.objects.bulk_create(rows)
    counts.tiers.update(row.rule_tier for row in rows)
    counts.other_tiers += sum(row.tier != row.rule_tier for row in rows)


def _row(
    country: Country, organisation: Organisation, location: LocationPlan, scan: ScanPlan, above: Mapping[str, str]
) -> OutcomeRow:
    asked, profile = country.plan.questionnaire, scan.profile
    assert profile
    assert scan.course.confirmed_on
    chance = dice(scan.id, "rows")
    topics = standings(chance, country.plan, profile, traits(asked, country.seed, location.place))
    dates = {found.id: found.course.confirmed_on for found in location.scans}
    return OutcomeRow(
        scan_id=scan.id,
        scan_key=scan.id,
        location_key=location.id,
        organisation_key=organisation.pk,
        region=location.region,
        zorgkantoor=above[location.region],
        residents=location.residents,
        is_small_scale=location.is_small_scale,
        target_groups=list(location.target_groups),
        questionnaire=asked.version,
        rules=country.plan.rules.version,
        topics=pack_topics(asked, {key: _level(standing) for key, standing in topics.items()}),
        themes=pack_themes(asked, {theme.key: LEVELS[rank] for theme, rank in zip(asked.themes, profile.ranks)}),
        rule_tier=profile.tier,
        tier=_decided(scan, profile.tier),
        confirmed_on=scan.course.confirmed_on,
        previous_on=dates.get(scan.previous) if scan.previous else None,
        made_at=decided_at(scan),
    )


def _level(standing: int) -> str | None:
    key = answer_key(standing)
    return None if key == "weet_ik_niet" else key


def _decided(scan: ScanPlan, tier: str) -> str:
    return dice(scan.id, "decision").choice([to for rule, to in OTHER_TIER if rule == tier]) if scan.chosen else tier
