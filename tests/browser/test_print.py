"""The map on paper and as a file: what a real browser makes of them."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import worlds
from tests.factories import make_kpi, make_person, make_process, make_step

# A sheet of A4 or Letter, lying, within its margins, in CSS pixels.
SHEETS = {"A4": (1047, 718), "Letter": (980, 740)}
# A file has no icon of its own, and the browser asks for one.
NO_ICON = "favicon.ico"

# The texts that stick out of what they stand in: a card, a tag or mark, the label of a
# lane; and the size of the drawing.
STICKING_OUT = """
    () => [...document.querySelectorAll("text")].filter((text) => {
        const around = text.closest("g[transform]:has(> rect)");
        const box = text.getBoundingClientRect();
        const pill = text.previousElementSibling;
        const holder = pill?.tagName === "rect" ? pill
            : around?.querySelector(":scope > title ~ rect");
        const room = (holder ?? document.documentElement).getBoundingClientRect();
        return box.left < room.left || box.right > room.right
            || box.top < room.top || box.bottom > room.bottom;
    }).map((text) => text.textContent)
"""
STRIPS = """
    () => [...document.querySelectorAll(".map__strip")].map((strip) => {
        const {width, height} = strip.getBoundingClientRect();
        return {width, height, drawn: strip.complete && strip.naturalWidth > 0};
    })
"""


def watched(page):
    """The strips that the page fetches from now on."""
    fetched = []
    page.on("response", lambda answer: fetched.append(answer.url.partition("?")[2]))
    return fetched


def sheets_of(pdf):
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_a_screen_fetches_no_drawing_and_paper_fetches_each_strip_once(
    browse, transactional_db
):
    page = browse("/processes/", make_person())
    fetched = watched(page)
    page.goto(worlds.make_map(10).get_absolute_url(), wait_until="networkidle")
    on_screen = [query for query in fetched if "strip" in query]

    page.pdf(prefer_css_page_size=True)

    assert on_screen == []
    assert sorted(query for query in fetched if "strip" in query) == [
        "strip=1",
        "strip=2",
        "strip=3",
    ]
    assert all(strip["drawn"] for strip in page.evaluate(STRIPS))


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize(("steps", "lanes"), [(5, 1), (12, 3), (50, 8)])
def test_no_strip_is_larger_than_a_sheet(browse, transactional_db, sheet, steps, lanes):
    process = make_process()
    for number in range(steps):
        make_step(process, role=f"Role {number % lanes}")
    width, height = SHEETS[sheet]
    page = browse(process.get_absolute_url(), make_person())

    page.pdf(format=sheet, landscape=True)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="print")

    for strip in page.evaluate(STRIPS):
        assert strip["drawn"]
        assert strip["width"] <= width
        assert strip["height"] <= height


def test_a_map_is_printed_on_lying_sheets_without_an_empty_one(
    browse, transactional_db
):
    page = browse(worlds.make_map(4).get_absolute_url(), make_person())

    pdf = page.pdf(prefer_css_page_size=True)

    assert sheets_of(pdf) == 1
    assert re.search(rb"/MediaBox \[0 0 79\d(\.\d+)? 61\d(\.\d+)?\]", pdf)


def test_a_kpi_is_printed_on_two_sheets_without_what_is_pressed(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.member)

    page.emulate_media(media="print")

    expect(page.locator(".chart__drawing").first).to_be_visible()
    expect(page.get_by_role("heading", name="The standard")).to_be_visible()
    for name in ("From a day to another", "As a file for spreadsheets", "Check in"):
        expect(page.get_by_text(name).first).to_be_hidden()
    assert sheets_of(page.pdf(format="A4")) == 2


def test_the_texts_of_the_steps_follow_the_drawing(browse, transactional_db):
    page = browse(worlds.make_map(5).get_absolute_url(), make_person())

    page.emulate_media(media="print")

    drawn = page.locator(".map__strip").last.bounding_box()
    first = page.get_by_text("Respond to new CRM").first.bounding_box()
    assert drawn["y"] + drawn["height"] <= first["y"]


def test_text_in_the_file_stays_where_it_belongs(browse, transactional_db):
    world = worlds.long_names()
    for title in ("i" * 100, "שלום עולם " * 9, "Änderungsanträge prüfen, Größe wählen"):
        step = make_step(world.process, title=title, role="Wäscherei-Leitung")
        make_kpi(step=step, owner=world.member, statement=title * 2)

    page = browse(
        reverse("kpis:svg", args=[world.process.slug]) + "?draft",
        world.manager,
        forgive=NO_ICON,
    )

    assert page.locator("text").count() > 50
    assert page.evaluate(STICKING_OUT) == []
