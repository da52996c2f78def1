"""What an adviser sees of a scan: before it was sent in only that it exists, unless the location says otherwise."""

import pytest
from django.core import mail
from django.urls import reverse

from questionnaires.assigning.services import NoAdviserToInvite, let_adviser_look_on
from questionnaires.models import AgreedLevel, Scan, SeriousIssue
from tests import factories
from tests.factories import TODAY
from tests.kept import kept_begin
from wolscan.mail import send_waiting
from wolscan.models import Event, OutgoingMail

TOPIC = "schone-ruimtes"


def url(name, scan, **more):
    return reverse(name, kwargs={"scan": scan.pk} | more)


@pytest.fixture
@kept_begin
def talking(cast):
    """A scan in conversation, with sheets of two groups and a note."""
    scan = factories.in_conversation(cast.scan)
    for group in ("zorgpersoneel", "management"):
        for _ in range(3):
            factories.add_sheet(scan, group, "aandachtspunt")
    factories.write_note(scan.sheets.first(), TOPIC, "De gang is vies.")
    return scan


def views_of(cast, who):
    """In which of the four views the scan of the cast is for somebody."""
    user, scans = getattr(cast, who), Scan.objects
    found = {
        "assigned": scans.assigned_to(user),
        "warned": scans.warned_of(user),
        "seated": scans.seated(user),
        "reads": scans.visible_to(user),
    }
    return [name for name, view in found.items() if view.filter(pk=cast.scan.pk).exists()]


@pytest.mark.parametrize(
    ("fields", "serious", "expected"),
    [
        ({}, False, ["assigned"]),
        ({"state": "gesprek"}, False, ["assigned"]),
        ({"state": "gesprek"}, True, ["assigned", "warned"]),
        ({"adviser_invited": True}, False, ["assigned", "warned", "seated"]),
        ({"state": "ingediend", "submitted_at": "2026-11-20T10:00Z"}, False, ["assigned", "warned", "seated", "reads"]),
        (
            {"state": "teruggegeven", "submitted_at": "2026-11-20T10:00Z"},
            True,
            ["assigned", "warned", "seated", "reads"],
        ),
    ],
)
def test_views_of_the_adviser_become_wider(cast, fields, serious, expected):
    Scan.objects.filter(pk=cast.scan.pk).update(**fields)
    if serious:
        for topic in (TOPIC, "privacy"):  # two, so that a join would show
            SeriousIssue.objects.create(scan=cast.scan, topic=topic, found="ronde", found_on=TODAY)

    assert views_of(cast, "adviser") == expected
    assert views_of(cast, "other_adviser") == []
    assert views_of(cast, "stranger") == []
    assert views_of(cast, "programme_office") == []
    assert views_of(cast, "coordinator") == ["warned", "seated", "reads"]


def test_role_that_ended_sees_nothing_of_what_was_assigned(cast):
    cast.adviser.memberships.all().delete()

    assert views_of(cast, "adviser") == []


def test_before_sending_in_only_the_dates_show(talking, cast, as_user):
    client = as_user(cast.adviser)
    page = client.get(url("guided_scan", talking)).content.decode()

    assert "De Linde" in page
    assert "22 november 2026" in page
    assert "Zodra de locatie deze scan heeft ingestuurd" in page
    assert url("board", talking) not in page
    for name in ("board", "guide", "outcome", "staffing", "facts", "help_wishes", "serious_issues", "report_print"):
        assert client.get(url(name, talking)).status_code == 404, name
    assert client.get(url("board_topic", talking, topic=TOPIC)).status_code == 404


def test_invited_adviser_reads_along_and_changes_nothing(talking, cast, as_user):
    Scan.objects.filter(pk=talking.pk).update(adviser_invited=True)
    client = as_user(cast.adviser)

    hub = client.get(url("guided_scan", talking)).content.decode()
    topic = client.get(url("board_topic", talking, topic=TOPIC)).content.decode()

    assert url("board", talking) in hub
    assert "U kunt dit bord lezen" in client.get(url("board", talking)).content.decode()
    assert "De gang is vies." in topic
    assert "<textarea" not in topic
    answer = client.post(url("board_topic", talking, topic=TOPIC), {"value": "uitblinker"})
    assert answer.status_code == 404
    assert client.post(url("board_accept", talking)).status_code == 404
    assert not AgreedLevel.objects.exists()


