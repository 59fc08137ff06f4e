"""Every page, as each role finds it: light and dark, wide and narrow, no complaint."""

import pytest
from django.urls import Resolver404, resolve

from kpis.models import Calendar, Standard
from kpis.phases import mark
from tests.browser import worlds
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.inspection import COLOURS, LAYOUT, barriers, sideways, small_targets
from tests.factories import (
    LONG_AGO,
    hold_to,
    last_week,
    make_bpmn_file,
    make_exemption,
    make_import,
    make_line,
    make_person,
    make_token,
    measure,
)
from tests.kpis.events.uploading import make_log_import
from tests.scorecards.loop import make_action, make_idea
from tests.scorecards.mails.posting import mailed_to
from tests.scorecards.team import meetings_of
from tests.test_access import ACCESS, ROLES

# Answers that are no pages.
NO_PAGES = {
    "kpis:bpmn",
    "kpis:figure",
    "kpis:import_refused",
    "kpis:readings_csv",
    "kpis:svg",
    "mails:feed",
    "scorecards:me_pdf",
    "scorecards:pdf",
    "healthz",
    "openapi",
}
# To whom the pages about their own account look as they do to a member.
ALIKE = {"manager", "admin"}


# Axe needs no manager: an admin opens all that a manager does.
@pytest.mark.parametrize("role", ["anonymous", "owner", "admin"])
def test_every_page_is_sound(browse, sales, role):
    person = {"owner": sales.member, "admin": sales.admin}.get(role)
    page = browse("/", person)

    faults = [fault for _ in tour(page, sales, role) for fault in faults_of(page)]

    assert faults == [], "\n".join(faults)


def test_long_maps_are_sound(browse):
    maps = [worlds.make_map(10), worlds.make_map(50)]
    page = browse("/processes/", make_person())

    faults = []
    for process in maps:
        page.goto(f"{process.get_absolute_url()}?step=9")
        faults += faults_of(page)

    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("role", ["manager", "admin"])
def test_long_names_fit_on_every_page(browse, transactional_db, role):
    world = worlds.long_names()
    page = browse("/", {"manager": world.manager, "admin": world.admin}[role])

    faults = []
    for _ in tour(page, world, role):
        page.set_viewport_size(PHONE["viewport"])
        faults += sideways(page) + small_targets(page)
        page.set_viewport_size(DESKTOP["viewport"])
        faults += sideways(page)

    assert faults == [], "\n".join(faults)


def test_an_explored_chart_is_sound(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.member)
    page.get_by_role("button", name="Explore").click()
    page.locator(".chart__explorer .point").last.wait_for()

    faults = faults_of(page)

    assert faults == [], "\n".join(faults)


def test_a_chart_that_is_not_redrawn_yet_pushes_no_page_aside(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.member)
    page.evaluate(
        "addEventListener('resize', (event) => event.stopImmediatePropagation(), true)"
    )
    page.get_by_role("button", name="Explore").click()
    page.locator(".chart__explorer .point").last.wait_for()

    page.set_viewport_size(PHONE["viewport"])

    assert sideways(page) == []


def test_forms_with_errors_are_sound(browse, sales):
    page = browse("/", sales.admin)

    faults = []
    for name in ("kpis:process_new", "people:new", "kpis:edit"):
        page.goto(ACCESS[name]["path"].format(step=sales.kpi.step_id))
        form = page.locator("main form")
        form.evaluate("form => { form.noValidate = true; }")
        form.locator("input[type=text], textarea").first.fill("")
        form.get_by_role("button").last.click()
        page.get_by_role("alert").first.wait_for()
        faults += faults_of(page)

    assert faults == [], "\n".join(faults)


def tour(page, world, role):
    """Open a page of each shape: those of the access matrix, and what they link to."""
    seen = set()
    waiting = [*links(page), *addresses(world, role)]
    while waiting:
        path = waiting.pop(0)
        if shape(path) in seen:
            continue
        seen.add(shape(path))
        page.goto(path)
        yield page
        waiting += links(page)


def links(page):
    """Where the page is and leads to, on this site: a download is no page."""
    return page.evaluate("""
        () => [location, ...document.links]
            .filter((place) => place === location || !place.hasAttribute("download"))
            .map((place) => new URL(place.href))
            .filter(({origin}) => origin === location.origin)
            .map(({pathname, search}) => pathname + search)
    """)


def shape(path):
    """The name of an address and what it is asked for: two of a shape look alike."""
    address, _, query = path.partition("?")
    try:
        name = resolve(address).view_name
    except Resolver404:
        name = address
    return name, tuple(sorted(part.partition("=")[0] for part in query.split("&")))


def addresses(world, role):
    """The pages that the access matrix gives to a role."""
    line = make_line()
    places = {
        "process": world.process.slug,
        "step": world.kpi.step_id,
        "kpi": world.kpi.pk,
        "day": last_week(),
        "since": LONG_AGO,
        "changed": held_anew(world.kpi),
        "excepted": make_exemption(world.kpi, last_week(9)).start,
        "marked": mark(world.kpi, last_week(8), "Another tool.", by=None).since,
        "person": world.member.pk,
        "bpmn_file": make_bpmn_file(world.manager).pk,
        "line": line.pk,
        "sheet": line.sheet_id,
        "calendar": with_a_special_day().pk,
        "import": make_import(world.kpi, world.manager).pk,
        "loaded": make_import(world.kpi, world.manager, state="loaded").pk,
        "log": make_log_import(world.process, world.manager).pk,
        "token": make_token(world.member).token.pk,
        "idea": make_idea(world.kpi, by=world.member).pk,
        "action": make_action(world.kpi, owner=world.member, by=world.manager).pk,
        **mailed_to(world.member, world.kpi),
        # Last: the open action is what they talk about, if nothing else.
        **meetings_of(world.manager),
    }
    measure(world.kpi, last_week(30), 3, case="LEAD-7")
    return [
        entry["path"].format(**places)
        for name, entry in ACCESS.items()
        if entry["get"][ROLES.index(role)] == 200
        and name not in NO_PAGES
        and not (name.startswith("account_") and role in ALIKE)
    ]


def held_anew(kpi):
    """The day since when it is held to the same with a longer grace."""
    first = kpi.standards.earliest("since")
    said = {name: getattr(first, name) for name in (*Standard.SAYS, "calendar")}
    hold_to(kpi, last_week(5), **said | {"grace": 9})
    return last_week(5)


def with_a_special_day():
    """The office with a day off, and other hours, from last Monday on."""
    office = Calendar.default()
    of_day = {"name": "Outing", "source": "own"}
    office.special_days.get_or_create(date=last_week(), defaults=of_day)
    office.weeks.get_or_create(since=last_week(), defaults={"windows": {}})
    return office


def faults_of(page):
    """What is wrong with the page in light and dark, wide and narrow."""
    faults = barriers(page)
    page.emulate_media(color_scheme="dark")
    faults += [f"dark: {barrier}" for barrier in barriers(page, COLOURS)]
    page.set_viewport_size(PHONE["viewport"])
    faults += [f"phone, dark: {barrier}" for barrier in barriers(page, LAYOUT)]
    faults += sideways(page) + small_targets(page)
    page.set_viewport_size(DESKTOP["viewport"])
    page.emulate_media(color_scheme="light")
    return faults
