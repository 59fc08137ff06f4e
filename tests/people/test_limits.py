from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from people.limits import address_of, forget_old_windows, take
from people.models import KeptAnswer, RateWindow
from people.tasks import remove_old_answers
from tests.database import at_once, sql
from tests.factories import make_token

THREADS = 8
EACH = 25
LIMIT = 50


def ask_often(act):
    """As many together as so many processes would be: how many were let in."""
    together = at_once(*[lambda: [act() for _ in range(EACH)]] * THREADS)
    return Counter(let_in for answers in together for let_in in answers)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_as_many_are_let_in_as_the_limit_says():
    let_in = ask_often(lambda: not take("token 1", LIMIT).is_over)

    assert let_in == {True: LIMIT, False: THREADS * EACH - LIMIT}


@pytest.mark.django_db(transaction=True)
def test_counting_by_reading_first_would_let_in_more():
    """The control: the test above would find out."""
    RateWindow.objects.create(key="token 1", opened_at=timezone.now(), used=0)

    def read_then_write():
        [(used,)] = sql("SELECT used FROM people_ratewindow")
        sql("UPDATE people_ratewindow SET used = %s", used + 1)
        return used < LIMIT

    let_in = ask_often(read_then_write)

    assert let_in[True] > LIMIT


def test_what_is_left_is_told():
    take("token 1", 3)

    standing = take("token 1", 3)

    assert standing.left == 1
    assert standing.headers == {
        "RateLimit-Policy": '"requests";q=3;w=60',
        "RateLimit": f'"requests";r=1;t={standing.ends_in}',
    }
    assert 1 <= standing.ends_in <= 60


def test_one_too_many_is_told_when_to_come_again():
    for _ in range(3):
        take("token 1", 3)

    standing = take("token 1", 3)

    assert standing.is_over
    assert standing.headers["Retry-After"] == str(standing.ends_in)


def test_a_window_that_is_over_begins_anew():
    for _ in range(4):
        take("token 1", 3)
    earlier = timezone.now() - timedelta(seconds=61)
    RateWindow.objects.update(opened_at=earlier)

    standing = take("token 1", 3)

    assert (standing.used, standing.is_over) == (1, False)
    assert 59 <= standing.ends_in <= 60


def test_each_key_is_counted_by_itself():
    for _ in range(4):
        take("token 1", 3)

    assert not take("token 2", 3).is_over


def test_windows_of_the_past_are_forgotten():
    take("old", 3)
    RateWindow.objects.update(opened_at=timezone.now() - timedelta(days=2))
    take("new", 3)

    assert forget_old_windows() == 1
    assert RateWindow.objects.get().key == "new"


def test_the_counts_are_no_burden_to_the_disk():
    """An unlogged table: a commit of it alone waits for nothing to be written."""
    kind = "SELECT relpersistence FROM pg_class WHERE relname = 'people_ratewindow'"

    assert sql(kind) == [("u",)]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, None, "203.0.113.9"),
        (0, "198.51.100.7", "203.0.113.9"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.1, 198.51.100.7", "198.51.100.7"),
        (2, "192.0.2.1, 198.51.100.7, 198.51.100.8", "198.51.100.7"),
        (2, "192.0.2.1", "203.0.113.9"),
        (1, None, "203.0.113.9"),
        (1, "nonsense", "unknown"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_an_address_is_believed_as_far_as_our_proxies_wrote_it(
    settings, proxies, forwarded, believed
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", headers=headers)

    assert address_of(request) == believed


def test_time_on_the_clock_of_a_process_decides_nothing():
    take("token 1", 1)

    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert take("token 1", 1).is_over


def test_every_night_what_is_over_is_removed(person):
    token = make_token(person).token
    KeptAnswer.objects.create(token=token, key="new", asked="x")
    old = timezone.now() - timedelta(days=2)
    KeptAnswer.objects.create(token=token, key="old", asked="x", made_at=old)
    take("old", 3)
    RateWindow.objects.update(opened_at=old)

    remove_old_answers(timestamp=0)

    assert KeptAnswer.objects.get().key == "new"
    assert not RateWindow.objects.exists()
