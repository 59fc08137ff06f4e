"""A scorecard opens with what needs the person."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kpis.models import Look, Note
from scorecards.ideas import propose
from scorecards.models import Action
from tests.conftest import signed_in
from tests.factories import at, last_week, make_fact, make_kpi, make_step, record_facts


@pytest.fixture
def kpi(person):
    return make_kpi(step=make_step(title="Contact customer"), owner=person)


def my_scorecard(client):
    return client.get(reverse("scorecards:me")).text


def measured(kpi, *shares):
    """Shares of a hundred, the last of them of last week."""
    weeks = range(len(shares), 0, -1)
    facts = [
        make_fact(f"week {week}", at(last_week(week)), share, 100)
        for week, share in zip(weeks, shares, strict=True)
    ]
    record_facts(kpi, *facts)


def act(kpi, person, days):
    due = timezone.localdate() + timedelta(days=days)
    Action.objects.create(kpi=kpi, text="Call at once.", owner=person, due=due)


def test_nothing_may_need_one(client, kpi):
    measured(kpi, 95, 94, 95, 96)

    with time_machine.travel(at(last_week(0)), tick=False):
        assert "Nothing needs you" in my_scorecard(
            signed_in(kpi.ownerships.get().person)
        )


def test_who_owns_no_number_is_told_so_too(client):
    text = my_scorecard(client)

    assert "Nothing needs you" in text
    assert "No number of yours is due" in text


def test_a_number_that_is_overdue_leads_to_its_field(client, kpi):
    measured(kpi, 95, 94)
    with time_machine.travel(at(last_week(-2)), tick=False):
        text = my_scorecard(signed_in(kpi.ownerships.get().person))

    assert f'<a class="needs__what" href="#kpi-{kpi.pk}-value">' in text
    assert f'id="kpi-{kpi.pk}-value"' in text
    assert "<b>Contact customer</b>: record the week of" in text


@pytest.mark.parametrize(("day", "is_due"), [(21, False), (22, True)])
def test_a_number_is_due_on_the_last_day_of_its_period(person, kpi, day, is_due):
    record_facts(kpi, make_fact("before", at(date(2026, 11, 10)), 95, 100))

    with time_machine.travel(datetime(2026, 11, day, 12, tzinfo=UTC), tick=False):
        text = my_scorecard(signed_in(person))

    assert ("due today" in text) == is_due
    assert ("1 number due" in text) == is_due


def test_a_change_is_told_until_it_was_seen(client, kpi, person):
    measured(kpi, *[95, 93, 94, 92, 95, 94] * 2, 40)
    changed = "a real change for the worse, not noise"

    assert changed in my_scorecard(client)

    yesterday = timezone.localdate() - timedelta(days=1)
    Look.objects.create(kpi=kpi, person=person, day=yesterday, through=last_week())
    assert changed not in my_scorecard(client)


def test_a_change_that_goes_on_is_no_news(client, kpi, person):
    measured(kpi, *[95, 94, 96] * 4, *[85] * 9)
    changed = "a real change for the worse"
    Look.objects.create(kpi=kpi, person=person, day=last_week(), through=last_week(2))

    assert changed not in my_scorecard(client)

    Look.objects.update(through=last_week(10))
    assert changed in my_scorecard(client)


def test_what_was_seen_today_stays_for_today(client, kpi, person):
    measured(kpi, *[95, 93, 94, 92, 95, 94] * 2, 40)
    Look.objects.create(
        kpi=kpi, person=person, day=timezone.localdate(), through=last_week()
    )

    assert "a real change for the worse" in my_scorecard(client)


def test_who_wrote_about_a_change_has_seen_it(client, kpi, person):
    measured(kpi, *[95, 93, 94, 92, 95, 94] * 2, 40)
    Note.objects.create(kpi=kpi, start=last_week(), author=person, text="A strike.")

    assert "a real change for the worse, not noise</a>" not in my_scorecard(client)


@pytest.mark.parametrize(
    ("days", "told"), [(-1, "action was due"), (7, "action by"), (8, None)]
)
def test_an_action_is_called_to_mind_a_week_before(client, person, days, told):
    act(make_kpi(), person, days)

    text = my_scorecard(client)

    assert ("Call at once." in text) == bool(told)
    assert (told or "Nothing needs you") in text


def test_a_manager_is_told_of_ideas_that_wait_for_their_answer(
    kpi, person, manager, manager_client
):
    person.reports_to = manager
    person.save(update_fields=["reports_to"])
    propose(kpi, "They wait.", "Call at once.", by=person)

    text = my_scorecard(manager_client)

    assert "1 idea waits for your answer" in text
    assert reverse("scorecards:ideas") in text


def test_who_reads_it_for_them_is_not_told_what_needs_them(kpi, person, admin):
    act(kpi, person, 1)

    text = signed_in(admin).get(person.get_absolute_url()).text

    assert "action by" not in text
    assert "needs you" not in text


@pytest.mark.parametrize(("count", "is_told"), [(3, False), (4, True)])
def test_a_fourth_number_brings_a_kind_word(client, person, count, is_told):
    for _ in range(count):
        make_kpi(owner=person)

    told = "Your fourth number is more than anybody can mind"
    assert (told in my_scorecard(client)) == is_told


def test_of_many_numbers_the_place_is_told_in_digits(client, person):
    for _ in range(12):
        make_kpi(owner=person)

    assert "Your 12th number is more than anybody can mind" in my_scorecard(client)


def test_a_few_numbers_of_long_ago_are_no_change(client, kpi):
    for weeks, share in ((18, 95), (17, 94), (16, 96)):
        record_facts(kpi, make_fact(f"week {weeks}", at(last_week(weeks)), share, 100))

    assert client.get(reverse("scorecards:me")).status_code == 200


def test_a_change_since_too_few_numbers_were_seen_is_news(client, kpi, person):
    measured(kpi, *[95, 93, 94, 92, 95, 94] * 2, 40)
    Look.objects.create(kpi=kpi, person=person, day=last_week(), through=last_week(12))

    assert "a real change for the worse" in my_scorecard(client)
