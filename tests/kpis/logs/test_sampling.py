"""A large table is understood by some of its rows, as it would be by all."""

import io

import pytest

from kpis.logs import sampling
from kpis.logs.sampling import layout_by_sample
from kpis.logs.source import batches, recognised, recognised_soon

HEADER = "case;activity;date;note\n"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Some ten kilobytes are large here."""
    monkeypatch.setattr(sampling, "LARGE", 4000)
    monkeypatch.setattr(sampling, "HEAD", 2000)
    monkeypatch.setattr(sampling, "SLICE", 500)


def table(days, note="", encoding="utf-8"):
    """Rows of March 2026, one for each day given."""
    rows = (f"C{n};Log;{day:02}/03/2026 09:00;{note}\n" for n, day in enumerate(days))
    return io.BytesIO((HEADER + "".join(rows)).encode(encoding))


def times_of(file, source):
    return [at for batch in batches(file, source) for at in batch.at]


def test_the_rows_are_read_as_by_the_whole_file():
    file = table([3] * 200 + [28] * 300 + [4] * 200)

    soon = recognised_soon(file)

    assert layout_by_sample(file, {}) is not None
    assert times_of(file, soon) == times_of(file, recognised(file)[0])
    assert len(times_of(file, soon)) == 700


@pytest.mark.parametrize("place", [0, 349, 699])
def test_what_the_sample_leaves_open_the_whole_file_says(place):
    days = [3] * 700
    days[place] = 28
    file = table(days)

    times = times_of(file, recognised_soon(file))

    assert times.count("2026-03-03T09:00:00.000000") == 699


def test_a_small_file_is_looked_at_whole():
    assert layout_by_sample(table([28] * 20), {}) is None


def test_other_encodings_are_looked_at_whole():
    file = table([28] * 700, note="Prüfung – neu", encoding="cp1252")

    source = recognised_soon(file)

    assert layout_by_sample(file, {}) is None
    assert source.layout.encoding == "windows-1252"
    assert len(times_of(file, source)) == 700


def test_a_letter_cut_in_two_by_the_sample_is_whole():
    file = table([28] * 700, note="Prüfung " * 3)

    assert len(times_of(file, recognised_soon(file))) == 700


def test_cells_over_several_lines_are_read_whole():
    file = table([28] * 700, note='"one\ntwo;three"')

    assert len(times_of(file, recognised_soon(file))) == 700


def test_what_a_person_chose_is_kept_to():
    file = table([3] * 700)
    choices = {"formats": {"date": ["datetime", "MM/DD/YYYY HH:MM"]}}

    layout = layout_by_sample(file, choices)

    assert layout.columns[2].format == "MM/DD/YYYY HH:MM"
