"""The review page: location left, adviser right, saved by button and by itself, and never lost."""

import json

import pytest

from scoring.models import Adjustment, ReviewQuestion
from scoring.review.judging import begin_review, save_judgements
from scoring.review.queries import Judged
from scoring.review.services import reopen
from tests import factories
from tests.scoring.conversation.conftest import ATTENTION, CLIENT_TOPIC
from tests.scoring.review.conftest import CRITICAL, PLAIN, fields, reload, url

HTMX = {"HTTP_HX_REQUEST": "true"}
OWN = {"level": "ernstig_issue", "motivation": "Ik zag het zelf.", "facts": "Bezoek.", "question": "Hoe vaak?"}
SAFETY = {"step": "veiligheid"}


def page_of(client, cast, **query):
    return client.get(url("review", cast.scan), query)


def shown(response):
    return [topic.key for view in response.context["themes"] for topic in view.topics]


def topic_in(response, key):
    return next(topic for view in response.context["themes"] for topic in view.topics if topic.key == key)


def post(client, cast, seen=None, query="", headers=None, **topics):
    data = fields(**topics) | {"seen": json.dumps(seen or {})}
    return client.post(url("review_theme", cast.scan, **SAFETY) + query, data, **(headers or {}))


def test_it_shows_every_topic_with_its_level_and_the_adviser_fields(begun, as_user):
    response = page_of(as_user(begun.adviser), begun)
    page = response.content.decode()

    assert len(shown(response)) == 85
    assert topic_in(response, PLAIN).agreed.level.key == ATTENTION
    assert page.count("data-autosave") == 8
    assert f'name="{PLAIN}-motivation"' in page
    assert "Beoordeling van De Linde" in page


def test_what_the_groups_say_the_reason_and_the_notes_stand_beside_it(of_groups, as_user):
    factories.write_note(of_groups.scan.sheets.first(), CLIENT_TOPIC, "De kamers op de gang.")
    response = page_of(as_user(of_groups.adviser), of_groups)
    topic = topic_in(response, CLIENT_TOPIC)

    assert topic.agreed.level.key == ATTENTION
    assert {name: level.key for name, level in topic.groups}["Zorgpersoneel"] == "uitblinker"
    assert not topic.is_unanimous
    assert (topic.reason, topic.notes) == ("De kamers 1 tot 4.", ("De kamers op de gang.",))
    assert any("minder positief" in flag for flag in topic.flags)


def test_filters_show_only_what_they_say(of_groups, as_user):
    client = as_user(of_groups.adviser)
    own = {PLAIN: Judged(facts="Gezien.")}
    save_judgements(scan=of_groups.scan, seen={}, typed=own, by=of_groups.adviser)

    assert shown(page_of(client, of_groups, toon="verschil")) == [CLIENT_TOPIC]
    assert shown(page_of(client, of_groups, toon="laag")) == [CLIENT_TOPIC]
    assert shown(page_of(client, of_groups, toon="vlag")) == [CLIENT_TOPIC]
    assert shown(page_of(client, of_groups, toon="eigen")) == [PLAIN]
    assert len(shown(page_of(client, of_groups, toon="onzin"))) == 85


def test_nvt_on_a_critical_topic_is_flagged_and_asked_about(begun, as_user):
    response = page_of(as_user(begun.adviser), begun, toon="vlag")

    assert shown(response) == [CRITICAL]
    assert f'name="{CRITICAL}-not_applicable"' in response.content.decode()


def test_an_empty_filter_says_so(sent, as_user):
    begin_review(scan=sent.scan, by=sent.adviser)

    assert "Geen onderwerp past bij deze keuze." in page_of(as_user(sent.adviser), sent, toon="eigen").content.decode()


def test_previous_scan_stands_beside_it(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator, privacy="uitblinker")
    factories.confirm_scan(cast.scan, cast.adviser)
    repeat = factories.make_scan(cast.location)
    factories.send_in_scan(repeat, cast.coordinator, privacy=ATTENTION)
    cast.scan = repeat

    topic = topic_in(page_of(as_user(cast.adviser), cast), "privacy")

    assert (topic.agreed.level.key, topic.last_time.level.key) == (ATTENTION, "uitblinker")


