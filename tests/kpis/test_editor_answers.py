import pytest
from django.urls import reverse

from tests.conftest import signed_in
from tests.factories import (
    last_week,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    measure,
)
from tests.kpis.editing import act, address, arrange, make_lead, step_of, undo


@pytest.fixture
def process():
    return make_lead()


@pytest.fixture
def htmx(manager):
    return signed_in(manager, **{"HX-Request": "true"})


def test_htmx_gets_back_only_what_is_different(htmx, process):
    response = act(htmx, step_of(process, "Log"), "later")

    log, contact = step_of(process, "Log"), step_of(process, "Contact")
    assert f'data-steps="{contact.pk}:1:1 {log.pk}:1:2 ' in response.text
    assert "edit-card" not in response.text
    assert "HX-Request" in response["Vary"]


def test_htmx_gets_the_card_of_a_step_that_another_added(htmx, process):
    newest = process.changes.first().number
    with process.draft(make_manager("Olga Other")) as draft:
        theirs = draft.add(title="Theirs")

    response = act(htmx, step_of(process, "Log"), since=newest)

    assert (
        response.text.count('class="edit-card"')
        + response.text.count("edit-card--unfinished")
        == 1
    )
    assert f'id="step-{theirs.pk}"' in response.text


def test_an_edit_of_fifty_steps_answers_in_a_small_part_of_the_page(htmx):
    process = make_process(steps=map(str, range(50)))
    whole = len(htmx.get(address(process), headers={"HX-Request": "false"}).content)

    answers = [
        act(htmx, step_of(process, "9"), "later"),
        act(htmx, step_of(process, "9"), title="Nine"),
        act(htmx, step_of(process, "Nine"), "duplicate"),
    ]

    assert max(len(answer.content) for answer in answers) < whole / 12


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow_with_the_steps(
    manager_client, count, django_assert_num_queries
):
    process = measured(count)

    with django_assert_num_queries(9):
        manager_client.get(address(process))


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_of_an_answer_do_not_grow_with_the_steps(
    htmx, count, django_assert_num_queries
):
    process = measured(count)
    cards = [step.pk for step in process.steps.all()]

    with django_assert_num_queries(10):
        response = htmx.get(address(process), {"since": 0, "card": cards})

    assert response.text.count('class="edit-card__form"') == count


def measured(count):
    """A process of so many steps, each with its KPI and a number."""
    process, owner = make_process(steps=map(str, range(count))), make_person()
    for step in process.steps.all():
        measure(make_kpi(step=step, owner=owner), last_week(), 40, of=43)
    return process


@pytest.mark.parametrize(
    "query",
    ["step=999999", "step=x", "since=x&card=y", "since=" + "9" * 5000, "change=1"],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_no_page_sends_breaks_nothing(manager, process, query, headers):
    client = signed_in(manager, **headers)

    response = client.get(f"{address(process)}?{query}")

    assert response.status_code == 200
    assert f"{process.steps.first().pk}:1:1 " in response.text


@pytest.mark.parametrize("count", [1, 20])
def test_a_preview_asks_for_nothing_but_its_step(
    htmx, count, django_assert_num_queries
):
    step = make_process(steps=map(str, range(count))).steps.first()
    url = reverse("kpis:step_preview", args=[step.pk])

    with django_assert_num_queries(3):
        response = htmx.post(url, {"instructions": "**Call**"})

    assert "<strong>Call</strong>" in response.text


@pytest.mark.parametrize("count", [1, 20])
def test_what_is_in_the_way_is_said_without_drawing_the_map(
    htmx, count, django_assert_num_queries
):
    step = make_process(steps=map(str, range(count))).steps.first()
    url = reverse("kpis:step_card", args=[step.pk])

    with django_assert_num_queries(3):
        response = htmx.post(url, {"title": " ", "version": 1})

    assert "A step needs a title" in response.text


def test_the_way_to_what_undo_brought_back_is_short_however_much_it_is(htmx):
    process = make_process(steps=map(str, range(60)))
    arrange(htmx, process, process.steps.live()[:50], to="retired")

    response = undo(htmx, process)

    [(way, _)] = response.redirect_chain
    assert len(way) < 120
    assert response.text.count("edit-card__form") == 50
