"""The points of a chart and the rows of its table, drawn at once.

Years of days in a template's loop would take longer than the rest of the page. The HTML
is what static/css/components/chart.css and table.css show at their top.
"""

from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kpis import figures
from kpis.charted import Place
from kpis.charts.values import Chart, Mark
from kpis.models import Standard, Verdict

register = template.Library()

# A link to the receipt that says its number in words, and a shape for the number.
LINK = '<a href="{}{}/"><title>{}</title>{}'
CIRCLE = LINK + (
    '<circle class="chart__point chart__point--{}" cx="{}" cy="{}" r="4"/></a>\n'
)
SQUARE = LINK + '<path class="chart__point chart__point--{}" d="M{} {}h7v7h-7z"/></a>\n'
GAP = LINK + '<text class="chart__gap chart__gap--{}" x="{}" y="{}">{}</text></a>\n'
# Twice as wide as the point in it.
DIAMOND = '<path class="chart__signal chart__signal--{}" d="M{} {}l9 9-9 9-9-9z"/>'
ROW = """<tr>
<th scope="row"><a href="{}{}/">{}</a></th>
<td class="table__number">{}</td><td class="table__number">{}</td>
<td>{}</td><td>{}</td>
<td class="table__number">{}</td><td class="table__number">{}</td>
<td class="table__number">{}</td>
<td>{}</td><td>{}</td><td class="table__number">{}</td>
</tr>
"""


# The points of a chart stay where they are until a number comes.
# Typed, or a text would pass for the safe HTML that it equals.
_filled = lru_cache(maxsize=8192, typed=True)(format_html)


@register.simple_tag
def chart_marks(chart: Chart) -> SafeString:
    """The numbers of a chart and what stands in for one, oldest first, as links."""
    marks = sorted([*chart.points, *chart.gaps], key=attrgetter("x"))
    receipts = _receipts([mark.place for mark in marks])
    return format_html_join("", "{}", ((_mark(mark, receipts),) for mark in marks))


def _receipts(places: Sequence[Place]) -> str:
    """What their addresses begin with: a reverse() for each would take a third."""
    newest = places[-1].cell
    return newest.url.removesuffix(f"{newest.period.start}/")


def _mark(mark: Mark, receipts: str) -> SafeString:
    place, verdict = mark.place, str(mark.place.cell.verdict or "")
    around: SafeString | str = ""
    if place.tone:
        around = _filled(DIAMOND, place.tone, mark.x, round(mark.y - 9, 1))
    link = (receipts, str(place.cell.period.start), place.in_words, around)
    if mark.text:
        return _filled(GAP, *link, verdict, mark.x, mark.y, mark.text)
    if verdict == Verdict.NOT_APPLICABLE:
        corner = round(mark.x - 3.5, 1), round(mark.y - 3.5, 1)
        return _filled(SQUARE, *link, verdict, *corner)
    kind = f"{verdict} chart__point--now" if place.cell.is_under_way else verdict
    return _filled(CIRCLE, *link, kind, mark.x, mark.y)


@register.simple_tag
def chart_rows(places: list[Place]) -> SafeString:
    """A row for each place, the newest first."""
    receipts = _receipts(places) if places else ""
    rows = ((_row(place, receipts),) for place in reversed(places))
    return format_html_join("", "{}", rows)


def _row(place: Place, receipts: str) -> SafeString:
    cell, standard = place.cell, place.cell.standard
    return _filled(
        ROW,
        receipts,
        str(cell.period.start),
        str(cell.period),
        cell.figure,
        cell.of,
        cell.verdict_in_full,
        ", ".join(place.signals),
        *_limits(place, standard),
        figures.target(standard),
        str(cell.owner or ""),
        place.notes or "",
    )


def _limits(place: Place, standard: Standard) -> tuple[str, str, str]:
    """The centre, the limits and how its number differs, as far as there are any."""
    phase, limits, point = place.phase, place.limits, place.point
    if phase is None or limits is None:
        return "", "", ""
    moved = ""
    if point is not None and point.moving_range is not None:
        moved = figures.difference(point.moving_range, standard)
    centre, low, high = _levels(standard, limits.centre, limits.lower, limits.upper)
    trial = " (trial)" if phase.is_trial else ""
    return centre, f"{low}–{high}{trial}", moved


def _levels(standard: Standard, *values: float) -> list[str]:
    return [figures.level(value, standard) for value in values]
