"""The one context of an outcome: figures, sentences, and who may see how close it is."""

from datetime import date

import pytest
from django.utils import translation

from questionnaires.definitions import load
from questionnaires.services import record_table
from scoring.assessment.services import send_in, submit
from scoring.domain.rules import Share
from scoring.outcomes.context import outcome_context
from scoring.outcomes.queries import in_force
from scoring.outcomes.words import share_words
from tests import factories
from tests.factories import TODAY, VERSION

SERIOUS, ATTENTION, BEST = "ernstig_issue", "aandachtspunt", "uitblinker"


def context_of(scan, with_what_if=True, language="nl"):
    scan.refresh_from_db()
    holds = in_force(scan)
    with translation.override(language):
        return outcome_context(scan, holds.assessment, holds.decision, with_what_if=with_what_if)


def theme(context, key):
    return next(view for view in context.themes if view.theme.key == key)


def every(theme_key, value):
    return {topic.key: value for topic in load(VERSION).theme(theme_key).topics}


def test_every_topic_stands_in_exactly_one_list(cast):
    factories.send_in_scan(
        cast.scan,
        cast.coordinator,
        eenzaamheid="weet_ik_niet",
        zingeving="nvt",
        gastvrijheid=BEST,
        vrijwilligers=SERIOUS,
    )

    for view in context_of(cast.scan).themes:
        shown = [
            topic.key
            for topics in (view.talk, view.disputed, view.strong, view.steady, view.unknown, view.not_applicable)
            for topic in topics
        ]
        assert sorted(shown) == sorted(topic.key for topic in view.theme.topics)
        assert sum(row["count"] for row in view.counts) == view.scored


def test_topics_to_talk_about_are_ordered_by_severity_and_weight(cast):
    low = {
        "acute-situaties": SERIOUS,
        "veilig-huis": SERIOUS,
        "incidenten-melden": ATTENTION,
        "ouderenmishandeling": ATTENTION,
    }
    factories.send_in_scan(cast.scan, cast.coordinator, **low)

    talk = theme(context_of(cast.scan), "veiligheid").talk

    assert [topic.key for topic in talk] == [
        "veilig-huis",
        "acute-situaties",
        "ouderenmishandeling",
        "incidenten-melden",
    ]


def test_reasons_name_the_topics_that_made_it_so(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, **{"veilig-huis": SERIOUS})

    assert theme(context_of(cast.scan), "veiligheid").reasons == [
        "‘Brandveiligheid en ontruiming’ weegt extra zwaar en staat op ernstig issue. "
        "Dan staat het hele thema op ernstig issue.",
        "Bij een thema op ernstig issue past ondersteuning op locatie.",
    ]


def test_reasons_are_sentences_in_english_too(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, **{"veilig-huis": SERIOUS})

    assert theme(context_of(cast.scan, language="en"), "veiligheid").reasons[0] == (
        "‘Fire safety and evacuation’ carries extra weight and is rated serious issue. "
        "Then the whole theme is serious issue."
    )


def test_many_topics_are_counted_and_not_named(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, **every("hulpbronnen", ATTENTION))

    assert theme(context_of(cast.scan), "hulpbronnen").reasons == [
        "Op aandachtspunt of lager: 9 van de 9 onderwerpen met een niveau. Vanaf een derde staat het hele thema op "
        "aandachtspunt.",
        "Omdat 9 van de 9 onderwerpen op aandachtspunt of lager staan, past ondersteuning op locatie. Dat geldt vanaf "
        "60%.",
    ]


def test_theme_without_need_says_so(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)

    assert theme(context_of(cast.scan), "informatie").reasons == [
        "Op uitblinker: 0 van de 9 onderwerpen met een niveau. Vanaf de helft kan het hele thema op uitblinker komen.",
        "Voor dit thema is geen extra ondersteuning nodig.",
    ]


def test_theme_with_too_few_answers_has_no_level_and_no_need(cast):
    empty = dict.fromkeys(every("informatie", ""), "")
    factories.send_in_scan(cast.scan, cast.coordinator, reason="Volgt nog.", **empty)

    view, tier = theme(context_of(cast.scan), "informatie"), context_of(cast.scan).tier

    assert (view.level, view.need_word) == (None, "Nog niet te zeggen")
    assert view.reasons[0].startswith("Onderwerpen met een niveau: 0 van de 9.")
    assert (tier.proposed, tier.name) == (None, "Nog geen voorstel")
    assert tier.reasons == [
        "Het thema ‘Gebruik van informatie’ heeft te weinig antwoorden. Dan is er nog geen voorstel."
    ]


def test_tier_names_the_themes(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, **{"veilig-huis": SERIOUS})

    tier = context_of(cast.scan).tier

    assert tier.name == "Extra ondersteuning"
    assert tier.reasons == [
        "Eén thema vraagt ondersteuning op locatie: ‘Veiligheid’. Daarbij past extra ondersteuning."
    ]


def test_trace_goes_from_answers_to_tier(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, **{"veilig-huis": SERIOUS, "privacy": "weet_ik_niet"})

    steps = context_of(cast.scan).trace

    assert [len(step.sentences) > 0 for step in steps] == [True] * 4
    assert "Onderwerpen met een niveau: 84 van de 85." in steps[0].sentences
    assert "Ernstig issue: ‘Veiligheid’." in steps[1].sentences
    assert "Ondersteuning op locatie past bij ‘Veiligheid’." in steps[2].sentences
    assert steps[3].sentences == context_of(cast.scan).tier.reasons


