"""*Controle voor insturen*: each error and each warning once, and a scan in order without any error."""

import pytest

from questionnaires.models import AgreedLevel, HelpWish, ReactionBy
from scoring.conversation import services
from scoring.conversation.check import check
from scoring.conversation.queries import Decision
from tests import factories
from tests.factories import TODAY
from tests.scoring.conversation.conftest import (
    ATTENTION,
    BEST,
    CALM_TOPIC,
    CLIENT_TOPIC,
    CRITICAL_TOPIC,
    NEUTRAL,
    NVT,
    SERIOUS,
    UNSURE,
    fill_groups,
)


def codes(findings):
    return [finding.code for finding in findings]


def finding(found, code):
    return next(item for item in found.errors + found.warnings if item.code == code)


@pytest.fixture
def decide(scan, cast):
    def call(topic, value, reason="", rests_on=""):
        decision = Decision(value, reason, rests_on, None)
        services.agree(scan=scan, topic=topic, decision=decision, by=cast.coordinator, today=TODAY)

    return call


def test_critical_topic_with_a_flag_must_be_decided(scan):
    found = check(scan)

    assert codes(found.errors) == ["kritisch_niet_besloten"]
    assert found.errors[0].topics == (CRITICAL_TOPIC,)


def test_reason_is_required_at_another_level_and_at_a_flag(scan, decide):
    decide(CALM_TOPIC, BEST)
    decide(CLIENT_TOPIC, NEUTRAL)

    assert set(finding(check(scan), "reden_ontbreekt").topics) == {CALM_TOPIC, CLIENT_TOPIC}


def test_critical_topic_needs_what_it_rests_on(scan, decide):
    decide(CRITICAL_TOPIC, NEUTRAL, "Er is een plan.")

    assert codes(check(scan).errors) == ["basis_ontbreekt"]


def test_critical_topic_not_applicable_needs_a_reason(cast):
    scan = factories.in_conversation(cast.scan)
    fill_groups(scan, {"zorgpersoneel": {"onvrijwillige-zorg": NVT}}, {"zorgpersoneel": 3})
    services.agree(scan=scan, topic="onvrijwillige-zorg", decision=Decision(NVT), by=cast.coordinator, today=TODAY)

    assert codes(check(scan).errors) == ["kritisch_nvt"]


def test_nothing_blocks_when_all_is_said(scan, decide):
    decide(CRITICAL_TOPIC, NEUTRAL, "Er is een plan.", "Oefening van mei.")
    decide(CLIENT_TOPIC, NEUTRAL, "Per gang verschillend.")

    assert check(scan).errors == ()


def test_scan_with_everything_has_the_warnings_that_remain(scan, decide, cast):
    decide(CRITICAL_TOPIC, ATTENTION, "Er is een plan.", "Oefening van mei.")
    services.accept_calm(scan=scan, by=cast.coordinator)

    assert codes(check(scan).warnings) == [
        "alles_gelijk",
        "niet_besproken",
        "verschillende_visies",
        "hulp_ontbreekt",
        "reactie_ontbreekt",
    ]


def test_one_group_without_clients(cast):
    scan = factories.in_conversation(cast.scan)
    fill_groups(scan, {}, {"zorgpersoneel": 3, "vrijwilligers": 1})

    found = check(scan)

    assert codes(found.warnings)[:4] == ["een_groep", "niet_meegeteld", "stem_client_ontbreekt", "alles_gelijk"]
    assert finding(found, "niet_meegeteld").count == 1


def test_many_who_do_not_know_are_named_by_group(cast):
    scan = factories.in_conversation(cast.scan)
    for place in range(3):
        factories.add_sheet(scan, "zorgpersoneel", UNSURE if place else NEUTRAL)
        factories.add_sheet(scan, "clientvertegenwoordigers")

    assert finding(check(scan), "veel_weet_ik_niet").units == ("zorgpersoneel",)


def test_low_level_without_a_word_is_noticed(cast):
    scan = factories.in_conversation(cast.scan)
    fill_groups(scan, {"zorgpersoneel": {CALM_TOPIC: ATTENTION}}, {"zorgpersoneel": 3})
    services.accept_calm(scan=scan, by=cast.coordinator)

    assert finding(check(scan), "zonder_reden").topics == (CALM_TOPIC,)


def test_wishes_and_reaction_that_are_there_are_not_asked_again(scan, cast):
    HelpWish.objects.bulk_create(
        HelpWish(scan=scan, theme=theme.key, wants_help=False) for theme in factories.load("2026-1").themes
    )
    services.react(scan=scan, text="Goed.", seen="", written_by=ReactionBy.COUNCIL, by=None)
    scan.refresh_from_db()

    assert not {"hulp_ontbreekt", "reactie_ontbreekt"} & set(codes(check(scan).warnings))


def test_serious_issue_asks_for_its_follow_up(scan, decide):
    decide(CALM_TOPIC, SERIOUS, "Gisteren.")

    assert finding(check(scan), "ernstig_zonder_opvolging").topics == (CALM_TOPIC,)


def test_theme_without_a_picture_is_named(cast):
    scan = factories.in_conversation(cast.scan)
    empty = {topic.key: UNSURE for topic in factories.load("2026-1").theme("informatie").topics}
    fill_groups(scan, {"zorgpersoneel": empty}, {"zorgpersoneel": 3})

    assert check(scan).incomplete == ("informatie",)


@pytest.mark.parametrize("people", [3, 9])
def test_check_costs_a_fixed_number_of_queries(cast, django_assert_num_queries, people):
    scan = factories.in_conversation(cast.scan)
    fill_groups(scan, groups={"zorgpersoneel": people})
    AgreedLevel.objects.create(scan=scan, topic=CALM_TOPIC, value=BEST)

    with django_assert_num_queries(8):  # table 3, outcome 3, wishes, serious issues
        check(scan)
