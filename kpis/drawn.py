"""The map of a process with its numbers as an SVG file, whole or a strip for paper."""

from django.utils import timezone
from django.utils.formats import date_format

from kpis import figures
from kpis.board import Board
from processes.map import strips
from processes.svg import Card, Sheet, strip_svg, svg


def svg_of(board: Board, strip: int | None = None) -> str:
    """The whole map, or one of its strips for paper, by its number from 1."""
    sheet = _sheet(board)
    if strip is None:
        return svg(board.drawing, sheet)
    return strip_svg(strips(board.drawing)[strip - 1], sheet)


def _sheet(board: Board) -> Sheet:
    today = date_format(timezone.localdate(), "j M Y")
    stops = board.stops
    return Sheet(
        name=board.process.name,
        trigger=board.trigger,
        outcome=board.outcome,
        note=f"{board.met} of {len(stops)} standards met. Drawn {today}.",
        people=tuple(lane.people for lane in board.lanes),
        cards=tuple(map(_card, stops)),
    )


def _card(stop):
    step, series, owner = stop.step, stop.series, stop.owner
    return Card(
        number=step.position,
        title=step.title,
        role=step.role,
        says=stop.gap or series.standard.statement,
        is_gap=bool(stop.gap),
        handoff=stop.handoff_tag,
        **_numbers(series.current) if series else {},
        **_face(owner) if owner else {},
    )


def _numbers(cell):
    return {
        "figure": cell.figure,
        "target": figures.bare_target(cell.standard),
        "verdict": cell.verdict or "",
        "word": cell.verdict_word,
    }


def _face(owner):
    return {"owner": owner.name, "initials": owner.initials, "face": owner.face}
