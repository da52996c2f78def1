"""Goede buur on the pages: who sees what of whom, before and after both said yes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from scoring.models import Match, Offer
from scoring.neighbours.forms import name_in
from scoring.neighbours.queries import LOOKS, SHOWS
from scoring.neighbours.services import answer
from tests import factories
from tests.factories import TODAY
from tests.scoring.neighbours.conftest import TOPIC, WORDS, final
from wolscan.models import Membership
from wolscan.permissions import Role

#: Everything that tells who a location is, as it stands in the pair.
OF_SHOWER = ("Beuk", "Almelo", "Sjoerd", "sjoerd", "Sien", "0546")
OF_LOOKER = ("Linde", "Karin", "karin", "030 123")


def offers_url(location):
    return reverse("offers", kwargs={"location": location.pk})


def withdraw_url(location):
    return reverse("offer_withdraw", kwargs={"location": location.pk})


def neighbours_url(scan):
    return reverse("neighbours", kwargs={"scan": scan.pk})


def match_url(match):
    return reverse("match", kwargs={"match": match.pk})


def content(page):
    """What the page itself says, without the header that names who is signed in."""
    html = page.content.decode()
    return html[html.index("<main") :]


# The location offers


def test_it_works(pair, as_user):
    client = as_user(pair.shower)
    answered = client.post(offers_url(pair.shows), {"topic": TOPIC, "text": WORDS})

    assert answered.url == offers_url(pair.shows)
    assert [(made.topic, made.text, made.by) for made in Offer.objects.all()] == [(TOPIC, WORDS, pair.shower)]
    page = content(client.get(offers_url(pair.shows)))
    assert "aangeboden" in page
    assert WORDS in page

    client.post(withdraw_url(pair.shows), {"topic": TOPIC})
    assert "aangeboden" not in content(client.get(offers_url(pair.shows)))


def test_only_topics_that_are_high_can_be_offered(pair, as_user):
    client = as_user(pair.shower)
    answered = client.get(offers_url(pair.shows))
    assert [row.topic for row in answered.context["rows"]] == [TOPIC, "privacy"]

    refused = client.post(offers_url(pair.shows), {"topic": "schone-ruimtes", "text": ""}, follow=True)
    assert "U kunt het daarom niet aanbieden." in content(refused)
    assert not Offer.objects.exists()


def test_own_name_in_the_text_is_refused_and_the_text_stays(pair, as_user):
    text = "Kom kijken bij de beuk in de tuin."
    answered = as_user(pair.shower).post(offers_url(pair.shows), {"topic": TOPIC, "text": text})

    assert answered.status_code == 422
    assert "Laat ‘De Beuk’ weg" in content(answered)
    assert text in content(answered)
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bij De Beuk zingen ze.", "De Beuk"),
        ("bij DE BEUK", "De Beuk"),
        ("Wij van Stichting Beukenhof", "Stichting Beukenhof"),
        ("Onder de beuken", ""),
        ("", ""),
    ],
)
def test_names_are_found_as_whole_words(pair, text, found):
    assert name_in(text, [pair.shows]) == found


def test_offer_on_an_earlier_scan_asks_to_be_renewed(pair, as_user):
    pair.offer()
    repeat = factories.make_scan(pair.shows, opened_on=TODAY)
    factories.send_in_scan(repeat, pair.shower, eenzaamheid="uitblinker")
    factories.confirm_scan(repeat, repeat.adviser, today=TODAY + timedelta(days=365))

    assert "Dit aanbod rust op een eerdere scan." in content(as_user(pair.shower).get(offers_url(pair.shows)))


def test_without_a_confirmed_scan_the_page_says_when(cast, as_user):
    page = content(as_user(cast.coordinator).get(offers_url(cast.location)))

    assert "U hebt nog geen vastgestelde scan." in page


def test_quality_officer_reads_and_does_not_offer(pair, cast, as_user):
    client = as_user(factories.make_quality_officer(pair.shows.organisation, "Q"))
    pair.offer()

    assert "<textarea" not in content(client.get(offers_url(pair.shows)))
    assert client.post(offers_url(pair.shows), {"topic": "privacy", "text": ""}).status_code == 404
    assert client.post(withdraw_url(pair.shows), {"topic": TOPIC}).status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "adviser", "other_adviser", "programme_office", "stranger"])
def test_offers_of_another_location_are_not_there(pair, cast, as_user, who):
    client = as_user(getattr(cast, who))

    assert client.get(offers_url(pair.shows)).status_code == 404
    assert client.post(offers_url(pair.shows), {"topic": TOPIC, "text": ""}).status_code == 404
    assert client.post(withdraw_url(pair.shows), {"topic": TOPIC}).status_code == 404


# The adviser proposes


def test_adviser_sees_who_offers_what_is_low(pair, as_user):
    pair.offer()
    pair.offer("privacy")
    client = as_user(pair.adviser)
    answered = client.get(neighbours_url(pair.looks_scan))

    assert [(row.offer.topic, row.offer.location.name) for row in answered.context["rows"]] == [(TOPIC, "De Beuk")]
    assert "De Beuk, Stichting Beukenhof" in content(answered)
    assert WORDS in content(answered)

    data = {"offer": str(Offer.objects.get(topic=TOPIC).pk), "text": "Dit past."}
    assert client.post(neighbours_url(pair.looks_scan), data).url == neighbours_url(pair.looks_scan)
    assert Match.objects.get().note == "Dit past."
    page = content(client.get(neighbours_url(pair.looks_scan)))
    assert "Voorgesteld; we wachten op hun antwoord" in page


@pytest.mark.parametrize("name", ["De Beuk", "stichting beukenhof", "de linde", "Stichting Lindehof"])
def test_note_names_neither_location(pair, as_user, name):
    data = {"offer": str(pair.offer().pk), "text": f"Bij {name} speelt dit."}
    answered = as_user(pair.adviser).post(neighbours_url(pair.looks_scan), data)

    assert answered.status_code == 422
    assert f"Bij {name} speelt dit." in content(answered)
    assert not Match.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_offer_that_is_not_there_is_refused(pair, as_user, key):
    answered = as_user(pair.adviser).post(neighbours_url(pair.looks_scan), {"offer": key, "text": ""}, follow=True)

    assert answered.status_code in {200, 422}
    assert not Match.objects.exists()


def test_what_is_no_longer_high_is_not_shown(pair, as_user):
    pair.offer()
    last = pair.shows_scan.assessments.latest()
    last.outcome["topics"][TOPIC]["agreed"] = "neutraal"
    last.save()

    assert as_user(pair.adviser).get(neighbours_url(pair.looks_scan)).context["rows"] == []


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "other_adviser", "programme_office", "stranger"])
def test_nobody_else_sees_what_others_offer(pair, cast, as_user, who):
    made, client = pair.offer(), as_user(getattr(cast, who))

    assert client.get(neighbours_url(pair.looks_scan)).status_code == 404
    assert client.post(neighbours_url(pair.looks_scan), {"offer": str(made.pk)}).status_code == 404
    assert not Match.objects.exists()


@pytest.mark.parametrize("offers", [1, 3])
def test_number_of_queries_is_fixed(pair, as_user, django_assert_num_queries, offers):
    pair.offer()
    for number in range(1, offers):
        place = factories.make_location(f"De Es {number}", f"Stichting Es {number}")
        keeper = factories.make_coordinator(place, f"Els {number}")
        scan = final(factories.make_scan(place, pair.adviser), keeper, pair.adviser, eenzaamheid="uitblinker")
        Offer.objects.create(location=place, scan=scan, topic=TOPIC, at="2026-11-22T10:00Z")
    client = as_user(pair.adviser)
    with django_assert_num_queries(10):  # session, user, roles, scan, outcome, number, offers, theirs, matches, seen
        answered = client.get(neighbours_url(pair.looks_scan))

    assert len(answered.context["rows"]) == offers


# Yes or no


def test_before_two_yeses_each_sees_only_topic_region_and_text(pair, as_user):
    match = pair.propose()

    for first in (None, LOOKS):
        if first:
            answer(match=match, side=first, yes=True, by=pair.looker)
        for who, others in ((pair.looker, OF_SHOWER), (pair.shower, OF_LOOKER)):
            client = as_user(who)
            own = pair.looks if who == pair.looker else pair.shows
            for page in (content(client.get(match_url(match))), content(client.get(offers_url(own)))):
                assert [word for word in others if word in page] == [], (who, first)
        page = content(as_user(pair.looker).get(match_url(match)))
        assert "Eenzaamheid" in page
        assert "Twente" in page
        assert WORDS in page
        assert "Dit past bij de avonden." in page
    assert "Utrecht" in content(as_user(pair.shower).get(match_url(match)))


def test_nobody_sees_whether_the_other_answered(pair, as_user):
    """Before a yes of one's own the page is the same, whatever the other said."""
    match = pair.propose()
    client = as_user(pair.shower)

    def seen():
        return content(client.get(match_url(match))).split("<form")[0]

    before = seen()
    answer(match=match, side=LOOKS, yes=True, by=pair.looker)
    assert seen() == before


