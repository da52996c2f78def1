"""Which scans of an adviser ask for attention, and in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from questionnaires.models import Scan, SeriousIssue
from scoring.models import Action, ActionAnswer, Assessment, Check, Decision, Return, ThemeReason
from scoring.worklist.queries import Group, Wanted, counted, in_group, listed, scans_of
from tests.factories import TODAY
from tests.scoring.worklist.conftest import days_ago


def groups(cast, scan):
    """The groups one scan is in."""
    scans = scans_of(cast.adviser, TODAY).filter(pk=scan.pk)
    return [group.value for group in Group if scans.filter(in_group(group)).exists()]


def names(cast, **wanted):
    return [scan.location.name for scan in listed(scans_of(cast.adviser, TODAY), Wanted(**wanted))]


@pytest.mark.parametrize(
    ("state", "sent", "expected"),
    [
        ("open", None, []),
        ("gesprek", None, []),
        ("ingediend", 3, ["nieuw"]),
        ("ingediend", 14, ["nieuw"]),
        ("ingediend", 15, ["over-tijd", "nieuw"]),
        ("in_beoordeling", 14, []),
        ("in_beoordeling", 15, ["over-tijd"]),
        ("teruggegeven", 40, ["wacht-op-locatie"]),
        ("vastgesteld", 40, []),
    ],
)
def test_groups_by_state_and_days(cast, guided, state, sent, expected):
    assert groups(cast, guided("De Berk", state=state, sent=sent)) == expected


def test_fourteen_days_are_counted_in_amsterdam(cast, guided):
    """23:30 UTC is the next day in Amsterdam: one hour later it would be too late."""
    scan = guided("De Berk", state="ingediend", sent=1)
    Scan.objects.filter(pk=scan.pk).update(submitted_at="2026-11-07T23:30Z")
    assert groups(cast, scan) == ["nieuw"]

    Scan.objects.filter(pk=scan.pk).update(submitted_at="2026-11-07T22:30Z")
    assert groups(cast, scan) == ["over-tijd", "nieuw"]


@pytest.mark.parametrize(("days", "expected"), [(0, []), (1, ["over-tijd"])])
def test_return_past_its_day_is_overdue(cast, guided, days, expected):
    scan = guided("De Berk", state="teruggegeven", sent=30)
    Return.objects.create(scan=scan, answer_by=TODAY - timedelta(days=200), at=days_ago(220), ended_at=days_ago(190))
    Return.objects.create(scan=scan, answer_by=TODAY - timedelta(days=days), at=days_ago(14))

    assert groups(cast, scan) == [*expected, "wacht-op-locatie"]


def followed_up(guided, due=1):
    scan = guided("De Berk", state="opvolging", sent=120)
    Check.objects.create(scan=scan, due_on=TODAY - timedelta(days=due))
    return scan


def act(scan, phase="visie", answer=""):
    reason = "Lukt niet." if phase == "gestopt" else ""
    action = Action.objects.create(
        scan=scan, theme="veiligheid", what="x", owner="y", due_on=TODAY, phase=phase, stopped_reason=reason,
        made_at=timezone.now(),
    )  # fmt: skip
    if answer:
        ActionAnswer.objects.create(action=action, answer=answer, at=timezone.now())


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([("visie", "")], ["over-tijd"]),
        ([("visie", "gedaan"), ("visie", "")], ["over-tijd"]),
        ([("visie", "gedaan"), ("ontwerp", "bezig")], []),
        ([("visie", "gedaan"), ("gestopt", "")], []),
        ([], ["over-tijd"]),
    ],
)
def test_check_that_came_and_was_not_answered_is_overdue(cast, guided, actions, expected):
    scan = followed_up(guided)
    for phase, answer in actions:
        act(scan, phase, answer)

    assert groups(cast, scan) == expected


def test_check_that_is_due_today_is_not_overdue_yet(cast, guided):
    assert groups(cast, followed_up(guided, due=0)) == []


def test_reason_why_nothing_is_done_answers_the_check(cast, guided):
    scan = followed_up(guided)
    ThemeReason.objects.create(scan=scan, theme="veiligheid", reason="Wij verhuizen.", at=timezone.now())

    assert groups(cast, scan) == []


@pytest.mark.parametrize(("state", "expected"), [("gesprek", ["ernstig"]), ("opvolging", [])])
def test_serious_issue_asks_for_attention_until_the_scan_is_final(cast, guided, state, expected):
    scan = guided("De Berk", state=state, sent=None if state == "gesprek" else 3)
    for topic in ("privacy", "schone-ruimtes"):
        SeriousIssue.objects.create(scan=scan, topic=topic, found="ronde", found_on=TODAY)

    assert groups(cast, scan) == expected
    assert len(names(cast)) == 1


def test_most_urgent_first_and_the_oldest_of_each_group_on_top(cast, guided):
    guided("Vast", state="vastgesteld", sent=30)
    guided("Open", state="open")
    guided("Terug", state="teruggegeven", sent=10)
    guided("Nieuw kort", state="ingediend", sent=2)
    guided("Nieuw lang", state="ingediend", sent=9)
    guided("Laat", state="in_beoordeling", sent=20)
    guided("Bezig", state="in_beoordeling", sent=5)
    serious = guided("Ernstig", state="gesprek")
    SeriousIssue.objects.create(scan=serious, topic="privacy", found="ronde", found_on=TODAY)

    assert names(cast) == ["Ernstig", "Laat", "Nieuw lang", "Nieuw kort", "Terug", "Bezig", "Open", "Vast"]
    assert names(cast, group="nieuw") == ["Nieuw lang", "Nieuw kort"]


def test_counts_of_the_groups(cast, guided):
    guided("Laat", state="ingediend", sent=20)
    guided("Nieuw", state="ingediend", sent=2)
    guided("Open", state="open")

    counts = counted(scans_of(cast.adviser, TODAY))

    assert counts == {"": 3, "ernstig": 0, "over-tijd": 1, "nieuw": 2, "wacht-op-locatie": 0}


def test_withdrawn_scans_and_those_of_others_are_left_out(cast, guided):
    guided("Weg", state="vervallen")
    Scan.objects.filter(pk=cast.strangers_scan.pk).update(adviser=cast.other_adviser)

    assert names(cast) == []


def test_confirmed_scan_makes_room_for_its_repeat(cast, guided):
    first = guided("Eerst", state="opvolging", sent=300)
    repeat = guided("Nu", state="open")
    Scan.objects.filter(pk=repeat.pk).update(previous=first)
    assert names(cast) == ["Nu"]

    Scan.objects.filter(pk=repeat.pk).update(state="vervallen")
    assert names(cast) == ["Eerst"]


def tiers(cast):
    return {scan.location.name: scan.tier for scan in listed(scans_of(cast.adviser, TODAY), Wanted())}


def test_tier_is_the_proposal_until_it_is_decided(cast, guided):
    guided("Voorstel", state="ingediend", sent=2, tier="extra")
    guided("Geen voorstel", state="ingediend", sent=2, tier="")
    final = guided("Besloten", state="vastgesteld", sent=9, tier="extra")
    Decision.objects.create(
        scan=final, assessment=Assessment.objects.get(scan=final), rule_tier="extra", tier="licht", reason="x",
        at=timezone.now(),
    )  # fmt: skip

    assert tiers(cast) == {"Voorstel": "extra", "Geen voorstel": None, "Besloten": "licht"}


def test_reopened_scan_shows_the_proposal_again(cast, guided):
    reopened = guided("Heropend", state="in_beoordeling", sent=2, tier="extra")
    Decision.objects.create(
        scan=reopened, assessment=Assessment.objects.get(scan=reopened), rule_tier="extra", tier="licht", reason="x",
        at=timezone.now(),
    )  # fmt: skip

    assert tiers(cast) == {"Heropend": "extra"}


def test_scan_that_was_not_sent_in_shows_no_tier(cast, guided):
    """Whatever lies in the database: what was not sent in is not read."""
    guided("Open", state="open", tier="intensief")

    assert tiers(cast) == {"Open": None}
    assert names(cast, tier="intensief") == []


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("locatie", ["A", "B", "C"]),
        ("-locatie", ["C", "B", "A"]),
        ("dagen", ["C", "A", "B"]),
        ("-dagen", ["B", "A", "C"]),
        ("ondersteuning", ["B", "A", "C"]),
        ("-ondersteuning", ["A", "B", "C"]),
        ("onzin", ["C", "A", "B"]),
    ],
)
def test_sorting(cast, guided, sort, expected):
    guided("A", state="ingediend", sent=5, tier="intensief")
    guided("B", state="ingediend", sent=2, tier="licht")
    guided("C", state="ingediend", sent=9, tier="")

    assert names(cast, sort=sort) == expected


def test_filters_work_together(cast, guided):
    near = guided("A", state="ingediend", sent=5, tier="extra")
    guided("B", state="ingediend", sent=5, tier="licht")
    guided("C", state="in_beoordeling", sent=5, tier="extra")

    assert names(cast, tier="extra") == ["A", "C"]
    assert names(cast, tier="extra", state="ingediend") == ["A"]
    assert names(cast, region=near.location.region_id, tier="licht") == ["B"]
    assert names(cast, region=0) == []
