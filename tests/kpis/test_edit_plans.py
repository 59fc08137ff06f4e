from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from kpis.checking import differences
from kpis.models import Kpi
from tests.conftest import signed_in
from tests.factories import LONG_AGO, last_week, make_kpi, make_step, measure
from tests.kpis.test_edit import ANSWERS, edit_url, save, today


@pytest.fixture
def step():
    return make_step(title="Contact customer")


def test_a_standard_may_begin_later(manager_client, step):
    kpi = make_kpi(step=step)
    later = today() + timedelta(days=14)

    save(manager_client, step, limit="2", since=later.isoformat(), version=kpi.version)
    response = manager_client.get(kpi.get_absolute_url())

    assert "Standards over time" in response.text
    assert "4 h" in response.text


def test_periods_that_have_ended_keep_their_standard(manager_client, step):
    kpi = make_kpi(step=step)
    ended = last_week(1).isoformat()

    response = save(manager_client, step, since=ended, limit="2", version=kpi.version)

    assert f"choose {last_week(0):%-d %b %Y} or later." in response.text
    assert kpi.standards.count() == 1


def test_a_standard_that_begins_later_is_shown_and_can_be_changed(manager_client, step):
    kpi = make_kpi(step=step)
    later = today() + timedelta(days=14)
    save(manager_client, step, target="97", since=str(later), version=kpi.version)

    response = manager_client.get(edit_url(step))
    assert "another standard holds" in response.text
    assert "at least 97%" in response.text
    assert response.context["form"]["target"].value() == "90"

    response = manager_client.get(edit_url(step), {"from": str(later)})
    form = response.context["form"]
    assert (form["target"].value(), form["since"].value()) == ("97", later)
    assert "another standard holds" not in response.text


def change_plan(client, step, begins, **answers):
    return client.post(
        f"{edit_url(step)}?from={begins}",
        ANSWERS | {"version": Kpi.objects.get(step=step).version} | answers,
        follow=True,
    )


def standards(step):
    return [(s.since, int(s.target)) for s in step.kpi.standards.order_by("since")]


def test_what_is_planned_moves_with_its_day(manager_client, step):
    make_kpi(step=step, since=LONG_AGO)
    in_a_week, later = today() + timedelta(days=7), today() + timedelta(days=14)
    save(manager_client, step, since=str(in_a_week), target="97", version=1)

    response = change_plan(
        manager_client, step, in_a_week, since=str(later), target="97"
    )

    assert f"The standard holds from {later:%-d %b %Y}." in response.text
    assert standards(step) == [(LONG_AGO, 90), (later, 97)]


def test_what_is_planned_is_called_off(manager_client, step):
    make_kpi(step=step, since=LONG_AGO)
    ahead = today() + timedelta(days=7)
    save(manager_client, step, since=str(ahead), target="97", version=1)
    page = manager_client.get(edit_url(step), {"from": str(ahead)})
    assert 'name="call_off"' in page.text

    response = change_plan(manager_client, step, ahead, since=str(ahead), call_off="on")

    assert "What was planned is called off." in response.text
    assert standards(step) == [(LONG_AGO, 90)]


def test_an_earlier_day_of_this_period_takes_the_place_of_a_later_one(manager, person):
    with time_machine.travel(datetime(2026, 11, 18, 12, tzinfo=UTC), tick=False):
        client, step = signed_in(manager), make_step()
        save(client, step, target="90")
        measure(step.kpi, date(2026, 11, 17), 3)

        save(client, step, since="2026-11-16", target="95", version=1)

        assert standards(step) == [(date(2026, 11, 16), 95)]
        assert step.kpi.readings.get().standard.target == 95
    assert list(differences()) == []
