import pytest
from django.urls import reverse

from kpis.models import Kpi
from processes.models import Process, Step
from tests.conftest import signed_in
from tests.factories import make_kpi, make_process


@pytest.fixture
def process():
    return make_process("Lead to next step", steps=["Log", "Contact", "Schedule"])


def titles(process):
    return [step.title for step in process.steps.live()]


def add(client, process, **fields):
    data = {"title": "Follow up", "role": "Sales Rep", "instructions": ""} | fields
    url = reverse("processes:step_new", args=[process.slug])
    return client.post(url, data, follow=True)


def remove(client, step, **data):
    url = reverse("processes:step_delete", args=[step.pk])
    return client.post(url, {"version": step.version} | data)


def test_a_manager_starts_a_process(manager_client):
    data = {"name": "Hire to start", "trigger": "Role agreed", "outcome": "First day"}

    response = manager_client.post(reverse("processes:new"), data, follow=True)

    assert Process.objects.get().slug == "hire-to-start"
    assert "Now add its steps, in order." in response.text


def test_a_name_is_taken_once(manager_client, process):
    data = {"name": "lead to NEXT step", "trigger": "A", "outcome": "B"}

    response = manager_client.post(reverse("processes:new"), data)

    assert "There is a process of this name already." in response.text


@pytest.mark.parametrize("name", ["New", "Überprüfung", "!!!"])
def test_any_name_gets_an_address(manager_client, name):
    data = {"name": name, "trigger": "A", "outcome": "B"}

    response = manager_client.post(reverse("processes:new"), data, follow=True)

    assert response.status_code == 200
    assert (
        manager_client.get(Process.objects.get().get_absolute_url()).status_code == 200
    )


def test_a_step_is_added_at_the_end(manager_client, process):
    add(manager_client, process)

    assert titles(process) == ["Log", "Contact", "Schedule", "Follow up"]


def test_a_step_needs_title_and_role(manager_client, process):
    response = add(manager_client, process, title="", instructions="Keep this.")

    assert "This field is required." in response.text
    assert "Keep this." in response.text


@pytest.mark.parametrize(
    ("position", "order"),
    [
        (1, ["Schedule", "Log", "Contact"]),
        (2, ["Log", "Schedule", "Contact"]),
        (99, ["Log", "Contact", "Schedule"]),
    ],
)
def test_a_step_moves(manager_client, process, position, order):
    step = process.steps.get(title="Schedule")
    url = reverse("processes:step_position", args=[step.pk])

    manager_client.post(url, {"position": position})

    assert titles(process) == order


def test_a_step_is_renamed(manager_client, process):
    step = process.steps.get(title="Log")
    data = {"title": "Log lead", "role": "Coordinator", "version": step.version}

    manager_client.post(reverse("processes:step_edit", args=[step.pk]), data)

    assert titles(process)[0] == "Log lead"


def test_a_stale_rename_is_refused_and_kept_on_the_page(manager_client, process):
    step = process.steps.get(title="Log")
    data = {"title": "Mine", "role": "R", "version": step.version}
    Step.objects.change(step, step.version, title="Theirs")

    response = manager_client.post(reverse("processes:step_edit", args=[step.pk]), data)

    assert "Somebody changed this while you were writing." in response.text
    assert 'value="Mine"' in response.text
    assert "Theirs" in response.text
    assert titles(process)[0] == "Theirs"


def test_a_removed_step_closes_the_gap(manager_client, process):
    step = process.steps.get(title="Contact")

    remove(manager_client, step)

    assert titles(process) == ["Log", "Schedule"]


@pytest.mark.parametrize("version", ["seen", ""])
def test_a_step_somebody_just_changed_is_not_removed(manager_client, process, version):
    step = process.steps.get(title="Contact")
    seen = step.version
    Step.objects.change(step, seen, instructions="Ask for the budget.")

    response = remove(manager_client, step, version=version and seen)

    assert "Somebody changed “Contact” since you opened this page" in response.text
    assert titles(process) == ["Log", "Contact", "Schedule"]


def test_a_step_with_a_kpi_retires_and_keeps_it(manager_client, process):
    kpi = make_kpi(step=process.steps.get(title="Contact"))

    remove(manager_client, kpi.step)

    assert titles(process) == ["Log", "Schedule"]
    assert Kpi.objects.get() == kpi
    assert "(retired)" in manager_client.get(kpi.get_absolute_url()).text


def test_the_process_itself_is_changed_under_its_old_address(manager_client, process):
    url = reverse("processes:settings", args=[process.slug])
    data = {"name": "Lead to cash", "trigger": "T", "outcome": "O", "version": 1}

    manager_client.post(url, data)

    process.refresh_from_db()
    assert (process.name, process.slug) == ("Lead to cash", "lead-to-next-step")


def test_htmx_gets_back_only_the_steps(manager, process):
    client = signed_in(manager, **{"HX-Request": "true"})

    response = add(client, process)

    assert response.text.strip().startswith('<section id="steps"')
    assert "Follow up" in response.text


@pytest.mark.parametrize("count", [1, 50])
def test_the_queries_do_not_grow_with_the_steps(
    manager_client, count, django_assert_num_queries
):
    process = make_process(steps=map(str, range(count)))

    with django_assert_num_queries(4):
        manager_client.get(reverse("processes:edit", args=[process.slug]))