def test_button_saves_and_leads_back_to_the_theme(begun, as_user):
    answer = post(as_user(begun.adviser), begun, query="?toon=laag", incidenten_melden=OWN)

    assert answer.url == f"{url('review', begun.scan)}?toon=laag#thema-3"
    row = Adjustment.objects.get()
    assert (row.topic, row.level, row.motivation, row.facts) == (PLAIN, OWN["level"], OWN["motivation"], OWN["facts"])
    assert ReviewQuestion.objects.get().text == "Hoe vaak?"


def test_topics_that_the_page_did_not_show_stay(begun, as_user):
    client = as_user(begun.adviser)
    post(client, begun, incidenten_melden=OWN)
    post(client, begun, acute_situaties={"facts": "Gezien."})

    assert set(Adjustment.objects.values_list("topic", flat=True)) == {PLAIN, "acute-situaties"}


def test_page_saves_itself_and_gets_a_fresh_field(begun, as_user):
    answer = post(as_user(begun.adviser), begun, headers=HTMX, incidenten_melden=OWN)
    page = answer.content.decode()

    assert "Opgeslagen om" in page
    assert 'id="seen-veiligheid"' in page
    assert Judged(OWN["level"], OWN["motivation"], OWN["facts"], "", OWN["question"]).fingerprint in page


def test_level_without_motivation_waits_and_the_rest_is_saved(begun, as_user):
    client = as_user(begun.adviser)
    half = {"incidenten_melden": {"level": "neutraal"}, "acute_situaties": {"facts": "Gezien."}}

    quiet = post(client, begun, headers=HTMX, **half)
    assert "Eén niveau wacht nog op uw motivering." in quiet.content.decode()
    assert [row.topic for row in Adjustment.objects.all()] == ["acute-situaties"]

    loud = post(client, begun, **half)
    page = loud.content.decode()
    assert loud.status_code == 422
    assert "Schrijf op waarom u bij ‘Incidenten melden’ een ander niveau ziet." in page
    assert f'href="#id_{PLAIN}-motivation"' in page
    assert topic_in(loud, PLAIN).own.level == "neutraal"


def test_two_pages_at_one_topic_both_show(begun, as_user):
    client = as_user(begun.adviser)
    post(client, begun, incidenten_melden={"motivation": "Van de eerste pagina."})

    quiet = post(client, begun, headers=HTMX, incidenten_melden={"motivation": "Van de tweede."})
    assert "Hier is ook op een andere pagina iets geschreven." in quiet.content.decode()

    loud = post(client, begun, incidenten_melden={"motivation": "Van de tweede."})
    assert loud.status_code == 409
    for words in ("Van de eerste pagina.", "Van de tweede."):
        assert words in loud.content.decode()
    assert Adjustment.objects.get().motivation == "Van de eerste pagina."

    seen = json.loads(next(view.seen for view in loud.context["themes"] if view.theme.key == "veiligheid"))
    post(client, begun, seen=seen, incidenten_melden={"motivation": "Samen."})
    assert Adjustment.objects.get().motivation == "Samen."


def test_text_that_is_too_long_is_not_lost(begun, as_user):
    answer = post(as_user(begun.adviser), begun, incidenten_melden={"motivation": "x" * 10_001})

    assert answer.status_code == 422
    assert "Houd uw tekst onder de 10.000 tekens." in answer.content.decode()
    assert "x" * 10_001 in answer.content.decode()
    assert (
        "onder de 10.000 tekens"
        in post(
            as_user(begun.adviser), begun, headers=HTMX, incidenten_melden={"motivation": "x" * 10_001}
        ).content.decode()
    )


def test_a_damaged_field_is_refused(begun, as_user):
    data = fields(incidenten_melden=OWN) | {"seen": "geen json"}
    answer = as_user(begun.adviser).post(url("review_theme", begun.scan, **SAFETY), data)

    assert answer.status_code == 422
    assert Adjustment.objects.count() == 0


