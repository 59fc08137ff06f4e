from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from kpis import ownership
from tests.conftest import signed_in
from tests.factories import (
    at,
    hand_over,
    hold_to,
    last_week,
    make_calendar,
    make_fact,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_published,
    make_step,
    measure,
    record_facts,
)

WEDNESDAY = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def kpi(person):
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    return make_kpi(step=step, owner=person)


def check_in(client, kpi, day, **data):
    url = reverse("scorecards:check_in", args=[kpi.pk, day])
    return client.post(url, data, follow=True)


def my_scorecard(client):
    return client.get(reverse("scorecards:me"))


def test_each_number_links_to_the_step_that_made_it(client, kpi):
    make_published(kpi.step.process)

    response = my_scorecard(client)

    assert f'href="{kpi.step.get_absolute_url()}"' in response.text
    assert "Lead to next step › 1 · Contact customer" in response.text


def test_thirteen_periods_link_to_their_receipts(client, kpi):
    measure(kpi, last_week(12), 1)

    response = my_scorecard(client)

    assert response.text.count("periods__cell periods__cell--") == 13
    assert reverse("kpis:reading", args=[kpi.pk, last_week(12)]) in response.text


def test_a_verdict_is_a_word_not_only_a_colour(client, kpi):
    measure(kpi, last_week(1), 9)

    assert (
        '<span class="verdict verdict--missed">missed</span>'
        in my_scorecard(client).text
    )


def test_a_streak_is_said_in_words(client, kpi):
    for week in range(4):
        measure(kpi, last_week(week), 9)

    assert "Missed 4 weeks running, so far" in my_scorecard(client).text


def test_a_streak_of_what_is_over_is_not_only_so_far(client, kpi):
    for week in range(1, 4):
        measure(kpi, last_week(week), 9)

    text = my_scorecard(client).text

    assert "Missed 3 weeks running" in text
    assert "so far" not in text


def test_a_number_that_did_not_come_is_overdue_and_no_zero(client, kpi):
    measure(kpi, last_week(2), 1)

    response = my_scorecard(client)

    assert "1 number due" in response.text
    assert ">0%" not in response.text


def test_recording_a_number_shows_it_at_once(client, kpi):
    response = check_in(client, kpi, last_week(0), value="35", of="43")

    assert "81%" in response.text
    assert "35 of 43" in response.text
    assert kpi.readings.get().owner.name == "Ben Cole"


def test_recording_again_corrects(client, kpi):
    check_in(client, kpi, last_week(0), value="35", of="43")

    response = check_in(client, kpi, last_week(0), value="43", of="43")

    assert "100%" in response.text
    assert kpi.observations.count() == 1


def test_htmx_gets_back_only_the_card(htmx, kpi):
    response = check_in(htmx, kpi, last_week(0), value="35", of="43")

    assert response.text.strip().startswith(f'<article id="kpi-{kpi.pk}"')
    assert "is recorded: 81% (35 of 43), missed so far." in response.text


def test_what_was_recorded_late_is_corrected_where_it_was_recorded(htmx, kpi):
    measure(kpi, last_week(2), 3)

    response = check_in(htmx, kpi, last_week(1), value="35", of="43")

    receipt = reverse("kpis:reading", args=[kpi.pk, last_week(1)])
    assert f'is recorded: 81% (35 of 43), missed. <a href="{receipt}">' in response.text
    assert reverse("scorecards:check_in", args=[kpi.pk, last_week(0)]) in response.text


def test_a_refused_number_comes_back_with_its_error(htmx, kpi):
    response = check_in(htmx, kpi, last_week(0), value="50", of="43")

    assert "50 can’t be more than all 43." in response.text
    assert 'value="50"' in response.text


def test_one_refused_number_leaves_the_other_cards_alone(client, kpi, person):
    other = make_kpi(owner=person)

    response = check_in(client, kpi, last_week(0), value="50", of="43")

    assert response.text.count("50 can’t be more than all 43.") == 1
    assert f'id="kpi-{other.pk}"' in response.text


def test_a_kpi_given_to_somebody_else_leaves_the_scorecard(client, kpi):
    ownership.assign(
        kpi, make_person("Dee Park"), last_week(0), by=None, version=kpi.version
    )

    assert "Contact customer" not in my_scorecard(client).text
    assert check_in(client, kpi, last_week(0), value="1", of="1").status_code == 404


