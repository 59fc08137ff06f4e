from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpis.behaviour import behaviour_of
from kpis.charted import ANOTHER_CADENCE, judged_part, places_of
from kpis.series import JUDGED
from tests.kpis.charting import (
    excepted,
    monday,
    phase_from,
    places_with,
    series_of,
    series_under,
    standard_of,
)

STEADY = [90, 92, 91, 89, 90, 91, 92, 90, 88, 91, 90, 92]
gappy = st.lists(st.none() | st.integers(0, 100), min_size=2, max_size=3 * JUDGED)


def begun(places):
    return {place.cell.period.start: place.begins for place in places if place.begins}


@given(gappy, st.integers(1, 60))
def test_the_newest_limits_are_those_the_words_rest_on(values, weeks):
    assume(any(value is not None for value in values[-JUDGED - 1 : -1]))
    phases = [phase_from(monday(weeks))]
    series = series_under([standard_of()], *values, phases=phases)

    charted = {place.cell.period: place.point for place in places_of(series)}

    judged = behaviour_of(judged_part(series))
    for cell, point in zip(judged.cells, judged.chart.points, strict=True):
        assert charted[cell.period] == point


@given(gappy)
def test_a_number_has_the_same_limits_however_far_back_a_page_goes(values):
    values = [*[None] * (2 * JUDGED + 1), *values][-2 * JUDGED - 1 :]
    far = places_of(series_of(*values))
    near = places_of(series_of(*values[-JUDGED - 1 :]))

    for one, other in zip(far[-JUDGED - 1 :], near, strict=True):
        assert one.point == other.point


def test_what_is_under_way_or_excepted_or_missing_does_not_count():
    series = series_of(*STEADY, 10, None, 500)
    series.rows[monday(2)] = excepted(10, series.periods[-3])

    strike, missing, under_way = places_of(series)[-3:]

    assert (strike.value, strike.point) == (10, None)
    assert missing.value is None
    assert (under_way.value, under_way.point) == (500, None)
    assert under_way.cell.is_under_way
    assert under_way.in_words.endswith("500 h, met so far")


def test_limits_go_on_under_what_does_not_count():
    *_, newest, under_way = places_with(*STEADY)

    assert under_way.phase is newest.phase


def test_a_phase_begins_with_the_first_number_that_counts_in_it():
    day = monday(3) - timedelta(days=3)
    series = series_under([standard_of()], *STEADY, None, phases=[phase_from(day)])

    places = places_of(series)

    assert begun(places) == {monday(3): "Another tool"}
    before, after = (places[-5], places[-4])
    assert before.phase is not after.phase


def test_a_phase_without_a_number_yet_begins_and_has_no_limits():
    phases = [phase_from(monday(0))]
    places = places_of(series_under([standard_of()], *STEADY, None, phases=phases))

    assert begun(places) == {monday(0): "Another tool"}
    assert places[-1].phase is None


def test_a_phase_before_the_first_number_shows_nowhere():
    phases = [phase_from(monday(12))]
    places = places_of(series_under([standard_of()], *STEADY, None, phases=phases))

    assert begun(places) == {}


def test_another_unit_begins_a_phase():
    hours, minutes = standard_of(), standard_of(unit="minutes")
    minutes.since = monday(4)

    places = places_of(series_under([hours, minutes], *STEADY, None))

    assert begun(places) == {monday(4): "it is measured otherwise"}


def test_another_cadence_begins_a_chart_of_its_own(person):
    daily, weekly = standard_of(cadence="day"), standard_of()
    weekly.since = monday(6)
    series = series_under([daily, weekly], *STEADY[:6], None)
    line = series.timeline
    days = line.until(monday(6) - timedelta(days=1), 5)
    for period in days:
        series.rows[period.start] = series.rows[monday(6)]._replace(start=period.start)
    series.past.extend(days)

    places = places_of(series)

    assert begun(places) == {monday(6): ANOTHER_CADENCE}
    assert {place.phase.count for place in places} == {5, 6}


@pytest.mark.parametrize(
    ("direction", "last", "tone"),
    [
        ("at_least", 200, "better"),
        ("at_least", 5, "worse"),
        ("at_most", 200, "worse"),
        ("at_most", 5, "better"),
        ("between", 5, "changed"),
    ],
)
def test_a_signal_is_for_the_better_or_the_worse(direction, last, tone):
    *_, newest, _ = places_with(*STEADY, last, direction=direction, upper=95)

    assert newest.signals[0] == "outside the limits"
    assert newest.tone == tone


@pytest.mark.parametrize(("sign", "tone"), [(1, "better"), (-1, "worse")])
def test_a_trend_has_one_tone_from_its_first_point_on(sign, tone):
    places = places_with(*[sign * n for n in (10, 9, 10, 9, 11, 12, 13, 14, 15, 16)])

    tones = {p.tone for p in places if p.signals == ["in a trend"]}
    assert tones == {tone}


@given(st.lists(st.integers(0, 20), min_size=8, max_size=60))
def test_whatever_is_part_of_a_signal_has_a_tone_and_words(values):
    for place in places_with(*values):
        assert bool(place.tone) == bool(place.signals)


def test_notes_are_counted_in_words():
    series = series_of(90, 91, None)

    one, two, none = places_of(series, {monday(2): 1, monday(1): 2})

    assert one.in_words.endswith("met; 1 note")
    assert two.in_words.endswith("met; 2 notes")
    assert "note" not in none.in_words.replace("no number yet", "")


def test_days_follow_each_other():
    starts = [place.cell.period.start for place in places_with(*STEADY)]

    assert all(before < after for before, after in pairwise(starts))


def test_what_is_outside_has_its_side_whatever_the_trend(person):
    places = places_with(*STEADY, 60, 61, 62, 63, 64, 65, 66, 67)

    risen = [place for place in places if place.value == 60]
    assert set(risen[0].signals) >= {"outside the limits", "in a trend"}
    assert risen[0].tone == "worse"


def test_a_trend_decides_over_the_side_it_is_on():
    values = [*[60, 140] * 10, 80, 81, 82, 83, 84, 85, 86, 87]

    newest = places_with(*values)[-2]

    assert set(newest.signals) >= {"in a run on one side of the centre", "in a trend"}
    assert newest.value < newest.limits.centre
    assert newest.tone == "better"


def test_a_trend_does_not_look_into_the_phase_before():
    falling, rising = [26, 24, 22, 20, 18, 16, 14], [12, 13, 14, 15, 16, 17, 18]
    values = [*falling, *rising, *[2, 28] * 6]
    phases = [phase_from(monday(len(values) - len(falling)))]
    series = series_under([standard_of()], *values, None, phases=phases)

    [first] = [place for place in places_of(series) if place.begins]

    assert (first.signals, first.tone) == (["in a trend"], "better")


def test_a_trend_that_begins_right_after_another_has_its_own_way():
    rise = list(range(7))
    series = places_with(*rise, *rise)

    assert {place.tone for place in series if place.point} == {"better"}
