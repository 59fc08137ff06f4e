"""What one left alone is as others have it by now, before anything is saved again."""

import pytest
from django.urls import reverse
from lxml import html

from kpis import graveyard
from kpis.models import Kpi
from tests.conftest import signed_in
from tests.factories import (
    make_calendar,
    make_kpi,
    make_manager,
    make_process,
    make_step,
)
from tests.kpis.test_edit import edit_url, save

OURS = "Respond to new CRM inquiries within 4 hours of receipt."
THEIRS = "Respond to new CRM inquiries within 3 hours of receipt."


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


def sent(response, **typed):
    """What a browser sends of the page that it shows, after some typing."""
    form = html.fromstring(response.text).get_element_by_id("builder")
    return {
        field.name: _value(field) for field in form.inputs if _counts(field)
    } | typed


def _counts(field):
    return bool(field.name) and (not _is_choice(field) or field.checked)


def _is_choice(field):
    return field.get("type") in {"radio", "checkbox"}


def _value(field):
    if _is_choice(field):
        return field.get("value", "on")
    # A line end that begins a textarea is none of its text.
    return (field.value or "").removeprefix("\n")


def change(client, step, **typed):
    """Open the page, type, save."""
    return post(client, step, client.get(edit_url(step)), **typed)


def post(client, step, response, **typed):
    return client.post(edit_url(step), sent(response, **typed), follow=True)


def newest(step):
    return Kpi.objects.of_step(step).standards.order_by("since").last()


@pytest.fixture
def shown(manager_client, olga, kpi, step):
    """A page that says good anew, after Olga wrote another sentence."""
    opened = manager_client.get(edit_url(step))
    change(olga, step, statement=THEIRS, limit="3")
    return post(manager_client, step, opened, good="At once.")


def test_nothing_is_saved_and_what_followed_is_named(shown, step):
    assert "Nothing is saved yet" in shown.text
    assert "as they have it now: Statement, Limit." in shown.text
    assert newest(step).good == "By name."


def test_the_fields_are_as_others_have_them_but_for_what_was_typed(shown):
    fields = sent(shown)

    assert (fields["statement"], fields["limit"]) == (THEIRS, "3")
    assert fields["part-limit_value"] == "3"
    assert fields["good"] == "At once."


def test_what_one_alone_changed_is_no_difference(shown):
    assert "Nothing differs any more: saving now keeps all of theirs." in shown.text
    assert "Take theirs" not in shown.text


def test_saved_again_both_hold(manager_client, shown, step):
    post(manager_client, step, shown)

    standard = newest(step)
    assert (standard.statement, standard.limit) == (THEIRS, 3)
    assert standard.good == "At once."


def test_what_both_changed_is_as_it_was_typed(manager_client, olga, kpi, step):
    opened = manager_client.get(edit_url(step))
    change(olga, step, good="With a date.", target="95")

    shown = post(manager_client, step, opened, good="At once.")

    assert sent(shown)["good"] == "At once."
    assert 'aria-label="Take theirs: What good looks like"' in shown.text
    assert "as they have it now: Target." in shown.text


def test_who_is_overtaken_twice_follows_twice(manager_client, olga, shown, step):
    change(olga, step, statement=OURS, limit="4", target="80")

    again = post(manager_client, step, shown)

    assert "as they have it now: Statement, Limit, Target." in again.text
    assert sent(again)["statement"] == OURS
    assert sent(again)["good"] == "At once."


def test_a_number_that_others_keep_beside_another_sentence_stays(
    manager_client, olga, kpi, step
):
    opened = manager_client.get(edit_url(step))
    save(olga, step, version=kpi.version, statement=THEIRS, limit="4", good="By name.")

    shown = post(manager_client, step, opened, handoff="Reply sent, and tagged.")

    assert (sent(shown)["statement"], sent(shown)["limit"]) == (THEIRS, "4")


def test_without_a_script_a_preview_follows_as_well(manager_client, olga, kpi, step):
    opened = manager_client.get(edit_url(step))
    change(olga, step, statement=THEIRS, limit="3")

    url = reverse("kpis:preview", args=[step.pk])
    shown = manager_client.post(url, sent(opened, good="At once."))

    assert "as they have it now: Statement, Limit." in shown.text
    assert sent(shown)["statement"] == THEIRS
    assert sent(shown)["good"] == "At once."


def test_the_words_of_a_draft_are_ones_own(manager_client, kpi, step):
    begun = sent(manager_client.get(edit_url(step)), good="From the draft.")
    manager_client.post(reverse("kpis:draft", args=[step.pk]), begun)
    opened = manager_client.get(edit_url(step))
    # Whoever saves it by the page uses the draft up.
    Kpi.objects.change(kpi, kpi.version, loop="Ana on Mondays, in the meeting.")
    kpi.standards.update(good="With a date.", target=95)

    shown = post(manager_client, step, opened)

    assert sent(shown)["good"] == "From the draft."
    assert 'aria-label="Take theirs: What good looks like"' in shown.text
    assert sent(shown)["target"] == "95"


def test_what_differed_is_not_forgotten_by_the_next_change(
    manager_client, olga, kpi, step
):
    opened = manager_client.get(edit_url(step))
    change(olga, step, target="95")
    shown = post(manager_client, step, opened, target="80")
    change(olga, step, good="With a date.")

    again = post(manager_client, step, shown)

    assert 'aria-label="Take theirs: Target"' in again.text
    assert sent(again)["good"] == "With a date."


def test_without_a_script_a_draft_that_comes_late_follows(
    manager_client, olga, kpi, step
):
    opened = manager_client.get(edit_url(step))
    change(olga, step, good="With a date.")
    url = reverse("kpis:draft", args=[step.pk])
    olga.post(url, sent(olga.get(edit_url(step)), handoff="Reply sent."))

    shown = manager_client.post(url, sent(opened, target="80"))

    assert sent(shown)["good"] == "With a date."
    assert sent(shown)["target"] == "80"


def test_a_new_kpi_in_the_place_of_a_buried_one_is_another(
    manager_client, manager, olga, kpi, step
):
    opened = manager_client.get(edit_url(step))
    seen = kpi.version
    graveyard.bury(kpi, "Nobody acts on it.", by=manager, version=seen)
    save(olga, step, good="With a date.")
    assert Kpi.objects.of_step(step).version == seen

    shown = post(manager_client, step, opened, target="80")

    assert "Somebody changed this while you were writing." in shown.text
    assert newest(step).target == 90


def test_a_calendar_made_meanwhile_leaves_the_kpi_in_its_own(
    manager_client, olga, kpi, step
):
    opened = manager_client.get(edit_url(step))
    make_calendar("Europe/Berlin")
    change(olga, step, good="With a date.")

    shown = post(manager_client, step, opened, target="80")

    assert sent(shown)["calendar"] == str(newest(step).calendar_id)


def test_who_changed_nothing_that_stands_here_is_told_of(manager_client, kpi, step):
    opened = manager_client.get(edit_url(step))
    Kpi.objects.change(kpi, kpi.version, result=kpi.result)

    shown = post(manager_client, step, opened, good="At once.")
    post(manager_client, step, shown)

    assert "nothing of what stands here was changed: save it again." in shown.text
    assert newest(step).good == "At once."
