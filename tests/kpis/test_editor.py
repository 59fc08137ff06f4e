import pytest
from django.urls import reverse

from kpis.models import Kpi
from tests.factories import make_kpi, make_process
from tests.kpis.editing import act, add, address, make_lead, step_of, titles, undo


@pytest.fixture
def process():
    return make_lead()


def test_a_step_is_added_at_the_end(manager_client, process):
    add(manager_client, process)

    assert titles(process) == ["Log", "Contact", "Schedule", "Follow up"]


def test_a_step_is_added_for_each_line(manager_client, process):
    response = add(manager_client, process, title="- Visit\r\n\r\n2. Make an  offer\n")

    assert titles(process)[3:] == ["Visit", "Make an offer"]
    assert "Added 2 steps" in response.text


@pytest.mark.parametrize(
    ("title", "says"),
    [
        (" ", "Say what happens next, then add it."),
        ("x" * 101, "is too long: a title has at most 100"),
        ("x\n" * 101, "Add at most 100 steps at once."),
    ],
)
def test_what_cannot_be_added_is_said_and_kept(manager_client, process, title, says):
    response = add(manager_client, process, title=title)

    assert says in response.text
    assert title.strip()[:50] in response.text
    assert len(titles(process)) == 3


def test_a_step_needs_no_role_yet(manager_client, process):
    add(manager_client, process, role="")

    response = manager_client.get(address(process))

    assert step_of(process, "Follow up").role == ""
    assert "No role yet" in response.text


def test_a_step_is_renamed_and_given_to_another_role(manager_client, process):
    act(manager_client, step_of(process, "Log"), title=" Log  lead ", role="Clerk")

    step = process.steps.get(position=1)
    assert (step.title, step.role) == ("Log lead", "Clerk")


def test_a_step_keeps_its_title_rather_than_none(manager_client, process):
    response = act(manager_client, step_of(process, "Log"), title=" ")

    assert "A step needs a title; the old one is still saved." in response.text
    assert titles(process)[0] == "Log"


@pytest.mark.parametrize(
    ("title", "do", "order"),
    [
        ("Schedule", "earlier", ["Log", "Schedule", "Contact"]),
        ("Log", "later", ["Contact", "Log", "Schedule"]),
        ("Log", "earlier", ["Log", "Contact", "Schedule"]),
        ("Contact", "add", ["Log", "New step", "Contact", "Schedule"]),
        ("Contact", "duplicate", ["Log", "Contact", "Contact (copy)", "Schedule"]),
        ("Contact", "retire", ["Log", "Schedule"]),
    ],
)
def test_what_a_card_can_do(manager_client, process, title, do, order):
    act(manager_client, step_of(process, title), do)

    assert titles(process) == order


def test_what_was_typed_is_saved_with_what_was_pressed(manager_client, process):
    act(manager_client, step_of(process, "Log"), "later", title="Log the lead")

    assert titles(process) == ["Contact", "Log the lead", "Schedule"]


def test_a_change_is_undone(manager_client, process):
    act(manager_client, step_of(process, "Contact"), "retire")

    response = undo(manager_client, process)

    assert titles(process) == ["Log", "Contact", "Schedule"]
    assert "Retired" not in response.text


def test_there_may_be_nothing_to_undo(manager_client, process):
    response = undo(manager_client, process)

    assert response.status_code == 200
    assert titles(process) == ["Log", "Contact", "Schedule"]


def test_a_step_with_a_kpi_retires_and_keeps_it(manager_client, process):
    kpi = make_kpi(step=step_of(process, "Contact"))

    act(manager_client, kpi.step, "retire")

    assert titles(process) == ["Log", "Schedule"]
    assert Kpi.objects.get() == kpi
    assert "(retired)" in manager_client.get(kpi.get_absolute_url()).text


def test_what_is_missing_is_a_link_to_the_fix(manager_client, process):
    make_kpi(step=step_of(process, "Log"))

    response = manager_client.get(address(process))

    for title in ("Contact", "Schedule"):
        fix = reverse("kpis:edit", args=[step_of(process, title).pk])
        assert f'href="{fix}"' in response.text
    assert "Missing before it can be published" in response.text
    assert "No owner yet" in response.text


def test_a_complete_process_is_ready_to_publish(manager_client, person):
    process = make_process(steps=["Contact"])
    make_kpi(step=process.steps.get(), owner=person)

    response = manager_client.get(address(process))

    assert "Ready to publish" in response.text


def test_the_process_itself_is_changed_under_its_old_address(manager_client, process):
    url = reverse("processes:settings", args=[process.slug])
    data = {"name": "Lead to cash", "trigger": "T", "outcome": "O", "version": 1}

    manager_client.post(url, data)

    process.refresh_from_db()
    assert (process.name, process.slug) == ("Lead to cash", "lead-to-next-step")
