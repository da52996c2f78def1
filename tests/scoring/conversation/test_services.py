"""Deciding, two editors at once, taking over proposals, and what comes after."""

import pytest

from questionnaires.closing import RoundIsClosed
from questionnaires.merging import Given
from questionnaires.models import AgreedLevel, HelpWish, ReactionBy, Scan, SeriousIssue, State, WarningAnswer
from scoring.conversation import services
from scoring.conversation.queries import Decision, decisions, table_of
from scoring.conversation.services import CannotSend, ChangedMeanwhile, CouncilHasSpoken, NotTalking
from tests import factories
from tests.factories import TODAY
from tests.scoring.conversation.conftest import (
    ATTENTION,
    BEST,
    CALM_TOPIC,
    CLIENT_TOPIC,
    CRITICAL_TOPIC,
    NEUTRAL,
    fill_groups,
)
from wolscan.models import Event


@pytest.fixture
def decide(scan, cast):
    def call(topic=CLIENT_TOPIC, value=ATTENTION, reason="", rests_on="", revision=None):
        decision = Decision(value, reason, rests_on, revision)
        return services.agree(scan=scan, topic=topic, decision=decision, by=cast.coordinator, today=TODAY)

    return call


def standing(scan, topic=CLIENT_TOPIC):
    return decisions(scan).get(topic)


def test_decision_is_kept_with_its_words(scan, decide):
    assert decide(reason="Zo zien wij het.", rests_on="Huiskamergesprek.") == standing(scan)
    assert standing(scan) == Decision(ATTENTION, "Zo zien wij het.", "Huiskamergesprek.", 0)


def test_sending_the_same_again_counts_as_saved(scan, decide):
    decide()
    decide(revision=None)
    decide(revision=7)

    assert standing(scan).revision == 0
    assert Event.objects.filter(name="level_agreed").count() == 1


def test_second_editor_sees_the_first_and_overwrites_nothing(scan, decide):
    decide(reason="Van Karin.")

    with pytest.raises(ChangedMeanwhile) as found:
        decide(value=BEST, reason="Van Ben.")

    assert found.value.standing == Decision(ATTENTION, "Van Karin.", "", 0)
    assert standing(scan) == Decision(ATTENTION, "Van Karin.", "", 0)


def test_whoever_saw_the_other_text_may_choose_again(scan, decide):
    decide(reason="Van Karin.")
    decide(value=BEST, reason="Samen besloten.", revision=0)

    assert standing(scan) == Decision(BEST, "Samen besloten.", "", 1)


def test_row_that_changed_between_reading_and_writing_is_not_overwritten(scan, decide, monkeypatch):
    """The conditional UPDATE itself refuses, whatever was read before it."""
    decide()
    seen = standing(scan)
    AgreedLevel.objects.filter(scan=scan).update(value=BEST, revision=1)
    monkeypatch.setattr(services, "decisions", lambda found: {CLIENT_TOPIC: seen})

    with pytest.raises(ChangedMeanwhile):
        decide(value=NEUTRAL, revision=0)
    assert AgreedLevel.objects.get().value == BEST


def test_words_are_kept_before_a_level_is_chosen_and_count_as_nothing_agreed(scan, decide):
    decide(value="", reason="Eerst nadenken.")

    topic = table_of(scan).topics[CLIENT_TOPIC]
    assert (topic.decided.reason, topic.in_force, topic.is_settled) == ("Eerst nadenken.", NEUTRAL, False)


@pytest.mark.parametrize("state", [State.OPEN, State.INGEDIEND, State.VERVALLEN])
def test_nothing_is_decided_outside_the_conversation(scan, cast, decide, state):
    Scan.objects.filter(pk=scan.pk).update(state=state, submitted_at="2026-11-22T10:00:00Z")

    for call in (
        decide,
        lambda: services.accept_calm(scan=scan, by=cast.coordinator),
        lambda: services.save_wishes(scan=scan, seen={}, typed={}, by=cast.coordinator),
        lambda: services.react(scan=scan, text="x", seen="", written_by=ReactionBy.COUNCIL, by=None),
        lambda: services.answer_warnings(scan=scan, answers={"een_groep": "x"}, by=cast.coordinator),
    ):
        with pytest.raises(NotTalking):
            call()
    assert not AgreedLevel.objects.exists()


