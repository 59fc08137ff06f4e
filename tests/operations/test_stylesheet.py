"""One stylesheet out of many: each link more is one more wait."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

CSS = "static/css"
# Linked by itself, by the chart that needs it.
APART = {"plotly.css"}


@pytest.fixture
def folder(settings, tmp_path):
    """A place of its own for the sheets of this test."""
    for name in ("tokens", "layers", "utilities", "components/b", "components/a"):
        sheet = tmp_path / CSS / f"{name}.css"
        sheet.parent.mkdir(parents=True, exist_ok=True)
        sheet.write_text(f"/* {name} */\n")
    settings.BASE_DIR = tmp_path
    settings.MADE_STATIC_ROOT = tmp_path / "made"
    # Finders keep the settings that they were made with.
    finders.get_finder.cache_clear()
    yield tmp_path / CSS
    finders.get_finder.cache_clear()


def served():
    return Path(finders.find("css/kpiflow.css")).read_text("utf-8")


def test_each_sheet_of_ours_is_in_it_once(settings):
    whole = served()

    sheets = [
        sheet
        for sheet in (settings.BASE_DIR / CSS).rglob("*.css")
        if sheet.name not in APART
    ]
    assert len(sheets) > 40
    counts = {sheet.name: whole.count(sheet.read_text("utf-8")) for sheet in sheets}
    assert {name: count for name, count in counts.items() if count != 1} == {}
    assert len(whole) == sum(len(sheet.read_text("utf-8")) for sheet in sheets)


def test_the_layers_come_in_their_order_and_components_by_name(folder):
    assert served().splitlines() == [
        "/* layers */",
        "/* tokens */",
        "/* components/a */",
        "/* components/b */",
        "/* utilities */",
    ]


def test_a_change_is_in_it_at_once(folder):
    served()

    (folder / "tokens.css").write_text("/* other tokens */\n")

    assert "/* other tokens */" in served()


def test_what_did_not_change_is_not_written_again(folder):
    before = Path(finders.find("css/kpiflow.css")).stat().st_mtime_ns

    assert Path(finders.find("css/kpiflow.css")).stat().st_mtime_ns == before


def test_it_is_listed_to_be_collected(folder):
    listed = {
        path: storage.path(path)
        for finder in finders.get_finders()
        for path, storage in finder.list([])
        if path.endswith("kpiflow.css")
    }

    assert Path(listed["css/kpiflow.css"]).read_text("utf-8") == served()
