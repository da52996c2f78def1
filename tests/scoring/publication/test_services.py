"""Snapshots: made in the background, published for ever; the attacker; the thresholds without which nothing starts."""

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from scoring.models import OutcomeRow, Period, Snapshot
from scoring.publication import archive, checking, services
from scoring.publication.queries import published
from scoring.publication.tables import outcome_document
from scoring.publication.thresholds import refuse_to_start_without, settings_in_force
from tests.kept import kept_begin
from tests.scoring.publication.figures import figures, make_draft, make_published
from tests.scoring.publication.rows import make_row, make_rows
from wolscan.dates import today
from wolscan.jobs.running import do_waiting_jobs
from wolscan.models import Event, Organisation

DAY = date(2026, 6, 30)
ROOT = Path(__file__).parents[3]


def period(on):
    return Period.objects.create(name=f"p {on}", starts_on=date(2020, 1, 1), ends_on=on, counted_on=on)


@pytest.fixture
@kept_begin
def counted(db):
    """Figures of 24 locations of five organisations, made by the worker and published."""
    make_rows(24)
    period(DAY)
    job = services.ask_for_snapshot(on=DAY, by=None)
    assert do_waiting_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"on": "2026-06-30"})
    return services.publish_snapshot(snapshot=Snapshot.objects.get(), by=None)


def country(snapshot, table="theme_by_level"):
    tables = outcome_document(snapshot)["tables"]
    return {row["key"]: row for found in tables if found["key"] == table for row in found["rows"]}


def test_worker_makes_figures_that_went_through_the_control(counted):
    rows = country(counted)

    assert len(rows) == 8
    for row in rows.values():
        for cell in row["cells"].values():
            assert cell["suppressed"] or cell["count"] % 5 == 0
    assert counted.excluded["repeated"] == 0
    assert Event.objects.filter(name="snapshot_made").count() == 1


def test_late_edit_moves_no_published_figure(counted):
    before = (counted.tables, counted.control, counted.digest)
    OutcomeRow.objects.update(themes=bytes([0] * 8))
    for number in range(12):
        make_row(number, "uitblinker", on=date(2026, 6, 15))

    counted.refresh_from_db()
    assert (counted.tables, counted.control, counted.digest) == before


def test_asking_twice_is_one_job(db):
    period(DAY)

    assert services.ask_for_snapshot(on=DAY, by=None) == services.ask_for_snapshot(on=DAY, by=None)


@pytest.mark.parametrize("on", [DAY, date(2026, 1, 1)])
def test_series_goes_forward(db, on):
    make_published(DAY)
    Period.objects.get_or_create(counted_on=on, defaults={"name": "x", "starts_on": date(2020, 1, 1), "ends_on": on})

    with pytest.raises(services.SeriesGoesForward):
        services.ask_for_snapshot(on=on, by=None)


def test_only_the_day_of_a_period_that_is_over(db):
    with pytest.raises(services.NoPeriod):
        services.ask_for_snapshot(on=DAY, by=None)
    period(date(2099, 1, 1))
    with pytest.raises(services.DayNotOver):
        services.ask_for_snapshot(on=date(2099, 1, 1), by=None)


def test_nothing_to_count_is_a_sentence(db):
    period(DAY)
    job = services.ask_for_snapshot(on=DAY, by=None)
    do_waiting_jobs()

    job.refresh_from_db()
    assert job.state == "failed"
    assert job.result["problem"].startswith("Tot en met deze dag is geen scan vastgesteld.")


def test_draft_gives_way_to_a_new_draft_and_is_not_published(db):
    first, second = make_draft(DAY), make_draft(DAY)

    assert list(Snapshot.objects.all()) == [second]
    assert first.digest == second.digest
    assert not published().exists()


def test_published_once(db):
    snapshot = make_published(DAY)

    with pytest.raises(services.AlreadyPublished):
        services.publish_snapshot(snapshot=snapshot, by=None)
    draft = make_draft(date(2026, 1, 1))
    with pytest.raises(services.SeriesGoesForward):
        services.publish_snapshot(snapshot=draft, by=None)


def test_draft_from_before_other_figures_is_made_again(db):
    late = make_draft(date(2026, 11, 20))
    make_published(DAY)

    with pytest.raises(services.MadeBefore):
        services.publish_snapshot(snapshot=late, by=None)
    assert services.publish_snapshot(snapshot=make_draft(date(2026, 11, 20), after=DAY), by=None).published_at


def test_what_is_kept_comes_back_as_it_was(db):
    first, second = figures(DAY), figures(date(2026, 11, 20))
    make_published(DAY)
    make_published(date(2026, 11, 20), after=DAY)

    restored = archive.restored(list(published().values(*services.KEPT)))

    assert [archive.digest(found) for found in restored] == [archive.digest(first), archive.digest(second)]
    assert [found.facts for found in restored] == [first.facts, second.facts]
    assert [list(found.roster.scans) for found in restored] == [list(range(1, 101))] * 2
    assert [found.tables for found in restored] == [first.tables, second.tables]


def test_periods_lie_half_a_year_apart(db):
    period(DAY)
    fields = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "by": None}

    with pytest.raises(services.TooClose):
        services.open_period(name="a", counted_on=date(2026, 9, 30), **fields)
    with pytest.raises(services.NameTaken):
        services.open_period(name=f"p {DAY}", counted_on=date(2027, 9, 30), **fields)
    assert services.open_period(name="b", counted_on=date(2026, 12, 31), **fields).pk


