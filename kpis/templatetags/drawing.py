"""What stands on a page by the dozen, drawn at once.

In a template, the fifty cards of a map take four times as long as the rest of the page.
The HTML is what static/css/components/ shows at the top of each component.
"""

from collections.abc import Hashable
from dataclasses import asdict
from functools import lru_cache
from typing import cast

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kpis import figures
from kpis.board import Board, Stop
from kpis.cells import Cell
from kpis.charts import Sparkline, sparkline
from kpis.rows import Row
from kpis.series import Series
from people.models import User
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
<li id="step-{position}" class="map__stop" data-lane="{lane}">
{note}
<article class="step-card{classes}">
  <header class="step-card__head">
    <span class="step-card__number">{position}</span>
    <h3 class="step-card__title"
      ><a class="step-card__link" href="{address}#step"{current}>{title}</a></h3>
  </header>
  <p class="step-card__role"><span class="visually-hidden">Done by </span>{role}</p>
  <p class="step-card__{what}">{says}</p>
  {foot}
</article>
</li>
"""
NOTE = '<p class="map__note">{}</p>'
CURRENT = format_html(' aria-current="{}"', "true")
NOTHING = format_html("{}", "")
FOOT = """
<footer class="step-card__foot">
  <p class="step-card__value step-card__value--{verdict}">
    <span class="verdict verdict--{verdict} verdict--glyph"
      ><span class="visually-hidden">{word}:</span></span>
    <b>{figure}</b> <small>of {target}</small>
  </p>
  <div>{sparkline}</div>
  <span class="face face--{face}" title="{owner}"
    ><span aria-hidden="true">{initials}</span
    ><span class="visually-hidden">Owner: {owner}</span></span>
</footer>
"""
SPARKLINE = """
<svg class="sparkline sparkline--{verdict}" viewBox="0 0 90 22"
     preserveAspectRatio="none" aria-hidden="true">
  <line class="sparkline__target" x1="0" x2="90" y1="{y}" y2="{y}"/>
  <polyline class="sparkline__line" points="{points}"/>
