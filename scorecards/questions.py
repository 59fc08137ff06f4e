"""What waits for an answer: the numbers that people were assigned and didn't accept."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from kpis.models import Kpi, Ownership
from kpis.series import Series
from people.models import User


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody was assigned a KPI: do they accept?"""

    series: Series
    ownership: Ownership
    assigner: User | None

    @property
    def kpi(self) -> Kpi:
        return self.series.kpi

    @property
    def is_ahead(self) -> bool:
        return self.ownership.since > self.series.today

    @property
    def statement(self) -> str:
        """As it reads when it begins to be theirs."""
        day = max(self.ownership.since, self.series.today)
        return self.series.timeline.standard_on(day).statement


def questions_in(many: Collection[Series]) -> dict[int, list[Question]]:
    """The questions of some KPIs by the id of who is asked, in one query, or none."""
    asked = [
        (series, ownership)
        for series in many
        for ownership in series.timeline.ownerships_from(series.today)
        if not ownership.is_accepted
    ]
    assigners = User.objects.in_bulk({row.assigned_by_id for _, row in asked} - {None})
    questions = defaultdict(list)
    for series, row in asked:
        assigner = assigners.get(row.assigned_by_id)
        questions[row.person_id].append(Question(series, row, assigner))
    return questions