def test_after_two_yeses_both_see_how_to_reach_the_other(pair, as_user):
    match = pair.propose()
    as_user(pair.looker).post(match_url(match), {"side": LOOKS, "answer": "ja"})
    as_user(pair.shower).post(match_url(match), {"side": SHOWS, "answer": "ja"})

    there, here = (content(as_user(who).get(match_url(match))) for who in (pair.looker, pair.shower))
    for word in ("De Beuk", "Stichting Beukenhof", "Almelo", "Sjoerd Shower", pair.shower.email, "0546 11 22 33"):
        assert word in there, word
    for word in ("De Linde", "Karin Coördinator", pair.looker.email, "030 123 45 67"):
        assert word in here, word


@pytest.mark.parametrize("side", [SHOWS, LOOKS])
def test_a_no_is_told_neutrally(pair, as_user, side):
    match = pair.propose()
    says, hears = (pair.shower, pair.looker) if side == SHOWS else (pair.looker, pair.shower)
    as_user(says).post(match_url(match), {"side": side, "answer": "nee"})

    for who, others in ((pair.looker, OF_SHOWER), (pair.shower, OF_LOOKER)):
        page = content(as_user(who).get(match_url(match)))
        assert "Het is deze keer niet gelukt" in page
        assert "zei nee" not in page
        assert [word for word in others if word in page] == []
        assert 'name="answer"' not in page
    late = as_user(hears).post(
        match_url(match), {"side": LOOKS if side == SHOWS else SHOWS, "answer": "ja"}, follow=True
    )
    assert "Dit was al afgerond." in content(late)


