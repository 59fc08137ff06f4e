"""Which KPI a name in a file means."""

import pytest

from kpis.imports.naming import Named, likeliest, matches, told
from kpis.likeness import Likeness

KPIS = [
    Named(1, "Lead to cash", "Contact customer", "Respond within 4 hours."),
    Named(2, "Lead to cash", "Book next step", "Book within 2 days."),
    Named(3, "Ticket", "Contact customer", "Call back the same day."),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Book next step", 2),
        ("BOOK  NEXT STEP", 2),
        ("Lead to cash: Contact customer", 1),
        ("Ticket › Contact customer", 3),
        ("Respond within 4 hours", 1),
        ("2", 2),
        ("KPI 3", 3),
    ],
)
def test_a_name_means_a_kpi(name, expected):
    assert matches([name], KPIS) == {name: expected}


@pytest.mark.parametrize("name", ["Contact customer", "Ship the goods", "", "—"])
def test_a_name_of_two_or_none_is_left_to_a_person(name):
    assert matches([name], KPIS) == {}


def test_the_likeliest_shares_most_words():
    likeness = Likeness(told(KPIS))

    assert likeliest("Booking the next steps", KPIS, likeness) == 2
    assert likeliest("Zzz", KPIS, likeness) is None
