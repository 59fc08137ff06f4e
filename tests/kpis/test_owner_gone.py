"""Somebody is deactivated between the look at a form and its saving."""

from kpis.forms import KpiForm
from kpis.models import Kpi
from tests.factories import make_step
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
