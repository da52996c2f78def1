"""What is low and what is high in a frozen outcome."""

from questionnaires.definitions import load
from scoring.domain import plan as plans
from scoring.domain.agreement import Sheet
from scoring.domain.outcome import document
from scoring.domain.score import score_scan
from scoring.domain.standing import high_topics, low_topics, supported_themes

QUESTIONNAIRE = load("2026-1")


def outcome(value="neutraal", **by_topic):
    special = {key.replace("_", "-"): level for key, level in by_topic.items()}
    answers = {key: special.get(key, value) for key in QUESTIONNAIRE.topics}
    return document(score_scan(plans.load("2026-1", "2026-1"), [Sheet("team", answers, True)], {}, None))


def test_low_topics_stand_by_theme_the_worst_first():
    found = low_topics(
        QUESTIONNAIRE, outcome(schone_ruimtes="aandachtspunt", eenzaamheid="ernstig_issue", privacy="aandachtspunt")
    )

    assert found == {"wonen-en-welzijn": ("eenzaamheid", "schone-ruimtes"), "informatie": ("privacy",)}


def test_critical_topics_come_before_others_of_the_same_level():
    theme = QUESTIONNAIRE.theme("veiligheid")
    critical = [topic.key for topic in theme.topics if topic.critical]
    found = low_topics(QUESTIONNAIRE, outcome("aandachtspunt"))["veiligheid"]

    assert list(found[: len(critical)]) == critical


def test_nothing_is_low_where_nobody_knows_or_it_does_not_apply():
    assert low_topics(QUESTIONNAIRE, outcome("weet_ik_niet", privacy="nvt", eenzaamheid="neutraal")) == {}


def test_topic_that_an_older_outcome_does_not_know_is_not_low():
    found = outcome("aandachtspunt")
    del found["topics"]["privacy"]

    assert "privacy" not in low_topics(QUESTIONNAIRE, found)["informatie"]


def test_high_topics():
    assert high_topics(QUESTIONNAIRE, outcome(privacy="uitblinker", eenzaamheid="uitblinker")) == (
        "eenzaamheid",
        "privacy",
    )


def test_supported_themes_are_those_with_a_need():
    assert supported_themes(QUESTIONNAIRE, outcome()) == ()
    assert supported_themes(QUESTIONNAIRE, outcome(eenzaamheid="ernstig_issue")) == ("wonen-en-welzijn",)
