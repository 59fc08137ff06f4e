"""What others wrote meanwhile is taken field by field; the others stay as typed."""

import re
from html import unescape

import pytest
from django.urls import reverse

from kpis.models import Kpi, KpiDraft
from tests.conftest import signed_in
from tests.factories import kpi_again, make_kpi, make_manager, make_step
from tests.kpis.test_builder_drafts import keep
from tests.kpis.test_edit import ANSWERS, save, today

SHOWN = re.compile(r'name="(theirs-[a-z]+-\w+)" value="([^"]*)"')
MINE = {"target": "80", "good": "In my words.", "handoff": "Mine."}
THEIRS = {"target": "95", "good": "By name.\nAt once.", "handoff": "Reply sent."}


@pytest.fixture
def kpi():
    return make_kpi(step=make_step(title="Contact customer"))


@pytest.fixture
def shown(manager_client, kpi):
    """The page of a manager whose save came second."""
    seen = kpi.version
    save(signed_in(make_manager("Olga Other")), kpi.step, version=seen, **THEIRS)
    return save(manager_client, kpi.step, version=seen, **MINE)


@pytest.fixture
def htmx(manager):
    return signed_in(manager, **{"HX-Request": "true"})


def sent_back(response):
    return {name: unescape(text) for name, text in SHOWN.findall(response.text)}


def press(client, step, shown, asked, **typed):
    """What a press in the page that was shown sends."""
    now = Kpi.objects.of_step(step)
    begun = {"since": today().isoformat(), "seen": ANSWERS["statement"]}
    data = ANSWERS | MINE | begun | sent_back(shown) | typed | {"asked": asked}
    data["version"] = now.version if now else ""
    return client.post(reverse("kpis:preview", args=[step.pk]), data)


def filled(response):
    """The fields that the answer fills, and with what."""
    found = re.findall(
        r'data-for="id_(\w+)" data-was="[^"]*" value="([^"]*)"', response.text
    )
    return {name: unescape(text) for name, text in found}


def test_each_field_that_differs_has_a_button(shown):
    buttons = re.findall(r'aria-label="Take theirs: ([^"]+)"', shown.text)

    assert buttons == ["What good looks like", "What triggers the handoff", "Target"]


def test_the_page_says_what_saving_would_do(shown):
    said = "Saving the KPI now puts yours in the place of theirs in these 3 fields."

    assert said in shown.text


def test_a_press_fills_that_field_and_no_other(htmx, kpi, shown):
    response = press(htmx, kpi.step, shown, "theirs:kpi:target")

    assert filled(response) == {"target": "95"}


def test_the_list_then_holds_what_differs_still(htmx, kpi, shown):
    response = press(htmx, kpi.step, shown, "theirs:kpi:target")

    assert 'id="theirs-kpi" class="stack" hx-swap-oob="true"' in response.text
    assert "Take theirs: Target" not in response.text
    assert "Take theirs: What good looks like" in response.text
    assert "yours in the place of theirs in these 2 fields." in response.text


def test_a_text_of_several_lines_is_taken_as_it_is(htmx, kpi, shown):
    back = {"theirs-kpi-good": "By name.\r\nAt once."}

    response = press(htmx, kpi.step, shown, "theirs:kpi:good", **back)

    assert filled(response) == {"good": "By name.\nAt once."}


def test_when_nothing_differs_any_more_the_page_says_so(htmx, kpi, shown):
    same = THEIRS | {"target": "80"}

    response = press(htmx, kpi.step, shown, "theirs:kpi:target", **same)

    assert "Nothing differs any more: saving now keeps all of theirs." in response.text


def test_the_list_follows_what_one_types(htmx, kpi, shown):
    response = press(htmx, kpi.step, shown, "", target="95")

    assert "Take theirs: Target" not in response.text
    assert "Take theirs: What good looks like" in response.text


def test_without_a_script_the_page_comes_again_with_the_rest(
    manager_client, kpi, shown
):
    response = press(manager_client, kpi.step, shown, "theirs:kpi:target")

    assert 'name="target" value="95"' in response.text
    assert "In my words." in response.text
    assert "Take theirs: Target" not in response.text
    assert "Take theirs: What good looks like" in response.text


def test_a_press_saves_nothing(manager_client, kpi, shown):
    before = kpi_again(kpi).version

    press(manager_client, kpi.step, shown, "theirs:kpi:good")

    assert kpi_again(kpi).version == before


def test_what_is_taken_is_what_was_read_though_it_was_changed_again(
    manager_client, htmx, kpi, shown
):
    read = kpi_again(kpi).version
    save(signed_in(make_manager("Olga")), kpi.step, version=read, target="99")

    response = press(htmx, kpi.step, shown, "theirs:kpi:target")
    refused = save(manager_client, kpi.step, version=read, target="95")

    assert filled(response) == {"target": "95"}
    assert '<dt>Target</dt><dd dir="auto">99</dd>' in refused.text


def test_a_mistake_of_ones_own_leaves_the_list_where_it_is(manager_client, kpi, shown):
    now = kpi_again(kpi).version
    sent = sent_back(shown) | {"version": now, "measured": ""}

    text = save(manager_client, kpi.step, **MINE | sent).text

    assert "Say how success is measured." in text
    assert "Take theirs: Target" in text


def test_an_owner_that_is_taken_is_told_with_what_they_would_carry(
    htmx, kpi, shown, person
):
    back = {"theirs-kpi-owner": str(person.pk)}

    response = press(htmx, kpi.step, shown, "theirs:kpi:owner", **back)

    assert filled(response) == {"owner": str(person.pk)}
    assert "Ben Cole would then carry 1 number." in response.text


@pytest.mark.parametrize("asked", ["theirs:", "theirs:kpi:nothing", "theirs:x:target"])
def test_what_nobody_told_is_not_taken(htmx, kpi, shown, asked):
    response = press(htmx, kpi.step, shown, asked)

    assert response.status_code == 200
    assert filled(response) == {}


def test_a_page_on_which_nobody_collided_lists_nothing(htmx, manager_client, kpi):
    page = manager_client.get(reverse("kpis:edit", args=[kpi.step_id]))
    response = press(htmx, kpi.step, page, "")

    assert "theirs-" not in page.text
    assert "theirs-" not in response.text


def test_a_text_of_anothers_draft_is_taken(manager_client, htmx):
    step = make_step()
    keep(signed_in(make_manager("Olga Other")), step, target="95", good="By name.")
    shown = keep(manager_client, step, target="80", good="In my words.")

    response = press(htmx, step, shown, "theirs:draft:target", good="In my words.")

    assert "Saving now, as a draft or for good, puts yours" in shown.text
    assert filled(response)["target"] == "95"
    assert "good" not in filled(response)
    assert "Take theirs: What good looks like" in response.text


def test_a_draft_begun_before_the_kpi_was_changed_takes_what_holds(
    manager_client, htmx, kpi
):
    step, seen = kpi.step, kpi.version
    keep(manager_client, step, target="80", version=seen)
    version = KpiDraft.objects.get().version
    save(manager_client, step, version=seen, draft=version, target="95")
    keep(manager_client, step, target="80", version=seen)

    shown = manager_client.get(reverse("kpis:edit", args=[step.pk]))
    response = press(htmx, step, shown, "theirs:kpi:target")

    assert "Take theirs: Target" in shown.text
    assert "Take theirs: From" not in shown.text
    assert filled(response)["target"] == "95"
