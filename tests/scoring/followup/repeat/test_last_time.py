"""What was agreed last time appears at a topic after it was answered: never before, and never for one person."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from questionnaires.definitions import Text, load
from questionnaires.models import AgreedLevel, Answer, Scan
from questionnaires.services import prepare_scan
from scoring.followup.repeat import queries
from scoring.followup.repeat.queries import levels_before
from tests import factories
from tests.factories import VERSION
from tests.kept import kept_begin
from tests.scoring.followup.repeat.days import INVITED

THEME = load(VERSION).theme("informatie")


def theme_url(sheet):
    return reverse("theme", kwargs={"sheet": sheet.pk, "step": "informatie"})


def lines(page):
    """The line of each topic that has a place for it: what it says, empty where it waits."""
    found = re.findall(r'<p class="last-time" id="vorige-([\w-]+)"[^>]*>(.*?)</p>', page)
    return {topic: re.sub(r"<[^>]+>|\s+", " ", words).strip() for topic, words in found}


def words_of(page):
    return {topic: " ".join(words.split()) for topic, words in lines(page).items() if words}


def save(client, sheet, htmx=False, **values):
    data = {key.replace("_", "-"): value for key, value in values.items()}
    data |= {"blad-current_step": "informatie", "seen": "{}", "then": "later"}
    return client.post(theme_url(sheet), data, headers={"HX-Request": "true"} if htmx else {})


@pytest.fixture
def sheet(repeat):
    return repeat.sheets.get()


def test_before_answering_the_page_holds_nothing_of_last_time(final, sheet, as_user):
    page = as_user(final.coordinator).get(theme_url(sheet)).content.decode()

    assert set(lines(page)) == {topic.key for topic in THEME.topics}
    assert words_of(page) == {}
    assert "Vorige keer" not in page


def test_after_answering_it_stands_at_that_topic_alone(final, sheet, as_user):
    client = as_user(final.coordinator)
    save(client, sheet, privacy="neutraal")

    page = client.get(theme_url(sheet)).content.decode()

    assert words_of(page) == {"privacy": "Vorige keer: Aandachtspunt"}
    assert page.count("Vorige keer") == 1


@pytest.mark.parametrize("value", ["weet_ik_niet", "nvt", "ernstig_issue"])
def test_every_answer_is_an_answer(final, sheet, as_user, value):
    client = as_user(final.coordinator)
    save(client, sheet, overdracht=value)

    found = words_of(client.get(theme_url(sheet)).content.decode())
    assert found == {"overdracht": "Vorige keer: Op orde / uitblinker"}


def test_a_note_alone_is_no_answer(final, sheet, as_user):
    client = as_user(final.coordinator)
    save(client, sheet, **{"privacy-note": "Nog bespreken."})

    assert words_of(client.get(theme_url(sheet)).content.decode()) == {}


def test_an_answer_that_was_taken_back_hides_it_again(final, sheet, as_user):
    Answer.objects.create(sheet=sheet, theme="informatie", topic="privacy", value="")

    assert words_of(as_user(final.coordinator).get(theme_url(sheet)).content.decode()) == {}


def test_a_page_that_saves_itself_gets_it_with_the_answer(final, sheet, as_user):
    client = as_user(final.coordinator)

    saved = save(client, sheet, htmx=True, privacy="neutraal").content.decode()

    assert words_of(saved) == {"privacy": "Vorige keer: Aandachtspunt"}
    assert set(lines(saved)) == {topic.key for topic in THEME.topics}
    assert saved.count('hx-swap-oob="true"') == len(THEME.topics) + 1
    assert "Op orde" not in saved


def test_what_a_colleague_answered_shows_too_and_what_is_typed_does_not(final, sheet, as_user):
    client = as_user(final.coordinator)
    save(client, sheet, privacy="neutraal")

    refused = client.post(
        theme_url(sheet),
        {"blad-current_step": "informatie", "seen": "stuk", "overdracht": "neutraal"},
    )

    assert words_of(refused.content.decode()) == {"privacy": "Vorige keer: Aandachtspunt"}


def test_it_takes_no_more_queries(final, sheet, as_user, django_assert_num_queries):
    client = as_user(final.coordinator)
    save(client, sheet, htmx=True, privacy="neutraal")

    with django_assert_num_queries(5):  # session, user, sheet with the outcome before, roles, answers
        assert words_of(client.get(theme_url(sheet)).content.decode())
    with django_assert_num_queries(8):  # the same, one upsert, and begin and end of the transaction
        assert words_of(save(client, sheet, htmx=True, overdracht="neutraal").content.decode())


def test_an_outcome_that_was_decided_again_counts_at_once(final, sheet, as_user):
    client = as_user(final.coordinator)
    save(client, sheet, privacy="neutraal")
    assert words_of(client.get(theme_url(sheet)).content.decode()) == {"privacy": "Vorige keer: Aandachtspunt"}
    again = final.scan.assessments.latest()
    again.outcome["topics"]["privacy"]["agreed"] = "uitblinker"
    again.pk, again.digest = None, "f" * 64
    again.save()

    found = words_of(client.get(theme_url(sheet)).content.decode())

    assert found == {"privacy": "Vorige keer: Op orde / uitblinker"}
    assert levels_before(Scan.objects.get(pk=sheet.scan_id))["privacy"] == "uitblinker"


def test_a_first_scan_has_no_place_for_it(cast, as_user):
    factories.fill_sheet(cast.sheet)

    page = as_user(cast.coordinator).get(theme_url(cast.sheet)).content.decode()

    assert lines(page) == {}
    assert 'id="vorige-' not in save(as_user(cast.coordinator), cast.sheet, htmx=True).content.decode()


def test_one_person_never_sees_it(final, as_user):
    """A sheet of somebody's own, with an answer at every topic."""
    from django.conf import settings
    from django.test import Client

    from questionnaires.responding import take_place
    from tests.wolscan.access_world import _came_with, _way
    from wolscan.dates import today

    scan = prepare_scan(location=final.location, by=final.coordinator, today=INVITED)
    Scan.objects.filter(pk=scan.pk).update(state="open", closes_on=today())
    way = _way(Scan.objects.get(pk=scan.pk), "letter")
    own = take_place(invitation=way, mode="zelf", named=False, today=today())
    factories.fill_sheet(own)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = _came_with(way)
    page = client.get(theme_url(own))

    assert page.status_code == 200
    assert 'class="last-time"' not in page.content.decode()
    saved = save(client, own, htmx=True, privacy="uitblinker")
    assert (saved.status_code, "last-time" in saved.content.decode()) == (200, False)


