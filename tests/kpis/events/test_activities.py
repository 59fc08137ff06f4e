"""Activities of stored events that are no step yet, matched without any file."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from kpis.events import activities
from kpis.events.checking import event_differences
from kpis.events.matching import choose
from kpis.models import ActivityMatch
from tests.factories import make_person, make_step, retire
from tests.kpis.events.desk import event, events, make_desk, numbers, record


@pytest.fixture
def desk():
    process, (_, triage, _) = make_desk(clock="previous")
    record(process, *events("A", "9 Log, 12 Sichten, 13 Lunch"), event("B", "Log", 9))
    return process, triage


def page_of(process):
    return reverse("kpis:activities", args=[process.slug])


def asked(response):
    """What the page has chosen for each activity, in its order."""
    form = response.context["form"]
    return {one.label: str(one.value() or "") for one in form}


def say(client, process, **said):
    pks = dict(ActivityMatch.objects.values_list("activity", "pk"))
    data = {f"activity-{pks[name]}": step for name, step in said.items()}
    return client.post(page_of(process), data, follow=True)


def work():
    """What the worker does with what was asked for."""
    for job in ProcrastinateJob.objects.filter(task_name=activities.MATCH):
        activities.carry_out(**job.args)


def test_what_is_no_step_is_listed_first(manager_client, desk):
    process, _ = desk

    response = manager_client.get(page_of(process))

    assert list(asked(response)) == ["Lunch", "Sichten", "Log"]
    assert "2 of 3 activities are no step yet" in response.text


def test_what_is_said_is_matched_and_timed_by_the_worker(manager_client, desk):
    process, triage = desk

    response = say(manager_client, process, Sichten=triage.step_id, Lunch="none")

    assert "2 activities are asked for" in response.text
    assert "The worker is timing cases anew" in response.text
    assert not numbers(triage)
    work()
    work()
    assert numbers(triage) == [("clock A 1", 3.0)]
    assert not list(event_differences())
    assert "All 3 are known." in manager_client.get(page_of(process)).text


def test_what_is_not_said_stays_open(manager_client, desk):
    process, _ = desk

    response = say(manager_client, process, Sichten="", Lunch="")

    assert "Nothing was changed." in response.text
    assert not activities.is_asked(process)


def test_what_is_known_may_be_said_to_be_another(manager_client, desk):
    process, triage = desk
    choose(process, {"Sichten": triage.step_id})

    say(manager_client, process, Sichten=triage.step_id, Log="none")

    (job,) = ProcrastinateJob.objects.filter(task_name=activities.MATCH)
    assert job.args["steps"] == {"Log": None}


def test_what_is_alike_is_suggested(manager_client, desk):
    process, _ = desk
    record(process, event("C", "Resolving", 9))

    response = manager_client.get(page_of(process))

    resolve = process.steps.get(title="Resolve")
    assert asked(response)["Resolving"] == str(resolve.pk)
    assert "alike: is it?" in response.text


def test_activities_of_a_step_that_went_are_open_again(manager_client, desk):
    process, triage = desk
    record(process, event("C", "Triage", 12))
    retire(triage.step)

    response = manager_client.get(page_of(process))

    assert asked(response)["Triage"] == ""
    assert "3 of 4" in response.text


def test_a_step_that_went_meanwhile_leaves_its_activities_alone(desk, manager):
    process, _ = desk
    step = make_step(process, title="Look")
    activities.ask(process, {"Sichten": step.pk, "Lunch": None}, by=manager)
    retire(step)

    work()

    known = dict(ActivityMatch.objects.values_list("activity", "is_chosen"))
    assert known["Lunch"]
    assert not known["Sichten"]


def test_a_step_of_another_process_is_refused(manager_client, desk):
    process, _ = desk
    other, _ = make_desk()

    response = say(manager_client, process, Sichten=other.steps.first().pk)

    assert response.context["form"].errors
    assert "Nothing is saved yet" in response.text
    assert not activities.is_asked(process)


def test_members_do_not_match(client, desk):
    process, _ = desk
    client.force_login(make_person())

    assert client.get(page_of(process)).status_code == 404


def test_the_imports_name_the_processes_with_something_to_match(manager_client, desk):
    process, _ = desk
    link = f'href="{page_of(process)}"'
    assert link in manager_client.get(reverse("kpis:imports")).text

    choose(process, {"Sichten": None, "Lunch": None})

    assert link not in manager_client.get(reverse("kpis:imports")).text


def test_thousands_of_activities_come_by_the_hundred(
    manager_client, desk, django_assert_max_num_queries
):
    process, triage = desk
    record(process, *[event("T", f"Free text {n}", 10) for n in range(5_000)])

    with django_assert_max_num_queries(16):
        response = manager_client.get(page_of(process), {"page": 2})

    assert len(asked(response)) == 100
    assert "5,002 of 5,003 activities are no step yet" in response.text
    name = next(iter(asked(response)))
    say(manager_client, process, **{name: triage.step_id})
    (job,) = ProcrastinateJob.objects.filter(task_name=activities.MATCH)
    assert job.args["steps"] == {name: triage.step_id}
