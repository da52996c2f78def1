"""``seed_demo``: how it loads, few locations and many, and what it refuses."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from questionnaires.models import FINAL, Scan, State
from scoring.demo.draw import OF_COORDINATOR
from scoring.demo.reference import identity
from scoring.models import Decision
from wolscan.models import Location, Membership, Organisation, User

DAY = date(2026, 11, 22)


@pytest.mark.django_db
def test_real_organisations_are_left_alone():
    Organisation.objects.create(name="Echt huis")

    with pytest.raises(CommandError, match="not fictitious") as refused:
        call_command("seed_demo", locations=12, today=DAY)

    assert refused.value.returncode == 2
    assert (User.objects.count(), Location.objects.count(), Organisation.objects.count()) == (0, 0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"locations": 0}, "between 1 and 230000"),
        ({"locations": 230_001}, "between 1 and 230000"),
        ({"today": "gisteren"}, '"gisteren" is not a day; write it as 2026-11-22.'),
        ({"today": date(1999, 1, 1)}, "between 2017 and 2099"),
        ({"today": date(9999, 12, 31)}, "between 2017 and 2099"),
    ],
)
def test_impossible_wishes_are_refused(wrong, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("seed_demo", **{"locations": 12, "today": DAY} | wrong)

    assert refused.value.returncode == 2


@pytest.mark.django_db
@pytest.mark.parametrize("total", [1, 2, 3, 4])
def test_few_locations_hold_the_special_ones_as_far_as_they_fit(total, capsys):
    call_command("seed_demo", locations=total, today=DAY)

    assert Location.objects.count() == total
    assert Scan.objects.filter(state=State.OPEN).count() == 1
    assert Scan.objects.filter(state=State.INGEDIEND).count() == (total > 1)
    coordinator = Membership.objects.filter(user__email="coordinator@demo.example")
    assert coordinator.count() == len([place for place in OF_COORDINATOR if place < total])


@pytest.mark.django_db
def test_block_that_was_cut_off_is_completed(monkeypatch, capsys):
    for module in ("population", "service"):
        monkeypatch.setattr(f"scoring.demo.{module}.BLOCK", 6)
    call_command("seed_demo", locations=6, today=DAY)
    first = list(Scan.objects.filter(location__pk=identity(2026, "location", 5)).values())

    call_command("seed_demo", locations=14, today=DAY)

    assert Location.objects.count() == 14
    assert list(Scan.objects.filter(location__pk=identity(2026, "location", 5)).values()) == first
    assert not Decision.objects.exclude(scan__state__in=FINAL).exists()


@pytest.mark.django_db
def test_progress_goes_to_stderr_and_counts_to_stdout(capsys):
    call_command("seed_demo", locations=12, today=DAY)

    printed = capsys.readouterr()
    assert printed.err.splitlines() == [
        "Regions and accounts",
        "Locations 1 to 12 of 12, with their scans",
        "Figures of 2026-05-22",
        "Figures of 2026-11-22",
    ]
    assert re.match(r"12 locations of \d+ fictitious organisations\.\n\d+ scans: gesprek 1, ", printed.out)
    decided = Decision.objects.exclude(tier=F("rule_tier")).count()
    assert f"decided otherwise: {decided}." in printed.out
