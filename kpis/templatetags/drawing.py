"""What stands on a page by the dozen, drawn at once.

In a template, the fifty cards of a map take four times as long as the rest of the page.
The HTML is what static/css/components/ shows at the top of each component.
"""

from dataclasses import asdict
from functools import lru_cache
from typing import cast

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kpis.board import Board, Stop
from kpis.series import Cell, Series
from processes.map import Tag, Wire

register = template.Library()

WIRE = """
<g class="map__wire map__wire--{}"><path d="{}"/><path class="map__head" d="{}"/></g>
"""
LEADER = '<g class="map__wire map__wire--{}"><path d="{}"/></g>'
TAG = """
{leader}
<foreignObject x="{x}" y="{y}" width="{width}" height="{height}">
  <p class="map__tag map__tag--{kind}" title="{note}">{said}</p>
</foreignObject>
"""
STOP = """
<li id="step-{}" class="map__stop" data-lane="{}">
{}
{}
</li>
"""
CARD = """
<article class="step-card{}">
  <header class="step-card__head">
    <span class="step-card__number">{}</span>
    <h3 class="step-card__title"><a class="step-card__link" href="{}"{}>{}</a></h3>
  </header>
  <p class="step-card__role"><span class="visually-hidden">Done by </span>{}</p>
  {}
  {}
</article>
"""
CARD_FOOT = """
<footer class="step-card__foot">
  <p class="step-card__value step-card__value--{verdict}">
    <span class="verdict verdict--{verdict} verdict--glyph"
      ><span class="visually-hidden">{word}:</span></span>
    <b>{figure}</b> <small>of {target}</small>
  </p>
  <div>{sparkline}</div>
  {face}
</footer>
"""
FACE = """
<span class="face face--{}" title="{}"><span aria-hidden="true">{}</span
  ><span class="visually-hidden">{}</span></span>
"""
SPARKLINE = """
<svg class="sparkline sparkline--{}" viewBox="0 0 90 22" preserveAspectRatio="none"
     aria-hidden="true">
  <line class="sparkline__target" x1="0" x2="90" y1="{}" y2="{}"/>
  <polyline class="sparkline__line" points="{}"/>
</svg>
"""
PERIODS = '<ol class="periods" aria-label="Last {} periods">{}</ol>'
CELL = (
    '<li><a class="periods__cell periods__cell--{verdict}{now}" href="{receipts}{day}/"'
    ' title="{period}: {figure}, {word}">{number}'
    '<span class="visually-hidden"> {word}, {period}</span></a></li>'
)
NO_CELL = (
    '<li><span class="periods__cell"><span class="visually-hidden">before the KPI'
    " began, {}</span></span></li>"
)
# A title this long takes a second line, and leaves the statement one less.
LONG_TITLE = 22


@register.simple_tag
def wires(board: Board) -> SafeString:
    """The arrows of a map, as SVG, with a tag where a handoff is weak."""
    tags = ((_tag(stop),) for stop in board.after_weak_handoffs)
    return _arrows(board.drawing.wires) + format_html_join("", "{}", tags)


@lru_cache
def _arrows(wires: tuple[Wire, ...]) -> SafeString:
    lines = ((wire.kind, wire.path, wire.head) for wire in wires)
    return format_html_join("", WIRE, lines)


def _tag(stop: Stop) -> SafeString:
    wire = stop.place.wire
    return format_html(
        TAG,
        **asdict(cast(Tag, wire.tag)),
        leader=format_html(LEADER, wire.kind, wire.leader) if wire.leader else "",
        kind=wire.kind,
        note=stop.handoff_note,
        said=stop.handoff_tag,
    )


@register.simple_tag
def step_cards(stops: list[Stop]) -> SafeString:
    """The steps of a map in order, each on a card in its lane."""
    return format_html_join("", STOP, map(_stop, stops))


def _stop(stop):
    note = stop.handoff_note
    said = format_html('<p class="map__note">{}</p>', note) if note else ""
    return stop.step.position, stop.place.lane, said, _card(stop)


def _card(stop):
    step, gap = stop.step, stop.gap
    classes = " step-card--unfinished" if gap else ""
    if len(step.title) > LONG_TITLE:
        classes += " step-card--long-title"
    return format_html(
        CARD,
        classes,
        step.position,
        stop.url,
        format_html(' aria-current="{}"', "true") if stop.is_open else "",
        step.title,
        step.role,
        _says("gap", gap) if gap else _says("statement", stop.statement),
        _foot(stop) if stop.series else "",
    )


def _says(what, text):
    return format_html('<p class="step-card__{}">{}</p>', what, text)


def _foot(stop):
    current, drawn, owner = stop.current, stop.sparkline, stop.owner
    return format_html(
        CARD_FOOT,
        verdict=current.verdict or "due",
        word=current.verdict_word,
        figure=current.figure,
        target=stop.target,
        sparkline=_sparkline(drawn) if drawn else "",
        face=_face(owner),
    )


def _face(owner):
    if owner is None:
        return format_html(FACE, "none", "No owner yet", "?", "No owner yet")
    label = f"Owner: {owner.name}"
    return format_html(FACE, owner.face, owner.name, owner.initials, label)


def _sparkline(drawn):
    y = drawn.target_y
    return format_html(SPARKLINE, drawn.verdict, y, y, drawn.points)


@register.simple_tag
def periods(series: Series) -> SafeString:
    """The cells of a KPI, each a door to its receipt."""
    newest = series.now
    # A reverse() for each would take a third of the time of all the rest.
    receipts = newest.url.removesuffix(f"{newest.period.start}/")
    cells = ((_cell(cell, receipts, cell is newest),) for cell in series.cells)
    return format_html(PERIODS, len(series.cells), format_html_join("", "{}", cells))


def _cell(cell: Cell, receipts: str, is_newest: bool) -> SafeString:
    verdict = cell.verdict
    if verdict is None:
        return format_html(NO_CELL, cell.period)
    return format_html(
        CELL,
        verdict=verdict,
        now=" periods__cell--now" if is_newest else "",
        receipts=receipts,
        day=cell.period.start,
        period=cell.period,
        figure=cell.figure,
        number=cell.number,
        word=cell.verdict_word,
    )
