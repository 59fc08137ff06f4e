import pytest

from kpis.shifts import shift

LIMITS = (75.0, 80.0, 85.0)
BEFORE = [80.0, 81.0, 79.0, 80.0]


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ([90.0, 91.0, 90.0, 92.0], "better"),
        ([70.0, 71.0, 70.0, 69.0], "worse"),
        ([80.0, 81.0, 79.0, 80.0], "level"),
        # None is outside, and all are on one side: seven are, six aren't enough.
        ([81.0] * 7, "better"),
        ([81.0] * 6, "level"),
        ([79.0] * 6, "level"),
        ([79.0] * 7, "worse"),
        # On the centre is on neither side.
        ([81.0] * 6 + [80.0], "level"),
        # Both ways is neither.
        ([90.0, 70.0, 90.0, 70.0], "unknown"),
        ([85.0, 75.0, 85.0, 75.0], "level"),
        # One far out, and on average the other way.
        ([86.0, 76.0, 77.0, 76.0], "unknown"),
        ([74.0, 84.0, 83.0, 84.0], "unknown"),
        ([86.0, 78.0, 78.0, 78.0], "unknown"),
        # Far out both ways, whatever the average.
        ([90.0, 90.0, 90.0, 70.0], "unknown"),
        # By a little, but seven times.
        ([80.25] * 7, "better"),
        ([79.75] * 7, "worse"),
    ],
)
def test_a_phase_is_held_against_the_limits_before(after, said):
    assert shift(BEFORE, after, LIMITS, "at_least") == said


def test_lower_is_better_where_at_most_is_asked():
    assert shift(BEFORE, [70.0] * 4, LIMITS, "at_most") == "better"
    assert shift(BEFORE, [90.0] * 4, LIMITS, "at_most") == "worse"


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (BEFORE[:3], [90.0] * 9, "at_least"),
        (BEFORE, [90.0] * 3, "at_least"),
        (BEFORE, [90.0] * 9, None),
    ],
)
def test_too_few_numbers_or_no_direction_tell_nothing(before, after, direction):
    assert shift(before, after, LIMITS, direction) == "unknown"
