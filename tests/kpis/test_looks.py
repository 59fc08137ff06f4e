from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kpis.looks import Seen, look
from kpis.models import Look
from kpis.series import series_for
from kpis.timeline import timelines
from tests.api.conftest import program_of
from tests.database import at_once, sql
from tests.factories import (
    last_week,
    make_exemption,
    make_kpi,
    make_person,
    measure,
)


@pytest.fixture
def kpi(person):
    kpi = make_kpi(owner=person, unseen=True)
    measure(kpi, last_week(), 1)
    return kpi


def writes(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return [one["sql"] for one in queries if "INSERT INTO kpis_look" in one["sql"]]


def kept():
    return list(Look.objects.values_list("person__name", "through"))


def test_a_look_keeps_the_newest_period_that_was_shown(kpi, client):
    client.get(kpi.get_absolute_url())

    assert kept() == [("Ben Cole", last_week())]


@pytest.mark.parametrize("name", ["kpis:detail", "scorecards:me"])
def test_the_owners_second_look_of_a_day_writes_nothing(kpi, client, name):
    address = reverse(name, args=[kpi.pk] if name == "kpis:detail" else [])

    assert [len(writes(client, address)) for _ in range(2)] == [1, 0]


def test_a_scorecard_of_many_is_kept_in_one_query(kpi, client, person):
    for _ in range(4):
        measure(make_kpi(owner=person, unseen=True), last_week(), 1)

    assert len(writes(client, reverse("scorecards:me"))) == 1
    assert Look.objects.count() == 5


def test_a_look_with_a_newer_number_is_kept_on_the_same_day(kpi, client):
    client.get(kpi.get_absolute_url())
    measure(kpi, last_week(0), 1)

    client.get(kpi.get_absolute_url())

    assert kept() == [("Ben Cole", last_week(0))]


def test_an_older_receipt_takes_nothing_back(kpi, client):
    measure(kpi, last_week(5), 1)
    client.get(kpi.get_absolute_url())

    client.get(reverse("kpis:reading", args=[kpi.pk, last_week(5)]))

    assert kept() == [("Ben Cole", last_week())]


def test_the_next_day_goes_on_from_what_was_seen(person, client):
    kpi = make_kpi(owner=person, unseen=True)
    measure(kpi, date(2026, 11, 16), 1)
    measure(kpi, date(2026, 10, 5), 1)
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        client.get(kpi.get_absolute_url())
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        client.force_login(person)
        client.get(reverse("kpis:reading", args=[kpi.pk, date(2026, 10, 5)]))

    assert list(Look.objects.order_by("day").values_list("day", "through")) == [
        (date(2026, 11, 24), date(2026, 11, 16)),
        (date(2026, 11, 25), date(2026, 11, 16)),
    ]


def test_a_day_goes_on_from_the_newest_before_it(kpi, person):
    line = timelines([kpi.pk])[kpi.pk]
    first, second, third = (last_week(weeks) for weeks in (3, 1, 2))
    for day, through in enumerate([first, second, third], start=1):
        with time_machine.travel(datetime(2027, 3, day, 12, tzinfo=UTC)):
            look(person, [Seen(kpi.pk, line, through)])

    seen = Look.objects.order_by("day").values_list("through", flat=True)
    assert list(seen) == [first, second, second]


def test_what_somebody_else_saw_is_not_the_owners(kpi, person, manager):
    line = timelines([kpi.pk])[kpi.pk]
    look(manager, [Seen(kpi.pk, line, last_week(0))])

    look(person, [Seen(kpi.pk, line, last_week())])

    assert set(kept()) == {
        ("Morgan Otto", last_week(0)),
        ("Ben Cole", last_week()),
    }


def test_the_first_number_is_seen_though_there_was_none_in_the_morning(person, client):
    kpi = make_kpi(owner=person, unseen=True)
    client.get(kpi.get_absolute_url())
    measure(kpi, last_week(), 1)

    client.get(kpi.get_absolute_url())

    assert kept() == [("Ben Cole", last_week())]


@pytest.mark.parametrize("is_excepted", [False, True])
def test_a_receipt_without_a_number_shows_none_to_come(person, client, is_excepted):
    kpi = make_kpi(owner=person, unseen=True)
    if is_excepted:
        make_exemption(kpi, last_week())

    client.get(reverse("kpis:reading", args=[kpi.pk, last_week()]))
    client.get(kpi.get_absolute_url())

    assert kept() == [("Ben Cole", None)]


def test_a_look_at_nothing_is_a_look(person, client):
    kpi = make_kpi(owner=person, unseen=True)

    client.get(kpi.get_absolute_url())

    assert kept() == [("Ben Cole", None)]


def test_a_managers_look_is_kept_once_a_day(kpi, manager_client):
    for _ in range(2):
        manager_client.get(kpi.get_absolute_url())

    assert kept() == [("Morgan Otto", None)]


def test_of_a_member_who_owns_nothing_here_nothing_is_kept(kpi):
    line = timelines([kpi.pk])[kpi.pk]

    look(make_person(), [Seen(kpi.pk, line, last_week())])

    assert kept() == []


def test_a_program_looks_at_nothing(kpi, person):
    program = program_of(person)
    for path in (f"/kpis/{kpi.pk}/readings", "/scorecards/me"):
        assert program.get(path).status_code == 200

    assert kept() == []


@pytest.mark.django_db(transaction=True)
def test_two_looks_at_once_are_one(kpi, person):
    measure(kpi, last_week(0), 1)
    line = timelines([kpi.pk])[kpi.pk]
    older, newer = (Seen(kpi.pk, line, last_week(weeks)) for weeks in (1, 0))

    ends = at_once(
        lambda: look(person, [newer]),
        lambda: look(person, [older]),
        lambda: look(person, [older]),
    )

    assert ends == [None, None, None]
    assert kept() == [("Ben Cole", last_week(0))]


@pytest.mark.django_db(transaction=True)
def test_a_look_does_not_wait_for_who_holds_the_numbers(kpi, person):
    line = timelines([kpi.pk])[kpi.pk]

    with transaction.atomic():
        kpi.lock()
        ends = at_once(lambda: look(person, [Seen(kpi.pk, line, last_week())]))

    assert ends == [None]
    assert kept() == [("Ben Cole", last_week())]


@pytest.mark.django_db(transaction=True)
def test_a_page_is_shown_though_the_look_cannot_be_kept(kpi, client):
    sql("ALTER TABLE kpis_look ADD CONSTRAINT never CHECK (false)")
    try:
        page = client.get(kpi.get_absolute_url())
    finally:
        sql("ALTER TABLE kpis_look DROP CONSTRAINT never")

    assert page.status_code == 200
    assert "100%" in page.text
    assert kept() == []


def test_what_was_shown_is_kept_not_what_was_withheld(kpi, manager):
    series = series_for([kpi], reader=manager)[kpi.pk]

    assert Seen.of(series).through is None
    assert series.cells[-2].period.start == last_week()
    assert last_week() + timedelta(days=6) == series.cells[-2].period.end
