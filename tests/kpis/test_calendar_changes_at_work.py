"""A change of a calendar is worked in: by pieces, after a crash, beside others."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now
from structlog.testing import capture_logs

from kpis import recomputing
from kpis.calendars import changing
from kpis.forms.calendars import CalendarEditForm
from kpis.models import Calendar, CalendarChange, Recomputation
from people.versions import StaleVersion
from tests.database import at_once, begin
from tests.factories import make_admin, make_calendar, make_kpi
from tests.kpis.timing import (
    MONDAY,
    SHORT,
    TUESDAY,
    all_is_right,
    change_week,
    one_a_day,
    time_work,
    values,
    work,
)


@pytest.fixture
def calendar():
    return make_calendar("Europe/London")


@pytest.fixture
def kpi(calendar):
    return make_kpi(calendar=calendar, cadence="day")


def test_a_stale_change_is_refused(kpi, calendar):
    seen = calendar.version
    change_week(calendar, TUESDAY, SHORT)

    with pytest.raises(StaleVersion):
        changing.carry_out(
            changing.WeekFrom(calendar, MONDAY, {}), version=seen, by=None
        )

    assert calendar.weeks.count() == 2


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(recomputing, "DAYS_A_PIECE", 4)


@pytest.mark.usefixtures("small_pieces")
def test_progress_is_told_by_the_days_that_wait(kpi, calendar, monkeypatch):
    time_work(kpi, *one_a_day(MONDAY, 10))
    made = change_week(calendar, MONDAY, SHORT)
    monkeypatch.setattr(recomputing, "recompute", fails_on(2))

    with pytest.raises(ConnectionError):
        work()

    stopped = CalendarChange.objects.with_progress().get(pk=made.pk)
    assert (stopped.days, stopped.waiting, stopped.percent) == (10, 6, 40)


def fails_on(call_number):
    """The computation, with a crash at one of its calls and none after it."""
    compute, calls = recomputing.recompute, []

    def crashing(touched):
        calls.append(touched)
        if len(calls) == call_number:
            raise ConnectionError
        compute(touched)

    return crashing


def test_a_change_that_waits_too_long_says_where_to_look(client, kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))
    change_week(calendar, MONDAY, SHORT)
    at_first = client.get(calendar.get_absolute_url()).text
    CalendarChange.objects.update(made_at=Now() - timedelta(minutes=11))

    later = client.get(calendar.get_absolute_url()).text

    assert "docs/operating.md" not in at_first
    assert "for more than ten minutes" in later
    assert "docs/operating.md" in later


@pytest.mark.usefixtures("small_pieces")
def test_a_failure_names_the_change_it_was_for(kpi, calendar, monkeypatch):
    time_work(kpi, *one_a_day(MONDAY, 3))
    made = change_week(calendar, MONDAY, SHORT)
    monkeypatch.setattr(recomputing, "recompute", fails_on(1))

    with capture_logs() as lines, pytest.raises(ConnectionError):
        work()

    assert [line["change_id"] for line in lines] == [made.pk]


@pytest.mark.usefixtures("small_pieces")
def test_a_worker_that_was_killed_goes_on_where_it_was(kpi, calendar, monkeypatch):
    time_work(kpi, *one_a_day(MONDAY, 10))
    change_week(calendar, MONDAY, SHORT)
    monkeypatch.setattr(recomputing, "recompute", fails_on(2))
    with pytest.raises(ConnectionError):
        work()
    before = values(kpi)

    work()

    assert before == [3, 3, 3, 3, 8, 0, 0, 8, 8, 8]
    assert values(kpi) == [3, 3, 3, 3, 3, 0, 0, 3, 3, 3]
    assert all_is_right()
    assert CalendarChange.objects.with_progress().get().percent == 100


def test_a_second_run_does_no_harm(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))
    change_week(calendar, MONDAY, SHORT)
    asked = Recomputation.objects.get().pk
    recomputing.carry_out(asked)
    before = list(kpi.readings.values())

    recomputing.carry_out(asked)

    assert list(kpi.readings.values()) == before


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_at_once_one_is_told(calendar):
    def changed_by(name, windows):
        by = make_admin(name)
        version = calendar.version

        def act():
            own = Calendar.objects.get(pk=calendar.pk)
            made = changing.WeekFrom(own, MONDAY, windows)
            return changing.carry_out(made, version=version, by=by)

        return act

    ends = at_once(changed_by("Ann", SHORT), changed_by("Ben", {}))

    assert sum(isinstance(end, StaleVersion) for end in ends) == 1
    assert calendar.weeks.filter(since=MONDAY).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_meanwhile_waits_for_an_import_and_then_touches_it(kpi, calendar):
    with transaction.atomic():
        time_work(kpi, *one_a_day(MONDAY, 1))
        changing_it = begin(lambda: change_week(calendar, MONDAY, SHORT))
    made = changing_it.result()
    work()

    assert made.readings == 1
    assert values(kpi) == [3]
    assert all_is_right()


@pytest.mark.django_db(transaction=True)
def test_another_zone_waits_for_an_import_without_standing_in_its_way(kpi, calendar):
    def move():
        sent = {"name": "Tokyo", "zone": "Asia/Tokyo", "version": calendar.version}
        form = CalendarEditForm(sent, instance=Calendar.objects.get(pk=calendar.pk))
        return form.is_valid() and form.change()

    with transaction.atomic():
        kpi.lock()
        moving = begin(move)
        time_work(kpi, *one_a_day(MONDAY, 1))

    assert moving.result() is False
    assert values(kpi) == [8]
