"""What everyone reads: three strong topics, three to make better, what is done about it, and when one looks again."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from scoring.assessment.services import send_in_scan
from scoring.givingback.presenters import giving_back
from scoring.models import Action
from scoring.outcomes.queries import in_force
from tests import factories
from tests.factories import TODAY
from tests.scoring.givingback.conftest import ATTENTION, BEST, SERIOUS, make_final


def found(scan, today=TODAY):
    return giving_back(scan, in_force(scan), today)


def titles(named):
    return [topic.title for topic in named]


def test_serious_topics_come_first_then_points_of_attention(final):
    assert [(topic.title, topic.level.key) for topic in found(final).better] == [
        ("Schone ruimtes", SERIOUS),
        ("Eten, drinken en sfeer aan tafel", ATTENTION),
        ("Privacy", ATTENTION),
    ]


def test_outstanding_topics_come_first_and_solid_ones_fill_up(final):
    strong = found(final).strong

    assert strong[0].title == "Eenzaamheid"
    assert [topic.level.key for topic in strong] == [BEST, "neutraal", "neutraal"]


def test_statement_is_in_the_plainest_words_there_are(final):
    assert found(final).better[0].statement == (
        "Het is hier schoon, op de kamer en in de ruimtes die u met anderen deelt."
    )


def test_three_topics_are_of_three_themes_where_that_can_be(cast):
    final = make_final(cast, value=BEST, eenzaamheid=SERIOUS, zingeving=SERIOUS, gastvrijheid=SERIOUS, privacy=SERIOUS)
    by_title = {topic.title.nl: topic.theme for topic in found(final).questionnaire.topics.values()}

    assert len({by_title[title] for title in titles(found(final).strong)}) == 3
    assert len({by_title[title] for title in titles(found(final).better)[:2]}) == 2
    assert len(found(final).better) == 3


def test_critical_topics_go_before_others(cast):
    final = make_final(cast, privacy=SERIOUS, toezicht=SERIOUS, **{"veilig-huis": SERIOUS})

    assert titles(found(final).better)[0] == "Brandveiligheid en ontruiming"


def test_what_residents_see_otherwise_is_never_called_strong(cast):
    """The team agreed on the best level; the residents and client representatives say otherwise."""
    scan = factories.in_conversation(cast.scan)
    for _ in range(3):
        factories.add_sheet(scan, "zorgpersoneel", "neutraal", eenzaamheid=BEST, zingeving=BEST)
        factories.add_sheet(scan, "management", "neutraal", eenzaamheid=BEST, zingeving=BEST)
        factories.add_sheet(scan, "clientvertegenwoordigers", "neutraal", eenzaamheid=ATTENTION, zingeving=BEST)
    send_in_scan(scan=scan, by=cast.coordinator)
    scan.refresh_from_db()
    factories.confirm_scan(scan, cast.adviser, "zelf")

    assert "Eenzaamheid" not in titles(found(scan).strong)
    assert "Zingeving, geloof en afscheid" in titles(found(scan).strong)


def test_nothing_strong_and_nothing_to_better_is_said_so(cast):
    final = make_final(cast, value=ATTENTION)
    assert found(final).strong == []


def test_location_without_low_topics_has_nothing_to_better(cast):
    assert found(make_final(cast, value=BEST)).better == []


@pytest.mark.parametrize(
    ("levels", "tier", "sentences"),
    [
        (
            {"value": BEST},
            "zelf",
            ["Wij houden vast wat goed gaat.", "Dit doen wij zelf, met het team en de cliëntenraad."],
        ),
        (
            {"value": "neutraal", "veilig-huis": SERIOUS},
            "extra",
            ["Wij werken aan ‘Veiligheid’.", "Een adviseur komt bij ons langs en werkt met ons aan één thema."],
        ),
        (
            {"value": ATTENTION},
            "intensief",
            [
                "Wij werken vooral aan ‘Persoonsgerichte zorg en ondersteuning’, ‘Wonen en welzijn’ en ‘Veiligheid’.",
                "Adviseurs komen bij ons langs en werken met ons aan meerdere thema’s.",
            ],
        ),
    ],
)
def test_plans_name_the_themes_and_the_help(cast, levels, tier, sentences):
    final = make_final(cast, **levels)

    assert final.decisions.get().tier == tier
    assert found(final).plans == sentences


def test_days_on_which_one_looks_again(final):
    assert (found(final).check_on, found(final).repeat_on) == (date(2027, 2, 20), date(2027, 11, 22))


def test_days_that_have_passed_are_not_announced(final):
    assert found(final, date(2027, 2, 21)).check_on is None
    assert found(final, date(2027, 11, 22) + timedelta(days=1)).repeat_on is None


def test_every_theme_has_its_level(final):
    levels = {theme.key: level.key for theme, level in found(final).themes}

    assert levels == {key: theme["level"] for key, theme in final.assessments.latest().outcome["themes"].items()}


def test_it_speaks_english_too(final):
    with translation.override("en"):
        assert found(final).plans[-1] == "We do this ourselves, with the team and the client council."
        assert titles(found(final).better)[0] == "Clean rooms"


def test_it_costs_no_query_beside_the_outcome(final, django_assert_num_queries):
    holds = in_force(final)

    with django_assert_num_queries(0):
        giving_back(final, holds, TODAY)


def planned(final, *lines):
    return [
        Action(scan=final, theme="veiligheid", what=line, owner="Fatima", due_on=date(2026, 12, 6), is_priority=True)
        for line in lines
    ]


def test_priorities_of_the_plan_say_what_the_location_does(final):
    page = giving_back(final, in_force(final), TODAY, planned(final, "Elke middag naar buiten\n– eerst groep 2"))

    assert [(row.what, row.due_on) for row in page.actions] == [("Elke middag naar buiten", date(2026, 12, 6))]
    assert page.plans == found(final).plans[-1:]


def test_three_priorities_are_named_in_one_line_each(final):
    page = giving_back(final, in_force(final), TODAY, planned(final, "a" * 300, "b", "c", "d"))

    assert [len(row.what) for row in page.actions] == [100, 1, 1]


def test_without_priorities_the_themes_are_named(final):
    assert found(final).actions == []
    assert len(found(final).plans) == 2
