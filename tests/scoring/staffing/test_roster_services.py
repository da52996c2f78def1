"""What changes a roster: starting, groups, settings, two people at once, and the end of the scan."""

import pytest

from questionnaires.models import Scan
from scoring.domain.staffing.examples import example
from scoring.staffing import services
from scoring.staffing.documents import as_roster
from scoring.staffing.models import StaffingRoster
from tests import factories
from tests.scoring.staffing.pages import CURRENT, WISHED, group_of, make_roster
from tests.scoring.staffing.rosters import ALTERNATIVE_4, RULES, SCENARIO_1
from wolscan.models import Event


def start(cast, source, kind=CURRENT):
    return services.start_roster(scan=cast.scan, kind=kind, source=source, by=cast.coordinator)


@pytest.mark.parametrize("key", ["nza", "actiz"])
def test_roster_starts_from_an_example(cast, key):
    row = start(cast, key)

    assert as_roster(row.roster) == example(key, RULES).roster
    assert (row.names, row.revision) == ([""], 0)
    assert Event.objects.get(name="roster_started").detail == {"kind": "current", "source": key}


def test_empty_roster_knows_how_many_live_here(cast):
    cast.location.residents, cast.location.living_groups = 47, 6
    cast.location.save()

    assert start(cast, "empty").roster["groups"] == [group_of([], clients=8, count=6)]


def test_wish_starts_from_what_is(cast):
    current = make_roster(cast.scan, cast.coordinator, group_of(ALTERNATIVE_4))

    assert start(cast, "current", WISHED).roster == current.roster


def test_repeat_scan_starts_from_last_years_roster(cast):
    last = make_roster(cast.scan, cast.coordinator, group_of(ALTERNATIVE_4))
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)
    repeat = factories.make_scan(cast.location)

    row = services.start_roster(scan=repeat, kind=CURRENT, source="last_year", by=cast.coordinator)

    assert (row.roster, row.scan_id) == (last.roster, repeat.pk)


@pytest.mark.parametrize("source", ["last_year", "current", "nvt", ""])
def test_source_that_is_not_there_is_refused(cast, source):
    with pytest.raises(services.NoRoster):
        start(cast, source)


def test_starting_twice_keeps_the_first(cast):
    first = make_roster(cast.scan, cast.coordinator, group_of(ALTERNATIVE_4))

    assert start(cast, "actiz").roster == first.roster


def save(cast, row, group, *, number=1, name="", seen=None):
    services.save_group(
        scan=cast.scan,
        kind=row.kind,
        number=number,
        group=group,
        name=name,
        seen=seen or services.group_mark(row, number),
        by=cast.coordinator,
    )
    return StaffingRoster.objects.get(pk=row.pk)


def test_group_is_kept_with_its_name(cast):
    row = make_roster(cast.scan, cast.coordinator, group_of([]), group_of(SCENARIO_1))

    kept = save(cast, row, group_of(ALTERNATIVE_4, clients=7), name="Boven", number=2)

    assert kept.roster["groups"] == [group_of([]), group_of(ALTERNATIVE_4, clients=7)]
    assert (kept.names, kept.revision) == (["", "Boven"], 1)


def test_two_people_at_two_groups_lose_nothing(cast):
    row = make_roster(cast.scan, cast.coordinator, group_of([]), group_of([], clients=6))
    other = services.group_mark(row, 2)
    save(cast, row, group_of(SCENARIO_1))

    kept = save(cast, row, group_of(ALTERNATIVE_4), number=2, seen=other)

    assert [len(group["shifts"]) for group in kept.roster["groups"]] == [len(SCENARIO_1), len(ALTERNATIVE_4)]


def test_two_people_at_one_group_see_both(cast):
    row = make_roster(cast.scan, cast.coordinator, group_of([]))
    seen = services.group_mark(row, 1)
    save(cast, row, group_of(SCENARIO_1))

    with pytest.raises(services.ChangedMeanwhile) as met:
        save(cast, row, group_of(ALTERNATIVE_4), seen=seen)

    assert met.value.standing == (group_of(SCENARIO_1), "")
    assert StaffingRoster.objects.get().roster["groups"] == [group_of(SCENARIO_1)]


def test_sending_the_same_again_counts_as_saved(cast):
    row = make_roster(cast.scan, cast.coordinator, group_of([]))
    seen = services.group_mark(row, 1)
    save(cast, row, group_of(SCENARIO_1))

    assert save(cast, row, group_of(SCENARIO_1), seen=seen).revision == 1


def test_settings_keep_the_groups(cast):
    row = make_roster(cast.scan, cast.coordinator)
    settings = {"windows": [], "mode": "strikt", "productivity": 0.7, "nurse_within_30": True}
    parts = {"verzuim": "6", "verlof": "14", "opleiding": "2", "niet_clientgebonden": "8"}

    services.save_settings(
        scan=cast.scan,
        kind=CURRENT,
        settings=settings,
        build_up=parts,
        seen=services.settings_mark(row),
        by=cast.coordinator,
    )

    kept = StaffingRoster.objects.get()
    assert kept.roster == {"groups": row.roster["groups"], **settings}
    assert kept.build_up == parts
    with pytest.raises(services.ChangedMeanwhile):
        services.save_settings(scan=cast.scan, kind=CURRENT, settings={}, build_up={}, seen="oud", by=cast.coordinator)


def test_groups_are_added_like_another_and_removed(cast):
    row = make_roster(cast.scan, cast.coordinator)
    here = {"scan": cast.scan, "kind": CURRENT, "by": cast.coordinator}

    assert services.add_group(**here, like=1) == 2
    assert services.add_group(**here, like=None) == 3
    kept = StaffingRoster.objects.get()
    assert [len(group["shifts"]) for group in kept.roster["groups"]] == [7, 7, 0]
    services.remove_group(**here, number=2, seen=services.group_mark(kept, 2))
    assert len(StaffingRoster.objects.get().names) == 2
    with pytest.raises(services.ChangedMeanwhile):
        services.remove_group(**here, number=2, seen=services.group_mark(row, 1))


def test_roster_goes_with_its_last_group(cast):
    row = make_roster(cast.scan, cast.coordinator)

    services.remove_group(scan=cast.scan, kind=CURRENT, number=1, seen=services.group_mark(row, 1), by=cast.coordinator)

    assert not StaffingRoster.objects.exists()


def test_roster_is_full_at_some_point(cast):
    make_roster(cast.scan, cast.coordinator, *[group_of([])] * 40)

    with pytest.raises(services.TooManyGroups):
        services.add_group(scan=cast.scan, kind=CURRENT, like=None, by=cast.coordinator)


def test_final_scan_keeps_its_roster(cast):
    row = make_roster(cast.scan, cast.coordinator)
    factories.send_in_scan(cast.scan, cast.coordinator)
    save(cast, row, group_of([], clients=5))
    factories.confirm_scan(cast.scan, cast.adviser)

    with pytest.raises(services.ScanHasEnded):
        save(cast, row, group_of([]))
    with pytest.raises(services.ScanHasEnded):
        start(cast, "nza", WISHED)
    assert Scan.objects.get(pk=cast.scan.pk).rosters.get().roster["groups"] == [group_of([], clients=5)]
