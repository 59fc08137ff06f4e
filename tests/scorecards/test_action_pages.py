"""An action's page, and the actions of a team."""

import pytest
from django.urls import reverse

from kpis.models import Phase
from scorecards import actions
from scorecards.models import Action
from tests.conftest import signed_in
from tests.factories import (
    at,
    last_week,
    make_fact,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_published,
    make_step,
    record_facts,
)
from tests.scorecards.loop import in_days, make_action, make_idea, try_out

TEAM = "/team/actions/"
LEFT = "Ben Cole is no longer active: choose somebody else."


@pytest.fixture
def person(manager):
    return make_person("Ben Cole", reports_to=manager)


@pytest.fixture
def kpi(person):
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    kpi = make_kpi(step=step, owner=person)
    make_published(step.process)
    return kpi


@pytest.fixture
def action(kpi, person, manager):
    return make_action(kpi, owner=person, by=manager)


def give(client, kpi, **data):
    url = reverse("scorecards:action_new", args=[kpi.pk])
    return client.post(url, {"text": "Call IT", "due": in_days(3)} | data, follow=True)


def end(client, action, how="done", **data):
    url = reverse("scorecards:action_end", args=[action.pk])
    data = {"how": how, "version": action.version} | data
    return client.post(url, data, follow=True)


def change(client, action, **data):
    url = reverse("scorecards:action_change", args=[action.pk])
    fields = {"owner": action.owner_id, "due": action.due, "version": action.version}
    return client.post(url, fields | data, follow=True)


def moved(kpi, action):
    """Eight weeks at 80, then seven at 93, when it was done."""
    shares = [80, 82, 81, 79, 80, 83, 80, 81, 93, 94, 92, 95, 93, 94, 93]
    facts = [
        make_fact(f"week {weeks}", at(last_week(weeks)), share, 100)
        for weeks, share in enumerate(reversed(shares), start=1)
    ]
    record_facts(kpi, *facts)
    actions.finish(action, by=action.owner, version=action.version)
    Phase.objects.update(since=last_week(7))


def test_a_manager_gives_somebody_an_action(manager_client, kpi, person):
    response = give(manager_client, kpi, owner=person.pk)

    assert "Ben Cole has this to do now." in response.text
    assert Action.objects.get().owner == person


def test_a_manager_gives_nothing_to_who_is_not_of_the_team(manager_client, kpi):
    response = give(manager_client, kpi, owner=make_person().pk)

    assert "Choose who does it." in response.text
    assert "Call IT" in response.text
    assert not Action.objects.exists()


def test_who_left_meanwhile_is_named_and_nobody_chosen_instead(
    manager_client, kpi, person, manager
):
    make_person("Ana Ruiz", reports_to=manager)
    person.deactivate()

    response = give(manager_client, kpi, owner=person.pk)

    assert LEFT in response.text
    assert "Choose who does it." not in response.text
    assert '<option value="">Ben Cole is not active: choose</option>' in response.text
    assert "Call IT" in response.text
    assert not Action.objects.exists()


def test_somebody_who_left_another_team_is_not_named(manager_client, kpi):
    stranger = make_person("Sue Stranger")
    stranger.deactivate()

    response = give(manager_client, kpi, owner=stranger.pk)

    assert "Choose who does it." in response.text
    assert "Sue Stranger" not in response.text


def test_an_action_is_given_on_to_nobody_who_left(manager_client, action, manager):
    ana = make_person("Ana Ruiz", reports_to=manager)
    ana.deactivate()

    response = change(manager_client, action, owner=ana.pk)

    assert "Ana Ruiz is no longer active: choose somebody else." in response.text
    assert Action.objects.get().owner == action.owner


def test_an_action_is_told_in_one_line(manager_client, kpi, person):
    give(manager_client, kpi, owner=person.pk, text="Call \r\n IT")

    assert Action.objects.get().text == "Call IT"


def test_who_does_it_says_that_it_is_done(client, action):
    response = end(client, action)

    assert "It is done" in response.text
    assert "No change shows yet: no number since." in response.text
    assert "New limits from" in response.text


def test_what_is_dropped_says_why(client, action):
    response = end(client, action, "dropped", reason="The inbox it was about is gone.")

    assert "Dropped: The inbox it was about is gone." in response.text
    assert "Did it help?" not in response.text


@pytest.mark.parametrize("reason", ["", "no", "x" * 501])
def test_nothing_is_dropped_without_a_reason(client, action, reason):
    response = end(client, action, "dropped", reason=reason)

    assert '<details class="more" open>' in response.text
    assert Action.objects.open().exists()


