import pytest
from django.urls import reverse

from tests.conftest import signed_in
from tests.factories import make_manager, make_process
from tests.kpis.editing import act, address, make_lead, step_of


@pytest.fixture
def process():
    return make_lead()


@pytest.fixture
def htmx(manager):
    return signed_in(manager, **{"HX-Request": "true"})


def test_htmx_gets_back_only_what_is_different(htmx, process):
    whole = len(htmx.get(address(process), headers={"HX-Request": "false"}).content)

    response = act(htmx, step_of(process, "Log"), "later")

    log, contact = step_of(process, "Log"), step_of(process, "Contact")
    assert f'data-steps="{contact.pk}:1:1 {log.pk}:1:2 ' in response.text
    assert "edit-card" not in response.text
    assert len(response.content) < whole / 4
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


@pytest.mark.parametrize("count", [1, 50])
def test_the_queries_do_not_grow_with_the_steps(
    manager_client, count, django_assert_num_queries
):
    process = make_process(steps=map(str, range(count)))

    with django_assert_num_queries(7):
        manager_client.get(address(process))


@pytest.mark.parametrize(
    "query", ["?step=999999", "?step=x", "?since=x&card=y", "?since=" + "9" * 5000]
)
def test_what_no_page_sends_breaks_nothing(manager_client, process, query):
    response = manager_client.get(address(process) + query)

    assert response.status_code in {200, 404}


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
