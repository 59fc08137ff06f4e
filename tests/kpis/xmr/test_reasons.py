"""What a chart says of a pattern, word for word."""

import pytest

from kpis.xmr import chart

CALM = [48, 52] * 10
NO_TARGET = "There is no target to hold the limits against."


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ((90,), ["The last point is above the upper limit, 67.07."]),
        ((10,), ["The last point is below the lower limit, 32.4."]),
        ((90, 91), ["The last 2 points are above the upper limit, 68.25."]),
        ((55,) * 7, ["The last 8 points are above the centre, 51.3."]),
        ((45,) * 8, ["The last 8 points are below the centre, 48.57."]),
        # Both point one way, so neither has to decide.
        (
            (*[56] * 6, 90),
            [
                "The last point is above the upper limit, 64.48.",
                "The last 7 points are above the centre, 52.81.",
            ],
        ),
    ],
)
def test_a_pattern_is_told_with_its_line(last, said):
    values = [*CALM, *last]
    # A run begins with the last of the calm ones that lies on its side.
    assert list(chart(values, direction="at_least").reasons) == [*said, NO_TARGET]


@pytest.mark.parametrize(
    ("sign", "limit"), [(1, "upper limit, 5.69"), (-1, "lower limit, -5.69")]
)
def test_near_which_limit(sign, limit):
    near = [4.5, 1, 4.5]
    before = [*[1, -1] * 20, None, *[-each * sign for each in near], None]

    found = chart([*before, *[each * sign for each in near]], direction="at_least")

    assert found.reasons[0] == f"Of the last 3 points at least 2 are near the {limit}."