def test_what_was_typed_comes_back_when_the_scan_went_back_meanwhile(returned, as_user):
    answer = post(as_user(returned.adviser), returned, incidenten_melden=OWN)

    assert answer.status_code == 409
    assert "Ik zag het zelf." in answer.content.decode()
    assert Adjustment.objects.count() == 0


def test_unknown_theme_does_not_exist(begun, as_user):
    assert as_user(begun.adviser).post(url("review_theme", begun.scan, step="bestaat-niet")).status_code == 404


def test_before_beginning_it_can_be_read_and_begun(sent, as_user):
    client = as_user(sent.adviser)
    page = page_of(client, sent).content.decode()

    assert "Begin de beoordeling" in page
    assert "<textarea" not in page

    assert client.post(url("review_begin", sent.scan)).url == url("review", sent.scan)
    assert reload(sent.scan).state == "in_beoordeling"


def test_beginning_what_is_final_changes_nothing(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)

    answer = as_user(cast.adviser).post(url("review_begin", cast.scan), follow=True)

    assert "Deze scan wacht niet op een beoordeling." in answer.content.decode()
    assert reload(cast.scan).state == "vastgesteld"


def test_questions_answers_and_changes_stand_at_the_topic(returned, as_user):
    ReviewQuestion.objects.filter(topic=PLAIN).update(answer="Elke week.", answered_at=returned.scan.submitted_at)
    sheet = factories.team_sheet(returned.scan)
    sheet.answers.filter(topic=PLAIN).update(value="neutraal")
    as_user(returned.coordinator).post(f"/invullen/{sheet.pk}/versturen/")
    client = as_user(returned.adviser)

    response = page_of(client, returned, toon="gewijzigd")
    page = response.content.decode()

    assert "Verder met de beoordeling" in page
    assert shown(response) == [PLAIN]
    assert topic_in(response, PLAIN).changed_from.level.key == ATTENTION
    for words in ("Hoe vaak meldt u?", "Elke week.", "Wie deed mee?", "Niet beantwoord."):
        assert words in page


def test_while_it_is_with_the_location_nothing_can_be_written(returned, as_user):
    page = page_of(as_user(returned.adviser), returned).content.decode()

    assert "Bij de locatie" in page
    assert "<textarea" not in page


def test_final_review_can_be_read_and_reopened(begun, as_user):
    own = {PLAIN: Judged("neutraal", "Het valt mee."), CRITICAL: Judged(not_applicable="bevestigd")}
    save_judgements(scan=begun.scan, seen={}, typed=own, by=begun.adviser)
    factories.confirm_scan(begun.scan, begun.adviser)
    page = page_of(as_user(begun.adviser), begun).content.decode()

    assert "Het valt mee." in page
    assert "U bevestigde dat dit niet van toepassing is." in page
    assert url("review_reopen", begun.scan) in page
    assert "<textarea" not in page

    reopen(scan=begun.scan, reason="Fout niveau.", by=begun.adviser)
    assert "Het valt mee.</textarea>" in page_of(as_user(begun.adviser), begun).content.decode()


@pytest.mark.parametrize("person", ["coordinator", "quality_officer", "other_adviser", "programme_office", "stranger"])
def test_nobody_else_gets_in(begun, as_user, person):
    client = as_user(getattr(begun, person))

    assert page_of(client, begun).status_code == 404
    assert client.post(url("review_begin", begun.scan)).status_code == 404
    assert post(client, begun, incidenten_melden=OWN).status_code == 404
    assert Adjustment.objects.count() == 0


def test_page_is_made_with_few_queries(of_groups, as_user, django_assert_num_queries):
    client = as_user(of_groups.adviser)

    # session, user, roles, scan, outcome; notes, levels, own fields, questions, the outcome before; returns; seen
    with django_assert_num_queries(12):
        page_of(client, of_groups)
    for topic in ("privacy", "overdracht", PLAIN):
        save_judgements(
            scan=of_groups.scan, seen={}, typed={topic: Judged(facts="Gezien.", question="Hoe?")}, by=of_groups.adviser
        )
    with django_assert_num_queries(12):
        page_of(client, of_groups)


def test_no_inline_style_or_script(begun, as_user):
    page = page_of(as_user(begun.adviser), begun).content.decode()

    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page
