from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpis.charted import places_of
from kpis.charts import figure, legend, ranges
from kpis.periods import Period
from tests.kpis.charting import (
    monday,
    phase_from,
    places_with,
    series_of,
    series_under,
    standard_of,
)

COLUMNS = ("color", "symbol")
STEADY = [90, 92, 91, 89, 90, 91, 92, 90, 88, 91, 90, 92]


def readings_of(places):
    return figure(places)["data"][0]


def lines_of(places):
    return [trace for trace in figure(places)["data"] if trace["mode"] == "lines"]


def test_the_figure_holds_floats_and_gaps():
    readings, target = figure(places_with(81, None, "94.5"))["data"][:2]

    assert readings["y"] == [81.0, None, 94.5, None]
    assert target["y"] == [90.0] * 4
    assert all(isinstance(y, float) for y in target["y"])


def test_the_figure_links_each_point_to_its_receipt():
    places = places_with(81, 94)

    assert readings_of(places)["customdata"] == [place.cell.url for place in places]


def test_the_figure_shows_both_ends_of_a_range():
    places = places_with(3, direction="between", target=2, upper=Decimal(5))

    low, high = lines_of(places)[:2]
    assert (low["y"], high["y"]) == ([2.0, 2.0], [5.0, 5.0])


def test_the_figure_has_the_limits_of_each_phase_under_its_own_numbers():
    phases = [phase_from(monday(4))]
    places = places_of(series_under([standard_of()], *STEADY, None, phases=phases))

    levels = lines_of(places)[1:]

    assert [len(trace["x"]) for trace in levels] == [8] * 3 + [5] * 3
    assert levels[-1]["hovertemplate"].startswith("upper ")
    assert "a trial limit from 4 numbers" in levels[-1]["hovertemplate"]


def test_a_phase_is_marked_with_its_reason():
    phases = [phase_from(monday(4), "Calls <b>first</b>")]
    places = places_of(series_under([standard_of()], *STEADY, None, phases=phases))

    layout = figure(places)["layout"]

    assert [shape["x0"] for shape in layout["shapes"]] == [str(monday(4))]
    (mark,) = [one for one in layout["annotations"] if one["text"] == "1"]
    assert mark["hovertext"] == "Calls &lt;b&gt;first&lt;/b&gt;"


def test_no_line_leads_from_one_phase_to_the_next():
    phases = [phase_from(monday(4))]
    places = places_of(series_under([standard_of()], *STEADY, None, phases=phases))

    line = readings_of(places)

    place = line["y"].index(None)
    assert line["x"][place - 1 : place + 2] == [
        str(monday(5)),
        str(monday(4)),
        str(monday(4)),
    ]
    assert [y for y in line["y"] if y is not None] == STEADY
    along = [line["customdata"], line["text"], *map(line["marker"].get, COLUMNS)]
    assert {len(values) for values in along} == {len(line["x"])} == {len(places) + 1}


def test_signals_and_notes_are_marked():
    series = series_of(*STEADY, 5, None)

    drawn = figure(places_of(series, {monday(1): 1}))

    signals = drawn["data"][-1]
    assert signals["x"][-1] == str(monday(1))
    assert "outside the limits; 1 note" in signals["text"][-1]
    marks = [one for one in drawn["layout"]["annotations"] if one["text"] == "✎"]
    assert [mark["x"] for mark in marks] == [str(monday(1))]


def test_nothing_to_explore_is_an_empty_figure():
    assert figure([]) == {"data": [], "layout": {}}


def test_the_legend_says_what_is_there_and_no_more():
    said = legend(places_with(*STEADY[:5], 80))

    assert said.limits == (
        "Target 90 h. Centre 88.7 h, natural range 80–97 h:"
        " trial limits from 6 numbers."
    )
    assert [key.says for key in said.keys] == [
        "met",
        "missed",
        "part of a signal for the worse",
        "trial limits, from fewer than 12 numbers",
    ]


def test_the_legend_asks_for_numbers_that_follow_each_other():
    assert "No limits yet: they" in legend(places_with(81)).limits


def test_the_legend_says_since_when_there_are_no_limits_yet():
    begins = phase_from(monday(0))
    series = series_under([standard_of()], *STEADY, None, phases=[begins])

    said = legend(places_of(series)).limits

    assert f"No limits yet since {begins.start.day} Nov: they" in said


def test_the_legend_names_a_month_with_its_year():
    place = places_with(81)[-1]
    month = Period.around(date(2026, 3, 1), "month")
    cell = replace(place.cell, period=month)

    said = legend([replace(place, cell=cell, begins="Another tool")]).limits

    assert "No limits yet since March 2026: they" in said


def test_a_jump_above_the_limit_of_the_ranges_is_ringed():
    drawn = ranges(places_with(*STEADY, 40, *STEADY))

    assert [mark.place.cell.period.start for mark in drawn.wide] == [
        monday(13),
        monday(12),
    ]
    assert drawn.summary == (
        "24 differences between neighbouring numbers, 2 of them above their limit."
    )
    assert [label.name for label in drawn.labels] == ["limit", "mean"]


def test_without_neighbours_there_are_no_ranges():
    assert ranges(places_with(81, None, 92)) is None