def test_invited_adviser_sees_no_more_than_the_table(talking, cast, as_user):
    Scan.objects.filter(pk=talking.pk).update(adviser_invited=True)
    client = as_user(cast.adviser)

    for name in ("outcome", "staffing", "facts", "recommendations", "visit", "neighbours"):
        assert client.get(url(name, talking)).status_code == 404, name


def test_while_people_answer_alone_the_invited_adviser_waits_too(cast, as_user):
    Scan.objects.filter(pk=cast.scan.pk).update(adviser_invited=True)
    client = as_user(cast.adviser)

    assert "Zolang iedereen nog voor zichzelf invult" in client.get(url("guided_scan", cast.scan)).content.decode()
    assert "Het gesprek is nog niet begonnen" in client.get(url("board", cast.scan)).content.decode()


def test_facts_of_the_location_come_with_the_invitation(cast, as_user):
    Scan.objects.filter(pk=cast.scan.pk).update(contact_name="Karin", contact_phone="030 123 45 67")
    client = as_user(cast.adviser)
    before = client.get(url("guided_scan", cast.scan)).content.decode()
    Scan.objects.filter(pk=cast.scan.pk).update(adviser_invited=True)
    after = client.get(url("guided_scan", cast.scan)).content.decode()

    assert "030 123 45 67" not in before
    assert "030 123 45 67" in after


def test_serious_issue_is_told_the_same_day_and_nothing_else(talking, cast, as_user):
    SeriousIssue.objects.create(scan=talking, topic=TOPIC, found="ronde", found_on=TODAY)
    client = as_user(cast.adviser)

    assert url("serious_issues", talking) in client.get(url("guided_scan", talking)).content.decode()
    page = client.get(url("serious_issues", talking)).content.decode()
    assert "Schone ruimtes" in page
    assert url("board", talking) not in page
    assert client.get(url("board", talking)).status_code == 404


# The switch


def test_coordinator_lets_the_adviser_look_on_and_takes_it_back(cast, as_user):
    client, where = as_user(cast.coordinator), reverse("location", kwargs={"location": cast.location.pk})
    assert "Mijn adviseur laten meekijken" in client.get(where).content.decode()

    first = client.post(url("invite_adviser", cast.scan), {"invited": "ja"}, follow=True).content.decode()
    assert Scan.objects.get(pk=cast.scan.pk).adviser_invited is True
    assert "Anna Adviseur mag vanaf nu meekijken" in first
    assert "De uitnodiging intrekken" in first

    client.post(url("invite_adviser", cast.scan), {"invited": "nee"})
    assert Scan.objects.get(pk=cast.scan.pk).adviser_invited is False
    send_waiting()
    assert [letter.subject for letter in mail.outbox] == [
        "De Linde nodigt u uit om mee te kijken",
        "De Linde trok de uitnodiging om mee te kijken in",
    ]


def test_the_same_again_tells_nobody(cast):
    assert let_adviser_look_on(scan=cast.scan, invited=True, by=cast.coordinator) is True
    assert let_adviser_look_on(scan=cast.scan, invited=True, by=cast.coordinator) is False
    assert (OutgoingMail.objects.count(), Event.objects.filter(name="adviser_invited").count()) == (1, 1)


@pytest.mark.parametrize(
    "fields",
    [{"adviser": None}, {"state": "ingediend", "submitted_at": "2026-11-20T10:00Z"}, {"state": "vervallen"}],
)
def test_nobody_to_invite(cast, as_user, fields):
    Scan.objects.filter(pk=cast.scan.pk).update(**fields)

    with pytest.raises(NoAdviserToInvite):
        let_adviser_look_on(scan=cast.scan, invited=True, by=cast.coordinator)
    answer = as_user(cast.coordinator).post(url("invite_adviser", cast.scan), {"invited": "ja"}, follow=True)
    assert "Er is nu geen adviseur om uit te nodigen" in answer.content.decode()


@pytest.mark.parametrize("who", ["quality_officer", "adviser", "programme_office", "stranger"])
def test_nobody_else_invites(cast, as_user, who):
    answer = as_user(getattr(cast, who)).post(url("invite_adviser", cast.scan), {"invited": "ja"})

    assert answer.status_code == 404
    assert Scan.objects.get(pk=cast.scan.pk).adviser_invited is False
