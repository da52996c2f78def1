"""The library of good practices, for everybody with an account."""

import pytest
from django.urls import reverse

from scoring.followup.library import load

URL = "/voorbeelden/"


def titles(answer):
    return [card.title for card in answer.context["cards"]]


@pytest.mark.parametrize(
    "who", ["coordinator", "quality_officer", "adviser", "programme_office", "administrator", "stranger"]
)
def test_everybody_with_an_account_may_read(cast, as_user, who):
    client = as_user(getattr(cast, who))

    assert client.get(URL).status_code == 200
    assert client.get(f"{URL}welkomstgesprek/").status_code == 200


def test_somebody_without_an_account_is_asked_to_sign_in(client, db):
    assert client.get(URL).url == f"/account/login/?next={URL}"


def test_card_tells_everything(cast, as_user):
    answer = as_user(cast.coordinator).get(f"{URL}?q=welkomstgesprek")
    page = answer.content.decode()

    assert titles(answer) == ["Een welkomstgesprek dat rust geeft"]
    assert "Eerste stap:" in page
    assert "WVO Zorg" in page
    assert "Eindrapportage Ruimte voor verpleeghuizen, §4.1 (2018)" in page
    assert "Ervaring van een locatie, geen bewezen effect." in page
    assert "Er is geen contactpersoon bekend." in page
    assert "Laatst gecontroleerd op 22 november 2026." in page


@pytest.mark.parametrize("text", ["WELKOMSTGESPREK", "wélkomst rust", "wvo welkomst"])
def test_capitals_accents_and_parts_of_words_do_not_matter(cast, as_user, text):
    assert "Een welkomstgesprek dat rust geeft" in titles(as_user(cast.coordinator).get(URL, {"q": text}))


def test_theme_and_topic_narrow_the_list_and_keep_the_words(cast, as_user):
    answer = as_user(cast.coordinator).get(f"{URL}?q=een&onderwerp=eenzaamheid")
    sought = answer.context["sought"]

    assert (sought.theme, sought.topic) == ("wonen-en-welzijn", "eenzaamheid")
    assert [choice.query for choice in answer.context["themes"] if choice.is_chosen] == ["q=een&thema=wonen-en-welzijn"]
    assert all("eenzaamheid" in dict(card.topics) for card in answer.context["cards"])


def test_topic_without_a_practice_is_no_choice(cast, as_user):
    topics = as_user(cast.coordinator).get(f"{URL}?thema=wonen-en-welzijn").context["topics"]

    assert "thema=wonen-en-welzijn&onderwerp=eenzaamheid" in [choice.query for choice in topics]
    assert "thema=wonen-en-welzijn&onderwerp=schone-ruimtes" not in [choice.query for choice in topics]


def test_nothing_found_says_what_to_do(cast, as_user):
    page = as_user(cast.coordinator).get(f"{URL}?q=xyzzy").content.decode()

    assert "Probeer een ander woord of een deel ervan" in page


def test_values_that_make_no_sense_are_left_out(cast, as_user):
    answer = as_user(cast.coordinator).get(f"{URL}?thema=x&onderwerp=y&bladzijde=999&q={'a' * 200}")

    assert answer.status_code == 200
    assert not answer.context["sought"].is_narrow


def test_page_of_a_practice_leads_to_more_of_its_topics(cast, as_user):
    page = as_user(cast.coordinator).get(reverse("practice", kwargs={"key": "welkomstgesprek"})).content.decode()

    assert "/voorbeelden/?onderwerp=verhuizing-en-welkom" in page
    assert "/voorbeelden/?thema=persoonsgerichte-zorg" in page


def test_retired_and_unknown_practices_are_not_there(cast, as_user):
    retired = next(practice.key for practice in load() if not practice.active)
    client = as_user(cast.coordinator)

    assert client.get(f"{URL}{retired}/").status_code == 404
    assert client.get(f"{URL}bestaat-niet/").status_code == 404


def test_in_english(cast, as_user):
    client = as_user(cast.coordinator)
    client.post("/taal/setlang/", {"language": "en"})

    assert "Experience of a location, not a proven effect." in client.get(f"{URL}welkomstgesprek/").content.decode()


def test_number_of_queries_is_fixed(cast, as_user, django_assert_num_queries):
    client = as_user(cast.coordinator)
    with django_assert_num_queries(3):  # session, user, roles (the header offers to look as one of them)
        client.get(URL)
