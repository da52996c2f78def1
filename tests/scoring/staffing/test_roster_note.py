"""Putting a requirement as a note at its topic: it informs, and never sets a level."""

import pytest
from django.urls import reverse

from questionnaires.definitions import load
from questionnaires.models import Answer
from questionnaires.services import NoteIsTooLong, append_note
from scoring.assessment.queries import outcome_of
from tests import factories
from tests.scoring.staffing.pages import CURRENT, group_of, make_roster
from tests.scoring.staffing.rosters import ALTERNATIVE_4, SCENARIO_1

TOPIC = "twee-zorgverleners"
WINDOWS = [["07:30", "10:30"]]


@pytest.fixture
def karin(cast, as_user):
    return as_user(cast.coordinator)


def put(client, scan, eis="1"):
    return client.post(reverse("staffing_note", kwargs={"scan": scan.pk, "kind": CURRENT}), {"eis": eis}, follow=True)


def test_note_says_what_was_found(karin, cast):
    make_roster(cast.scan, cast.coordinator, group_of(SCENARIO_1), group_of(ALTERNATIVE_4), windows=WINDOWS)

    sent = put(karin, cast.scan)

    note = Answer.objects.get(topic=TOPIC).note
    assert note.startswith("Rekenhulp bezetting, huidig rooster van ")
    assert "gecombineerd gelezen: niet gedekt." in note
    assert "Groep 2: elke dag van 10:00 tot 10:30 uur." in note
    assert "Het niveau bij dat onderwerp is niet veranderd." in sent.content.decode()


def test_level_and_own_words_stay(karin, cast):
    factories.fill_sheet(cast.sheet, "neutraal", **{TOPIC.replace("-", "_"): "aandachtspunt"})
    factories.write_note(cast.sheet, TOPIC, "Op zondag zijn we alleen.")
    before = outcome_of(cast.scan)
    make_roster(cast.scan, cast.coordinator)

    put(karin, cast.scan)

    kept = Answer.objects.get(topic=TOPIC)
    assert kept.value == "aandachtspunt"
    assert kept.note.startswith("Op zondag zijn we alleen.\n\nRekenhulp bezetting")
    assert outcome_of(cast.scan) == before


def test_pressing_twice_writes_once(karin, cast):
    make_roster(cast.scan, cast.coordinator)
    put(karin, cast.scan)
    first = Answer.objects.get(topic=TOPIC).note

    put(karin, cast.scan)

    assert Answer.objects.get(topic=TOPIC).note == first


@pytest.mark.parametrize(
    ("eis", "topic"),
    [
        ("2", "iemand-in-de-huiskamer"),
        ("3", "tijd-voor-zingeving"),
        ("5", "bevoegd-per-dienst"),
        ("6", "verpleegkundige-en-arts"),
    ],
)
def test_every_requirement_has_its_topic(karin, cast, eis, topic):
    make_roster(cast.scan, cast.coordinator)

    put(karin, cast.scan, eis)

    [answer] = Answer.objects.all()
    assert (answer.topic, answer.theme, answer.value) == (topic, "personeelssamenstelling", "")


def test_requirement_that_is_not_there_is_not_found(karin, cast):
    make_roster(cast.scan, cast.coordinator)

    assert put(karin, cast.scan, "4").status_code == put(karin, cast.scan, "").status_code == 404


def test_scan_that_was_sent_in_takes_no_note(karin, cast):
    make_roster(cast.scan, cast.coordinator)
    factories.send_in_scan(cast.scan, cast.coordinator)

    sent = put(karin, cast.scan)

    assert "Er is geen toelichting toegevoegd." in sent.content.decode()
    assert "Zet als toelichting" not in sent.content.decode()
    assert Answer.objects.get(topic=TOPIC).note == ""


def test_scan_with_sheets_of_people_has_no_button(karin, cast):
    scan = factories.in_conversation(cast.scan)
    make_roster(scan, cast.coordinator)

    sent = put(karin, scan)

    assert "Zet als toelichting" not in sent.content.decode()
    assert not Answer.objects.exists()


def test_note_that_does_not_fit_is_refused(cast):
    factories.fill_sheet(cast.sheet)
    factories.write_note(cast.sheet, TOPIC, "a" * 9_990)

    with pytest.raises(NoteIsTooLong):
        append_note(
            sheet=cast.sheet,
            topic=load(factories.VERSION).topics[TOPIC],
            text="twintig tekens erbij",
            by=cast.coordinator,
        )

    assert len(Answer.objects.get(topic=TOPIC).note) == 9_990