def test_calm_topics_are_taken_over_once_and_decisions_are_left_alone(scan, cast, decide):
    decide(topic=CALM_TOPIC, value=BEST, reason="Wij zijn beter.")
    calm = table_of(scan).calm

    assert services.accept_calm(scan=scan, by=cast.coordinator) == len(calm) - 1
    assert services.accept_calm(scan=scan, by=cast.coordinator) == 0
    assert standing(scan, CALM_TOPIC).value == BEST
    assert standing(scan, CLIENT_TOPIC) is None
    assert all(topic.decided.value == topic.proposal for topic in table_of(scan).calm if topic.key != CALM_TOPIC)


def test_wishes_are_merged_per_theme(scan, cast):
    first = {"veiligheid": Given("ja", "Medicatie."), "informatie": Given("nee", "")}
    services.save_wishes(scan=scan, seen={}, typed=first, by=cast.coordinator)
    other = {"veiligheid": Given("nee", ""), "informatie": Given("", ""), "hulpbronnen": Given("ja", "")}
    merged = services.save_wishes(scan=scan, seen={}, typed=other, by=cast.coordinator)

    assert set(merged.conflicts) == {"veiligheid"}
    assert dict(HelpWish.objects.values_list("theme", "wants_help")) == {
        "veiligheid": True,
        "informatie": False,
        "hulpbronnen": True,
    }


def test_coordinator_writes_for_the_council_and_it_is_marked(scan, cast):
    services.react(scan=scan, text="Goed.", seen="", written_by=ReactionBy.COORDINATOR, by=cast.coordinator)
    scan.refresh_from_db()

    assert (scan.council_reaction, scan.council_reaction_by) == ("Goed.", "coordinator")


def test_nobody_changes_what_the_council_wrote_itself(scan, cast):
    services.react(scan=scan, text="  Wij missen\n\ntijd. ", seen="", written_by=ReactionBy.COUNCIL, by=None)

    with pytest.raises(CouncilHasSpoken):
        services.react(scan=scan, text="Mooi.", seen="", written_by=ReactionBy.COORDINATOR, by=cast.coordinator)
    scan.refresh_from_db()
    assert (scan.council_reaction, scan.council_reaction_by) == ("  Wij missen\n\ntijd. ", "raad")


def test_two_members_of_the_council_do_not_overwrite_each_other(scan):
    services.react(scan=scan, text="Eerste.", seen="", written_by=ReactionBy.COUNCIL, by=None)

    with pytest.raises(ChangedMeanwhile) as found:
        services.react(scan=scan, text="Tweede.", seen="", written_by=ReactionBy.COUNCIL, by=None)
    assert found.value.standing == "Eerste."


def test_answers_to_warnings_are_kept_and_can_be_taken_back(scan, cast):
    services.answer_warnings(scan=scan, answers={"een_groep": "Klopt.", "reactie_ontbreekt": "Volgt."}, by=None)
    services.answer_warnings(scan=scan, answers={"een_groep": "Toch niet.", "reactie_ontbreekt": ""}, by=None)

    assert dict(WarningAnswer.objects.values_list("code", "answer")) == {"een_groep": "Toch niet."}


def test_errors_keep_a_scan_at_home(scan, cast):
    with pytest.raises(CannotSend) as found:
        services.send_in_after_check(scan=scan, by=cast.coordinator)

    assert [finding.code for finding in found.value.findings.errors] == ["kritisch_niet_besloten"]
    scan.refresh_from_db()
    assert scan.state == State.GESPREK


def test_scan_without_errors_goes_in_once(scan, cast, decide):
    decide(CRITICAL_TOPIC, ATTENTION, "Er is een plan.", "Oefening van mei.")

    outcomes = {services.send_in_after_check(scan=scan, by=cast.coordinator).pk for _ in range(2)}

    scan.refresh_from_db()
    assert (len(outcomes), scan.state) == (1, State.INGEDIEND)
    assert scan.assessments.get().outcome["topics"][CRITICAL_TOPIC]["agreed"] == ATTENTION


def test_closing_opens_the_conversation_and_notes_serious_issues(cast):
    scan = cast.scan
    scan.sheets.all().delete()
    scan.participations.all().delete()
    fill_groups(scan, {"zorgpersoneel": {CRITICAL_TOPIC: "ernstig_issue"}}, {"zorgpersoneel": 3, "management": 3})
    factories.AnswerSheet.objects.create(scan=scan, group="management")

    assert services.close(scan=scan, by=cast.coordinator, today=TODAY) == 1

    scan.refresh_from_db()
    assert scan.state == State.GESPREK
    assert list(SeriousIssue.objects.values_list("topic", "found", "found_on")) == [(CRITICAL_TOPIC, "ronde", TODAY)]
    with pytest.raises(RoundIsClosed):
        services.close(scan=scan, by=cast.coordinator, today=TODAY)
