"""Who is told of the check, once each; and that a timer that misses or doubles days changes nothing in the end."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.models import Scan
from questionnaires.services import prepare_scan
from scoring.followup.checking import answer_action
from scoring.followup.daily import ASK, ASK_FOR_PLAN, REMIND, ask, plan_checks, remind
from scoring.followup.links import action_link
from scoring.models import Action, Check
from tests import factories
from tests.rounds import mails
from tests.scoring.followup.plans import CHECK_DAYS, TODAY, add
from wolscan.mail import send_waiting
from wolscan.models import Membership, OutgoingMail

DAY = timedelta(days=1)
CHECK_DAY = TODAY + CHECK_DAYS


def daily(day):
    """What ``manage.py daily`` does for the check."""
    return plan_checks(day), ask(day), remind(day)


def run(days):
    for day in days:
        daily(day)


def test_coordinators_are_asked_on_the_day_and_once(final, cast):
    add(final, cast.coordinator)
    second = factories.make_coordinator(final.location, "Tweede Coördinator")
    counts = [ask(CHECK_DAY - DAY), ask(CHECK_DAY), ask(CHECK_DAY), ask(CHECK_DAY + DAY)]

    assert counts == [0, 2, 0, 0]
    assert mails(ASK) == sorted([cast.coordinator.email, second.email])
    assert Check.objects.get().asked_on == CHECK_DAY


def test_day_that_was_missed_is_made_up_for(final, cast):
    add(final, cast.coordinator)

    assert ask(CHECK_DAY + timedelta(days=7)) == 1


def test_without_actions_the_mail_asks_for_a_plan_and_there_is_no_reminder(final, cast):
    run(CHECK_DAY + DAY * number for number in range(40))

    assert (mails(ASK), mails(ASK_FOR_PLAN), mails(REMIND)) == ([], [cast.coordinator.email], [])


def test_stopped_actions_alone_ask_for_a_plan(final, cast):
    add(final, cast.coordinator, phase="gestopt", stopped_reason="Werkte niet.")
    ask(CHECK_DAY)

    assert mails(ASK_FOR_PLAN) == [cast.coordinator.email]


def test_one_reminder_two_weeks_later_where_an_answer_is_missing(final, cast):
    add(final, cast.coordinator)
    counts = [daily(CHECK_DAY + DAY * number)[2] for number in range(60)]

    assert [number for number, count in enumerate(counts) if count] == [14]
    assert Check.objects.get().reminded_on == CHECK_DAY + timedelta(days=14)


def test_no_reminder_when_everything_has_its_answer(due, cast):
    action = add(due, cast.coordinator)
    ask(TODAY)
    answer_action(action=action, answer="bezig", reason="", seen="", by=None, today=TODAY)

    assert remind(TODAY + timedelta(days=14)) == 0


def test_action_that_came_after_the_mail_brings_no_reminder(final, cast):
    ask(CHECK_DAY)
    add(final, cast.coordinator)
    Action.objects.update(made_at=timezone.now() + CHECK_DAYS + DAY)

    assert remind(CHECK_DAY + timedelta(days=14)) == 0


@pytest.mark.parametrize("state", ["in_beoordeling"])
def test_scan_that_is_opened_again_is_not_asked(final, cast, state):
    add(final, cast.coordinator)
    Scan.objects.filter(pk=final.pk).update(state=state, confirmed_on=None, repeat_on=None)

    assert daily(CHECK_DAY) == (0, 0, 0)


def test_old_scan_is_not_asked_once_the_next_one_is_there(final, cast):
    """Healed or not: nobody is asked after a year about what the repeat scan looks at."""
    add(final, cast.coordinator)
    assert ask(final.repeat_on) == 0
    prepare_scan(location=final.location, by=cast.coordinator, today=TODAY)

    assert ask(CHECK_DAY) == 0


def test_healed_check_is_asked_at_once_when_its_day_has_come(due, cast):
    Check.objects.all().delete()
    add(due, cast.coordinator)

    assert daily(TODAY) == (1, 1, 0)


def test_check_waits_for_a_location_without_a_coordinator(final, cast):
    held = Membership.objects.filter(user=cast.coordinator)
    place = held.get().location
    held.delete()
    assert ask(CHECK_DAY) == 0
    factories.make_coordinator(place, "Nieuwe Coördinator")

    assert ask(CHECK_DAY + DAY) == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(missed=st.sets(st.integers(0, 27)), twice=st.sets(st.integers(0, 27)))
def test_missed_and_doubled_days_give_the_same_end(final, cast, missed, twice):
    """Whatever days a timer misses or runs twice in four weeks, everybody gets the same mails in the end."""
    Action.objects.all().delete()
    OutgoingMail.objects.all().delete()
    Check.objects.update(asked_on=None, reminded_on=None)
    add(final, cast.coordinator)
    for number in range(28):
        run([CHECK_DAY + DAY * number] * ((number not in missed) + (number in twice and number not in missed)))
    run(CHECK_DAY + DAY * number for number in range(28, 70))

    assert (mails(ASK), mails(REMIND)) == ([cast.coordinator.email], [cast.coordinator.email])
    check = Check.objects.get()
    assert check.reminded_on - check.asked_on >= timedelta(days=14)


@pytest.mark.django_db(transaction=True)
def test_two_timers_at_once_ask_once(final, cast):
    add(final, cast.coordinator)

    def fire():
        ask(CHECK_DAY)
        connections.close_all()

    timers = [threading.Thread(target=fire) for _ in range(2)]
    for timer in timers:
        timer.start()
    for timer in timers:
        timer.join()

    assert mails(ASK) == [cast.coordinator.email]


def test_command_runs_the_jobs(final, cast, capsys):
    add(final, cast.coordinator)
    call_command("daily", today=CHECK_DAY)

    assert "checks asked: 1" in capsys.readouterr().out


def sent():
    send_waiting()
    letter = mail.outbox[-1]
    return letter.subject, letter.body, letter.alternatives[0][0]


def test_mail_has_a_link_for_each_answer_to_each_action(final, cast, settings):
    settings.SITE_URL = "https://wolscan.example.org"
    first, second = add(final, cast.coordinator), add(final, cast.coordinator, "Bewoners <b> naar buiten")
    ask(CHECK_DAY)
    subject, text, html = sent()

    assert subject == "Hoe gaat het met de acties van De Linde?"
    for action in (first, second):
        for answer in ("gedaan", "bezig", "niet"):
            link = action_link(action.pk, 0, answer)
            assert link.startswith("https://wolscan.example.org/actie/")
            assert link in text
            assert link in html
    assert "Bewoners <b> naar buiten" in text
    assert "Bewoners &lt;b&gt; naar buiten" in html
    assert "Niet, omdat…" in text


def test_mail_in_english_for_who_reads_english(final, cast):
    cast.coordinator.language = "en"
    cast.coordinator.save()
    add(final, cast.coordinator)
    ask(CHECK_DAY)

    assert sent()[0] == "How is it going with the actions of De Linde?"


def test_reminder_names_only_what_has_no_answer(due, cast):
    done, open_action = add(due, cast.coordinator, "Klaar ding"), add(due, cast.coordinator, "Open ding")
    Action.objects.update(made_at=timezone.now() - CHECK_DAYS)
    ask(TODAY)
    send_waiting()
    answer_action(action=done, answer="gedaan", reason="", seen="", by=None, today=TODAY)
    remind(TODAY + timedelta(days=14))
    subject, text, _html = sent()

    assert subject.startswith("Herinnering:")
    assert "Open ding" in text
    assert "Klaar ding" not in text
    assert action_link(open_action.pk, 0, "bezig") in text


def test_mail_that_is_no_longer_needed_is_dropped(final, cast):
    action = add(final, cast.coordinator)
    ask(CHECK_DAY)
    action.delete()
    send_waiting()

    assert OutgoingMail.objects.get(template=ASK).state == "dropped"


def test_mail_of_an_earlier_check_is_dropped(final, cast):
    add(final, cast.coordinator)
    ask(CHECK_DAY)
    Check.objects.update(generation=1)
    send_waiting()

    assert OutgoingMail.objects.get(template=ASK).state == "dropped"


def test_mail_that_asks_for_a_plan_is_dropped_once_there_is_one(final, cast):
    ask(CHECK_DAY)
    add(final, cast.coordinator)
    send_waiting()

    assert OutgoingMail.objects.get(template=ASK_FOR_PLAN).state == "dropped"


def test_mail_that_asks_for_a_plan_leads_to_it(final, cast):
    ask(CHECK_DAY)
    subject, text, html = sent()

    assert subject == "De Linde heeft nog geen acties: schrijf er een op, of zeg waarom niet"
    assert f"/scan/{final.pk}/verbeterplan/" in text
    assert f"/scan/{final.pk}/verbeterplan/" in html


def test_table_of_mails_holds_no_token(final, cast):
    action = add(final, cast.coordinator)
    ask(CHECK_DAY)
    token = action_link(action.pk, 0, "gedaan").split("/")[-2]

    assert token not in str(OutgoingMail.objects.values())
