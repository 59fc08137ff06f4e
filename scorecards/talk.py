"""What a meeting talks about: the numbers of a team that need it, and why each does."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import islice
from textwrap import shorten

from django.utils import timezone
from django.utils.formats import date_format

from kpis.aims import cannot_meet
from kpis.behaviour import Behaviour
from kpis.cells import Cell
from kpis.models import Kpi, Verdict
from kpis.rollup import judge
from kpis.saying import BETTER, WORSE, Saying
from kpis.series import PERIODS
from people.models import User
from scorecards.models import Action
from scorecards.team import Row, rows_for

LONGEST_WHY = 200


class Kind(IntEnum):
    """In the order in which they are talked about."""

    SIGNAL = 1
    OVERDUE = 2
    INCAPABLE = 3
    MISSED = 4
    ACTIONS = 5


# What turned for the worse comes before what merely changed, or turned for the better.
RANKS = {WORSE: 0, BETTER: 2}


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why a number needs talk; of two of a kind the lower rank comes first."""

    kind: Kind
    rank: int
    text: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A number that needs talk, with all the reasons, the most urgent one first."""

    row: Row
    reasons: list[Reason]

    @property
    def kpi(self) -> Kpi:
        return self.row.kpi

    @property
    def why(self) -> str:
        said = "; ".join(reason.text for reason in self.reasons)
        return shorten(said, LONGEST_WHY, placeholder="…")

    @property
    def urgency(self) -> tuple[Kind, int]:
        return self.reasons[0].kind, self.reasons[0].rank


@dataclass(frozen=True, slots=True)
class Agenda:
    topics: list[Matter]
    # How many numbers only wobbled: nothing but noise, and no action about them.
    left_alone: int


def topics_for(leader: User, rows: list[Row] | None = None) -> Agenda:
    """What a leader's team talks about, each number once, the most urgent first.

    ``rows`` are the team's, if they are at hand; one query more in any case.
    """
    rows = rows_for(leader) if rows is None else rows
    actions = _actions_of([row.kpi.pk for row in rows])
    matters = [Matter(row, _reasons(row, actions[row.kpi.pk])) for row in rows]
    topics = [matter for matter in matters if matter.reasons]
    quiet = [matter.row for matter in matters if not matter.reasons]
    return Agenda(
        sorted(topics, key=lambda matter: matter.urgency),
        sum(only_wobbled(row.behaviour, row.said) for row in quiet),
    )


def only_wobbled(behaviour: Behaviour, said: Saying) -> bool:
    """Whether its numbers could tell of a change, and of none that needs talk do.

    ``said`` is what they say.
    """
    if behaviour.series.newest is None or not behaviour.is_told:
        return False
    return not (said.is_change or said.needs_talk)


def _actions_of(kpi_ids: Iterable[int]) -> dict[int, list[Action]]:
    """The actions of KPIs that weren't dropped, those due first at the front."""
    found = defaultdict(list)
    for action in Action.objects.filter(kpi__in=kpi_ids, dropped=""):
        found[action.kpi_id].append(action)
    return found


def _reasons(row: Row, actions: list[Action]) -> list[Reason]:
    found = [*_by_numbers(row), _missed(row, actions), _open(row, actions)]
    return sorted(reason for reason in found if reason)


def _by_numbers(row: Row) -> list[Reason]:
    """What the numbers say that a team should speak of."""
    if late := _overdue(row):
        return [late, *_of_process(row)]
    return _of_process(row) if row.saying.needs_talk else []


def _overdue(row: Row) -> Reason | None:
    """The newest number that should be there by now isn't: on Mondays, too, when that
    of the week just over is not late yet.
    """
    over = islice(row.series.ended_newest_first, PERIODS - 1)
    newest = next((cell for cell in over if cell.verdict != Verdict.DUE), None)
    if newest is None or newest.verdict != Verdict.MISSING:
        return None
    return Reason(Kind.OVERDUE, 0, f"number overdue: {newest.period.in_a_sentence}")


def _of_process(row: Row) -> list[Reason]:
    """That it changed, and that it cannot do what is asked: one, both or neither."""
    if row.series.newest is None:
        return []
    said, found = row.said, []
    if said.is_change and said.needs_talk:
        found.append(Reason(Kind.SIGNAL, RANKS.get(said.tone, 1), said.short))
    if row.behaviour.capability == "incapable":
        found.append(Reason(Kind.INCAPABLE, 0, cannot_meet(row.behaviour.standard)))
    return found


def _missed(row: Row, actions: list[Action]) -> Reason | None:
    """The newest number of a period that is over missed, and nobody did anything."""
    over = islice(row.series.ended_newest_first, PERIODS - 1)
    newest = next((cell for cell in over if cell.is_judged), None)
    if newest is None or newest.verdict != Verdict.MISSED or _acted(newest, actions):
        return None
    return Reason(Kind.MISSED, 0, _how_missed(row, newest))


def _how_missed(row: Row, cell: Cell) -> str:
    """A miss that is but noise asks for nothing to be done about that one period."""
    behaviour, said, period = row.behaviour, row.said, cell.period.in_a_sentence
    is_noise = behaviour.is_told and not (said.is_change and said.needs_talk)
    if not is_noise or behaviour.capability == "incapable":
        return f"{period} missed, and no action"
    if judge(behaviour.standard, cell.value) == Verdict.MET:
        return f"{period} missed what was asked of it then"
    often = "now and then" if behaviour.mostly_meets else "more often than not"
    return f"the process, as it is, misses {often}: {period} did"


def _acted(cell: Cell, actions: list[Action]) -> bool:
    """Whether something is being done, or was since the period ended."""
    return any(
        action.ended_at is None or timezone.localdate(action.ended_at) > cell.period.end
        for action in actions
    )


def _open(row: Row, actions: list[Action]) -> Reason | None:
    """The actions under way; those that are late, or due today, come first."""
    open_ones = [action for action in actions if action.is_open]
    if not open_ones:
        return None
    due = min(action.due for action in open_ones)
    return Reason(Kind.ACTIONS, due.toordinal(), _said_of(open_ones, row.series.today))


def _said_of(actions: list[Action], today: date) -> str:
    """As in: 3 actions, 1 overdue."""
    late = sum(action.due < today for action in actions)
    count = len(actions)
    if count == 1:
        when = date_format(actions[0].due, "j M")
        return f"an action {'was' if late else 'is'} due {when}"
    return f"{count} actions, {late} overdue" if late else f"{count} open actions"
