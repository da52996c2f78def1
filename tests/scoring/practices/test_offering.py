"""Which good practices are offered where something is low."""

import pytest
from django.urls import reverse

from questionnaires.definitions import load as load_questionnaire
from scoring.followup.library import for_topic, load
from scoring.practices.offering import MOST, offered
from scoring.practices.searching import Sought, active, found, known, practice_of
from tests import factories

QUESTIONNAIRE = load_questionnaire("2026-1")


@pytest.mark.parametrize("theme", QUESTIONNAIRE.themes, ids=lambda theme: theme.key)
def test_at_most_three_each_and_none_twice(theme):
    groups = offered(theme.key, [topic.key for topic in theme.topics])
    keys = [practice.key for _topic, practices in groups for practice in practices]

    assert all(1 <= len(practices) <= MOST for _topic, practices in groups)
    assert len(keys) == len(set(keys))
    assert all(topic in practice.topics for topic, practices in groups if topic for practice in practices)
    assert groups[-1][0] == "" or len(keys) >= MOST


def test_what_stands_elsewhere_is_not_offered_again():
    first = for_topic("eenzaamheid")[0].key
    again = offered("wonen-en-welzijn", ["eenzaamheid"], taken=[first])

    assert first not in [practice.key for _topic, practices in again for practice in practices]


def test_searching_with_words_theme_and_topic_together():
    everything = found(Sought(), "nl")
    by_theme = found(Sought(theme="veiligheid"), "nl")
    by_topic = found(Sought(theme="veiligheid", topic="onvrijwillige-zorg"), "nl")
    by_all = found(Sought(text="xyzzy", theme="veiligheid"), "nl")

    assert {p.key for p in everything} == set(active())
    assert all("veiligheid" in p.themes for p in by_theme)
    assert 0 < len(by_topic) <= len(by_theme) < len(everything)
    assert all("onvrijwillige-zorg" in p.topics for p in by_topic)
    assert by_all == []


def test_practice_that_is_no_longer_offered_is_known_but_not_found():
    [*retired] = [practice.key for practice in load() if not practice.active]

    assert retired
    assert practice_of(retired[0]) is None
    assert known(retired[0]).key == retired[0]
    assert known("bestaat-niet") is None


def test_outcome_page_offers_them_at_what_is_low_only(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator, eenzaamheid="ernstig_issue")
    page = as_user(cast.coordinator).get(reverse("outcome", kwargs={"scan": cast.scan.pk})).content.decode()
    low = page[page.index('id="thema-2"') : page.index('id="thema-3"')]

    assert f"/voorbeelden/{for_topic('eenzaamheid')[0].key}/" in low
    assert low.count("/voorbeelden/") <= 2 * MOST
    assert page.count("/voorbeelden/") == low.count("/voorbeelden/") + 1  # the one in the header


def test_offering_costs_no_query(cast, as_user, django_assert_max_num_queries):
    factories.send_in_scan(cast.scan, cast.coordinator, "aandachtspunt")
    with django_assert_max_num_queries(0):
        offered("veiligheid", ["onvrijwillige-zorg"])
