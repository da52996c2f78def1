"""Plays the attacker: a full dump, the invitation list and the mail log do not lead from a person to a sheet.

The dump is that of SQLite or of PostgreSQL, whichever the tests run on. ``test_attacker_wins_*`` shows that this
attacker finds what can be found: without them, losing would prove nothing.
"""

import random
from collections import defaultdict

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import models, transaction

from questionnaires.closing import close_round
from questionnaires.invitations import way_in
from questionnaires.models import Answer, AnswerSheet, Invitation, Participation, Scan
from questionnaires.round.links import link_of, opt_out_link
from tests import factories
from tests.attacker import BEYOND_CHANCE, Attacker, beyond_chance, dump, plain
from tests.twenty import TWENTY, arrivals, play_round, prepare_round
from wolscan.audit import record
from wolscan.models import OutgoingMail

#: Enough rounds of twenty for a hidden order to show, and few enough to be quick.
ROUNDS = 4

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """Locations whose rounds everybody sent in; still open. Made once: every test undoes its own changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        places = [factories.make_location(f"De Berk {number}") for number in range(ROUNDS)]
        yield [
            play_round(place, factories.make_coordinator(place), random.Random(seed))
            for seed, place in enumerate(places)
        ]
        transaction.set_rollback(True)


@pytest.fixture
def closed(played, db):
    """The same, closed: what the attacker of the rules gets hold of."""
    for scan, _people in played:
        close_round(scan=scan, by=None)
    return played


def look(played):
    """An attacker with a dump of now, and the truth: per group, which person belongs to which sheet."""
    owner = dict(Answer.objects.values_list("note", "sheet"))
    truth = defaultdict(list)
    for scan, people in played:
        for person in people:
            sheet = Answer.objects.filter(sheet__scan=scan, note=person.mark).values_list("sheet", flat=True)[0]
            truth[scan.pk, person.group].append((plain(person.invitation.pk), plain(sheet)))
    pairs = [pair for group in truth.values() for pair in group]
    assert len(pairs) == len(played) * 20
    assert len(owner) == 20
    return Attacker(dump({"note"}), *zip(*pairs, strict=True)), list(truth.values())


def most_alike(attacker, truth):
    """Of all orders of people and all orders of sheets the two that are most alike, and how far beyond chance."""
    people, sheets = attacker.orders("people"), attacker.orders("sheets")
    assert len(people) > 20
    assert len(sheets) > 5
    return max(
        (abs(beyond_chance(by_person, by_sheet, truth)), f"{one} ~ {other}")
        for one, by_person in people.items()
        for other, by_sheet in sheets.items()
    )


def test_attacker_wins_before_a_sheet_is_sent(cast):
    """A draft must know its invitation, so that people can come back to it."""
    scan = prepare_round(factories.make_location("De Berk"), cast.coordinator)
    Scan.objects.filter(pk=scan.pk).update(state="open")
    people = list(arrivals(Scan.objects.get(pk=scan.pk), random.Random(1)))
    attacker = Attacker(dump(set()), [p.invitation.pk for p in people], [p.sheet.pk for p in people])

    assert len(attacker.direct_links()) >= len(people)


def test_attacker_wins_by_the_order_on_disk_before_a_round_is_closed(played):
    likeness, orders = most_alike(*look(played))

    assert likeness > BEYOND_CHANCE, orders


def test_attacker_wins_when_two_rows_share_a_value(closed):
    """Two harmless rows, one of the person and one of the sheet, with the same unguessable word in them."""
    attacker, truth = look(closed)
    person, sheet = truth[0][0]
    record("begun", actor=None, subject=f"invitation:{person}", ticket="7f3a9c21", invitation=person)
    record("stored", actor=None, subject="sheet", ticket="7f3a9c21", sheet=sheet)
    found = Attacker(dump({"note"}), attacker.people, attacker.sheets).direct_links()

    assert len(found) >= 2


def test_no_row_and_no_shared_value_leads_from_a_person_to_a_sheet(closed):
    attacker, _truth = look(closed)

    assert attacker.direct_links() == []


def test_no_order_of_people_is_an_order_of_sheets(closed):
    likeness, orders = most_alike(*look(closed))

    assert likeness < BEYOND_CHANCE, orders


def test_order_of_the_rows_says_nothing(closed):
    """Sheets, and answers within and across sheets, lie on disk in the order of their random keys."""
    for scan, _people in closed:
        rows = [row for row in dump(set()) if row.table == AnswerSheet._meta.db_table]
        mine = [row for row in rows if plain(row.cells["scan_id"]) == scan.pk.hex]
        stored = sorted(mine, key=lambda row: row.cells.get("_rowid", row.cells.get("_ctid")))
        by_key = sorted(plain(row.cells["id"]) for row in mine)
        answered = Answer.objects.filter(sheet__scan=scan).order_by("pk").values_list("sheet", "topic")

        assert [plain(row.cells["id"]) for row in stored] == by_key
        assert list(answered) == sorted(answered, key=lambda pair: (pair[0].hex, pair[1]))


def test_nothing_is_left_of_places_and_drafts(closed):
    assert Participation.objects.count() == 0
    assert AnswerSheet.objects.filter(is_sent=False).count() == 0
    assert AnswerSheet.objects.count() == ROUNDS * 20
    assert set(AnswerSheet.objects.values_list("participation", "named")) == {(None, False)}


def test_sheets_and_answers_have_no_time_and_no_way_to_a_person():
    """Whatever rows are added to a sheet later, they keep no moment and point at no invitation."""
    told_of = {AnswerSheet, Answer}
    told_of |= {model for model in apps.get_models() for f in model._meta.fields if f.related_model in told_of}
    fields = [field for model in told_of for field in model._meta.get_fields() if isinstance(field, models.Field)]

    assert [f for f in fields if isinstance(f, models.DateField | models.TimeField | models.DurationField)] == []
    assert [f for f in fields if f.related_model is Invitation] == []


def test_sessions_know_the_invitation_and_nothing_of_the_sheet(closed):
    for row in Session.objects.all():
        kept = SessionStore().decode(row.session_data)
        assert set(kept) <= {"way_in", "place", "_session_expiry"}


def test_mails_and_events_do_not_tell_who_has_sent(closed):
    """The mail table names people and invitations only; the record of events names no person who takes part."""
    keys = {str(person.invitation.pk) for _scan, people in closed for person in people}
    told = {name for mail in OutgoingMail.objects.all() for name in mail.context}
    events = [row for row in dump(set()) if row.table == "wolscan_event"]

    assert told <= {"invitation"}
    assert not keys & {str(value) for row in events for value in row.values()}
    assert not {key.replace("-", "") for key in keys} & {value for row in events for value in row.values()}


def test_no_table_and_no_log_holds_a_token_or_a_code(played, caplog):
    """The database recognises a link; it cannot make one."""
    caplog.set_level(0)
    scan, _people = played[0]
    close_round(scan=scan, by=None)
    ways = [(way_in(invitation), invitation) for invitation in Invitation.objects.all()]
    secrets = {word for way, _ in ways for word in (way.token, way.code, way.code.replace("-", ""))}
    secrets |= {link.rstrip("/").rpartition("/")[2] for _, one in ways for link in (link_of(one), opt_out_link(one))}
    everything = "\n".join(repr(row.cells) for row in dump(set())) + caplog.text

    assert len(secrets) >= 4 * len(ways) - len(ways) // 2
    assert [secret for secret in secrets if secret in everything] == []


def test_twenty_people_took_part(closed):
    scan, people = closed[0]
    sent = [sheet.group for sheet in scan.sheets.all()]

    assert {group: sent.count(group) for group in TWENTY} == {group: number for group, (number, _) in TWENTY.items()}
    assert len({person.invitation.pk for person in people}) == 20
