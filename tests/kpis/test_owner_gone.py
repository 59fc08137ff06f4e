"""An owner is deactivated: before a form is saved, or with a KPI that is theirs."""

from datetime import date

from kpis.forms import KpiForm
from kpis.models import Kpi
from tests.factories import hand_over, make_kpi, make_person, make_step
from tests.kpis.test_edit import ANSWERS, today


def test_who_is_deactivated_at_that_moment_becomes_no_owner(admin, person):
    step = make_step()
    data = ANSWERS | {"since": today().isoformat(), "owner": person.pk}
    form = KpiForm(data, step=step, author=admin)
    assert form.is_valid()
    person.deactivate()

    attached = form.attach()

    assert attached is None
    assert form.errors["owner"] == ["Ben Cole is no longer active: choose another."]
    assert not Kpi.objects.filter(step=step).exists()


def test_the_page_says_that_its_owner_is_gone(manager_client, person):
    kpi = make_kpi(owner=person)
    person.deactivate()

    text = manager_client.get(kpi.get_absolute_url()).content.decode()

    assert text.count("no longer active") == 1


def test_of_a_former_owner_it_says_nothing(manager_client, person):
    kpi = make_kpi(owner=person)
    hand_over(kpi, make_person(), date(2026, 3, 2))
    person.deactivate()

    text = manager_client.get(kpi.get_absolute_url()).content.decode()

    assert "no longer active" not in text