def test_only_topics_in_the_same_words_have_something_to_show(final, repeat, monkeypatch):
    questionnaire = load(VERSION)
    themes = tuple(
        replace(t, topics=tuple(replace(p, text=Text("x", "x")) if p.key == "privacy" else p for p in t.topics))
        for t in questionnaire.themes
    )
    other = replace(questionnaire, themes=themes, version="2027-1")
    monkeypatch.setattr(queries, "load", lambda version: other if version == "2027-1" else questionnaire)
    assert levels_before(repeat)["privacy"] == "aandachtspunt"

    repeat.questionnaire = "2027-1"

    found = levels_before(repeat)
    queries._asked_alike.cache_clear()
    assert "privacy" not in found
    assert found["overdracht"] == "uitblinker"
    assert found["zingeving"] == "nvt"
    assert "eenzaamheid" not in found


def test_nothing_is_shown_of_a_scan_that_is_under_review_again(final, repeat):
    Scan.objects.filter(pk=repeat.pk).update(state="vervallen")
    Scan.objects.filter(pk=final.scan.pk).update(state="in_beoordeling", confirmed_on=None, repeat_on=None)

    assert levels_before(Scan.objects.get(pk=repeat.pk)) == {}


@pytest.fixture
@kept_begin
def talk(repeat):
    """The repeat scan in conversation, filled in by three people."""
    scan = factories.in_conversation(repeat)
    for _ in range(3):
        factories.add_sheet(scan, "zorgpersoneel")
    return Scan.objects.get(pk=scan.pk)


def topic_url(scan, topic="privacy"):
    return reverse("board_topic", kwargs={"scan": scan.pk, "topic": topic})


def decide(client, scan, value, revision="", htmx=False, topic="privacy"):
    data = {"value": value, "reason": "Zo.", "rests_on": "Gezien.", "revision": revision, "then": "hier"}
    return client.post(topic_url(scan, topic), data, headers={"HX-Request": "true"} if htmx else {})


def test_the_board_shows_it_after_the_decision(final, talk, as_user):
    client = as_user(final.coordinator)
    page = client.get(topic_url(talk)).content.decode()
    assert lines(page) == {"privacy": ""}
    assert "Vorige keer" not in page

    saved = decide(client, talk, "neutraal", htmx=True).content.decode()

    assert words_of(saved) == {"privacy": "Vorige keer: Aandachtspunt"}
    assert words_of(client.get(topic_url(talk)).content.decode()) == {"privacy": "Vorige keer: Aandachtspunt"}


def test_words_without_a_decision_show_nothing_on_the_board(final, talk, as_user):
    AgreedLevel.objects.create(scan=talk, topic="privacy", value="", reason="Lastig.")

    page = as_user(final.coordinator).get(topic_url(talk)).content.decode()

    assert "Vorige keer" not in page


def test_who_looks_on_sees_it_after_the_decision_too(final, talk, as_user):
    client = as_user(final.quality_officer)
    assert "Vorige keer" not in client.get(topic_url(talk)).content.decode()
    AgreedLevel.objects.create(scan=talk, topic="privacy", value="neutraal")

    assert words_of(client.get(topic_url(talk)).content.decode()) == {"privacy": "Vorige keer: Aandachtspunt"}


def test_a_topic_without_a_level_last_time_shows_nothing(final, talk, as_user):
    AgreedLevel.objects.create(scan=talk, topic="eenzaamheid", value="neutraal")

    assert lines(as_user(final.coordinator).get(topic_url(talk, "eenzaamheid")).content.decode()) == {}


def test_the_other_language(final, sheet, as_user):
    client = as_user(final.coordinator)
    client.cookies["django_language"] = "en"
    save(client, sheet, privacy="neutraal")

    assert words_of(client.get(theme_url(sheet)).content.decode()) == {"privacy": "Last time: Needs attention"}
