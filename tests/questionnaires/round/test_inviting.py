from datetime import timedelta

import pytest
from django.core.management import call_command

from questionnaires import codes
from questionnaires.invitations import revoke, way_in
from questionnaires.models import Invitation, State
from questionnaires.round.inviting import RoundIsOver, invite, note_bounce, opt_out, remind, renew
from tests.rounds import mails
from wolscan.models import Event, OutgoingMail

DONE, BEGUN = Invitation.Progress.DONE, Invitation.Progress.BEGUN


def change(round_, address, **fields):
    Invitation.objects.filter(scan=round_.scan, email=address).update(**fields)


def reminded(round_, days, **options):
    return remind(scan=round_.scan, by=round_.coordinator, today=round_.today + timedelta(days=days), **options)


def test_in_an_open_round_the_mail_goes_out_at_once(open_round_):
    open_round_.invite("dirk@example.org", "anna@example.org")

    assert mails("invitation") == ["anna@example.org", "bert@example.org", "cora@example.org", "dirk@example.org"]


def test_inviting_somebody_taken_back_gives_a_new_way_in(open_round_):
    anna = open_round_.person("anna@example.org")
    old = way_in(anna).token
    revoke(invitation=anna, by=open_round_.coordinator)

    open_round_.invite("anna@example.org")

    anna.refresh_from_db()
    assert (anna.is_revoked, anna.generation) == (False, 2)
    assert anna.token_lookup != codes.lookup_of_token(old)
    assert mails("invitation").count("anna@example.org") == 2


def test_nobody_is_invited_after_the_round(open_round_):
    open_round_.scan.state = State.GESPREK
    open_round_.scan.save()

    with pytest.raises(RoundIsOver):
        invite(
            scan=open_round_.scan,
            group="management",
            addresses=["dirk@example.org"],
            language="nl",
            by=open_round_.coordinator,
            today=open_round_.today,
        )


def test_a_renewed_invitation_is_mailed(open_round_):
    change(open_round_, "anna@example.org", bounced=True)

    renewed = renew(
        invitation=open_round_.person("anna@example.org"), by=open_round_.coordinator, today=open_round_.today
    )

    assert (renewed.generation, renewed.bounced) == (2, False)
    assert mails("invitation").count("anna@example.org") == 2


def test_a_code_that_somebody_else_has_is_passed_over(open_round_, monkeypatch):
    anna, bert = open_round_.person("anna@example.org"), open_round_.person("bert@example.org")
    derived = codes.woordcode

    def unlucky(purpose, key, generation):
        return derived(purpose, bert.pk, 1) if (key, generation) == (anna.pk, 2) else derived(purpose, key, generation)

    monkeypatch.setattr(codes, "woordcode", unlucky)

    assert renew(invitation=anna, by=open_round_.coordinator, today=open_round_.today).generation == 3


def test_nobody_is_reminded_within_two_days(open_round_):
    assert reminded(open_round_, 0) == 0
    assert reminded(open_round_, 1) == 0
    assert reminded(open_round_, 2) == 3
    assert reminded(open_round_, 3) == 0
    assert mails("reminder") == ["anna@example.org", "bert@example.org", "cora@example.org"]


def test_nobody_is_reminded_more_than_three_times(open_round_):
    assert [reminded(open_round_, days) for days in (2, 4, 6, 8, 10)] == [3, 3, 3, 0, 0]


@pytest.mark.parametrize("fields", [{"progress": DONE}, {"opted_out": True}, {"bounced": True}, {"is_revoked": True}])
def test_who_must_not_be_reminded(open_round_, fields):
    change(open_round_, "anna@example.org", **fields)
    change(open_round_, "bert@example.org", progress=BEGUN)

    assert reminded(open_round_, 5) == 2
    assert mails("reminder") == ["bert@example.org", "cora@example.org"]


def test_letters_and_links_are_not_reminded(open_round_):
    Invitation.objects.filter(scan=open_round_.scan).update(kind=Invitation.Kind.LETTER, email="")

    assert reminded(open_round_, 5) == 0


def test_the_last_day_is_the_last_for_reminders(open_round_):
    assert reminded(open_round_, 21) == 3
    with pytest.raises(RoundIsOver):
        reminded(open_round_, 22)


def test_a_closed_round_is_not_reminded(open_round_):
    open_round_.scan.state = State.GESPREK
    open_round_.scan.save()

    with pytest.raises(RoundIsOver):
        reminded(open_round_, 5)


def test_reminding_asks_as_many_queries_for_one_as_for_three(open_round_, django_assert_num_queries):
    change(open_round_, "anna@example.org", progress=DONE)
    change(open_round_, "bert@example.org", progress=DONE)
    with django_assert_num_queries(9):
        assert reminded(open_round_, 3) == 1
    change(open_round_, "anna@example.org", progress=BEGUN)
    change(open_round_, "bert@example.org", progress=BEGUN)
    with django_assert_num_queries(9):
        assert reminded(open_round_, 6) == 3


def test_opting_out_leaves_the_link_working_and_no_trace(open_round_):
    before = Event.objects.count()

    opt_out(invitation=open_round_.person("anna@example.org").pk)

    anna = open_round_.person("anna@example.org")
    assert (anna.opted_out, anna.is_revoked) == (True, False)
    assert Event.objects.count() == before


def test_a_bounce_is_noted_in_any_case_and_once(open_round_):
    assert note_bounce(address=" Anna@Example.org ") == 1
    assert note_bounce(address="anna@example.org") == 0
    assert note_bounce(address="nobody@example.org") == 0

    assert open_round_.person("anna@example.org").bounced
    assert [event.detail for event in Event.objects.filter(name="bounce_noted")] == [{"count": 1}]


def test_the_command_prints_how_many(open_round_, capsys):
    call_command("note_bounce", "ANNA@example.org")

    assert capsys.readouterr().out == "1 invitations marked\n"


def test_mail_rows_hold_no_link_and_no_text(open_round_):
    anna = open_round_.person("anna@example.org")
    rows = str(list(OutgoingMail.objects.values()))

    assert way_in(anna).token not in rows
    assert OutgoingMail.objects.get(to="anna@example.org").context == {"invitation": str(anna.pk)}
