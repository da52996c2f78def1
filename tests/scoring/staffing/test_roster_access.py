"""Who may read and change the roster and the facts of a scan, and until when."""

import pytest
from django.urls import reverse

from scoring.models import StaffingRoster
from tests import factories
from tests.scoring.staffing.pages import CURRENT, WISHED, line, make_roster, typed


def url(name, scan, **other):
    return reverse(name, kwargs={"scan": scan.pk, **other})


@pytest.fixture
def karin(cast, as_user):
    return as_user(cast.coordinator)


READ = [
    ("staffing", {}),
    ("staffing_outcome", {"kind": CURRENT}),
    ("staffing_what_if", {"kind": CURRENT}),
    ("facts", {}),
]
WRITE = [
    ("staffing_start", {"kind": WISHED}),
    ("staffing_group", {"kind": CURRENT, "number": 1}),
    ("staffing_settings", {"kind": CURRENT}),
    ("staffing_add_group", {"kind": CURRENT}),
    ("staffing_remove_group", {"kind": CURRENT, "number": 1}),
    ("staffing_remove", {"kind": CURRENT}),
    ("staffing_note", {"kind": CURRENT}),
    ("facts", {}),
]


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "adviser"])
@pytest.mark.parametrize(("name", "other"), READ)
def test_people_of_the_scan_read(cast, as_user, who, name, other):
    make_roster(cast.scan, cast.coordinator)
    factories.send_in_scan(cast.scan, cast.coordinator)

    assert as_user(getattr(cast, who)).get(url(name, cast.scan, **other)).status_code == 200


@pytest.mark.parametrize("who", ["stranger", "other_adviser", "programme_office", "administrator"])
@pytest.mark.parametrize(("name", "other"), READ + WRITE)
def test_for_others_it_does_not_exist(cast, as_user, who, name, other):
    make_roster(cast.scan, cast.coordinator)
    client = as_user(getattr(cast, who))

    assert client.get(url(name, cast.scan, **other)).status_code in {404, 405}
    assert client.post(url(name, cast.scan, **other), {"source": "nza", "eis": "1"}).status_code in {404, 405}
    assert StaffingRoster.objects.get().revision == 0


@pytest.mark.parametrize("who", ["quality_officer", "adviser"])
@pytest.mark.parametrize(("name", "other"), WRITE)
def test_readers_cannot_change(cast, as_user, who, name, other):
    row = make_roster(cast.scan, cast.coordinator)

    sent = as_user(getattr(cast, who)).post(url(name, cast.scan, **other), {"source": "nza", "eis": "1"})

    assert sent.status_code == 404
    assert StaffingRoster.objects.get().roster == row.roster


def test_readers_see_no_buttons(cast, as_user):
    make_roster(cast.scan, cast.coordinator)
    factories.send_in_scan(cast.scan, cast.coordinator)

    page = as_user(cast.adviser).get(url("staffing", cast.scan)).content.decode()

    assert "Instellingen" not in page
    assert "Kopiëren" not in page
    assert "Bekijk waar de bezetting dun is" in page


@pytest.mark.parametrize(("name", "other"), [entry for entry in WRITE if entry[0] not in {"staffing_note", "facts"}])
def test_final_scan_can_only_be_read(karin, cast, name, other):
    row = make_roster(cast.scan, cast.coordinator)
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)

    sent = karin.post(url(name, cast.scan, **other), {"source": "nza", **typed(line("7-15"))}, follow=True)

    assert "Deze scan is afgerond, dus dit kan niet meer veranderen." in sent.content.decode()
    assert StaffingRoster.objects.get().roster == row.roster


def test_stolen_stranger_group_stays_a_strangers(karin, cast):
    make_roster(cast.strangers_scan, cast.stranger)

    assert karin.get(url("staffing", cast.strangers_scan)).status_code == 404
