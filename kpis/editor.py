"""The map as it is being drawn: what the editor shows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db import connection

from kpis.board import Board, Lane, Stop, board_of
from kpis.lacking import Gap
from kpis.publishing import gaps_of
from people.models import User
from processes.map import Drawing, draw
from processes.models import Change, Process, Step

# Of a kind, so many steps are named; the others are on the page to publish from.
NAMED = 12
# A page that was left open for longer keeps its old cards, which can't be saved over.
REMEMBERED = 200
TOUCHED = f"""
    SELECT number, ARRAY(SELECT jsonb_object_keys(after -> 'steps'))
    FROM processes_change
    WHERE process_id = %s AND number > %s
    ORDER BY number DESC
    LIMIT {REMEMBERED}
"""
# In the order in which one gives them.
KINDS = {
    "role": "role",
    "kpi": "KPI",
    "owner": "owner",
    "admission": "admission test",
    "handoff trigger": "handoff trigger",
}


@dataclass(frozen=True, slots=True)
class Lacking:
    """What some steps lack: the first of them, and how many more there are."""

    kind: str
    gaps: list[Gap]
    more: int

    @property
    def name(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Canvas:
    """The steps in order, with a place for the next one, and what may be taken back."""

    board: Board
    drawing: Drawing
    lacking: list[Lacking]
    number: int
    undoable: Change | None

    @property
    def process(self) -> Process:
        return self.board.process

    @property
    def steps(self) -> list[Step]:
        return [stop.step for stop in self.board.stops]

    def stops_of(self, pks: Collection[int]) -> list[Stop]:
        return [stop for stop in self.board.stops if stop.step.pk in pks]

    @property
    def lanes(self) -> list[Lane]:
        """At least one, for the first step to stand in."""
        return self.board.lanes or [Lane("", "")]

    @property
    def roles(self) -> list[str]:
        return list(dict.fromkeys(step.role for step in self.steps if step.role))

    @property
    def next_role(self) -> str:
        """Whoever does the last step mostly does the next."""
        return self.steps[-1].role if self.steps else ""

    @property
    def arrangement(self) -> str:
        """The steps in order as "id:lane:version": what a page needs to follow."""
        return " ".join(
            f"{stop.step.pk}:{stop.place.lane}:{stop.step.version}"
            for stop in self.board.stops
        )


def canvas_of(process: Process, person: User) -> Canvas:
    # Before the steps: what is changed between the two is only told once more.
    number = process.newest_change
    board = board_of(process)
    return Canvas(
        board=board,
        drawing=_with_room(board),
        lacking=_lacking(gaps_of(board)),
        number=number,
        undoable=process.changes.undoable_by(person).defer("before", "after").first(),
    )


def _with_room(board: Board) -> Drawing:
    """The drawing of the steps, and of one more in the lane of the last."""
    roles = [stop.step.role for stop in board.stops]
    kinds = [stop.handoff.kind for stop in board.stops if stop.handoff]
    room = roles[-1] if roles else ""
    return draw((*roles, room), (*kinds, "flow") if roles else ())


def _lacking(gaps: Iterable[Gap]) -> list[Lacking]:
    by_kind = sorted(
        (gap for gap in gaps if gap.step), key=lambda gap: list(KINDS).index(gap.kind)
    )
    groups = [(kind, list(some)) for kind, some in groupby(by_kind, lambda g: g.kind)]
    return [
        Lacking(kind, some[:NAMED], max(len(some) - NAMED, 0)) for kind, some in groups
    ]


def touched_since(process: Process, number: int) -> dict[int, set[int]]:
    """The steps that each change since one touched, by the numbers of the changes."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, [process.pk, number])
        return {made: {int(pk) for pk in pks} for made, pks in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Opened:
    """A step whose details are shown, and to whom it passes on what it made."""

    stop: Stop
    next: Stop | None

    @property
    def step(self) -> Step:
        return self.stop.step

    @property
    def hands_over(self) -> bool:
        return bool(self.next and self.next.handoff and self.next.handoff.is_real)


def opened(canvas: Canvas, pk: int) -> Opened | None:
    """The step of this id among those on the map; None when it isn't there."""
    stops = canvas.board.stops
    places = [place for place, stop in enumerate(stops) if stop.step.pk == pk]
    if not places:
        return None
    following = stops[places[0] + 1 : places[0] + 2]
    return Opened(stops[places[0]], following[0] if following else None)


def retired_step(process: Process, pk: int) -> Step | None:
    """The step of this id that somebody took off the map."""
    return process.steps.filter(pk=pk, position=None).first()
