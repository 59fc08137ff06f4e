"""What was published, what changed since, and the way back: as people do it."""

import pytest
from playwright.sync_api import expect

from tests.browser.inspection import sideways
from tests.browser.test_every_page import faults_of
from tests.factories import make_published

TITLES = ["Log the lead", "Contact customer"]


@pytest.fixture
def redrawn(sales):
    """Published twice: the second revision renamed, moved, added and rewrote."""
    process = sales.process
    first, second, third = process.steps.live()
    with process.draft() as draft:
        draft.retire([third.pk])
        draft.write(second.pk, title="Call customer", instructions="Call *twice*.")
        draft.move([second.pk], before=first.pk)
    make_published(process, "The call comes first.", by=sales.manager)
    return sales


def titles_on(page):
    cards = page.get_by_role("list", name="Steps in order").get_by_role("heading")
    return cards.all_inner_texts()


def test_a_member_sees_what_is_published_and_a_manager_the_draft_too(browse, sales):
    path = sales.process.get_absolute_url()
    member, manager = browse(path, sales.member), browse(path, sales.manager)

    manager.get_by_role("link", name="See the draft").click()

    expect(manager.get_by_role("main")).to_contain_text("This is the draft.")
    assert titles_on(member) == TITLES
    assert titles_on(manager) == [*TITLES, "Book next step"]


def test_a_draft_stays_open_from_step_to_step(browse, sales):
    page = browse(f"{sales.process.get_absolute_url()}?draft", sales.manager)

    page.get_by_role("link", name="Book next step", exact=True).click()

    expect(page.get_by_role("heading", name="3 · Book next step")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("This is the draft.")


def test_a_manager_looks_at_what_changed_and_takes_it_back(browse, redrawn):
    page = browse(redrawn.process.get_absolute_url(), redrawn.manager)

    page.get_by_role("link", name="All revisions").click()
    page.get_by_role("link", name="What changed in revision 2").click()
    words = page.get_by_role("region", name="In words")
    expect(words).to_contain_text("“Contact customer” is now “Call customer”.")
    page.get_by_role("link", name="Revisions", exact=True).click()
    page.get_by_role("link", name="Revision 1", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("This is an old revision")
    page.get_by_role("button", name="Restore as the draft").click()

    expect(page.get_by_role("status")).to_contain_text(
        "The steps of the draft are those of Revision 1 again."
    )
    assert titles_on(page) == TITLES


def test_a_comparison_is_made_by_keyboard_without_javascript(browse, redrawn):
    path = f"/processes/{redrawn.process.slug}/revisions/1/changes/"
    page = browse(path, redrawn.member, java_script_enabled=False)

    page.get_by_label("Compare revision 1 with").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "From revision 2 to revision 1"
    )


def test_a_step_leads_to_what_changed_in_it(browse, redrawn):
    path = f"/processes/{redrawn.process.slug}/revisions/2/changes/"
    page = browse(path, redrawn.member)

    page.get_by_role("link", name="Call customer", exact=True).click()

    change = page.get_by_role("listitem").filter(has_text="is now “Call customer”")
    expect(change).to_be_in_viewport()


def test_pages_about_the_past_are_sound(browse, redrawn):
    slug = redrawn.process.slug
    retired = redrawn.process.steps.get(title="Book next step")
    page = browse("/", redrawn.manager)

    faults = []
    for path in (
        "revisions/",
        "revisions/1/?step=1",
        "revisions/2/changes/",
        "revisions/1/changes/?to=draft",
        "revisions/new/",
        f"steps/{retired.pk}/",
    ):
        page.goto(f"/processes/{slug}/{path}")
        faults += faults_of(page)

    assert faults == [], "\n".join(faults)


def test_changes_print_with_their_words(browse, redrawn):
    path = f"/processes/{redrawn.process.slug}/revisions/2/changes/"
    page = browse(path, redrawn.member)

    page.emulate_media(media="print")

    expect(page.locator(".change--renamed").first).to_be_visible()
    expect(page.get_by_text("is now “Call customer”")).to_be_visible()
    expect(page.get_by_role("button", name="Compare")).to_be_hidden()
    assert sideways(page) == []
