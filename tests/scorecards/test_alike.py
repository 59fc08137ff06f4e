import time

import pytest

from scorecards.alike import correlation, twins, unmoved

WAVES = [80, 84, 79, 91, 88, 76, 83, 95, 81, 90, 77, 86, 92]


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([100] * 12, 12),
        ([100] * 11, 0),
        ([90] + [100] * 14, 14),
        ([100] * 20 + [99], 0),
        # What is missing neither counts nor ends it.
        ([100, None] * 12, 12),
        ([], 0),
        ([None] * 20, 0),
    ],
)
def test_a_number_that_never_moves_is_counted_from_the_newest(values, count):
    assert unmoved(values) == count


def test_the_same_numbers_are_twins():
    found = twins({"a": WAVES, "b": list(WAVES), "c": WAVES[::-1]})

    assert found.keys() == {"a", "b"}
    assert found["a"].key == "b"
    assert found["a"].is_same
    assert found["a"].periods == 13


def test_numbers_that_move_alike_are_twins_at_any_scale():
    found = twins({"a": WAVES, "b": [3 * value + 7 for value in WAVES]})

    assert not found["a"].is_same
    assert found["a"].correlation == pytest.approx(1)


def test_opposites_are_twins():
    found = twins({"a": WAVES, "b": [100 - value for value in WAVES]})

    assert found["a"].correlation == pytest.approx(-1)


def test_two_that_never_move_are_no_twins():
    assert twins({"a": [100] * 20, "b": [100] * 20}) == {}


def test_eleven_common_numbers_say_nothing():
    assert twins({"a": WAVES[:11], "b": WAVES[:11]}) == {}
    assert twins({"a": [*WAVES[:11], None], "b": [None, *WAVES[:11]]}) == {}


def test_only_common_periods_are_compared():
    gaps = [None, *WAVES[1:]]

    found = twins({"a": WAVES, "b": gaps})

    assert found["a"].periods == 12
    assert found["a"].is_same


def test_one_dip_in_common_makes_no_twins():
    dip = [100] * 6 + [60] + [100] * 6

    assert twins({"a": dip, "b": list(dip)}) == {}


def test_two_that_both_rise_are_no_twins():
    up = [
        10 * i + noise
        for i, noise in enumerate([0, 1, 0, 2, 1, 0, 1, 2, 0, 1, 2, 0, 1])
    ]
    also = [
        7 * i - noise for i, noise in enumerate([1, 0, 2, 0, 0, 2, 1, 0, 1, 1, 0, 2, 0])
    ]

    assert correlation(list(zip(up, also, strict=True))) > 0.99
    assert twins({"a": up, "b": also}) == {}


def test_large_numbers_lose_no_digits():
    large = [10**12 + value for value in WAVES]

    assert twins({"a": large, "b": [float(v) for v in large]})["a"].is_same


def test_each_has_the_closest_of_several():
    near = [value + (0.4 if i == 3 else 0) for i, value in enumerate(WAVES)]

    found = twins({"a": WAVES, "near": near, "same": list(WAVES)})

    assert found["a"].key == "same"


def test_a_twin_that_proves_none_gives_way_to_the_next():
    assert twins({"a": WAVES}) == {}
    assert twins({}) == {}


def test_three_hundred_are_compared_at_once():
    series = {
        i: [(value * (i % 7 + 1) + (i * j) % 13) for j, value in enumerate(WAVES * 4)]
        for i in range(300)
    }
    twins({0: WAVES, 1: WAVES})
    began = time.perf_counter()

    twins(series)

    # Pair by pair it takes many seconds.
    assert time.perf_counter() - began < 1