def test_do_not_know_is_a_finding(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, privacy="weet_ik_niet", overdracht="")

    unknown = {topic.key: topic.is_unsure for topic in theme(context_of(cast.scan), "informatie").unknown}

    assert unknown == {"privacy": True, "overdracht": False}


def test_notes_stand_at_their_topic(cast):
    factories.fill_sheet(cast.sheet, privacy=ATTENTION)
    factories.write_note(cast.sheet, "privacy", "  Dossiers lagen open.\n")
    factories.write_note(cast.sheet, "overdracht", "Gaat goed.")
    send_in(sheet=cast.sheet, by=cast.coordinator)

    view = theme(context_of(cast.scan), "informatie")

    assert [(topic.key, topic.notes) for topic in view.talk] == [("privacy", ("Dossiers lagen open.",))]
    assert [topic.key for topic in view.noted] == ["overdracht"]


def test_what_if_only_for_who_may_see_it_until_the_scan_is_final(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, **{"veilig-huis": SERIOUS})

    assert context_of(cast.scan, with_what_if=False).what_if is None
    assert context_of(cast.scan, with_what_if=True).what_if.steps == [
        "‘Brandveiligheid en ontruiming’ gaat van ernstig issue naar aandachtspunt."
    ]

    factories.confirm_scan(cast.scan, cast.adviser, "extra")

    assert context_of(cast.scan, with_what_if=False).what_if.is_narrow


def test_two_steps_on_one_topic_are_one_sentence(cast):
    nearly = dict.fromkeys(list(every("hulpbronnen", ""))[:2], ATTENTION) | {"gebouw-en-inrichting": SERIOUS}
    others = {"persoonlijke-verzorging": SERIOUS, "leercultuur": SERIOUS}
    factories.send_in_scan(cast.scan, cast.coordinator, **nearly, **others)

    steps = context_of(cast.scan).what_if.steps

    assert len(steps) == len({step.split(" gaat ")[0] for step in steps})


def test_decision_that_differs_keeps_both_tiers_and_the_reason(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser, "licht", "Ze willen een andere locatie bezoeken.")

    tier = context_of(cast.scan).tier

    assert (tier.proposed, tier.decided, tier.differs) == ("zelf", "licht", True)
    assert (tier.proposed_name, tier.name) == ("Zelf aan de slag", "Lichte ondersteuning")
    assert tier.decision_reason == "Ze willen een andere locatie bezoeken."


def test_dates_and_table(cast):
    record_table(sheet=cast.sheet, groups=["vrijwilligers", "zorgpersoneel"], by=cast.coordinator)
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)

    context = context_of(cast.scan)

    assert context.table == ["Zorgpersoneel", "Vrijwilligers"]
    assert (context.dates.confirmed_on, context.dates.repeat_on) == (TODAY, date(2027, 11, 22))
    assert context.dates.invitation_on == date(2027, 10, 11)


def test_repeat_shows_then_and_now_without_causes(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, **{"veilig-huis": SERIOUS})
    factories.confirm_scan(cast.scan, cast.adviser, "extra")
    repeat = factories.make_scan(cast.location, opened_on=date(2027, 11, 22))
    factories.send_in_scan(repeat, cast.coordinator)

    comparison = context_of(repeat).comparison

    assert comparison.confirmed_on == TODAY
    assert comparison.same_version
    assert [(row.then.key, row.now.key) for row in comparison.rows][2] == (SERIOUS, "neutraal")


def test_first_scan_has_nothing_to_compare(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)

    assert context_of(cast.scan).comparison is None


def test_groups_that_differ_stay_visible(cast):
    scan = factories.in_conversation(cast.scan)
    for _ in range(3):
        factories.add_sheet(scan, "zorgpersoneel", BEST)
        factories.add_sheet(scan, "clientvertegenwoordigers", privacy=SERIOUS)
    submit(scan=scan, by=cast.coordinator)

    [topic] = [topic for topic in theme(context_of(scan), "informatie").talk if topic.key == "privacy"]

    assert [(group.name, group.level.key) for group in topic.spread] == [
        ("Zorgpersoneel", BEST),
        ("Bewoners en cliëntvertegenwoordigers", SERIOUS),
    ]
    assert topic.flags == [
        "De groepen verschillen sterk van mening.",
        "De bewoners en hun vertegenwoordigers zijn minder positief dan de anderen.",
    ]


def test_notes_of_several_people_stand_in_the_order_of_the_alphabet(cast):
    scan = factories.in_conversation(cast.scan)
    for note in ("Zo zie ik het.", "Anders.", "Midden."):
        factories.write_note(factories.add_sheet(scan, "zorgpersoneel"), "privacy", note)
    submit(scan=scan, by=cast.coordinator)

    [topic] = theme(context_of(scan), "informatie").noted

    assert topic.notes == ("Anders.", "Midden.", "Zo zie ik het.")


@pytest.mark.parametrize(
    ("share", "words"), [((1, 4), "een kwart"), ((1, 3), "een derde"), ((1, 2), "de helft"), ((3, 5), "60%")]
)
def test_shares_in_words(share, words):
    assert share_words(Share(*share)) == words


def test_context_costs_few_queries_with_one_sheet_and_with_thirty(cast, django_assert_num_queries):
    scan = factories.in_conversation(cast.scan)
    for _ in range(30):
        factories.add_sheet(scan, "zorgpersoneel")
    submit(scan=scan, by=cast.coordinator)
    scan = type(scan).objects.select_related("location__organisation").get(pk=scan.pk)
    holds = in_force(scan)

    with django_assert_num_queries(7):  # notes and doubts, agreed levels, table, help wanted, check, rosters, facts
        outcome_context(scan, holds.assessment, holds.decision, with_what_if=True)
