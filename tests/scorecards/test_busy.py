from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import pytest
import time_machine
from django.urls import reverse

from kpis.models import Kpi, Look, Observation
from kpis.recording import check_in
from kpis.series import Series, series_for
from kpis.timeline import timelines
from scorecards.busy import busy_work, last_minute
from scorecards.models import Idea, Meeting
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    make_admin,
    make_kpi,
    make_manager,
    make_person,
    measure,
)

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
MONDAY = date(2026, 11, 9)
WAVES = [80, 84, 79, 91, 88, 76, 83, 95, 81, 90, 77, 86, 92]


class Row(NamedTuple):
    series: Series


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def boss():
    return make_manager("Morgan Otto")


@pytest.fixture
def owner(boss):
    return make_person("Ben Cole", reports_to=boss)


def busy(reader, *kpis):
    """The evidence of each as texts."""
    many = series_for(kpis or Kpi.objects.for_display(), reader=reader, judged=True)
    found = busy_work([Row(one) for one in many.values()], reader)
    return {pk: [one.text for one in some] for pk, some in found.items()}


def tell(kpi, values):
    """So many percent in each of the last weeks, the newest last."""
    for weeks, value in enumerate(reversed(values)):
        measure(kpi, MONDAY - timedelta(weeks=weeks), value, of=100)


def looked_since_ever(kpi, person):
    Look.objects.create(kpi=kpi, person=person, day=date(2026, 1, 5))


def long_ago(kpi):
    Kpi.objects.filter(pk=kpi.pk).update(created_at=datetime(2025, 1, 1, tzinfo=UTC))
    return Kpi.objects.select_related("step__process").get(pk=kpi.pk)


def test_what_nobody_used_for_two_whole_quarters_is_asked_about(owner, boss):
    kpi = long_ago(make_kpi(owner=owner))
    looked_since_ever(kpi, owner)

    assert busy(boss, kpi) == {
        kpi.pk: [
            (
                "Nobody opened, discussed or acted on it in 2 whole quarters, Q2 2026"
                " and Q3 2026."
            )
        ]
    }


@pytest.mark.parametrize("day", [date(2026, 4, 1), date(2026, 9, 30)])
def test_one_look_in_either_quarter_is_use(owner, boss, day):
    kpi = long_ago(make_kpi(owner=owner))
    looked_since_ever(kpi, owner)
    Look.objects.create(kpi=kpi, person=boss, day=day)

    assert busy(owner, kpi) == {}


def test_a_look_of_this_quarter_is_no_use_in_the_two_before(owner):
    kpi = long_ago(make_kpi(owner=owner))
    looked_since_ever(kpi, owner)
    Look.objects.create(kpi=kpi, person=owner, day=date(2026, 10, 1))

    assert kpi.pk in busy(owner, kpi)


def test_an_idea_is_use(owner):
    kpi = long_ago(make_kpi(owner=owner))
    looked_since_ever(kpi, owner)
    made_at = datetime(2026, 5, 5, tzinfo=UTC)
    Idea.objects.create(kpi=kpi, author=owner, text="Too slow", made_at=made_at)

    assert busy(owner, kpi) == {}


def test_one_younger_than_two_quarters_may_still_be_used(owner):
    kpi = make_kpi(owner=owner)
    Kpi.objects.update(created_at=datetime(2026, 4, 2, tzinfo=UTC))
    looked_since_ever(kpi, owner)

    assert busy(owner) == {}


def test_nobody_is_said_not_to_have_looked_before_looks_were_kept(owner):
    kpi = long_ago(make_kpi(owner=owner))

    assert busy(owner, kpi) == {}


def test_what_is_always_the_same_is_asked_about(owner):
    kpi = make_kpi(owner=owner)
    tell(kpi, [90, *[100] * 12])

    assert busy(owner, kpi) == {kpi.pk: ["Its last 12 numbers were all 100%."]}


def test_twins_name_each_other(owner):
    one, other = (make_kpi(owner=owner) for _ in range(2))
    for kpi in (one, other):
        tell(kpi, WAVES)

    found = busy(owner)

    assert set(found) == {one.pk, other.pk}
    assert found[one.pk] == [
        "It was the same as “Contact customer” in all 13 weeks they share."
    ]


def test_those_who_move_alike_are_told_by_how_much(owner):
    one, other = (make_kpi(owner=owner) for _ in range(2))
    tell(one, WAVES)
    tell(other, [value - 30 + (1 if value == 79 else 0) for value in WAVES])

    [text] = busy(owner)[one.pk]

    assert text.startswith(
        "It moves up and down with “Contact customer”: over 13 weeks"
    )
    assert text.endswith("by 0.999.")


def test_those_that_are_always_100_are_no_twins(owner):
    for _ in range(2):
        tell(make_kpi(owner=owner), [100] * 13)

    assert all(len(some) == 1 for some in busy(owner).values())


def test_weeks_and_months_are_no_twins(owner):
    tell(make_kpi(owner=owner), WAVES)
    tell(make_kpi(owner=owner, cadence="month"), WAVES)

    assert busy(owner) == {}