def test_adviser_hears_as_little_about_a_no(pair, as_user):
    match = pair.propose()
    answer(match=match, side=SHOWS, yes=False, by=pair.shower)

    assert "Het is deze keer niet gelukt" in content(as_user(pair.adviser).get(neighbours_url(pair.looks_scan)))


def test_one_side_cannot_answer_for_the_other(pair, as_user):
    match = pair.propose()

    assert as_user(pair.shower).post(match_url(match), {"side": LOOKS, "answer": "ja"}).status_code == 404
    assert as_user(pair.shower).post(match_url(match), {"side": SHOWS, "answer": "x"}).status_code == 404
    match.refresh_from_db()
    assert (match.shows, match.looks) == ("open", "open")


def test_coordinator_of_both_answers_for_each(pair, as_user):
    Membership.objects.create(user=pair.shower, role=Role.COORDINATOR, location=pair.looks)
    match, client = pair.propose(), as_user(pair.shower)

    assert content(client.get(match_url(match))).count('name="side"') == 2
    for side in (SHOWS, LOOKS):
        client.post(match_url(match), {"side": side, "answer": "ja"})
    match.refresh_from_db()
    assert match.agreed_at is not None


def test_quality_officer_reads_and_does_not_answer(pair, cast, as_user):
    match, client = pair.propose(), as_user(cast.quality_officer)
    page = content(client.get(match_url(match)))

    assert [word for word in OF_SHOWER if word in page] == []
    assert 'name="answer"' not in page
    assert client.post(match_url(match), {"side": LOOKS, "answer": "ja"}).status_code == 404


@pytest.mark.parametrize("who", ["adviser", "other_adviser", "programme_office", "administrator", "stranger"])
def test_match_is_not_there_for_others(pair, cast, as_user, who):
    match, client = pair.propose(), as_user(getattr(cast, who))

    assert client.get(match_url(match)).status_code == 404
    assert client.post(match_url(match), {"side": LOOKS, "answer": "ja"}).status_code == 404


def test_list_of_the_location_asks_for_an_answer(pair, as_user):
    match = pair.propose()
    rows = as_user(pair.looker).get(offers_url(pair.looks)).context["matches"]

    assert [(row.url, row.role, row.region, row.status, row.asks) for row in rows] == [
        (match_url(match), "U komt kijken", "Twente", "Wacht op uw antwoord", True)
    ]
