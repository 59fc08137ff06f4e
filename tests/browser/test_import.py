"""A file of numbers, uploaded on the page of its KPI."""

from playwright.sync_api import expect

GOOD = """external_id,occurred_at,value
case-1,2026-03-02T09:00,3.5
case-2,2026-03-03T14:30,5
"""
BAD = """external_id,occurred_at,value
case-1,2026-03-02T09:00,3.5
case-2,on Tuesday,5
case-3,2026-03-04,half
"""


def upload(page, text):
    content = {"name": "cases.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("CSV file").set_input_files(content)
    page.get_by_role("button", name="Import").click()


def test_a_file_is_imported_and_counts_once(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.manager)

    upload(page, GOOD)
    told = page.get_by_role("status")
    expect(told).to_have_text("2 new, 0 corrected, 0 known already.")
    upload(page, GOOD)

    expect(told).to_have_text("0 new, 0 corrected, 2 known already.")
    page.goto(f"{sales.kpi.get_absolute_url()}readings/2026-03-02/")
    expect(page.get_by_role("heading", name="50%")).to_be_visible()


def test_a_bad_file_is_refused_whole_and_says_where(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.manager)
    before = sales.kpi.observations.count()

    upload(page, BAD)

    told = page.get_by_role("alert")
    expect(told).to_be_in_viewport()
    expect(told).to_contain_text("Nothing was imported.")
    expect(told).to_contain_text("Row 3, occurred_at: not a time")
    expect(told).to_contain_text("Row 4, value: not a number")
    assert sales.kpi.observations.count() == before


def test_who_may_not_import_finds_no_door(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.member)

    expect(page.get_by_role("heading", name="Owner", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Import")).to_have_count(0)
