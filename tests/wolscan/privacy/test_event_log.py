"""The event log only grows, in the model and in the database; whoever has to answer for it can search it."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests import factories
from tests.kept import kept_begin
from wolscan.audit import record
from wolscan.models import AppendOnly, Event, Receipt
from wolscan.privacy.page_words import PAGES
from wolscan.privacy.queries import CHANGED, CONDITIONS, Wanted, events, kind_of_event
from wolscan.privacy.watching import Kind, declared

PAGE = "/beheer/logboek/"


@pytest.fixture
def admin(cast, as_user):
    return as_user(cast.administrator)


@pytest.fixture
@kept_begin
def sent_scan(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    return cast.scan


def event(name="role_given", subject="user:1", at=None, actor="system", **detail):
    return Event.objects.create(at=at or timezone.now(), actor=actor, name=name, subject=subject, detail=detail)


def on(year, month, day):
    return datetime(year, month, day, 12, tzinfo=UTC)


def shown(client, **query):
    return [line.what for line in client.get(PAGE, query).context["lines"]]


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: Event.objects.filter(pk=row.pk).update(name="other"),
        lambda row: Event.objects.all().delete(),
        lambda row: Event.objects.bulk_update([row], ["name"]),
    ],
)
def test_model_changes_no_event(db, change):
    row = event()
    with pytest.raises(AppendOnly), transaction.atomic():
        change(row)

    assert Event.objects.get().name == "role_given"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wolscan_event SET actor = 'user:9'",
        "UPDATE wolscan_event SET detail = '{}'",
        "DELETE FROM wolscan_event",
    ],
)
def test_database_changes_no_event(db, statement):
    event()
    with pytest.raises(DatabaseError, match="events"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Event.objects.get().actor == "system"


def test_open_receipt_lets_only_older_events_go(db):
    old, new = event(at=on(2020, 1, 1)), event(at=on(2026, 1, 1))
    words = {"at": timezone.now(), "what": "log_views", "action": "delete", "on": date(2026, 1, 1), "actor": "system"}
    Receipt.objects.create(until=on(2021, 1, 1), is_open=True, **words)

    assert Event.objects.filter(pk=old.pk)._raw_delete("default") == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=new.pk)._raw_delete("default")


def test_closed_receipt_opens_nothing(db):
    row = event(at=on(2020, 1, 1))
    words = {"at": timezone.now(), "what": "log_views", "action": "delete", "on": date(2026, 1, 1), "actor": "system"}
    Receipt.objects.create(until=on(2026, 1, 1), **words)

    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=row.pk)._raw_delete("default")


def test_open_receipt_says_until_when(db):
    words = {"at": timezone.now(), "what": "x", "action": "delete", "on": date(2026, 1, 1), "actor": "system"}
    with pytest.raises(DatabaseError, match="open_receipt_says_until_when"), transaction.atomic():
        Receipt.objects.create(is_open=True, **words)


EVERY_KIND = [
    ("viewed", {}, "viewed"),
    ("refused", {}, "refused"),
    ("exported", {}, "exported"),
    ("figures_downloaded", {}, "exported"),
    ("access_review_exported", {}, "exported"),
    ("scan_confirmed", {"overruled": True}, "overruled"),
    ("scan_confirmed", {"overruled": False}, "changed"),
    ("scan_confirmed", {}, "changed"),
    ("scan_reopened", {}, "overruled"),
    ("purged", {}, "purged"),
    ("person_erased", {}, "purged"),
    ("role_given", {}, "changed"),
]


@pytest.mark.parametrize(("name", "detail", "kind"), EVERY_KIND)
def test_every_event_is_of_one_kind(db, name, detail, kind):
    row = event(name, **detail)

    assert [key for key in (*CONDITIONS, CHANGED) if row in events(Wanted(kind=key))] == [kind]
    assert kind_of_event(name, detail) == kind


def test_found_by_person(admin, cast):
    record("role_given", actor=cast.administrator, subject=cast.adviser)
    record("account_made", actor=None, subject=cast.adviser)

    assert "gaf een rol" in shown(admin, wie=cast.administrator.name)
    assert "gaf een rol" not in shown(admin, wie="Vera")
    assert "maakte een account" in shown(admin, wie="systeem")
    assert "gaf een rol" in shown(admin, wie=f"user:{cast.administrator.pk}")


def test_found_by_a_pasted_address(admin, cast):
    record("scan_sent_in", actor=None, subject=cast.scan)
    record("scan_sent_in", actor=None, subject=cast.strangers_scan)
    record("role_given", actor=None, subject=cast.adviser)

    found = admin.get(PAGE, {"wat": f"http://127.0.0.1:8000/scan/{cast.scan.pk}/uitkomst/"}).context["lines"]
    assert {line.subject for line in found} == {f"scan:{cast.scan.pk}"}
    assert shown(admin, wat=f"/beheer/mensen/{cast.adviser.pk}/") == ["gaf een rol"]


def test_found_by_period_and_kind(admin):
    event("scan_opened", at=on(2025, 1, 1))
    event("refused", at=on(2025, 6, 1))

    assert shown(admin, van="2025-01-01", tot="2025-01-01") == ["opende een scan"]
    assert shown(admin, soort="refused", tot="2025-12-31") == ["mocht een pagina niet openen"]
    assert "Kies een dag" in admin.get(PAGE, {"van": "morgen"}).content.decode()


def test_page_is_cut_in_pieces(admin):
    Event.objects.bulk_create(Event(at=timezone.now(), actor="system", name="reminded", subject="x") for _ in range(60))
    page = admin.get(PAGE, {"soort": "changed"})

    assert len(page.context["lines"]) == 50
    assert "?soort=changed&amp;bladzijde=2" in page.content.decode()


def test_nothing_that_was_decided_or_typed_is_shown(admin, cast):
    record("scan_confirmed", actor=None, subject=cast.scan, tier="intensief", rule_tier="licht", overruled=True)
    page = admin.get(PAGE).content.decode()

    assert "stelde een scan vast" in page
    assert "intensief" not in page


def test_every_page_that_leaves_an_event_has_a_name():
    kept = {name for name, how in declared().items() if how.kind != Kind.EXEMPT}

    assert set(PAGES) == kept


CALLED = [("nl", "verloop van alle locaties"), ("en", "course of all locations")]


@pytest.mark.parametrize(("language", "called"), CALLED)
def test_pages_are_called_by_their_names(admin, cast, as_user, language, called):
    as_user(cast.programme_office).get("/uitvoering/")
    admin.cookies["django_language"] = language
    line = admin.get(PAGE, {"wie": "Petra"}).context["lines"][0]

    assert (line.about, line.more) == (called, "")


def test_a_page_about_a_scan_is_named_beside_it(sent_scan, cast, as_user, admin):
    as_user(cast.adviser).get(f"/scan/{cast.scan.pk}/uitkomst/")

    assert admin.get(PAGE, {"wie": cast.adviser.name}).context["lines"][0].more == "pagina: uitkomst"


def test_a_role_has_its_word(admin, cast):
    event("role_given", subject=f"user:{cast.adviser.pk}", role="quality_officer")

    assert admin.get(PAGE).context["lines"][0].more == "rol: Kwaliteitsmedewerker"


def test_page_that_is_there_no_more_keeps_its_own_name(admin):
    event("viewed", subject="page:old_page", page="old_page")

    assert admin.get(PAGE, {"soort": "viewed"}).context["lines"][0].about == "old page"


def test_groups_and_days_are_in_words(admin):
    event("invited_by_mail", group="zorgpersoneel", count=3, on="2026-11-22")
    event("invited_by_mail", group="gone-group")
    event("invited_by_mail", group="team")

    team, gone, known = (line.more for line in admin.get(PAGE).context["lines"][:3])
    assert (team, gone) == ("groep: Het team samen", "groep: gone-group")
    assert known == "groep: Zorgpersoneel, aantal: 3, dag: 22 november 2026"


def test_somebody_who_is_gone_keeps_a_number(admin):
    event(actor="user:987654")

    assert "user:987654" in admin.get(PAGE, {"wie": "user:987654"}).context["lines"][0].who


def test_file_holds_the_same_and_records_itself(admin, cast):
    record("role_given", actor=cast.administrator, subject=cast.adviser)
    Event.objects.create(at=timezone.now(), actor="system", name="=1+1", subject="x", detail={})
    response = admin.get(f"{PAGE}bestand/")
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";"))

    assert rows[0][:3] == ["Wanneer", "Wie", "Soort"]
    assert any(row[1] == cast.administrator.name and row[3] == "gaf een rol" for row in rows)
    assert "'=1+1" in [row[3] for row in rows]
    assert Event.objects.get(name="event_log_exported").actor == f"user:{cast.administrator.pk}"


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_is_fixed(admin, cast, django_assert_num_queries, number):
    for _ in range(number):
        record("role_given", actor=factories.make_user(), subject=cast.adviser)
    admin.get(PAGE)
    with django_assert_num_queries(7):  # session, user, roles, count, events, names; and that the log was seen
        admin.get(PAGE)


@pytest.mark.parametrize("person", ["coordinator", "quality_officer", "adviser", "programme_office"])
def test_only_the_administrator_reads_it(cast, as_user, person):
    client = as_user(getattr(cast, person))

    assert client.get(PAGE).status_code == client.get(f"{PAGE}bestand/").status_code == 404


def test_empty_log_says_so(admin):
    page = admin.get(PAGE, {"tot": (timezone.localdate() - timedelta(days=9999)).isoformat()}).content.decode()

    assert "Geen gebeurtenis past bij wat u koos" in page
