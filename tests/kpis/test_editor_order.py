import pytest
from django.urls import reverse

from tests.factories import make_manager, make_process, retire
from tests.kpis.editing import arrange, by_another, make_lead, step_of, titles


@pytest.fixture
def process():
    return make_lead()


@pytest.mark.parametrize(
    ("fields", "order"),
    [
        ({"to": "earlier"}, ["Contact", "Schedule", "Log"]),
        ({"to": "place", "place": 2}, ["Log", "Contact", "Schedule"]),
        ({"to": "place", "place": 99}, ["Log", "Contact", "Schedule"]),
        ({"to": "end"}, ["Log", "Contact", "Schedule"]),
        ({"to": "retired"}, ["Log"]),
    ],
)
def test_several_steps_go_together(manager_client, process, fields, order):
    picked = [step_of(process, title) for title in ("Schedule", "Contact")]

    arrange(manager_client, process, picked, **fields)

    assert titles(process) == order


def test_a_step_is_put_before_another(manager_client, process):
    goal = step_of(process, "Log")

    arrange(
        manager_client,
        process,
        [step_of(process, "Schedule")],
        to="before",
        before=goal.pk,
    )

    assert titles(process) == ["Schedule", "Log", "Contact"]


def test_a_step_is_not_put_before_one_that_went_meanwhile(manager_client, process):
    gone, moved = step_of(process, "Log"), step_of(process, "Schedule")
    retire(gone, by=make_manager("Olga Other"))

    response = arrange(manager_client, process, [moved], to="before", before=gone.pk)

    assert "“Log”: changed by Olga Other at" in response.text
    assert titles(process) == ["Contact", "Schedule"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"to": "later"}, "Select the steps first, on their cards."),
        ({"to": "later", "pick": "nonsense"}, "Select the steps first"),
        ({"to": "place", "pick": "1.1"}, "Say to which place: 1 is the first."),
        ({"pick": "1.1"}, "This field is required."),
    ],
)
def test_an_order_that_says_too_little_is_told_so(manager_client, process, data, says):
    response = manager_client.post(reverse("kpis:order", args=[process.slug]), data)

    assert says in response.text
    assert titles(process) == ["Log", "Contact", "Schedule"]


def test_stale_steps_are_not_arranged(manager_client, process):
    steps = [step_of(process, "Log"), step_of(process, "Contact")]
    by_another(steps[1], title="Ring")

    response = arrange(manager_client, process, steps, to="end")

    assert "“Ring”: changed by Olga Other at" in response.text
    assert titles(process) == ["Log", "Ring", "Schedule"]


def test_steps_of_another_process_stay_where_they_are(manager_client, process):
    other = make_process(steps=["Theirs", "Too"])

    response = arrange(
        manager_client, process, [other.steps.get(title="Theirs")], to="end"
    )

    assert "not all of these steps belong to this process" in response.text
    assert titles(other) == ["Theirs", "Too"]
