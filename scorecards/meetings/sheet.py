"""What a meeting has before it on one topic: the number, and what is known of it."""

from dataclasses import dataclass
from datetime import date
from itertools import dropwhile

from kpis.charted import Place, places_of
from kpis.models import Kpi, Note
from kpis.series import series_for
from people.access import readable_by
from people.models import User
from scorecards.models import Action, Idea, Topic
from scorecards.team import Row

# Half a year of weeks: as much as is read from the other end of the room.
DRAWN = 26


@dataclass(frozen=True, slots=True)
class Sheet:
    """One topic; without a row once the number is no longer the team's."""

    topic: Topic
    row: Row | None
    ideas: list[Idea]
    actions: list[Action]
    # Shared ones: all in the room read them, so not even the leader's own others.
    notes: list[Note]

    @property
    def places(self) -> list[Place]:
        """The newest points of the chart, from the first number on."""
        places = places_of(self.row.series) if self.row else []
        begun = dropwhile(lambda place: place.cell.reading is None, places)
        return list(begun)[-DRAWN:]


def sheet_of(topic: Topic, leader: User) -> Sheet:
    row = row_for(leader, topic.kpi_id)
    return Sheet(
        topic,
        row,
        _ideas_of(topic.kpi),
        _actions_of(topic.kpi),
        _notes_of(topic.kpi, row.series.periods[0].start) if row else [],
    )


def row_for(leader: User, kpi_id: int) -> Row | None:
    """What a leader sees of one of their team's KPIs; None of any other.

    Twin of all the rows of a team, which are too many to make for each topic.
    """
    living = Kpi.objects.live().for_display().filter(pk=kpi_id)
    found = series_for(list(living), reader=leader, judged=True)
    series = found.get(kpi_id)
    if series is None or series.owner is None:
        return None
    team = readable_by(leader).active()
    return Row(series) if team.filter(pk=series.owner.pk).exists() else None


def _ideas_of(kpi: Kpi) -> list[Idea]:
    waiting = Idea.objects.open().filter(kpi=kpi)
    return list(waiting.select_related("author").oldest_first())


def _actions_of(kpi: Kpi) -> list[Action]:
    under_way = Action.objects.open().filter(kpi=kpi)
    return list(under_way.select_related("owner").next_due_first())


def _notes_of(kpi: Kpi, since: date) -> list[Note]:
    shared = Note.objects.shared().filter(kpi=kpi, start__gte=since)
    return list(shared.select_related("author").newest_first())
