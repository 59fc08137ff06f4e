"""Where a person says that the process is another, and why."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kpis.models import Phase
from kpis.phases import mark
from kpis.publishing import publish
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    last_week,
    make_kpi,
    make_manager,
    make_person,
    make_published,
    measure,
)
from tests.kpis.burying import bury

PHONE = "Two people more answer the phone."
NEVER = "They never came."


@pytest.fixture
def kpi(person):
    kpi = make_kpi(owner=person)
    make_published(kpi.step.process)
    for week in range(1, 10):
        measure(kpi, last_week(week), 1, 2, 9)
    return kpi


def mark_on_page(client, kpi, day, reason=PHONE):
    url = reverse("kpis:phase_new", args=[kpi.pk])
    return client.post(url, {"since": str(day), "reason": reason}, follow=True)


def take_back(client, kpi, day, reason=NEVER):
    url = reverse("kpis:phase", args=[kpi.pk, day])
    return client.post(url, {"reason": reason}, follow=True)


def marked(kpi):
    return list(kpi.phases.values_list("since", "reason"))


def test_the_owner_marks_a_change_and_the_chart_shows_it(client, kpi):
    response = mark_on_page(client, kpi, last_week(3))

    assert marked(kpi) == [(last_week(3), PHONE)]
    assert f"Held against new limits from here on: Week of {last_week(3).day}" in (
        response.text
    )
    assert response.text.count('class="chart__begin"') == 1
    assert PHONE in response.text
    assert "marked by Ben Cole" in response.text


def test_one_of_midweek_begins_with_the_next_period(client, kpi):
    response = mark_on_page(client, kpi, last_week(3) + timedelta(days=2))

    assert f"from here on: Week of {last_week(2).day} " in response.text
    assert f"<b>1</b> · Week of {last_week(2).day} " in response.text


def test_one_after_the_periods_that_are_asked_for_is_not_ahead(client, kpi, person):
    mark(kpi, last_week(3), PHONE, by=person)
    days = {"from": last_week(8), "to": last_week(5)}

    response = client.get(kpi.get_absolute_url(), days)

    assert "with the next period" not in response.text
    assert "No change is marked in these periods" in response.text


def test_a_manager_marks_one_too(manager_client, kpi):
    mark_on_page(manager_client, kpi, last_week(3))

    assert marked(kpi) == [(last_week(3), PHONE)]


def test_nobody_else_does(kpi, person):
    hand_over(kpi, make_person("Sue Cessor"), last_week(2))

    for other in (make_person(), person):
        client = signed_in(other)
        assert mark_on_page(client, kpi, last_week(3)).status_code == 404
        assert "Mark a change" not in client.get(kpi.get_absolute_url()).text
    assert marked(kpi) == []


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (-1, "This day hasn’t come yet: mark the change when it is made."),
        (9, ": choose a later day."),
        (40, ": choose a later day."),
    ],
)
def test_a_day_that_can_be_none_is_told_at_the_field(client, kpi, weeks, said):
    response = mark_on_page(client, kpi, last_week(weeks))

    assert said in response.text
    assert PHONE in response.text
    assert marked(kpi) == []


@pytest.mark.parametrize("day", ["", "2026-02-30", "10000-01-01", "soon", "\0"])
def test_what_is_no_day_is_told_at_the_field(client, kpi, day):
    response = mark_on_page(client, kpi, day)

    assert response.status_code == 200
    assert marked(kpi) == []


@pytest.mark.parametrize("reason", ["", " \n", "changed", "\0phone"])
def test_a_reason_says_what_happened(client, kpi, reason):
    response = mark_on_page(client, kpi, last_week(3), reason)

    assert 'aria-invalid="true"' in response.text
    assert marked(kpi) == []


def test_without_a_number_there_is_nothing_to_change(client, person):
    kpi = make_kpi(owner=person)

    response = mark_on_page(client, kpi, last_week())

    assert "There is no number yet" in response.text


def test_a_second_one_on_a_day_is_refused(client, manager_client, kpi):
    mark_on_page(manager_client, kpi, last_week(3), "A new phone system came.")

    response = mark_on_page(client, kpi, last_week(3))

    assert "A phase begins on this day already" in response.text
    assert "Take that one back first" in response.text
    assert marked(kpi) == [(last_week(3), "A new phone system came.")]


def test_pressing_the_button_twice_marks_once(client, kpi):
    mark_on_page(client, kpi, last_week(3))
    response = mark_on_page(client, kpi, last_week(3))

    assert "Held against new limits" in response.text
    assert len(marked(kpi)) == 1


def test_who_marked_it_or_a_manager_takes_it_back(client, manager_client, kpi):
    for taker in (client, manager_client):
        mark_on_page(client, kpi, last_week(3))
        assert "Take it back" in taker.get(kpi.get_absolute_url()).text

        response = take_back(taker, kpi, last_week(3))

        assert "Taken back" in response.text
        assert marked(kpi) == []


def test_another_owner_takes_back_what_is_theirs_alone(manager_client, client, kpi):
    mark_on_page(manager_client, kpi, last_week(3))

    assert "Take it back" not in client.get(kpi.get_absolute_url()).text
    assert take_back(client, kpi, last_week(3)).status_code == 404
    assert len(marked(kpi)) == 1


def test_a_revisions_phase_stays(manager, manager_client, kpi):
    with kpi.step.process.draft() as draft:
        draft.write(kpi.step.pk, instructions="Call first, then write.")
    publish(kpi.step.process, "Calls come first.", by=manager)
    phase = kpi.phases.get()

    response = mark_on_page(manager_client, kpi, phase.since)

    assert "It is that of a revision: choose another day." in response.text
    assert take_back(manager_client, kpi, phase.since).status_code == 404
    assert list(kpi.phases.all()) == [phase]


def test_history_tells_who_marked_and_who_took_back(client, manager_client, kpi):
    mark_on_page(client, kpi, last_week(3))
    take_back(manager_client, kpi, last_week(3))

    page = client.get(reverse("kpis:history", args=[kpi.pk])).text

    what = f"Another process from {last_week(3):%-d %b %Y}"
    assert f"{what}: taken back" in page
    assert f"{what}: new" in page
    assert f"Why: {NEVER}" in page
    assert page.count(PHONE) == 2


def test_a_second_phase_is_no_edit_of_the_first(client, kpi):
    mark_on_page(client, kpi, last_week(5), "A new phone system came.")
    mark_on_page(client, kpi, last_week(3))

    page = client.get(reverse("kpis:history", args=[kpi.pk])).text

    assert page.count("A new phone system came.") == 1


def test_a_buried_kpis_phases_stay_as_they_are(client, kpi):
    mark_on_page(client, kpi, last_week(3))
    bury(kpi, last_week())

    for response in (
        mark_on_page(client, kpi, last_week(2)),
        take_back(client, kpi, last_week(3)),
    ):
        assert "was buried" in response.text
    assert marked(kpi) == [(last_week(3), PHONE)]


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow_with_the_phases(
    client, kpi, django_assert_num_queries, count
):
    for day in range(count):
        since = last_week(8) + timedelta(days=day)
        mark(kpi, since, PHONE, by=make_manager())

    with django_assert_num_queries(15):
        client.get(kpi.get_absolute_url())
    assert Phase.objects.count() == count


def test_who_owned_it_once_takes_none_back(client, kpi, person):
    mark(kpi, last_week(3), PHONE, by=person)
    hand_over(kpi, make_person("Sue Cessor"), last_week(2))

    assert take_back(client, kpi, last_week(3)).status_code == 404
    assert marked(kpi) == [(last_week(3), PHONE)]