@pytest.mark.parametrize(("zone", "shown"), [("Asia/Tokyo", True), ("UTC", False)])
def test_a_kpi_is_handed_over_at_midnight_where_it_is_measured(person, zone, shown):
    kpi = make_kpi(calendar=make_calendar(zone))
    hand_over(kpi, person, date(2026, 3, 5))

    with time_machine.travel(datetime(2026, 3, 4, 16, tzinfo=UTC), tick=False):
        client = signed_in(person)
        receipt = client.get(reverse("kpis:reading", args=[kpi.pk, date(2026, 3, 2)]))
        card = my_scorecard(client)

    assert (f'id="kpi-{kpi.pk}"' in card.text) == shown
    assert ("Check in" in receipt.text) == shown


def test_a_verdict_stands_beside_the_standard_that_judged_it(client, kpi, person):
    with time_machine.travel(WEDNESDAY, tick=False):
        measure(kpi, date(2026, 11, 16), 3)
        hold_to(kpi, date(2026, 11, 18), target=Decimal(99), by=person)

        text = my_scorecard(signed_in(person)).text

    assert "standard: at least 90%; the next period: at least 99%" in text


def test_what_was_a_past_owners_is_told_apart(kpi, person, manager_client, manager):
    for weeks_ago in (3, 2):
        measure(kpi, last_week(weeks_ago), 9)
    dee = make_person("Dee Park", reports_to=manager)
    hand_over(kpi, dee, last_week(1))

    text = my_scorecard(signed_in(dee)).text
    team = manager_client.get(reverse("scorecards:index")).text

    assert text.count(", Ben Cole’s</span>") == 11
    assert "missed" not in team

    measure(kpi, last_week(1), 9)
    assert "Missed in the newest week" in my_scorecard(signed_in(dee)).text


def test_a_period_without_work_is_said_to_be_one(client, kpi):
    measure(kpi, last_week(1), 9)

    answer = check_in(client, kpi, last_week(0), value="0", of="0")

    assert "is recorded: 0 of 0, no work came." in answer.text
    assert "No work came" in my_scorecard(client).text


def test_what_is_due_follows_a_check_in_in_place(htmx, kpi):
    measure(kpi, last_week(2), 1)
    measure(kpi, last_week(1), 1)

    response = check_in(htmx, kpi, last_week(0), value="4", of="5")

    assert 'id="due" class="page-head__state" hx-swap-oob="true"' in response.text
    assert "nothing due" in response.text


def test_nothing_of_a_page_is_kept_by_the_browser(client):
    assert my_scorecard(client)["Cache-Control"] == "private, no-store"


def test_an_empty_scorecard_says_what_to_do(client):
    assert (
        "A number appears here when you own the KPI of a step."
        in my_scorecard(client).text
    )


def test_a_manager_reads_the_scorecards_below_them_at_any_depth(kpi, person):
    head = make_manager("Hanna Head")
    lead = make_manager("Lee Lead", reports_to=head)
    person.reports_to = lead
    person.save(update_fields=["reports_to"])

    response = signed_in(head).get(person.get_absolute_url())

    assert "Scorecard of Ben Cole" in response.text
    assert "Record" not in response.text


def test_the_team_lists_everyone_below(manager_client, manager, kpi, person):
    person.reports_to = manager
    person.save(update_fields=["reports_to"])
    make_person("Not Mine")

    response = manager_client.get(reverse("scorecards:index"))

    assert "Ben Cole" in response.text
    assert "One number" in response.text
    assert "Not Mine" not in response.text


@pytest.mark.parametrize("count", [1, 50])
def test_the_queries_do_not_grow_with_the_kpis(
    client, person, count, django_assert_num_queries
):
    for _ in range(count):
        weeks = (
            make_fact(f"week {week}", at(last_week(week)), 1) for week in range(13)
        )
        record_facts(make_kpi(owner=person), *weeks)

    with django_assert_num_queries(9):
        my_scorecard(client)


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_of_a_team_do_not_grow_with_it(
    manager_client, manager, count, django_assert_num_queries
):
    for _ in range(count):
        make_kpi(owner=make_person(reports_to=manager))

    with django_assert_num_queries(7):
        manager_client.get(reverse("scorecards:index"))


def test_a_number_of_the_period_under_way_is_told_so_far(client, kpi):
    measure(kpi, last_week(), 36, of=40)
    assert "so far" not in my_scorecard(client).text

    measure(kpi, last_week(0), 3, of=9)

    text = my_scorecard(client).text
    assert '<span class="verdict verdict--missed">missed so far</span>' in text
    assert "33%, missed so far" in text