def test_an_action_passes_on_to_another_of_the_team(manager_client, action, manager):
    mate = make_person("Dee Park", reports_to=manager)

    response = change(manager_client, action, owner=mate.pk, due=in_days(9))

    text = response.text
    assert "What you changed is saved." in text
    assert "Given to Dee Park; was Ben Cole’s" in text
    assert "; was " in text


def test_what_is_overdue_passes_on_without_another_day(manager_client, kpi, manager):
    late = make_action(kpi, owner=manager, days=-3)

    response = change(manager_client, late)

    assert "What you changed is saved." in response.text


def test_what_somebody_who_left_was_to_do_is_given_to_nobody_by_chance(
    manager_client, action, manager
):
    make_person("Ana Ruiz", reports_to=manager)
    action.owner.deactivate()

    text = manager_client.get(action.get_absolute_url()).text
    response = change(manager_client, action)

    assert "Ben Cole is not active: choose" in text
    assert LEFT in response.text


def test_a_done_action_whose_phase_was_taken_back_says_that_nothing_tells(
    client, kpi, action
):
    actions.finish(action, by=action.owner, version=action.version)
    kpi.phases.all().delete()

    assert "Nothing tells" in client.get(action.get_absolute_url()).text


def test_the_owner_of_the_kpi_is_proposed_first(manager_client, kpi, person, manager):
    make_person("Ana Ruiz", reports_to=manager)

    page = manager_client.get(reverse("scorecards:kpi_ideas", args=[kpi.pk]))

    assert f'<option value="{person.pk}" selected>Ben Cole</option>' in page.text


def test_who_comes_second_is_told(manager_client, action, person):
    seen = Action.objects.get(pk=action.pk)
    actions.change(action, owner=person, due=in_days(5), version=action.version)

    changed, ended = change(manager_client, seen), end(manager_client, seen)

    assert "Somebody changed this while you were writing." in changed.text
    assert "Somebody changed this while you were writing." in ended.text
    assert Action.objects.open().get().due == in_days(5)


@pytest.mark.parametrize("act", [end, change])
def test_what_has_ended_is_told_to_have(manager_client, action, act):
    actions.drop(action, "Too late.", version=action.version)

    response = act(manager_client, action)

    assert "This was ended already" in response.text
    assert Action.objects.get().is_dropped


def test_others_end_and_change_nothing(action):
    for other in (make_person(), make_manager()):
        assert end(signed_in(other), action).status_code == 404
        assert change(signed_in(other), action).status_code == 404

    assert Action.objects.open().exists()


def test_who_does_it_does_not_put_it_off(client, action):
    assert change(client, action, due=in_days(30)).status_code == 404
    assert "Who does it, by when" not in client.get(action.get_absolute_url()).text


def test_the_page_says_whether_it_helped(client, kpi, action):
    moved(kpi, action)

    text = client.get(action.get_absolute_url()).text

    assert "It helped: on average from 81% to 93%." in text


def test_what_waits_in_the_draft_is_told_until_it_is_published(
    client, manager_client, kpi, person, manager
):
    action = try_out(make_idea(kpi, by=person), by=manager)
    pages = [client, manager_client]

    before = [one.get(action.get_absolute_url()).text for one in pages]
    make_published(kpi.step.process, "Look on Fridays.", by=manager)
    after = [one.get(action.get_absolute_url()).text for one in pages]

    assert ["waits in the draft" in text for text in before] == [True, True]
    assert ["/edit/?step=" in text for text in before] == [False, True]
    assert ["waits in the draft" in text for text in after] == [False, False]
    assert all("Revision 2: Look on Fridays." in text for text in after)


def test_a_manager_sees_the_teams_actions_overdue_first(manager_client, kpi, person):
    make_action(kpi, owner=person, text="Later on", days=9)
    make_action(kpi, owner=person, text="Long due", days=-9)
    make_action(make_kpi(owner=make_person()), text="Not of the team")

    text = manager_client.get(TEAM).text

    assert text.index("Long due") < text.index("Later on")
    assert text.count("overdue</span>") == 1
    assert "Not of the team" not in text


def test_ended_actions_say_whether_they_helped(manager_client, kpi, action):
    moved(kpi, action)

    text = manager_client.get(TEAM).text

    assert "Nothing is to be done" in text
    assert "It helped: on average from 81% to 93%." in text


@pytest.mark.parametrize("count", [1, 12])
def test_the_queries_do_not_grow_with_the_actions(
    manager_client, person, count, django_assert_num_queries
):
    for number in range(count):
        kpi = make_kpi(owner=person)
        make_action(kpi, owner=person, text=f"{number} is open")
        moved(kpi, make_action(kpi, owner=person, text=f"{number} is done"))

    with django_assert_num_queries(13):
        manager_client.get(TEAM)
