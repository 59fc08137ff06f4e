"""What follows nobody's change, for it is one's own work or would be said for one."""

from datetime import timedelta

import pytest

from kpis.models import Kpi, Proposal
from tests.conftest import signed_in
from tests.factories import (
    hold_to,
    make_admin,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_step,
)
from tests.kpis.test_builder_left_alone import (
    OURS,
    THEIRS,
    change,
    post,
    sent,
)
from tests.kpis.test_edit import edit_url, today


@pytest.fixture
def step():
    process = make_process(purpose="Leads turn into meetings.")
    return make_step(process, title="Contact customer")


@pytest.fixture
def kpi(step):
    return make_kpi(step=step, statement=OURS, limit=4, good="By name.")


@pytest.fixture
def olga():
    return signed_in(make_manager("Olga Other"))


def test_a_choice_is_not_followed_over_words_that_were_typed(
    manager_client, olga, kpi, step
):
    opened = manager_client.get(edit_url(step))
    change(olga, step, aim="purpose")

    shown = post(manager_client, step, opened, result="Leads that book a meeting.")
    post(manager_client, step, shown)

    assert shown.text.count('aria-label="Take theirs: Which real result') == 2
    assert Kpi.objects.of_step(step).result == "Leads that book a meeting."


def test_words_are_not_followed_under_a_choice_that_was_made(
    manager_client, olga, kpi, step
):
    opened = manager_client.get(edit_url(step))
    change(olga, step, result="Leads that book a meeting.")

    shown = post(manager_client, step, opened, aim="purpose")

    assert shown.text.count('aria-label="Take theirs: Which real result') == 2
    assert sent(shown)["aim"] == "purpose"


def test_the_numbers_of_ones_own_sentence_stay(manager_client, olga, kpi, step):
    opened = manager_client.get(edit_url(step))
    change(olga, step, statement=THEIRS, limit="3")

    mine = OURS.replace("Respond", "Reply")
    shown = post(manager_client, step, opened, statement=mine)

    assert (sent(shown)["statement"], sent(shown)["limit"]) == (mine, "4")
    assert 'aria-label="Take theirs: Limit"' in shown.text


def test_a_number_that_was_typed_stays_beside_their_sentence(
    manager_client, olga, step
):
    make_kpi(step=step, statement=OURS, limit=5)
    opened = manager_client.get(edit_url(step))
    change(olga, step, statement=THEIRS)

    shown = post(manager_client, step, opened, limit="4")

    assert (sent(shown)["statement"], sent(shown)["limit"]) == (THEIRS, "4")


def test_beside_a_part_that_fits_no_sentence_the_texts_follow(
    manager_client, olga, kpi, step
):
    opened = manager_client.get(edit_url(step))
    change(olga, step, statement=THEIRS, limit="3", good="With a date.")

    fields = sent(post(manager_client, step, opened, **{"part-limit_value": "soon"}))

    assert fields["good"] == "With a date."
    assert (fields["statement"], fields["part-limit_value"]) == (OURS, "soon")


def test_a_part_that_was_typed_is_work_on_the_sentence(manager_client, olga, kpi, step):
    opened = manager_client.get(edit_url(step))
    change(olga, step, statement=THEIRS, limit="3")

    shown = post(manager_client, step, opened, **{"part-limit_value": "2"})

    assert "within 2 hours" in sent(shown)["statement"]
    assert 'aria-label="Take theirs: Statement"' in shown.text


def test_words_alone_follow_where_there_is_nothing_to_choose(manager_client, olga):
    step = make_step(make_process(purpose="", outcome=""))
    make_kpi(step=step)
    opened = manager_client.get(edit_url(step))
    change(olga, step, result="Leads that book a meeting.")

    shown = post(manager_client, step, opened, good="At once.")

    assert sent(shown)["result"] == "Leads that book a meeting."


def test_nobody_is_assigned_who_was_only_proposed(olga, kpi, step):
    admin = signed_in(make_admin("Ada Admin"))
    ben, opened = make_person("Ben Cole"), admin.get(edit_url(step))
    change(olga, step, owner=str(ben.pk))

    shown = post(admin, step, opened, good="At once.")
    post(admin, step, shown)

    assert 'aria-label="Take theirs: Owner"' in shown.text
    assert not kpi.ownerships.exists()
    assert Proposal.objects.get().person == ben


def test_what_was_said_to_hold_still_is_asked_again(manager_client, olga, kpi, step):
    opened = manager_client.get(edit_url(step))
    change(olga, step, target="95")

    shown = post(manager_client, step, opened, still_hold="on")

    assert sent(shown)["target"] == "95"
    assert "still_hold" not in sent(shown)


def test_the_page_of_a_plan_that_was_moved_stays_the_plans(
    manager_client, olga, kpi, step
):
    day = today() + timedelta(days=30)
    hold_to(kpi, day, target=95)
    url = f"{edit_url(step)}?from={day}"
    opened = manager_client.get(url)
    moved = str(day + timedelta(days=7))
    olga.post(url, sent(olga.get(url), since=moved))

    shown = manager_client.post(url, sent(opened, good="At once."), follow=True)

    assert sent(shown)["target"] == "95"
    assert "What you had left alone" not in shown.text
