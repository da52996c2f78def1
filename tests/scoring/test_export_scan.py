"""``manage.py export_scan``: what it prints is what ``manage.py score`` takes, and gives the outcome that was kept."""

import io
import json
import random

import pytest
from django.core.management import CommandError, call_command

from questionnaires.closing import close_round
from questionnaires.models import AgreedLevel
from scoring.assessment.services import send_in_scan
from tests import factories
from tests.twenty import play_round

SERIOUS = "ernstig_issue"


def exported(scan):
    out = io.StringIO()
    call_command("export_scan", str(scan.pk), "--format", "json", stdout=out)
    return out.getvalue()


def scored(scan, tmp_path):
    """What ``manage.py score`` makes of what ``manage.py export_scan`` prints."""
    path, out = tmp_path / "scan.json", io.StringIO()
    path.write_text(exported(scan), encoding="utf-8")
    call_command("score", str(path), stdout=out)
    return json.loads(out.getvalue())


def test_it_prints_one_line_of_json(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    text = exported(cast.scan)

    assert text.count("\n") == 1
    assert set(json.loads(text)) == {"questionnaire", "rules", "sheets", "agreed"}


def test_notes_empty_answers_and_drafts_stay_behind(cast):
    scan = factories.in_conversation(cast.scan)
    sheet = factories.add_sheet(scan, "management", value="", privacy="neutraal", overdracht="nvt")
    factories.write_note(sheet, "privacy", "Mevrouw Jansen vertelde het.")
    sheet.answers.create(theme="informatie", topic="clientervaringen", value="", note="Alleen een opmerking.")
    draft = factories.add_sheet(scan, "vrijwilligers")
    type(draft).objects.filter(pk=draft.pk).update(is_sent=False)

    assert json.loads(exported(scan))["sheets"] == [
        {"group": "management", "named": False, "answers": {"overdracht": "nvt", "privacy": "neutraal"}}
    ]


def test_scoring_a_team_sheet_again_gives_the_outcome_that_was_kept(cast, tmp_path):
    factories.send_in_scan(cast.scan, cast.coordinator, privacy=SERIOUS, overdracht="nvt", eenzaamheid="weet_ik_niet")

    assert scored(cast.scan, tmp_path) == cast.scan.assessments.get().outcome


def test_confirmed_scan_has_its_repeat_date(cast, tmp_path):
    factories.send_in_scan(cast.scan, cast.coordinator)
    cast.scan.refresh_from_db()
    factories.confirm_scan(cast.scan, cast.adviser)

    assert scored(cast.scan, tmp_path) == cast.scan.assessments.latest().outcome
    assert json.loads(exported(cast.scan))["confirmed_on"] == factories.TODAY.isoformat()


@pytest.mark.parametrize("seed", [1, 2])
def test_scoring_a_round_again_gives_the_outcome_that_was_kept(cast, tmp_path, seed):
    """Twenty people in five groups, and a team that agreed on something else here and there."""
    scan, _people = play_round(factories.make_location("De Berk"), cast.coordinator, random.Random(seed))
    close_round(scan=scan, by=cast.coordinator)
    for topic, value in {"privacy": "nvt", "overdracht": SERIOUS, "eenzaamheid": "uitblinker"}.items():
        AgreedLevel.objects.create(scan=scan, topic=topic, value=value, reason="Dat zagen wij samen.")
    kept = send_in_scan(scan=scan, by=cast.coordinator, reason="Niet alles is gevraagd.")

    assert scored(scan, tmp_path) == kept.outcome
    assert len(json.loads(exported(scan))["sheets"]) == 20
    assert [kept.outcome["topics"][topic]["agreed"] for topic in ("privacy", "overdracht")] == ["nvt", SERIOUS]


@pytest.mark.parametrize("name", ["De Linde", "0", "5f0c6d1e-0000-4000-8000-000000000000"])
def test_unknown_scan(db, name):
    with pytest.raises(CommandError, match=f'There is no scan "{name}"') as refused:
        call_command("export_scan", name)
    assert refused.value.returncode == 2


def test_scan_that_is_still_filled_in_is_not_shown(cast):
    with pytest.raises(CommandError, match="still being filled in") as refused:
        exported(cast.scan)
    assert refused.value.returncode == 2
