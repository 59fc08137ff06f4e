"""Many admins decide on one owner at once: one wins, and the others are told."""

from collections import Counter
from datetime import date
from functools import partial

import pytest

from kpis import ownership
from people.versions import StaleVersion
from tests.database import at_once
from tests.factories import kpi_again, make_admin, make_kpi, make_person

MONDAY = date(2026, 3, 2)
ADMINS = 50

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_fifty_admins_one_wins_and_the_others_are_told(person):
    kpi = make_kpi(owner=person)
    seen = kpi_again(kpi).version
    admins = [make_admin() for _ in range(ADMINS)]
    wanted = [make_person() for _ in range(ADMINS)]

    ends = at_once(
        *(
            partial(
                ownership.assign, kpi_again(kpi), whom, MONDAY, by=admin, version=seen
            )
            for admin, whom in zip(admins, wanted, strict=True)
        )
    )

    assert Counter(map(type, ends)) == {type(None): 1, StaleVersion: ADMINS - 1}
    winner = next(n for n, end in enumerate(ends) if end is None)
    decided = kpi.ownerships.get(since=MONDAY)
    assert (decided.person, decided.assigned_by) == (wanted[winner], admins[winner])
    assert kpi_again(kpi).version == seen + 1
