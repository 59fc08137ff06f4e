"""What somebody else changed while one wrote stands beside what one wrote."""

import pytest
from django.urls import reverse

from kpis import graveyard
from kpis.models import Kpi
from tests.factories import make_kpi, make_step
from tests.kpis.test_edit import save


@pytest.fixture
def kpi():
    return make_kpi(step=make_step(title="Contact customer"))


@pytest.fixture
def shown(manager_client, kpi):
    """The page of a manager whose save came second."""
    seen = kpi.version
    save(manager_client, kpi.step, version=seen, target="95", good="By name.")
    return save(manager_client, kpi.step, version=seen, target="80", good="By name.")


def test_what_differs_is_shown_field_by_field(shown):
    assert "Somebody changed this while you were writing." in shown.text
    assert '<dt>Target</dt><dd dir="auto">95</dd>' in shown.text
    assert "here: 80" in shown.text
    assert "<dt>What good looks like</dt>" not in shown.text


def test_what_was_typed_is_still_in_the_fields(shown, kpi):
    assert 'name="target" value="80"' in shown.text
    assert [int(s.target) for s in kpi.standards.order_by("since")][-1] == 95


def test_what_was_shown_can_be_saved_over(manager_client, shown, kpi):
    now = Kpi.objects.get(pk=kpi.pk).version
    assert f'name="version" value="{now}"' in shown.text

    save(manager_client, kpi.step, version=now, target="80")

    assert [int(s.target) for s in kpi.standards.order_by("since")][-1] == 80


def test_a_kpi_that_was_attached_meanwhile_can_be_changed(manager_client):
    step = make_step()
    save(manager_client, step, target="95")

    shown = save(manager_client, step, target="80")
    save(manager_client, step, target="80", version=Kpi.objects.get(step=step).version)

    assert '<dt>Target</dt><dd dir="auto">95</dd>' in shown.text
    assert "Attach to step" not in shown.text
    assert Kpi.objects.get(step=step).standards.get().target == 80


def test_a_mistake_of_ones_own_is_no_change_of_others(manager_client, kpi):
    text = save(manager_client, kpi.step, version=kpi.version, good="").text

    assert "Nothing is saved yet" in text
    assert "Changed while you were writing" not in text


def test_without_a_script_a_preview_shows_it_as_well(manager_client, kpi):
    sent = {"version": kpi.version, "target": "80", "statement": "", "seen": ""}
    save(manager_client, kpi.step, version=kpi.version, target="95")

    url = reverse("kpis:preview", args=[kpi.step_id])
    text = manager_client.post(url, sent).text

    assert "Changed while you were writing" in text
    assert '<dt>Target</dt><dd dir="auto">95</dd>' in text


def test_a_kpi_that_was_buried_meanwhile_is_told_of(manager_client, manager, kpi):
    step, seen = kpi.step, kpi.version
    graveyard.bury(kpi, "Nobody acts on it.", by=manager, version=seen)

    text = save(manager_client, step, version=seen, target="80").text

    assert "The KPI was buried." in text
    assert 'name="target" value="80"' in text
    assert not Kpi.objects.filter(step=step).exists()
