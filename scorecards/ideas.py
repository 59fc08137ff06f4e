"""Ideas: what somebody saw at a step, and would change there."""

from kpis.models import Kpi
from people.models import User
from scorecards.models import Idea, Meeting


def propose(
    kpi: Kpi, text: str, change: str, *, by: User, meeting: Meeting | None = None
) -> Idea:
    """Keep an idea for the step of a KPI; it waits for an answer from then on."""
    return Idea.objects.create(
        kpi=kpi, text=text, change=change, author=by, meeting=meeting
    )
