"""A file of numbers, from its upload to the receipt, and back."""

from playwright.sync_api import expect

from kpis.models import Import
from tests.browser.conftest import PHONE
from tests.browser.inspection import sideways, small_targets
from tests.browser.test_every_page import faults_of
from tests.browser.test_keyboard import tab_to
from tests.factories import make_import
from tests.kpis.imports.files import work

GOOD = """external_id,occurred_at,value
case-1,2026-03-02T09:00,3.5
case-2,2026-03-03T14:30,5
"""
BAD = """external_id,occurred_at,value
case-1,2026-03-02T09:00,3.5
case-2,on Tuesday,5
case-3,2026-03-04,half
"""
EXPORT = """Exported from the desk
Ticket;Closed;Hours
T1;03/04/2026;3,5
T2;05/06/2026;5,25
T3;05/06/2199;5
"""


def choose(page, text, name="cases.csv"):
    content = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("File").set_input_files(content)


def upload(page, text):
    """From the page of a KPI to that of the import."""
    page.get_by_role("link", name="Import a file").click()
    choose(page, text)
    page.get_by_role("button", name="Look at the file").click()


def heading(page, name):
    return page.get_by_role("heading", name=name, exact=True)


def count(page, word):
    return page.locator(".counts__one").filter(has_text=word).get_by_role("definition")


def test_a_file_is_imported_and_counts_once(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.manager)

    upload(page, GOOD)
    expect(heading(page, "Checking the file")).to_be_visible()
    work()
    expect(count(page, "new")).to_have_text("2")
    page.get_by_role("button", name="Import").click()
    work()
    expect(heading(page, "Imported")).to_be_visible()
    page.goto(sales.kpi.get_absolute_url())
    upload(page, GOOD)
    work()

    expect(count(page, "the same")).to_have_text("2")
    expect(page.get_by_text("This very file was imported on")).to_be_visible()
    page.goto(f"{sales.kpi.get_absolute_url()}readings/2026-03-02/")
    expect(page.get_by_role("heading", name="50%")).to_be_visible()


def test_a_bad_file_says_where_before_anything_counts(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.manager)
    before = sales.kpi.observations.count()

    upload(page, BAD)
    work()

    refused = page.get_by_role("region", name="What can’t be taken").first
    expect(refused).to_contain_text("on Tuesday")
    expect(refused).to_contain_text("half")
    expect(page.get_by_role("button", name="Import the good rows only")).to_be_visible()
    assert sales.kpi.observations.count() == before


def test_the_refused_rows_are_downloaded(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.manager)
    upload(page, BAD)
    work()

    with page.expect_download() as told:
        page.get_by_role("link", name="Download the refused rows").click()

    assert told.value.suggested_filename == "cases to mend.csv"
    lines = told.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == "external_id,occurred_at,value,what to do"
    assert lines[1].startswith("case-2,on Tuesday,5,")
    assert len(lines) == 3


def test_the_whole_way_by_keyboard_alone(browse, sales):
    page = browse(f"/imports/new/?kpi={sales.kpi.pk}", sales.manager)
    choose(page, EXPORT, "desk export.csv")

    press(page, page.get_by_role("button", name="Look at the file"))
    expect(heading(page, "What was understood")).to_be_visible()
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="3 April 2026")).to_be_checked()
    press(page, page.get_by_role("button", name="Check the whole file"))
    expect(heading(page, "Checking the file")).to_be_visible()
    work()
    press(page, page.get_by_role("button", name="Import the good rows only"))
    expect(heading(page, "Importing")).to_be_visible()
    work()
    press(page, page.get_by_role("link", name="Undo the import"))
    press(page, page.get_by_role("button", name="Undo the import"))
    expect(heading(page, "Undoing")).to_be_visible()
    work()

    expect(heading(page, "Undone")).to_be_visible()
    assert not sales.kpi.observations.filter(external_id="T1").exists()


def press(page, control):
    expect(control).to_be_visible()
    tab_to(page, control)
    page.keyboard.press("Enter")


def test_the_whole_way_on_a_phone(browse, sales):
    page = browse(f"/imports/new/?kpi={sales.kpi.pk}", sales.manager, **PHONE)
    faults = sideways(page) + small_targets(page)
    choose(page, EXPORT)
    page.get_by_role("button", name="Look at the file").click()

    page.get_by_text("3 April 2026").click()
    faults += sideways(page) + small_targets(page)
    page.get_by_role("button", name="Check the whole file").click()
    faults += sideways(page) + small_targets(page)
    work()
    expect(heading(page, "What becomes of it")).to_be_visible()
    faults += sideways(page) + small_targets(page)
    page.get_by_role("button", name="Import the good rows only").click()
    work()
    expect(heading(page, "Imported")).to_be_visible()
    faults += sideways(page) + small_targets(page)

    assert faults == []
    assert sales.kpi.observations.filter(external_id__in=["T1", "T2"]).count() == 2


def test_the_bar_moves_without_a_reload_and_cancel_keeps_the_focus(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.manager)
    upload(page, GOOD)
    cancel = page.get_by_role("button", name="Cancel")
    cancel.focus()

    with page.expect_response(lambda response: "/imports/" in response.url):
        pass

    expect(cancel).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading(page, "Given up")).to_be_visible()
    assert Import.objects.get().state == "cancelled"


def test_every_page_of_a_file_is_sound(browse, sales):
    page = browse("/imports/", sales.manager)
    faults = faults_of(page)
    page.goto(f"/imports/new/?kpi={sales.kpi.pk}")
    choose(page, EXPORT)
    page.get_by_role("button", name="Look at the file").click()
    expect(heading(page, "What was understood")).to_be_visible()
    faults += faults_of(page)
    page.locator("form.stack").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="Check the whole file").click()
    page.get_by_role("alert").first.wait_for()
    faults += faults_of(page)
    page.get_by_role("radio", name="3 April 2026").check()
    page.get_by_role("button", name="Check the whole file").click()
    expect(heading(page, "Checking the file")).to_be_visible()
    faults += faults_of(page)
    work()
    expect(heading(page, "What becomes of it")).to_be_visible()
    faults += faults_of(page)

    assert faults == [], "\n".join(faults)


def test_a_long_name_fits(browse, sales):
    name = f"{'N' * 190}.csv"
    upload = make_import(sales.kpi, sales.manager, name=name)
    page = browse(upload.get_absolute_url(), sales.manager, **PHONE)

    faults = sideways(page)
    for path in ("/imports/", f"{upload.get_absolute_url()}mapping/"):
        page.goto(path)
        faults += sideways(page)

    assert faults == []


def test_who_may_not_import_finds_no_door(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.member)

    expect(page.get_by_role("heading", name="Owner", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Import a file")).to_have_count(0)
    expect(page.get_by_role("link", name="Imports")).to_have_count(0)
