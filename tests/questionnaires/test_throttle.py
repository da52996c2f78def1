"""Wrong codes run out, per address and overall; right ones never do, and waiting always helps."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.test import RequestFactory
from django.utils import timezone

from questionnaires.models import Throttle
from questionnaires.throttle import EVERYBODY, OVERALL, PER_ADDRESS, allow, note_wrong, prune

NOON = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)
HERE, STRANGER = "192.0.2.7", "198.51.100.9"
MINUTE = timedelta(minutes=1)


def from_address(address=HERE, **meta):
    return RequestFactory().post("/meedoen/", REMOTE_ADDR=address, **meta)


def wrong(times, *, now=NOON, address=HERE):
    for _ in range(times):
        note_wrong(from_address(address), now=now)


@pytest.mark.django_db
def test_it_works():
    assert allow(from_address(), now=NOON)
    wrong(1)
    assert allow(from_address(), now=NOON)


@pytest.mark.django_db
def test_the_limits_are_ten_and_sixty():
    assert (PER_ADDRESS, OVERALL) == (10, 60)


@pytest.mark.django_db
def test_an_address_stops_after_ten_wrong_codes():
    wrong(9)
    assert allow(from_address(), now=NOON)

    wrong(1)
    assert not allow(from_address(), now=NOON)


@pytest.mark.django_db
def test_an_address_that_stopped_does_not_stop_another():
    wrong(10)

    assert allow(from_address(STRANGER), now=NOON)


@pytest.mark.django_db
def test_an_address_may_go_on_after_fifteen_minutes():
    wrong(10)

    assert not allow(from_address(), now=NOON + timedelta(minutes=15))
    assert allow(from_address(), now=NOON + timedelta(minutes=16))


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", [0, 1, 29, 30, 59])
def test_no_stretch_of_fifteen_minutes_holds_more_than_ten(seconds):
    """Wherever in its minute the last wrong code fell."""
    last = NOON.replace(second=seconds)
    wrong(10, now=last)

    assert not allow(from_address(), now=last + timedelta(minutes=15))
    assert allow(from_address(), now=last + timedelta(minutes=16))


@pytest.mark.django_db
def test_wrong_codes_leave_the_window_one_by_one():
    for minute in range(10):
        wrong(1, now=NOON + minute * MINUTE)

    assert not allow(from_address(), now=NOON + 15 * MINUTE)
    assert allow(from_address(), now=NOON + 16 * MINUTE)
    wrong(1, now=NOON + 16 * MINUTE)
    assert not allow(from_address(), now=NOON + 16 * MINUTE)
    assert allow(from_address(), now=NOON + 17 * MINUTE)


@pytest.mark.django_db
def test_asking_costs_nothing():
    for _ in range(30):
        assert allow(from_address(), now=NOON)

    assert Throttle.objects.count() == 0


@pytest.mark.django_db
def test_everybody_stops_after_sixty_wrong_codes_in_an_hour():
    for number in range(59):
        wrong(1, now=NOON + number * MINUTE, address=f"192.0.2.{number}")
    end = NOON + 59 * MINUTE
    assert allow(from_address(STRANGER), now=end)

    wrong(1, now=end, address="192.0.2.60")
    assert not allow(from_address(STRANGER), now=end)
    assert not allow(from_address(STRANGER), now=NOON + timedelta(hours=1))
    assert allow(from_address(STRANGER), now=NOON + timedelta(hours=1, minutes=1))


@pytest.mark.django_db
def test_the_clock_is_the_real_one_when_none_is_given():
    for _ in range(10):
        note_wrong(from_address())

    assert not allow(from_address())
    assert allow(from_address(), now=timezone.now() + 16 * MINUTE)


@pytest.mark.django_db
def test_no_address_is_kept(settings):
    wrong(1)
    (kept,) = Throttle.objects.exclude(subject=EVERYBODY)
    settings.CODE_SECRET = "een ander geheim"
    wrong(1)

    assert len(kept.subject) == 64
    assert not [row for row in Throttle.objects.values_list() if HERE in str(row)]
    assert Throttle.objects.exclude(subject=EVERYBODY).count() == 2, "the hash needs the secret of the site"


@pytest.mark.django_db
def test_a_header_that_anybody_can_send_is_not_believed():
    for number in range(10):
        note_wrong(from_address(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}"), now=NOON)

    assert not allow(from_address(HTTP_X_FORWARDED_FOR=STRANGER), now=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:eeee:dddd:cccc"),
        ("2001:db8:1:2::1", "2001:0DB8:1:2:0:0:0:1"),
        ("fe80::1%eth0", "fe80::2"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "no address"),
    ],
)
def test_addresses_of_one_place_count_together(address, same):
    wrong(10, address=address)

    assert not allow(from_address(same), now=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["2001:db8:1:3::1", "192.0.2.8", "2001:db8::192.0.2.7", ""])
def test_addresses_of_different_places_count_apart(other):
    wrong(10, address="2001:db8:1:2::1")
    wrong(10, address=HERE)

    assert allow(from_address(other), now=NOON)


@pytest.mark.django_db
def test_one_row_counts_a_minute():
    wrong(3)
    wrong(2, now=NOON + timedelta(seconds=29))
    wrong(1, now=NOON + timedelta(seconds=30))

    rows = Throttle.objects.filter(subject=EVERYBODY).order_by("minute_at").values_list("minute_at", "wrong")
    noon = NOON.replace(second=0)
    assert list(rows) == [(noon, 5), (noon + MINUTE, 1)]


@pytest.mark.django_db
def test_pruning_leaves_what_still_counts():
    wrong(1, address=STRANGER)
    wrong(10, now=NOON + 50 * MINUTE)
    now = NOON + timedelta(hours=1, minutes=1)

    assert prune(now - MINUTE) == 0
    assert prune(now) == 2
    assert prune(now) == 0
    assert not allow(from_address(), now=now)
    assert set(Throttle.objects.values_list("minute_at", flat=True)) == {NOON.replace(second=0) + 50 * MINUTE}


@pytest.mark.django_db
def test_pruning_changes_no_answer():
    for minute in range(60):
        wrong(1, now=NOON + minute * MINUTE, address=f"192.0.2.{minute // 4}")
    moments = [NOON + timedelta(minutes=59 + extra) for extra in range(5)]
    asked = [from_address(f"192.0.2.{number}") for number in range(16)]

    before = [allow(request, now=moment) for moment in moments for request in asked]
    after = []
    for moment in moments:
        prune(moment)
        after += [allow(request, now=moment) for request in asked]

    assert after == before
    assert set(before) == {True, False}


@pytest.mark.django_db
def test_the_database_keeps_one_row_per_subject_and_minute():
    Throttle.objects.create(subject="a", minute_at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Throttle.objects.create(subject="a", minute_at=NOON)


@pytest.mark.django_db
def test_asking_takes_one_query_and_counting_four(django_assert_num_queries):
    with django_assert_num_queries(1):
        allow(from_address(), now=NOON)
    with django_assert_num_queries(4):
        note_wrong(from_address(), now=NOON)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_all_counted():
    def guess(_):
        try:
            note_wrong(from_address(), now=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(40)))

    assert Throttle.objects.aggregate(total=Sum("wrong"))["total"] == 80
    assert set(Throttle.objects.values_list("wrong", flat=True)) == {40}
