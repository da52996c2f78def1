"""Inviting, taking back, giving again, and finding a way in by its link or code."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from questionnaires import codes
from questionnaires.invitations import (
    NotOpen,
    find_by_code,
    find_by_token,
    invite_by_mail,
    issue_again,
    make_invitation,
    make_ways,
    revoke,
    way_in,
)
from questionnaires.models import Invitation, Scan
from tests.factories import TODAY
from wolscan.models import Event


def mail(played, *addresses, group="zorgpersoneel"):
    return invite_by_mail(scan=played.scan, group=group, addresses=addresses, language="nl", by=played.coordinator)


def opens(invitation, today=TODAY):
    """Whether link and code both lead to this invitation; they never differ."""
    way = way_in(invitation)
    found = []
    for find, typed in ((find_by_token, way.token), (find_by_code, way.code)):
        try:
            found.append(find(typed, today).pk == invitation.pk)
        except NotOpen:
            found.append(False)
    assert found[0] == found[1]
    return found[0]


def test_each_address_is_invited_once(an_open_round):
    first = mail(an_open_round, "Jan@Example.org ", "an@example.org", "jan@example.org")
    again = mail(an_open_round, "JAN@example.org", "bo@example.org")

    assert [invitation.email for invitation in first] == ["jan@example.org", "an@example.org"]
    assert [invitation.email for invitation in again] == ["bo@example.org"]


def test_somebody_may_be_invited_for_two_groups(an_open_round):
    mail(an_open_round, "jan@example.org")

    assert len(mail(an_open_round, "jan@example.org", group="vrijwilligers")) == 1


def test_inviting_is_recorded_without_addresses(an_open_round):
    mail(an_open_round, "jan@example.org", "an@example.org")

    event = Event.objects.get(name="invited_by_mail")
    assert event.detail == {"group": "zorgpersoneel", "count": 2}
    assert event.actor == f"user:{an_open_round.coordinator.pk}"


def test_database_refuses_a_second_invitation_of_an_address(an_open_round):
    mail(an_open_round, "jan@example.org")

    with pytest.raises(IntegrityError):
        make_invitation(scan=an_open_round.scan, group="zorgpersoneel", kind="mail", email="jan@example.org")


@pytest.mark.parametrize(
    "change", [{"kind": "mail", "email": ""}, {"reminders": 4}], ids=["mail without address", "fourth reminder"]
)
def test_database_refuses(an_open_round, change):
    invitation = an_open_round.way()

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(**change)


def test_ways_are_made_in_numbers(an_open_round):
    letters = make_ways(
        scan=an_open_round.scan, group="clientvertegenwoordigers", kind="letter", count=3, by=an_open_round.coordinator
    )

    assert len({way_in(letter).code for letter in letters}) == 3
    assert Event.objects.get(name="ways_made").detail == {
        "group": "clientvertegenwoordigers",
        "kind": "letter",
        "count": 3,
    }


def test_letter_has_a_woordcode_and_paper_a_number(an_open_round):
    assert codes.normalised(way_in(an_open_round.way()).code)[-2:].isdigit()
    assert codes.normalised(way_in(an_open_round.way(kind="paper")).code).isdigit()


def test_way_in_opens_with_link_and_code(an_open_round):
    assert opens(an_open_round.way())
    assert opens(an_open_round.way(kind="paper"))


def test_what_is_opened_by_a_link_has_no_code_to_guess(an_open_round):
    for invitation in (*mail(an_open_round, "jan@example.org"), an_open_round.way(kind="link")):
        assert find_by_token(way_in(invitation).token, TODAY) == invitation
        with pytest.raises(NotOpen):
            find_by_code(way_in(invitation).code, TODAY)


@pytest.mark.parametrize(
    "change", [str.lower, str.title, lambda code: code.replace("-", " "), lambda code: f" {code} "]
)
def test_code_may_be_typed_in_any_way(an_open_round, change):
    invitation = an_open_round.way()

    assert find_by_code(change(way_in(invitation).code), TODAY) == invitation


def test_database_cannot_make_a_link(an_open_round, settings):
    """Whoever has the rows but not the secret derives another link."""
    invitation = an_open_round.way()
    real = way_in(invitation)
    settings.CODE_SECRET = "something else"

    assert way_in(invitation) != real


@pytest.mark.parametrize("typed", ["", "x" * 32, "x" * 31, "é" * 32, "../../etc/passwd", "TULP-REGEN-27", "0" * 5000])
def test_unknown_words_open_nothing(an_open_round, typed):
    with pytest.raises(NotOpen):
        find_by_token(typed, TODAY)
    with pytest.raises(NotOpen):
        find_by_code(typed, TODAY)


def test_last_day_counts_and_the_day_after_does_not(an_open_round):
    invitation = an_open_round.way()

    assert opens(invitation, an_open_round.scan.closes_on)
    assert not opens(invitation, an_open_round.scan.closes_on + timedelta(days=1))


@pytest.mark.parametrize("state", ["voorbereiding", "gesprek", "vervallen"])
def test_round_that_is_not_open_lets_nobody_in(an_open_round, state):
    invitation = an_open_round.way()
    Scan.objects.filter(pk=an_open_round.scan.pk).update(state=state)

    assert not opens(invitation)


@pytest.mark.parametrize(
    ("state", "may"), [("open", True), ("gesprek", True), ("teruggegeven", True), ("vervallen", False)]
)
def test_seat_of_the_council_stays_during_the_conversation(an_open_round, state, may):
    seat = an_open_round.way("clientvertegenwoordigers", "council")
    Scan.objects.filter(pk=an_open_round.scan.pk).update(state=state)

    assert opens(seat) is may


def test_revoked_way_opens_nothing(an_open_round):
    invitation = an_open_round.way()
    revoke(invitation=invitation, by=an_open_round.coordinator)

    assert not opens(invitation)
    assert Event.objects.get(name="invitation_revoked").detail == {"group": "zorgpersoneel", "kind": "letter"}


def test_way_given_again_makes_the_old_one_worthless(an_open_round):
    invitation = an_open_round.way()
    old = way_in(invitation)
    revoke(invitation=invitation, by=an_open_round.coordinator)
    renewed = issue_again(invitation=Invitation.objects.get(pk=invitation.pk), by=an_open_round.coordinator)

    assert opens(renewed)
    assert way_in(renewed) != old
    with pytest.raises(NotOpen):
        find_by_token(old.token, TODAY)
    with pytest.raises(NotOpen):
        find_by_code(old.code, TODAY)


def test_two_codes_that_are_equal_by_chance_are_told_apart(an_open_round):
    """The code that a new letter would get is taken: it gets the next one, and both open."""
    other = an_open_round.way()
    key = an_open_round.way().pk
    Invitation.objects.filter(pk=key).delete()
    taken = codes.lookup_of_code(codes.woordcode("invitation", key, 1))
    Invitation.objects.filter(pk=other.pk).update(code_lookup=taken)
    made = make_invitation(scan=an_open_round.scan, group="management", kind="letter", key=key)

    assert made.generation == 2
    assert opens(made)
