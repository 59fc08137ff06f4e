"""Two managers answer an idea at once: one wins, and the other is told."""

from collections import Counter
from functools import partial

import pytest

from scorecards import ideas
from scorecards.models import Action, Idea
from tests.database import at_once
from tests.factories import make_admin, make_kpi
from tests.scorecards.loop import make_idea, try_out

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("noes", [0, 4, 8])
def test_of_eight_answers_one_counts(person, noes):
    kpi = make_kpi(owner=person)
    pk = make_idea(kpi, by=person).pk
    admins = [make_admin() for _ in range(8)]
    no = partial(ideas.decline, reason="Not before the move.")
    acts = [no if place < noes else try_out for place in range(8)]

    ends = at_once(
        *(
            partial(act, Idea.objects.get(pk=pk), by=admin)
            for act, admin in zip(acts, admins, strict=True)
        )
    )

    told = Counter(type(end) is ideas.Answered for end in ends)
    assert told == {True: 7, False: 1}
    winner = next(n for n, end in enumerate(ends) if type(end) is not ideas.Answered)
    assert Idea.objects.get(pk=pk).answered_by == admins[winner]
    assert Action.objects.count() == (winner >= noes)
