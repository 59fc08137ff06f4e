"""A manager's week: the numbers of all who report to them, and what each says."""

from dataclasses import dataclass
from functools import cached_property

from kpis.behaviour import Behaviour, behaviour_of
from kpis.models import Kpi
from kpis.owned import ever_owned_by
from kpis.saying import Saying, said_of
from kpis.series import Series, series_for
from people.access import readable_by
from people.models import User


@dataclass(frozen=True)
class Row:
    """One KPI of a team, with what its numbers say."""

    series: Series

    @property
    def kpi(self) -> Kpi:
        return self.series.kpi

    @property
    def owner(self) -> User | None:
        return self.series.owner

    @cached_property
    def behaviour(self) -> Behaviour:
        return behaviour_of(self.series)

    @cached_property
    def saying(self) -> Saying:
        return said_of(self.behaviour)


def rows_for(leader: User) -> list[Row]:
    """The living KPIs that the leader or somebody of their team owns today.

    By process, then in step order; in a fixed number of queries.
    """
    team = {person.pk: person for person in readable_by(leader).active()}
    found = series_for(
        ever_owned_by(team.values()), reader=leader, judged=True
    ).values()
    return [Row(series) for series in found if series.owner and series.owner.pk in team]
