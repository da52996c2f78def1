"""Taking a place and sending: every refusal, and that nothing leads from a sheet to a person."""

from datetime import timedelta
from uuid import uuid4

import pytest

from questionnaires.definitions import load
from questionnaires.invitations import NotOpen, revoke
from questionnaires.merging import Given
from questionnaires.models import Answer, AnswerSheet, Invitation, Participation, Scan
from questionnaires.responding import AlreadySent, GroupIsFull, NothingToSend, change_mode, send_sheet
from questionnaires.services import SheetIsClosed, save_theme
from tests.factories import TODAY, VERSION
from tests.questionnaires.conftest import at_once
from wolscan.models import Event

INFORMATIE = load(VERSION).theme("informatie")


def test_begin_gives_an_empty_sheet_of_ones_group(an_open_round):
    invitation = an_open_round.way("management")
    sheet = an_open_round.begin(invitation)
    invitation.refresh_from_db()

    assert (sheet.group, sheet.named, sheet.is_sent, sheet.answers.count()) == ("management", False, False, 0)
    assert sheet.participation.invitation == invitation
    assert invitation.progress == "begun"


def test_begin_again_gives_the_same_sheet(an_open_round):
    invitation = an_open_round.way()

    assert an_open_round.begin(invitation) == an_open_round.begin(invitation)
    assert AnswerSheet.objects.count() == 1


def test_way_of_taking_part_is_kept_and_may_change(an_open_round):
    sheet = an_open_round.begin()
    change_mode(sheet=sheet, mode="papier")

    assert Participation.objects.get().mode == "papier"


@pytest.mark.parametrize(
    ("group", "may"),
    [
        ("management", True),
        ("clientvertegenwoordigers", True),
        ("zorgpersoneel", False),
        ("ondersteuning", False),
        ("vrijwilligers", False),
    ],
)
def test_two_groups_may_choose_to_be_named(an_open_round, group, may):
    sheet = an_open_round.begin(an_open_round.way(group), named=True)

    assert (sheet.named, sheet.participation.named) == (may, may)


def test_group_link_gives_everybody_a_place_of_their_own(an_open_round):
    link = an_open_round.way("ondersteuning", "link", cap=2)
    sheets = {an_open_round.begin(link).pk for _ in range(2)}

    assert len(sheets) == 2
    assert set(link.taken.values_list("kind", "group", "progress")) == {("personal", "ondersteuning", "begun")}
    with pytest.raises(GroupIsFull):
        an_open_round.begin(link)


def test_taking_the_same_place_twice_takes_one(an_open_round):
    link, key = an_open_round.way("ondersteuning", "link", cap=1), uuid4()

    assert an_open_round.begin(link, place_key=key) == an_open_round.begin(link, place_key=key)
    assert link.taken.get().pk == key


def test_personal_place_opens_the_same_sheet_on_another_device(an_open_round):
    sheet = an_open_round.begin(an_open_round.way("ondersteuning", "link", cap=1))

    assert an_open_round.begin(sheet.participation.invitation) == sheet


def test_place_that_was_taken_back_leaves_room(an_open_round):
    link = an_open_round.way("ondersteuning", "link", cap=1)
    sheet = an_open_round.begin(link)
    revoke(invitation=sheet.participation.invitation, by=an_open_round.coordinator)

    assert an_open_round.begin(link) != sheet


@pytest.mark.parametrize("change", [{"state": "gesprek"}, {"closes_on": TODAY - timedelta(days=1)}])
def test_begin_is_too_late(an_open_round, change):
    invitation = an_open_round.way()
    Scan.objects.filter(pk=an_open_round.scan.pk).update(**change)

    with pytest.raises(NotOpen):
        an_open_round.begin(invitation)


def test_begin_with_a_way_that_was_taken_back(an_open_round):
    invitation = an_open_round.way()
    revoke(invitation=invitation, by=an_open_round.coordinator)

    with pytest.raises(NotOpen):
        an_open_round.begin(invitation)


def test_sending_keeps_the_answers_and_nothing_else(an_open_round):
    draft = an_open_round.filled("management", "aandachtspunt", named=True)
    invitation = draft.participation.invitation
    Answer.objects.create(sheet=draft, theme="informatie", topic="overdracht", value="", note="Alleen een opmerking.")
    Answer.objects.create(sheet=draft, theme="informatie", topic="clientervaringen", value="", note="")
    send_sheet(sheet=draft, today=TODAY)
    sheet = AnswerSheet.objects.get()
    invitation.refresh_from_db()

    assert (sheet.group, sheet.named, sheet.is_sent, sheet.participation) == ("management", True, True, None)
    assert sheet.pk != draft.pk
    assert set(sheet.answers.values_list("theme", "topic", "value", "note")) == {
        ("informatie", "privacy", "aandachtspunt", "Gaat goed."),
        ("informatie", "overdracht", "", "Alleen een opmerking."),
    }
    assert Participation.objects.count() == 0
    assert invitation.progress == "done"


