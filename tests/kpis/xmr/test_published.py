"""Charts that others published, each with its source."""

import pytest

from kpis.xmr import chart

# D. J. Wheeler, Making Sense of Data, by the page or the table, as the tests of
# mattmccormick/statprocon have them. Its limit of the ranges is 3.268 mean ranges.
VERIFYING_SOFTWARE = [
    *(5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285),
    *(3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200),
]
ACCIDENTS_A = [43, 40, 37, 33, 30, 33, 34, 35, 29, 33, 31, 39]
ACCIDENTS_B = [35, 37, 33, 32, 27, 29, 31, 22, 25, 30, 24, 19]
RECEIVABLE = [
    *(55.6, 54.7, 54.9, 54.8, 56.9, 55.7, 53.8, 54.8, 53.4, 57.0, 59.4, 63.2),
    *(60.9, 60.7, 58.6, 57.3, 56.9, 58.1, 58.3, 50.9, 53.3, 52.5, 50.8, 52.9),
]
PEAK_FLOW = [
    *(120, 140, 100, 150, 260, 150, 100, 120, 300),
    *(300, 275, 300, 140, 170, 150, 150, 190, 180),
]
SMOKERS = [
    *(21.3, 20.2, 20.9, 21.0, 18.8, 19.6, 18.7),
    *(18.6, 18.1, 18.9, 19.2, 18.2, 17.3, 19.0),
]

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates of ten batches.
FLOW_RATE = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]

# D. C. Montgomery, Introduction to Statistical Quality Control: viscosity of paint; and
# G. B. Wetherill and D. W. Brown, Statistical Process Control, p. 120: water in
# antifreeze. Limits as R's qcc computes them, in the tests of gedeck/mistat.
VISCOSITY = [
    *(33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27),
    *(33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84),
]
ANTIFREEZE = [
    *(2.23, 2.53, 2.62, 2.63, 2.58, 2.44, 2.49, 2.34, 2.95, 2.54, 2.60, 2.45),
    *(2.17, 2.58, 2.57, 2.44, 2.38, 2.23, 2.23, 2.54, 2.66, 2.84, 2.81, 2.39),
    *(2.56, 2.70, 3.00, 2.81, 2.77, 2.89, 2.54, 2.98, 2.35, 2.53),
]

# nhs-pycom/nhspy-plotthedots, test_pandas_spc_x_calc.py: the example in NHS England's
# video on its tool, read off the screen.
NHS_VIDEO = [89, 86, 75, 77, 81, 74, 72, 78, 76, 82, 77, 54, 66, 77, 86]

# nhs-r-community/NHSRplotthedots, tests/testthat: R's set.seed(123); rnorm(20), whole
# and in two facets, and the summaries that its snapshots show.
NORMAL = [
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774),
    *(1.71506499, 0.46091621, -1.26506123, -0.68685285, -0.44566197),
    *(1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113),
    *(1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141),
]

LIMITS = [
    # values, screened, centre, lower and upper limit, to how much they are told.
    (VERIFYING_SOFTWARE, False, 4135.50, 3188.72, 5082.28, 0.005),
    (ACCIDENTS_A, False, 34.75, 25.6, 43.9, 0.05),
    (ACCIDENTS_B, False, 28.67, 18.0, 39.3, 0.05),
    # From the mean range as it was rounded: 52.4.
    (PEAK_FLOW, False, 183.1, 43.7, 322.5, 0.2),
    # With 3 / 1.128 where the others have 2.66.
    (FLOW_RATE, False, 50.81, 45.8159, 55.8041, 0.001),
    (VISCOSITY, False, 33.52333, 32.24484, 34.80183, 0.0005),
    (ANTIFREEZE, False, 2.569706, 2.031344, 3.108068, 0.0005),
    (NHS_VIDEO, True, 76.67, 57, 96, 0.5),
    (NORMAL, True, 0.142, -3.01, 3.29, 0.005),
    (NORMAL[:10], True, 0.0746, -2.60, 2.75, 0.005),
    (NORMAL[10:], True, 0.209, -3.28, 3.70, 0.005),
]


@pytest.mark.parametrize(("values", "screen", "centre", "lower", "upper", "to"), LIMITS)
def test_limits(values, screen, centre, lower, upper, to):
    (phase,) = chart(values, direction=None, screen=screen).phases

    found = (phase.centre, phase.lower, phase.upper)
    assert found == pytest.approx((centre, lower, upper), abs=to)


def test_every_range_of_the_data_to_verify_software():
    points = chart(VERIFYING_SOFTWARE, direction=None, range_factor=3.268).points

    ranges = [None, 695, 0, 375, 315, 140, 55, 200, 305]
    ranges += [55, 280, 115, 460, 385, 222, 1737]
    assert [point.moving_range for point in points] == ranges
    assert sum(ranges[1:]) / 15 == pytest.approx(355.93, abs=0.005)
    assert {round(point.range_limit, 2) for point in points} == {1163.19}
    assert [i for i, point in enumerate(points) if "outside" in point.signals] == [15]


def test_the_receivables_outside_a_limit_and_the_range_outside_its_own():
    points = chart(RECEIVABLE, direction=None).points

    outside = [i for i, point in enumerate(points) if "outside" in point.signals]
    assert outside == [11, 12, 19, 22]
    ranges = [
        (i, point.moving_range, point.range_limit) for i, point in enumerate(points)
    ]
    assert [i for i, found, limit in ranges if found and found > limit] == [19]


def test_a_long_run_of_fewer_smokers():
    points = chart(SMOKERS, direction="at_most").points

    run = [i for i, point in enumerate(points) if "run" in point.signals]
    assert run == list(range(6, 14))


@pytest.mark.parametrize("values", [FLOW_RATE, VISCOSITY, ANTIFREEZE, NORMAL])
def test_nothing_but_wobbling(values):
    found = chart(values, direction="at_least")

    assert not any(point.signals for point in found.points)
    assert found.variation == "steady"


def test_the_only_signal_of_the_video():
    points = chart(NHS_VIDEO, direction="at_least", screen=True).points

    assert [i for i, point in enumerate(points) if point.signals] == [11]


def test_near_opposite_limits_is_no_pattern():
    # NHSRplotthedots, tests/testthat/test-ptd_spc_standard.R.
    values = [1, -1] * 7 + [5.5, -5.5]

    points = chart(values, direction="at_least", screen=True).points

    assert not any(point.signals for point in points[-2:])
