"""A manager's job: map the work, give each step its number, publish."""

import re

from playwright.sync_api import expect

from processes.models import Revision
from tests.browser import worlds
from tests.browser.acts import add_step, in_place, sign_in
from tests.factories import make_kpi, make_manager, make_person, make_process


def test_a_manager_signs_in_and_maps_a_process(browse):
    manager = worlds.with_password(make_manager("Morgan Otto"))
    page = browse("/")

    sign_in(page, manager.email)
    page.get_by_role("link", name="New process").click()
    page.get_by_label("Name").fill("Lead to next step")
    page.get_by_label("Purpose").fill("Every lead gets an answer.")
    page.get_by_label("Trigger").fill("Lead received")
    page.get_by_label("Outcome").fill("Next step booked")
    page.get_by_role("button", name="Next: its steps").click()
    with in_place(page):
        add_step(page, "Log the lead", "Sales Coordinator")
        add_step(page, "Contact customer", "Sales Rep")
        add_step(page, "Book next step", "Sales Rep")
    page.get_by_role("link", name="See the map").click()

    expect(page.get_by_role("list", name="Lanes").get_by_role("listitem")).to_have_text(
        ["Sales Coordinator", "Sales Rep"]
    )
    shown = page.get_by_role("list", name="Steps in order")
    expect(shown.get_by_role("heading")).to_have_text(
        ["Log the lead", "Contact customer", "Book next step"]
    )
    expect(shown).to_contain_text("Lead received")
    expect(shown).to_contain_text("Next step booked")
    expect(
        shown.get_by_text("No KPI yet: give this step its one number.")
    ).to_have_count(3)


def test_a_step_gets_its_kpi_and_shows_it_on_the_map(browse):
    process = make_process("Lead to next step", steps=["Contact customer"])
    make_person("Ben Cole")
    page = browse(f"/processes/{process.slug}/edit/", make_manager("Morgan Otto"))

    page.get_by_role("link", name="Give it its KPI").click()
    page.get_by_label("Statement").fill("Answer every lead within 4 hours.")
    page.get_by_label("What good looks like").fill("A named person answers.")
    page.get_by_label("How success is measured").fill("CRM clock, by week.")
    page.get_by_label("What triggers the handoff").fill("The reply is sent.")
    page.get_by_label("Which real result does it drive?").fill("Booked meetings.")
    page.get_by_label("What in it does the owner control?").fill("Their inbox.")
    page.get_by_label("Which feedback loop will use it?").fill("Monday’s review.")
    page.get_by_label("A period’s number").select_option("share within the limit")
    page.get_by_label("Unit").fill("hours")
    page.get_by_label("Limit").fill("4")
    page.get_by_label("Direction").select_option("at least")
    page.get_by_label("Target", exact=True).fill("90")
    page.get_by_label("How often").select_option("every week, from Monday")
    page.get_by_label("Proposed owner").select_option("Ben Cole")
    page.get_by_role("button", name="Attach to step 1").click()

    expect(page).to_have_url(re.compile(r"/processes/lead-to-next-step/\?step=1"))
    expect(page.get_by_role("status")).to_have_text("The step has its number.")
    on_map = page.get_by_role("list", name="Steps in order").get_by_role("article")
    expect(on_map).to_contain_text("Ben Cole is proposed as owner: an admin decides.")
    expect(on_map).to_contain_text("no number yet: – of 90%")
    panel = page.get_by_role("region", name="1 · Contact customer")
    expect(panel).to_contain_text("Answer every lead within 4 hours.")
    expect(panel).to_contain_text("A named person answers.")
    assert process.steps.get().kpi.proposal.person.name == "Ben Cole"


def test_the_panel_of_a_step_opens_from_its_card(browse, sales):
    page = browse(sales.process.get_absolute_url(), sales.manager)

    page.get_by_role("link", name="Contact customer", exact=True).click()

    panel = page.get_by_role("region", name="2 · Contact customer")
    expect(panel).to_contain_text("Ben Cole owns this, since 1 Jan 2020")
    numbers = page.get_by_role("region", name="What the numbers say")
    expect(numbers).to_contain_text("93% standard: at least 90%")


def test_a_complete_process_is_published(browse):
    process = make_process("Lead to next step", steps=["Contact customer"])
    make_kpi(step=process.steps.get(), owner=make_person("Ben Cole"))
    page = browse(process.get_absolute_url(), make_manager("Morgan Otto"))

    page.get_by_role("link", name="Publish").click()
    page.get_by_label("What changed").fill("The first map.")
    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_role("status")).to_have_text("Revision 1 is published.")
    expect(page.get_by_role("main")).to_contain_text("Revision 1, published")
    assert Revision.objects.get().change == "The first map."


def test_what_keeps_a_process_from_publication_is_listed(browse, sales):
    page = browse(sales.process.get_absolute_url(), sales.manager)

    page.get_by_role("link", name="Publish").click()
    missing = page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name="Step 3, Book next step")
    )
    expect(missing).to_contain_text("No KPI yet: give this step its one number.")
    missing.get_by_role("link", name="Do it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The one number of this step"
    )


def test_a_manager_reads_the_scorecards_of_their_people(browse, sales):
    page = browse("/", sales.manager)

    page.get_by_role("link", name="Team").click()
    page.get_by_role("main").get_by_role("link", name="People").click()
    page.get_by_role("main").get_by_role("link", name="Ben Cole").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Scorecard of Ben Cole")
    expect(page.get_by_role("button", name="Record")).to_have_count(0)