def test_command_makes_and_publishes_the_figures_of_a_period(db):
    make_rows(24)
    period(DAY)
    out = io.StringIO()

    call_command("snapshot", on="2026-06-30", stdout=out)
    assert out.getvalue().startswith("Figures of 2026-06-30 made: ")
    assert not published().exists()
    call_command("snapshot", on="2026-06-30", publish=True, stdout=out)
    assert published().count() == 1


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2026-06-29", "2026-06-29 is not the day of a period; those are: 2026-06-30, 2099-01-01."),
        ("2099-01-01", "2099-01-01 is still to come."),
        ("2026-06-30", "No scan was confirmed on or before 2026-06-30."),
        ("x", '"x" is not a day; write it as 2026-11-22.'),
    ],
)
def test_command_refuses_with_status_two(db, on, sentence):
    period(DAY)
    period(date(2099, 1, 1))
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("snapshot", on=on)

    assert refused.value.returncode == 2


def test_figures_in_which_the_check_finds_something_are_not_kept(db, monkeypatch):
    make_rows(24)
    period(DAY)
    monkeypatch.setattr(services, "check", lambda *_what: ("found",))
    job = services.ask_for_snapshot(on=DAY, by=None)
    do_waiting_jobs()

    job.refresh_from_db()
    assert (job.state, Snapshot.objects.count()) == ("failed", 0)
    assert job.result["problem"].startswith("De controle vond iets in deze cijfers")
    with pytest.raises(CommandError, match="they were not kept") as refused:
        call_command("snapshot", on="2026-06-30")
    assert refused.value.returncode == 1


def test_check_finds_nothing_in_what_was_published(counted):
    out = io.StringIO()

    call_command("check_disclosure", on="2030-01-01", stdout=out)

    assert "Attacked 1 publications together" in out.getvalue()
    assert "No level of a location and no count beyond its rounding could be recovered." in out.getvalue()


def test_check_finds_figures_that_did_not_go_through_the_control(counted):
    """Somebody puts a row in the database that counts two locations, all at one level."""
    control = counted.control
    scans = [0b11000000, 0, 0]
    from base64 import b64encode
    from zlib import compress

    control["members"].append(b64encode(compress(bytes(scans))).decode())
    place = ["theme_by_level", "veiligheid", "size", "1-24"]
    control["facts"].append([*place, "2026-06-30", len(control["members"]) - 1, 2, [[0, 1], [2, 3]], [0, 5]])
    Snapshot.objects.update(control=control)

    with pytest.raises(CommandError, match="can be recovered") as caught:
        call_command("check_disclosure", stdout=io.StringIO())
    assert caught.value.returncode == 1


def test_check_without_figures_is_fine(db):
    out = io.StringIO()

    call_command("check_disclosure", stdout=out)

    assert "there is nothing to attack" in out.getvalue()
    with pytest.raises(checking.NothingPublished):
        checking.check_published(today())


SOUND = """version = "own"
[row]
locations = 12
organisations = 4
largest_share = [1, 3]
[rounding]
base = 10
[merging]
share = [8, 10]
[renewal]
locations = 12
organisations = 4
"""


def test_own_settings_may_be_stricter(tmp_path, settings):
    file = tmp_path / "own.toml"
    file.write_text(SOUND)
    settings.DISCLOSURE_SETTINGS = str(file)

    assert (settings_in_force().locations, settings_in_force().base) == (12, 10)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("locations = 12", "locations = 9"),
        ("[1, 3]", "[2, 3]"),
        ("base = 10", "base = 1"),
        ("organisations = 4\n[renewal]", "[renewal]"),
        ("base = 10", ""),
        ("base = 10", 'base = "tien"'),
        ("version", "versie"),
        ("[row]", "[row"),
    ],
)
def test_missing_lower_or_unreadable_threshold_stops_the_start(tmp_path, settings, old, new):
    file = tmp_path / "own.toml"
    file.write_text(SOUND.replace(old, new))
    settings.DISCLOSURE_SETTINGS = str(file)

    if SOUND.replace(old, new) != SOUND:
        with pytest.raises(ImproperlyConfigured, match="so nothing starts"):
            refuse_to_start_without()


def test_web_process_does_not_start_with_weak_settings(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(SOUND.replace("base = 10", "base = 1"))
    env = os.environ | {"DISCLOSURE_SETTINGS": str(file), "DJANGO_SETTINGS_MODULE": "tests.settings"}

    run = subprocess.run(
        [sys.executable, "-c", "import wolscan.wsgi"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )

    assert run.returncode == 1
    assert "Disclosure control has no sound settings, so nothing starts" in run.stderr


def test_figures_of_demo_and_real_locations_together_are_refused(counted):
    """Demo data never count along with real ones, nor the other way round."""
    places = sorted(set(OutcomeRow.objects.values_list("organisation_key", flat=True)))
    for key in places:
        Organisation.objects.get_or_create(pk=key, defaults={"name": f"Stichting {key}"})
    Organisation.objects.filter(pk__in=places).update(is_fictitious=False)
    draft = make_draft(date(2026, 12, 31))
    services.refuse_mixed_data()
    Organisation.objects.filter(pk=places[0]).update(is_fictitious=True)

    with pytest.raises(services.MixedData):
        services.count(date(2026, 12, 31), lambda done, total: None)
    with pytest.raises(services.MixedData):
        services.publish_snapshot(snapshot=draft, by=None)