</svg>
"""
NOBODY = {"face": "none", "owner": "nobody yet", "initials": "?"}
PERIODS = '<ol class="periods" aria-label="Last {} periods">{}</ol>{}'
DRAFT = format_html("&amp;{}", "draft")
OTHERS = format_html("<p><small>{}</small></p>", "Dashed: before it was handed over.")
CELL = (
    '<li><a class="periods__cell periods__cell--{verdict}{now}{others}"'
    ' href="{receipts}{day}/" title="{period}: {figure}, {word}{theirs}">{number}'
    '<span class="visually-hidden">{in_full} {word}, {period}{theirs}</span></a></li>'
)
NO_CELL = (
    '<li><span class="periods__cell"><span class="visually-hidden">before the KPI'
    " began, {}</span></span></li>"
)
STRIP = (
    '\n          <img class="map__strip" loading="lazy" src="{}?strip={}{}"'
    ' alt="Part {} of the map">\n        '
)
# A title this long takes a second line, and leaves the statement one less.
LONG_TITLE = 22
# Cells of periods, by all that they show.
MOST_CELLS = 20_000

_known: dict[Hashable, SafeString] = {}


# Typed, or a text would pass for the safe HTML that it equals.
@lru_cache(maxsize=8192, typed=True)
def _filled(html: str, *texts: object, **named: object) -> SafeString:
    """HTML with its texts put in and escaped: only once while they stay the same."""
    return format_html(html, *texts, **named)


@register.simple_tag
def strips(board: Board, address: str) -> SafeString:
    """The strips that a map is printed in, as pictures of what it has at an address."""
    which = NOTHING if board.revision else DRAFT
    return _strips(address, which, tuple(board.drawing.strip_numbers))


@lru_cache
def _strips(address: str, which: str, numbers: tuple[int, ...]) -> SafeString:
    return format_html_join(
        "", STRIP, ((address, number, which, number) for number in numbers)
    )


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
    return _filled(
        TAG,
        **asdict(cast(Tag, wire.tag)),
        leader=_filled(LEADER, wire.kind, wire.leader) if wire.leader else "",
        kind=wire.kind,
        note=stop.handoff_note,
        said=stop.handoff_tag,
    )


@register.simple_tag
def step_cards(stops: list[Stop]) -> SafeString:
    """The steps of a map in order, each on a card in its lane."""
    return format_html_join("", "{}", ((_stop(stop),) for stop in stops))


def _stop(stop: Stop) -> SafeString:
    step, series = stop.step, stop.series
    gap, note = stop.gap, stop.handoff_note
    statement = series.standard.statement if series else ""
    classes = " step-card--unfinished" if gap else ""
    if len(step.title) > LONG_TITLE:
        classes += " step-card--long-title"
    return _filled(
        STOP,
        position=step.position,
        address=stop.address,
        lane=stop.place.lane,
        note=_filled(NOTE, note) if note else NOTHING,
        classes=classes,
        current=CURRENT if stop.is_open else NOTHING,
        title=step.title,
        role=step.role,
        what="gap" if gap else "statement",
        says=gap or statement,
        foot=_foot(series) if series else NOTHING,
    )


def _foot(series: Series) -> SafeString:
    current, drawn, owner = series.current, sparkline(series), series.owner
    return _filled(
        FOOT,
        verdict=current.verdict or "due",
        word=current.verdict_word,
        figure=current.figure,
        target=figures.bare_target(current.standard),
        sparkline=_sparkline(drawn) if drawn else NOTHING,
        **_face(owner) if owner else NOBODY,
    )


def _face(owner: User) -> dict[str, str]:
    return {"face": owner.face, "owner": owner.name, "initials": owner.initials}


def _sparkline(drawn: Sparkline) -> SafeString:
    return _filled(
        SPARKLINE, verdict=drawn.verdict, y=drawn.target_y, points=drawn.points
    )


@register.simple_tag
def periods(series: Series) -> SafeString:
    """The cells of a KPI, each a door to its receipt."""
    newest = series.now
    # A reverse() for each would take a third of the time of all the rest.
    receipts = newest.url.removesuffix(f"{newest.period.start}/")
    cells = [_cell(cell, receipts, series) for cell in series.cells]
    return format_html(
        PERIODS,
        len(cells),
        SafeString("".join(cells)),
        OTHERS if series.was_anothers else NOTHING,
    )


def _cell(cell: Cell, receipts: str, series: Series) -> SafeString:
    """Of a period with a row: drawn once, for as long as all that it shows is so."""
    place = receipts, cell is series.now
    theirs = "" if cell.owner == series.owner else _possessive(cell.owner)
    row, standard = cell.reading, cell.standard
    if not isinstance(row, Row):
        return _drawn(cell, *place, theirs)
    unit = standard.reading_unit
    key = (*place, theirs, cell.period, row, figures.bar_of(standard), unit)
    # Another thread may clear them all at any moment.
    if (known := _known.get(key)) is None:
        if len(_known) >= MOST_CELLS:
            _known.clear()
        known = _known[key] = _drawn(cell, *place, theirs)
    return known


def _drawn(cell: Cell, receipts: str, is_now: bool, theirs: str) -> SafeString:
    verdict = cell.verdict
    if verdict is None:
        return _filled(NO_CELL, cell.period)
    return _filled(
        CELL,
        verdict=verdict,
        now=" periods__cell--now" if is_now else "",
        others=" periods__cell--others" if theirs else "",
        theirs=theirs,
        receipts=receipts,
        day=str(cell.period.start),
        period=str(cell.period),
        figure=cell.figure,
        number=cell.short,
        in_full="" if cell.short == cell.number else f", in full {cell.figure},",
        word=cell.verdict_in_full,
    )


def _possessive(owner: User | None) -> str:
    return f", {owner.name}’s" if owner else ", nobody’s yet"
