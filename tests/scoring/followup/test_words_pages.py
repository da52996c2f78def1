"""Why a theme has no action, and what the councils say: saved, changed together, taken away."""

import re
from datetime import timedelta

import pytest

from scoring.followup.services import consult, give_reason, mark
from scoring.models import Consultation, ThemeReason
from tests.scoring.followup.plans import (
    LIGHT_THEME,
    TODAY,
    shown,
    text,
    url,
)


def test_reason_is_saved_changed_and_taken_away(final, coordinator):
    address = url(final, "plan_reason", theme=LIGHT_THEME)
    coordinator.post(address, {"text": "Na de verhuizing.", "seen": ""})
    assert "Na de verhuizing." in text(coordinator.get(url(final)))
    page = shown(coordinator.get(address))
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    coordinator.post(address, {"text": "", "seen": seen})

    assert not ThemeReason.objects.exists()


def test_two_people_write_a_reason_and_see_both(final, cast, coordinator):
    give_reason(scan=final, theme=LIGHT_THEME, text="Van hen.", seen="", by=cast.coordinator)
    address = url(final, "plan_reason", theme=LIGHT_THEME)
    answer = coordinator.post(address, {"text": "Van mij.", "seen": ""})
    page = shown(answer)

    assert answer.status_code == 409
    assert "Van hen." in page
    assert "Van mij." in page
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert coordinator.post(address, {"text": "Samen.", "seen": seen}).status_code == 302
    assert ThemeReason.objects.get().reason == "Samen."


def test_too_long_a_reason_is_refused_and_kept(final, coordinator):
    answer = coordinator.post(url(final, "plan_reason", theme=LIGHT_THEME), {"text": "a" * 2001, "seen": ""})

    assert (answer.status_code, "a" * 2001 in shown(answer)) == (422, True)


def council(client, scan, **fields):
    given = {"body": "clientenraad", "held_on": TODAY.isoformat(), "advice": "Goed plan.", "seen": ""}
    return client.post(url(scan, "plan_consult"), given | fields)


def test_council_is_written_down_changed_and_removed(final, coordinator):
    council(coordinator, final)
    row = Consultation.objects.get()
    address = url(final, "plan_consultation", consultation=row.pk)
    assert "Goed plan." in text(coordinator.get(url(final)))
    fields = {"body": "or", "held_on": TODAY.isoformat(), "advice": "Mooi.", "seen": mark(row)}
    coordinator.post(address, fields)
    row.refresh_from_db()
    assert (row.body, row.advice) == ("or", "Mooi.")
    assert "Deze raadpleging verwijderen?" in shown(coordinator.post(address, {"then": "ask"}))
    assert Consultation.objects.exists()
    coordinator.post(address, {"then": "remove", "seen": mark(row)})

    assert not Consultation.objects.exists()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"body": ""}, "Kies welke raad u hebt geraadpleegd."),
        ({"body": "onzin"}, "Kies welke raad u hebt geraadpleegd."),
        ({"held_on": ""}, "Kies de dag waarop u over het plan sprak."),
        ({"held_on": (TODAY + timedelta(days=1)).isoformat()}, "Deze dag moet nog komen."),
        ({"held_on": "1999-01-01"}, "Kies een dag in de afgelopen drie jaar."),
    ],
)
def test_faults_at_a_council_are_said(final, coordinator, fields, error):
    answer = council(coordinator, final, **fields)

    assert answer.status_code == 422
    assert error in shown(answer)
    assert "Goed plan." in shown(answer)


def test_same_council_on_the_same_day_with_other_words_is_told(final, cast, coordinator):
    consult(scan=final, body="clientenraad", held_on=TODAY, advice="Eerst.", by=cast.coordinator)
    answer = council(coordinator, final)

    assert answer.status_code == 422
    assert "Van deze raad staat er op deze dag al iets." in shown(answer)
    assert Consultation.objects.get().advice == "Eerst."


def test_two_people_at_one_council_see_both(final, cast, coordinator):
    row = consult(scan=final, body="or", held_on=TODAY, advice="Eerst.", by=cast.coordinator)
    seen = mark(row)
    Consultation.objects.update(advice="Van hen.")
    fields = {"body": "or", "held_on": TODAY.isoformat(), "advice": "Van mij.", "seen": seen}
    answer = coordinator.post(url(final, "plan_consultation", consultation=row.pk), fields)

    assert answer.status_code == 409
    assert "Van hen." in shown(answer)
    assert "Van mij." in shown(answer)
    renewed = re.search(r'name="seen" value="(\w+)"', shown(answer))[1]
    coordinator.post(url(final, "plan_consultation", consultation=row.pk), fields | {"seen": renewed})
    assert Consultation.objects.get().advice == "Van mij."


def test_council_removed_while_typing_can_be_saved_anew(final, coordinator):
    fields = {"body": "or", "held_on": TODAY.isoformat(), "advice": "Van mij.", "seen": "x"}
    answer = coordinator.post(url(final, "plan_consultation", consultation=12345), fields)

    assert answer.status_code == 409
    assert "Van mij." in shown(answer)
    assert f'action="{url(final, "plan_consult")}"' in shown(answer)
