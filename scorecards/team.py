"""A manager's week: the numbers of all who report to them, and what each says."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kpis.behaviour import Behaviour, behaviour_of
from kpis.models import Kpi
from kpis.owned import ever_owned_by
from kpis.saying import Saying, said_of_numbers, without_number
from kpis.series import Series, series_for
from people.access import readable_by
from people.models import User
from processes.models import Process


@dataclass(frozen=True)
class Row:
    """One KPI of a team, with what its numbers say."""

    series: Series

    @property
    def kpi(self) -> Kpi:
        return self.series.kpi

    @property
    def process(self) -> Process:
        return self.kpi.step.process

    @property
    def step(self) -> str:
        """Where in its process it is made: 3 · Contact customer."""
        return f"{self.kpi.step.shown_position} · {self.kpi.step.shown_title}"

    @property
    def anchor(self) -> str:
        """The id of its row on the page."""
        return f"k{self.kpi.pk}"

    @property
    def owner(self) -> User | None:
        return self.series.owner

    @cached_property
    def behaviour(self) -> Behaviour:
        return behaviour_of(self.series)

    @cached_property
    def said(self) -> Saying:
        """What its numbers say, whatever is missing since; put into words once."""
        return said_of_numbers(self.behaviour)

    @cached_property
    def saying(self) -> Saying:
        return without_number(self.series) or self.said


@dataclass(frozen=True, slots=True)
class Team:
    """The numbers of a leader and of all who report to them, in process order."""

    rows: list[Row]
    # Whose owner was deactivated: nobody minds them until an admin assigns them anew.
    left_behind: list[Row]


def team_of(leader: User) -> Team:
    """The living KPIs of a leader's people, in a fixed number of queries."""
    people = {person.pk: person for person in readable_by(leader)}
    # Not the one of a request, which is looked up anew each time it is asked anything.
    rows = _rows(people.values(), people[leader.pk])
    owned = [row for row in rows if row.owner and row.owner.pk in people]
    return Team(
        [row for row in owned if row.owner and row.owner.is_active],
        [row for row in owned if row.owner and not row.owner.is_active],
    )


def rows_for(leader: User) -> list[Row]:
    """The living KPIs that the leader or somebody of their team owns today.

    By process, then in step order; in a fixed number of queries.
    """
    return team_of(leader).rows


def _rows(people: Iterable[User], reader: User) -> list[Row]:
    found = series_for(ever_owned_by(people), reader=reader, judged=True)
    return [Row(series) for series in found.values()]
