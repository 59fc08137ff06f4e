from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.bins import MOST, edges_for

numbers = st.decimals(0, 10**12, places=6)
above_nothing = st.decimals("0.000001", 10**12, places=6)


@pytest.mark.parametrize(
    ("low", "usual", "limit", "edges"),
    [
        ("0", "6", "4", "0 0.4 0.8 1.2 1.6 2 2.4 2.8 3.2 3.6 4 4.4 4.8 5.2 5.6 6"),
        ("1", "40", "4", "0 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 32 34 36 38 40"),
        ("0", "1", "3", "0 0.25 0.5 0.75 1 1.25 1.5 1.75 2 2.25 2.5 2.75 3 3.25"),
        ("0", "9", None, "0 0.5 1 1.5 2 2.5 3 3.5 4 4.5 5 5.5 6 6.5 7 7.5 8 8.5 9"),
        ("-3", "4", None, "-3 -2.5 -2 -1.5 -1 -0.5 0 0.5 1 1.5 2 2.5 3 3.5 4"),
    ],
)
def test_bins_are_of_one_round_width(low, usual, limit, edges):
    found = edges_for(Decimal(low), Decimal(usual), limit and Decimal(limit))

    assert found == tuple(map(Decimal, edges.split()))


@given(numbers, numbers, above_nothing)
def test_the_limit_is_an_edge_with_a_bin_behind_it(low, more, limit):
    edges = edges_for(low, low + more, limit)

    assert limit in edges[1:-1]
    assert edges[-1] >= low + more
    assert len(edges) <= MOST + 2


@given(st.decimals(-(10**12), 10**12, places=6), numbers)
def test_what_is_usual_lies_between_few_rising_edges(low, more):
    edges = edges_for(low, low + more, None)

    assert edges[0] <= low
    assert low + more <= edges[-1]
    assert 2 <= len(edges) <= MOST + 1
    assert all(before < after for before, after in pairwise(edges))
