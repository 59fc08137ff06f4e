"""What saving did is said as it is."""

from datetime import timedelta

import pytest

from kpis.models import Kpi
from tests.factories import LONG_AGO, make_kpi, make_step
from tests.kpis.test_edit import save, today
from tests.kpis.test_edit_plans import change_plan, standards


@pytest.fixture
def step():
    return make_step(title="Contact customer")


def test_saving_without_a_change_says_so(manager_client, step):
    save(manager_client, step)
    kpi = Kpi.objects.get(step=step)
    later = str(today() + timedelta(days=14))

    response = save(manager_client, step, version=kpi.version, since=later)

    assert "Nothing changed: the KPI says this already." in response.text
    assert kpi.standards.count() == 1


def test_a_plan_that_stays_as_it_is_has_not_changed(manager_client, step):
    make_kpi(step=step, since=LONG_AGO)
    ahead = str(today() + timedelta(days=7))
    save(manager_client, step, since=ahead, target="97", version=1)

    response = change_plan(manager_client, step, ahead, since=ahead, target="97")

    assert "Nothing changed" in response.text
    assert [target for _, target in standards(step)] == [90, 97]


@pytest.mark.parametrize(
    "answers", [{"loop": "Ben on Mondays."}, {"still_hold": "on"}, {"owner": "ben"}]
)
def test_what_is_changed_beside_the_standard_is_saved(
    manager_client, step, person, answers
):
    save(manager_client, step)
    kpi = Kpi.objects.get(step=step)
    typed = answers | ({"owner": person.pk} if "owner" in answers else {})
    later = str(today() + timedelta(days=14))

    response = save(manager_client, step, version=kpi.version, since=later, **typed)

    assert "Saved." in response.text
    assert "The standard holds from" not in response.text


def test_no_standard_begins_more_than_a_year_ahead(manager_client, step):
    kpi = make_kpi(step=step)

    response = save(
        manager_client, step, limit="2", since="2100-01-01", version=kpi.version
    )

    assert "Choose a day within a year from today." in response.text
    assert kpi.standards.count() == 1