def test_a_twin_is_not_told_by_numbers_that_the_reader_does_not_see(owner, boss):
    one, other = (make_kpi(owner=owner, unseen=True, grace=365) for _ in range(2))
    for kpi in (one, other):
        tell(kpi, WAVES)

    assert set(busy(owner)) == {one.pk, other.pk}
    assert busy(boss) == {}


def enter(now, kpi, owner, boss, minutes, weeks=6):
    """Check in each of the last weeks some minutes before the meeting on Monday."""
    line = timelines([kpi.pk])[kpi.pk]
    for ago in range(weeks):
        day = MONDAY - timedelta(weeks=ago)
        began = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(7)
        Meeting.objects.create(leader=boss, began_at=began, ended_at=began)
        check_in(kpi, line.period_of(day), Decimal(ago), Decimal(9), author=owner)
        entered = began - timedelta(minutes=minutes)
        Observation.objects.filter(kpi=kpi, external_id=f"check-in {day}").update(
            recorded_at=entered
        )


def test_what_is_always_entered_minutes_before_the_meeting(owner, boss, now):
    kpi = make_kpi(owner=owner)
    enter(now, kpi, owner, boss, 12)

    assert busy(boss, kpi) == {
        kpi.pk: [
            (
                "All of its last 6 check-ins were entered within 12 minutes before a"
                " meeting began."
            )
        ]
    }


@pytest.mark.parametrize(("minutes", "weeks"), [(31, 6), (12, 5), (-1, 6)])
def test_what_is_entered_in_time_or_seldom_is_not(owner, boss, now, minutes, weeks):
    kpi = make_kpi(owner=owner)
    enter(now, kpi, owner, boss, minutes, weeks)

    assert busy(boss, kpi) == {}


def test_the_meetings_of_other_managers_say_nothing(owner, now):
    kpi = make_kpi(owner=owner)
    enter(now, kpi, owner, make_manager(), 12)

    assert busy(owner, kpi) == {}


def test_one_entered_earlier_ends_it():
    monday = datetime(2026, 11, 16, 9, tzinfo=UTC)
    begun = [monday + timedelta(weeks=week) for week in range(7)]
    entered = [at - timedelta(minutes=5) for at in begun]

    assert last_minute(entered, begun)
    assert not last_minute([entered[0] - timedelta(days=1), *entered[1:]], begun)
    assert not last_minute(entered, [])
    assert not last_minute([], begun)


def test_what_was_entered_at_once_was_entered_before_one_meeting():
    begun = [datetime(2026, 10, 5 + 7 * n, 9, tzinfo=UTC) for n in range(3)]

    assert not last_minute([begun[1] - timedelta(minutes=20)] * 13, begun)


def test_one_minute_is_one():
    begun = [datetime(2026, 10, 5 + 7 * n, 9, tzinfo=UTC) for n in range(3)]
    begun += [datetime(2026, 11, 2 + 7 * n, 9, tzinfo=UTC) for n in range(3)]

    said = last_minute([at - timedelta(minutes=1) for at in begun], begun)

    assert "within 1 minute before" in said


def test_only_those_concerned_are_told(owner, boss):
    kpi = make_kpi(owner=owner)
    tell(kpi, [100] * 12)
    top = make_manager()
    boss.reports_to = top
    boss.save(update_fields=["reports_to"])

    told = [owner, boss, top, make_admin()]
    others = [make_person(), make_manager()]

    assert all(kpi.pk in busy(one, kpi) for one in told)
    assert not any(busy(one, kpi) for one in others)


def test_a_past_owner_is_not_told(owner):
    kpi = make_kpi(owner=owner)
    tell(kpi, [100] * 12)
    hand_over(kpi, make_person(), date(2026, 11, 16))

    assert busy(owner, kpi) == {}


def test_a_manager_finds_those_of_the_team_on_a_page(owner, boss):
    tell(make_kpi(owner=owner), [100] * 12)
    tell(make_kpi(owner=owner), WAVES)
    tell(make_kpi(owner=make_person()), [90] * 12)

    page = signed_in(boss).get(reverse("scorecards:busy"))

    assert "1 of 2 numbers" in page.text
    assert page.text.count("Its last 12 numbers were all 100%.") == 1
    assert "90%." not in page.text


def test_where_nothing_is_asked_the_page_says_so(boss):
    assert (
        "Nothing looks like busy work"
        in signed_in(boss).get(reverse("scorecards:busy")).text
    )


def test_the_queries_do_not_grow(owner, django_assert_num_queries):
    for _ in range(3):
        tell(make_kpi(owner=owner), [100] * 12)
    many = series_for(Kpi.objects.for_display(), reader=owner, judged=True)
    rows = [Row(one) for one in many.values()]

    # Who stands above whom, the loop, whether looks were kept, check-ins.
    for some in (rows[:1], rows):
        with django_assert_num_queries(4):
            busy_work(some, owner)
