"""Offering, proposing and answering: what becomes of a match, and who is told what."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from questionnaires.models import Scan
from questionnaires.services import open_scan
from scoring.models import Assessment, Match, Offer
from scoring.neighbours.queries import LOOKS, SHOWS, contact_of, low_of, offers_for, sides_of, standing_offers
from scoring.neighbours.services import NotHigh, NotPossible, Settled, answer, offer, propose, withdraw
from tests import factories
from tests.factories import TODAY
from tests.scoring.neighbours.conftest import TOPIC, WORDS, final
from wolscan.mail import send_waiting
from wolscan.models import OutgoingMail

YES, NO, OPEN = Match.Answer.YES, Match.Answer.NO, Match.Answer.OPEN


def say(pair, match, side, *, yes):
    by = pair.shower if side == SHOWS else pair.looker
    return answer(match=match, side=side, yes=yes, by=by)


def told():
    """Which mails wait, and for whom."""
    return sorted((sent.template, sent.to) for sent in OutgoingMail.objects.filter(template__startswith="neighbour"))


def found(pair):
    return [offered.topic for offered in offers_for(pair.looks_scan, low_of(pair.looks_scan))]


# Offers


def test_location_offers_what_is_high(pair):
    made = pair.offer()

    assert (made.location, made.scan, made.topic, made.text) == (pair.shows, pair.shows_scan, TOPIC, WORDS)


@pytest.mark.parametrize("topic", ["schone-ruimtes", "bestaat-niet", ""])
def test_nothing_else_can_be_offered(pair, topic):
    with pytest.raises(NotHigh):
        pair.offer(topic)


def test_location_without_a_confirmed_scan_offers_nothing(cast):
    with pytest.raises(NotHigh):
        offer(location=cast.strangers_location, topic=TOPIC, text="", by=cast.stranger)


def test_offer_is_written_anew_in_its_place(pair):
    pair.offer()
    pair.offer(text="Kom een ochtend.")

    assert [made.text for made in Offer.objects.all()] == ["Kom een ochtend."]


def test_withdrawn_offer_is_not_found_and_can_be_made_again(pair):
    pair.offer()
    assert found(pair) == [TOPIC]

    assert withdraw(location=pair.shows, topic=TOPIC, by=pair.shower) is True
    assert withdraw(location=pair.shows, topic=TOPIC, by=pair.shower) is False
    assert found(pair) == []

    pair.offer()
    assert found(pair) == [TOPIC]


def test_only_what_is_low_is_found(pair):
    pair.offer("privacy")

    assert found(pair) == []


def test_own_offer_is_not_found(pair):
    """De Linde is high on one topic and low on another; what it offers itself is no help to it."""
    Offer.objects.create(location=pair.looks, scan=pair.looks_scan, topic=TOPIC, at="2026-11-22T10:00Z")

    assert found(pair) == []


def test_own_region_comes_first(pair):
    pair.offer()
    near = factories.make_location("De Es", "Stichting Esdoorn")
    keeper = factories.make_coordinator(near, "Els")
    scan = final(factories.make_scan(near, pair.adviser), keeper, pair.adviser, eenzaamheid="uitblinker")
    offer(location=near, topic=TOPIC, text="", by=keeper)

    offers = list(offers_for(pair.looks_scan, (TOPIC,)))
    assert [made.location.name for made in offers] == ["De Es", "De Beuk"]
    assert scan.location == near


def test_offer_rests_on_the_last_confirmed_scan(pair):
    pair.offer()
    repeat = open_scan(location=pair.shows, by=pair.shower, today=TODAY + timedelta(days=360))
    assert standing_offers().count() == 1  # while the repeat runs, the last outcome still stands

    factories.send_in_scan(repeat, pair.shower, eenzaamheid="uitblinker")
    factories.confirm_scan(repeat, repeat.adviser, today=TODAY + timedelta(days=365))
    assert standing_offers().count() == 0

    pair.offer()
    assert standing_offers().get().scan == repeat


def test_reopened_scan_offers_nothing(pair):
    pair.offer()
    Scan.objects.filter(pk=pair.shows_scan.pk).update(state="in_beoordeling", confirmed_on=None, repeat_on=None)

    assert standing_offers().count() == 0
    with pytest.raises(NotHigh):
        pair.offer()


# Proposing


def test_both_coordinators_are_asked(pair):
    match = pair.propose()

    assert (match.shows, match.looks, match.proposed_by) == (OPEN, OPEN, pair.adviser)
    assert told() == sorted([("neighbour_asked", pair.looker.email), ("neighbour_asked", pair.shower.email)])


def test_mail_names_only_the_own_location(pair):
    pair.propose()
    send_waiting()

    for letter in mail.outbox:
        own, other = ("Beuk", "Linde") if letter.to == [pair.shower.email] else ("Linde", "Beuk")
        everything = letter.subject + letter.body + letter.alternatives[0].content
        assert own in everything
        assert other not in everything
        assert "Sjoerd" not in everything or letter.to == [pair.shower.email]


def test_pair_is_proposed_once(pair):
    pair.propose()

    with pytest.raises(NotPossible):
        propose(scan=pair.looks_scan, offer=Offer.objects.get().pk, note="", by=pair.adviser)
    assert found(pair) == []


def test_withdrawn_offer_cannot_be_proposed(pair):
    made = pair.offer()
    withdraw(location=pair.shows, topic=TOPIC, by=pair.shower)

    with pytest.raises(NotPossible):
        propose(scan=pair.looks_scan, offer=made.pk, note="", by=pair.adviser)


def test_scan_that_is_not_final_gets_no_proposal(pair):
    made = pair.offer()
    Scan.objects.filter(pk=pair.looks_scan.pk).update(state="in_beoordeling", confirmed_on=None, repeat_on=None)

    with pytest.raises(NotPossible):
        propose(scan=pair.looks_scan, offer=made.pk, note="", by=pair.adviser)


def test_topic_that_is_not_low_gets_no_proposal(pair):
    made = pair.offer("privacy")

    with pytest.raises(NotPossible):
        propose(scan=pair.looks_scan, offer=made.pk, note="", by=pair.adviser)


def test_what_is_no_longer_high_gets_no_proposal(pair):
    """A scan that was reopened and confirmed again has another outcome."""
    made = pair.offer()
    last = Assessment.objects.filter(scan=pair.shows_scan).latest()
    last.outcome["topics"][TOPIC]["agreed"] = "neutraal"
    last.save()

    with pytest.raises(NotPossible):
        propose(scan=pair.looks_scan, offer=made.pk, note="", by=pair.adviser)


# Answering


def test_contact_passes_after_two_yeses(pair):
    match = pair.propose()
    say(pair, match, LOOKS, yes=True)
    [before] = sides_of(pair.looker, match.pk)
    assert contact_of(before) is None

    say(pair, match, SHOWS, yes=True)

    [looks], [shows] = sides_of(pair.looker, match.pk), sides_of(pair.shower, match.pk)
    there, here = contact_of(looks), contact_of(shows)
    assert (there.location, there.people, there.phone) == (pair.shows, [pair.shower], "0546 11 22 33")
    assert (here.location, here.people, here.phone) == (pair.looks, [pair.looker], "030 123 45 67")
    assert [sent for sent in told() if sent[0] == "neighbour_agreed"] == sorted(
        [("neighbour_agreed", pair.looker.email), ("neighbour_agreed", pair.shower.email)]
    )


@pytest.mark.parametrize("first", [None, True])
@pytest.mark.parametrize("side", [SHOWS, LOOKS])
def test_a_no_ends_it_and_only_the_other_hears(pair, side, first):
    match = pair.propose()
    other, people = (LOOKS, pair.looker) if side == SHOWS else (SHOWS, pair.shower)
    if first:
        say(pair, match, other, yes=True)
    say(pair, match, side, yes=False)

    assert [sent for sent in told() if sent[0] != "neighbour_asked"] == [("neighbour_not_now", people.email)]
    with pytest.raises(Settled):
        say(pair, match, other, yes=not first)
    match.refresh_from_db()
    assert match.agreed_at is None


def test_mail_about_a_no_does_not_say_whose(pair):
    match = pair.propose()
    say(pair, match, SHOWS, yes=False)
    send_waiting()

    letter = mail.outbox[-1]
    assert letter.to == [pair.looker.email]
    assert letter.subject == "Goede buur: het is deze keer niet gelukt"
    for word in ("Beuk", "nee", "weiger", "afgewezen", "Twente"):
        assert word not in letter.body, word


def test_yes_may_become_no_while_the_other_has_not_answered(pair):
    match = pair.propose()
    say(pair, match, LOOKS, yes=True)
    say(pair, match, LOOKS, yes=False)

    match.refresh_from_db()
    assert match.looks == NO


def test_what_is_agreed_stays(pair):
    match = pair.propose()
    for side in (SHOWS, LOOKS):
        say(pair, match, side, yes=True)

    with pytest.raises(Settled):
        say(pair, match, SHOWS, yes=False)
    withdraw(location=pair.shows, topic=TOPIC, by=pair.shower)
    match.refresh_from_db()
    assert (match.shows, match.agreed_at is not None) == (YES, True)


def test_saying_the_same_again_tells_nobody(pair):
    match = pair.propose()
    say(pair, match, SHOWS, yes=False)
    count = len(told())
    say(pair, match, SHOWS, yes=False)

    assert len(told()) == count


def test_withdrawing_the_offer_ends_what_is_open(pair):
    match = pair.propose()
    withdraw(location=pair.shows, topic=TOPIC, by=pair.shower)

    match.refresh_from_db()
    assert match.shows == NO
    assert ("neighbour_not_now", pair.looker.email) in told()


def test_database_lets_no_contact_pass_before_two_yeses(pair):
    match = pair.propose()

    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.filter(pk=match.pk).update(shows=YES, agreed_at="2026-11-22T10:00Z")