def test_sending_leaves_no_event(an_open_round):
    before = list(Event.objects.values_list("name", flat=True))
    send_sheet(sheet=an_open_round.filled(), today=TODAY)

    assert list(Event.objects.values_list("name", flat=True)) == [*before, "ways_made"]


def test_sending_twice_counts_once(an_open_round):
    draft = an_open_round.filled()
    send_sheet(sheet=draft, today=TODAY)

    with pytest.raises(NotOpen):
        send_sheet(sheet=draft, today=TODAY)
    assert AnswerSheet.objects.get().answers.count() == 1


def test_sheet_that_was_sent_cannot_be_opened_again(an_open_round):
    draft = an_open_round.filled()
    invitation = draft.participation.invitation
    send_sheet(sheet=draft, today=TODAY)

    with pytest.raises(AlreadySent):
        an_open_round.begin(invitation)


def test_sheet_that_was_sent_cannot_be_changed(an_open_round):
    draft = an_open_round.filled()
    send_sheet(sheet=draft, today=TODAY)

    for sheet in (draft, AnswerSheet.objects.get()):
        with pytest.raises(SheetIsClosed):
            save_theme(sheet=sheet, theme=INFORMATIE, seen={}, typed={"privacy": Given("ernstig_issue")})


@pytest.mark.parametrize("answers", [[], [("privacy", "", "Alleen een opmerking.")]], ids=["nothing", "only a note"])
def test_sheet_without_an_answer_is_not_sent(an_open_round, answers):
    draft = an_open_round.begin()
    for topic, value, note in answers:
        Answer.objects.create(sheet=draft, theme="informatie", topic=topic, value=value, note=note)

    with pytest.raises(NothingToSend):
        send_sheet(sheet=draft, today=TODAY)
    assert AnswerSheet.objects.get() == draft
    assert draft.answers.count() == len(answers)


@pytest.mark.parametrize("change", [{"state": "gesprek"}, {"closes_on": TODAY - timedelta(days=1)}])
def test_sending_is_too_late(an_open_round, change):
    draft = an_open_round.filled()
    Scan.objects.filter(pk=an_open_round.scan.pk).update(**change)

    with pytest.raises(NotOpen):
        send_sheet(sheet=draft, today=TODAY)
    assert AnswerSheet.objects.get() == draft


def test_long_notes_and_other_scripts_arrive_as_they_were_typed(an_open_round):
    draft = an_open_round.begin()
    typed = {
        "privacy": Given("neutraal", "x" * 10_000),
        "overdracht": Given("nvt", "Fijn 👵🏽🧶!"),
        "clientervaringen": Given("weet_ik_niet", "شكرا جزيلا \u202b(goed)\u202c"),
    }
    save_theme(sheet=draft, theme=INFORMATIE, seen={}, typed=typed)
    send_sheet(sheet=draft, today=TODAY)

    sent = AnswerSheet.objects.get().answers.values_list("topic", "value", "note")
    assert {topic: Given(value, note) for topic, value, note in sent} == typed


def test_double_click_sends_once(committed_round):
    draft = committed_round.filled()
    results = at_once([lambda: send_sheet(sheet=draft, today=TODAY)] * 4)

    assert sorted(type(result).__name__ for result in results) == ["NoneType", "NotOpen", "NotOpen", "NotOpen"]
    assert AnswerSheet.objects.get().answers.count() == 1


def test_many_people_send_at_once(committed_round):
    drafts = [committed_round.filled() for _ in range(8)]
    results = at_once([lambda draft=draft: send_sheet(sheet=draft, today=TODAY) for draft in drafts])

    assert results == [None] * 8
    assert AnswerSheet.objects.filter(is_sent=True).count() == Answer.objects.count() == 8
    assert set(Invitation.objects.values_list("progress", flat=True)) == {"done"}


def test_many_people_take_the_last_places_of_a_link_at_once(committed_round):
    link = committed_round.way("ondersteuning", "link", cap=3)
    results = at_once([lambda: committed_round.begin(link)] * 6)

    assert sum(isinstance(result, AnswerSheet) for result in results) == 3
    assert sum(isinstance(result, GroupIsFull) for result in results) == 3


def test_answer_that_is_saved_while_sending_is_sent_or_refused_never_lost(committed_round):
    """The page saves by itself in the same second in which somebody presses Versturen."""
    for _ in range(5):
        draft = committed_round.filled()
        saved, sent = at_once(
            [
                lambda d=draft: save_theme(
                    sheet=d, theme=INFORMATIE, seen={}, typed={"overdracht": Given("uitblinker")}
                ),
                lambda d=draft: send_sheet(sheet=d, today=TODAY),
            ]
        )
        last = AnswerSheet.objects.get(is_sent=True)

        assert sent is None
        assert isinstance(saved, SheetIsClosed) is not last.answers.filter(topic="overdracht").exists()
        last.delete()
