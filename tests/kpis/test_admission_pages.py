"""The admission test as managers meet it: in the form, on the KPI's page, in a list."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kpis.answering import question_of
from kpis.models import Calendar, Kpi
from tests.conftest import signed_in
from tests.factories import (
    ADMISSION,
    hold_to,
    kpi_again,
    make_kpi,
    make_manager,
    make_process,
    make_published,
    make_step,
    standard_fields,
)

WEAK = {"result": "yes", "control": "everything", "loop": "Mondays."}


@pytest.fixture
def step():
    process = make_process("Lead to meeting", purpose="Leads turn into meetings.")
    return make_step(process, title="Contact customer")


@pytest.fixture
def kpi(step, person):
    return make_kpi(step=step, owner=person)


def today():
    return Calendar.default().today()


def change_standard(kpi, **standard):
    hold_to(kpi, today(), still_hold=False, **{"target": 95} | standard)


def edit(client, step, **answers):
    standard = {
        name: "" if value is None else value
        for name, value in standard_fields().items()
        if name != "calendar"
    }
    data = standard | {"since": str(today())} | ADMISSION | answers
    return client.post(reverse("kpis:edit", args=[step.pk]), data, follow=True)


def edit_again(client, kpi, **answers):
    return edit(client, kpi.step, version=kpi_again(kpi).version, **answers)


def test_saving_says_what_keeps_the_process_from_being_published(manager_client, kpi):
    response = edit_again(manager_client, kpi, loop="yes")

    said = "Saved. Before the process can be published: the loop has no answer yet."
    assert said in response.text


def test_saving_says_no_more_when_nothing_is_lacking(manager_client, kpi):
    response = edit_again(manager_client, kpi, result="More orders are repeated.")

    assert [str(one) for one in response.context["messages"]] == ["Saved."]


def open_list(client):
    return client.get(reverse("kpis:admission"))


def confirm(client, kpi, **data):
    question = question_of(kpi)
    seen = {"version": question.version, "standard": question.standard_id}
    return client.post(reverse("kpis:confirm", args=[kpi.pk]), seen | data, follow=True)


def test_answers_without_substance_are_saved_all_the_same(manager_client, step):
    edit(manager_client, step, **WEAK)

    assert {name: getattr(step.kpi, name) for name in WEAK} == WEAK


def test_the_form_says_beside_each_answer_what_it_lacks(manager_client, step):
    edit(manager_client, step, **WEAK)

    text = manager_client.get(reverse("kpis:edit", args=[step.pk])).text

    assert "This is no answer yet. Name what somebody gets" in text
    assert "This could be said of any number. Name what the owner decides" in text
    assert "This doesn’t say who looks or where. Name who looks" in text


def test_a_form_that_cannot_be_saved_reviews_what_was_typed(manager_client, step):
    text = edit(manager_client, step, statement="", loop="Mondays.").text

    assert "This doesn’t say who looks or where." in text


def test_an_empty_form_finds_no_fault(manager_client, step):
    text = manager_client.get(reverse("kpis:edit", args=[step.pk])).text

    assert "Name what somebody gets" not in text
    assert "These answers still hold" not in text


@pytest.mark.parametrize(
    ("aim", "result"),
    [
        ("purpose", "Leads turn into meetings."),
        ("outcome", "Next step booked"),
        ("", ADMISSION["result"]),
    ],
)
def test_the_result_is_chosen_from_the_process_or_written(
    manager_client, step, aim, result
):
    edit(manager_client, step, aim=aim)

    page = manager_client.get(reverse("kpis:edit", args=[step.pk]))
    assert step.kpi.result == result
    assert page.context["form"]["aim"].value() == aim


def test_a_process_without_a_purpose_offers_its_outcome(manager_client):
    step = make_step(make_process())

    text = manager_client.get(reverse("kpis:edit", args=[step.pk])).text

    assert "The outcome: “Next step booked”" in text
    assert "The purpose:" not in text


def test_a_choice_that_is_not_offered_is_refused(manager_client, step):
    text = edit(manager_client, step, aim="trigger").text

    assert "trigger is not one of the available choices." in text
    assert not Kpi.objects.exists()


def test_a_changed_standard_asks_for_the_answers_again(manager_client, kpi):
    edit_again(manager_client, kpi, target=95)

    page = manager_client.get(reverse("kpis:edit", args=[kpi.step_id])).text
    assert question_of(kpi).is_due
    assert "The standard changed." in page


@pytest.mark.parametrize(
    "answers", [{"still_hold": "on"}, {"control": "Whom to call first."}]
)
def test_who_changes_the_standard_may_answer_at_once(manager_client, kpi, answers):
    edit_again(manager_client, kpi, target=95, **answers)

    assert not question_of(kpi).is_due


def test_publishing_leads_to_the_answer_that_lacks_something(manager_client, kpi):
    Kpi.objects.filter(pk=kpi.pk).update(loop="Mondays.")
    publish = reverse("kpis:publish", args=[kpi.step.process.slug])

    text = manager_client.get(publish).text

    assert (
        "The admission test is open: the loop doesn’t say who looks or where." in text
    )
    assert f'{reverse("kpis:edit", args=[kpi.step_id])}#id_loop"' in text


def test_a_changed_standard_is_confirmed_on_the_page_of_its_kpi(manager_client, kpi):
    change_standard(kpi)
    page = manager_client.get(kpi.get_absolute_url()).text

    response = confirm(manager_client, kpi)

    assert "Do its three answers still hold?" in page
    assert "its answers hold for another quarter." in response.text
    assert "They still hold" not in response.text


def test_members_read_the_answers_and_are_not_asked(client, kpi):
    change_standard(kpi)
    kpi.step.process.refresh_from_db()
    confirm(signed_in(make_manager("Olga")), kpi)
    make_published(kpi.step.process)
    change_standard(kpi, target=97)

    text = client.get(kpi.get_absolute_url()).text

    assert ADMISSION["control"] in text
    assert "still hold" not in text


def test_the_second_of_two_managers_is_told(manager_client, kpi):
    change_standard(kpi)
    stale = question_of(kpi).version
    confirm(signed_in(make_manager("Olga")), kpi)
    change_standard(kpi, target=97)

    response = confirm(manager_client, kpi, version=stale)

    assert "Somebody changed this KPI since you opened the page." in response.text
    assert question_of(kpi).is_due


def test_what_lacks_substance_is_not_offered_to_be_confirmed(manager_client, kpi):
    Kpi.objects.filter(pk=kpi.pk).update(loop="yes")

    page = open_list(manager_client).text
    response = confirm(manager_client, kpi)

    assert "They still hold" not in page
    assert "the loop has no answer yet" in page
    assert "An answer lacks substance: change it first" in response.text


def test_the_list_shows_what_is_due_with_its_answers(manager_client, kpi):
    make_kpi(step=make_step(title="Book next step"))
    change_standard(kpi)

    text = open_list(manager_client).text

    assert "1 of 2 to answer" in text
    assert "Lead to meeting › 1 · Contact customer" in text
    assert "Respond to new CRM inquiries within 4 hours of receipt." in text
    assert all(answer in text for answer in ADMISSION.values())
    assert "Book next step" not in text


def test_who_confirms_in_the_list_goes_on_there(manager_client, kpi):
    change_standard(kpi)

    response = confirm(manager_client, kpi, list="on")

    assert response.redirect_chain[-1][0] == reverse("kpis:admission")
    assert "Nothing to answer" in response.text


def test_a_list_without_anything_due_says_when_it_is_asked_again(manager_client, kpi):
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        confirm(manager_client, kpi)
    asked_on = question_of(kpi).next_on

    assert f"again from {asked_on:%-d %b %Y} on." in open_list(manager_client).text


def test_a_list_without_kpis_says_what_to_do(manager_client):
    text = open_list(manager_client).text

    assert "KPIs are attached to the steps of a process." in text


def test_the_processes_page_counts_what_is_due(manager_client, client, kpi):
    calm = manager_client.get(reverse("kpis:processes")).text
    change_standard(kpi)

    text = manager_client.get(reverse("kpis:processes")).text

    assert "to answer" not in calm
    assert "Still worth tracking? 1 of 1 to answer" in text
    assert "worth tracking" not in client.get(reverse("kpis:processes")).text


def test_a_retired_step_has_no_answers_to_change(manager_client, kpi):
    make_published(kpi.step.process)
    change_standard(kpi)
    with kpi.step.process.draft() as draft:
        draft.retire([kpi.step_id])

    text = open_list(manager_client).text

    assert "They still hold" in text
    assert "Change them" not in text


@pytest.mark.parametrize("count", [0, 1, 20])
def test_the_queries_do_not_grow_with_what_is_due(
    manager_client, manager, count, django_assert_num_queries
):
    process = make_process()
    for _ in range(count):
        change_standard(make_kpi(step=make_step(process), owner=manager))

    with django_assert_num_queries(3):
        open_list(manager_client)


def test_the_page_of_a_kpi_leads_to_its_burial_once(manager_client, kpi):
    change_standard(kpi)

    text = manager_client.get(kpi.get_absolute_url()).text

    assert text.count(reverse("kpis:bury", args=[kpi.pk])) == 1
    assert "It fails the test: bury it" in open_list(manager_client).text
