"""A draft with holes, then the KPI: also without a script, by keyboard, by phone."""

import re
from functools import partial

from playwright.sync_api import expect

from kpis.models import Kpi
from tests.browser.acts import in_place
from tests.browser.builder.acts import (
    EFFECTIVE,
    limit,
    statement,
    suggestion,
    type_texts,
    understood,
    verdict,
)
from tests.browser.conftest import PHONE
from tests.browser.inspection import barriers, sideways, small_targets
from tests.browser.test_keyboard import tab_to


def test_a_draft_is_saved_gone_on_with_and_attached(page, browse, step, manager):
    with in_place(page):
        statement(page).fill("Improve response time")
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_text("Draft saved")).to_be_visible()

    later = browse(f"/processes/steps/{step.pk}/kpi/", manager)
    expect(statement(later)).to_have_value("Improve response time")
    statement(later).fill(EFFECTIVE)
    type_texts(later)
    later.get_by_role("button", name="Attach to step 2").click()

    expect(later).to_have_url(re.compile(r"\?step=2"))
    expect(later.get_by_role("status")).to_have_text("The step has its number.")
    assert Kpi.objects.get(step=step).standards.get().limit == 4


def test_what_is_missing_is_told_at_its_field(page):
    statement(page).fill(EFFECTIVE)
    expect(verdict(page)).to_be_visible()

    with in_place(page):
        page.get_by_role("button", name="Attach to step 2").click()
        alert = page.get_by_role("alert").first
        expect(alert).to_contain_text("Say what triggers the handoff.")

    expect(statement(page)).to_have_value(EFFECTIVE)
    alert.get_by_role("link", name="What good looks like").click()
    expect(page.get_by_label("What good looks like")).to_be_focused()


def test_the_same_without_a_script(browse, step, manager):
    page = browse(
        f"/processes/steps/{step.pk}/kpi/", manager, java_script_enabled=False
    )

    statement(page).fill("Improve customer response time")
    type_texts(page)
    page.get_by_role("button", name="Read the sentence").click()
    expect(verdict(page)).to_have_text("weak")
    suggestion(page).click()
    expect(verdict(page)).to_have_text("effective")
    page.get_by_label("Kept in %").fill("90")
    page.get_by_role("button", name="Compose from the parts").click()
    expect(statement(page)).to_have_value(re.compile("90% of the time"))
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved")).to_be_visible()
    expect(page.get_by_label("What good looks like")).to_have_value(
        "A named person answers."
    )
    page.get_by_role("button", name="Attach to step 2").click()

    expect(page.get_by_role("status")).to_have_text("The step has its number.")
    assert Kpi.objects.get(step=step).standards.get().target == 90


def test_the_same_by_keyboard_alone(page):
    tab = partial(tab_to, page)
    tab(statement(page))
    page.keyboard.type("Improve customer response time")
    expect(verdict(page)).to_have_text("weak")
    tab(suggestion(page))
    page.keyboard.press("Enter")
    expect(verdict(page)).to_have_text("effective")
    tab(page.get_by_label("Kept in %"))
    page.keyboard.type("90")
    page.keyboard.press("Enter")
    expect(understood(page)).to_contain_text("at least 90%")
    tab(page.get_by_role("button", name="Save draft"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("Draft saved")).to_be_visible()


def test_a_phone_has_it_all_in_one_column(browse, step, manager):
    page = browse(f"/processes/steps/{step.pk}/kpi/", manager, **PHONE)

    statement(page).fill("Improve customer response time, as soon as possible, " * 5)
    expect(verdict(page)).to_have_text("weak")

    assert sideways(page) + small_targets(page) == []


def test_findings_and_conflicts_are_sound_in_light_and_dark(page):
    statement(page).fill("Answer leads timely within 4 hours, 90% of the time")
    limit(page).fill("6")
    expect(page.get_by_text("the sentence says 4, the field 6")).to_be_visible()

    faults = barriers(page)
    page.emulate_media(color_scheme="dark")
    faults += barriers(page)

    assert faults == []
