"""The points of a chart and the rows of its table, drawn at once.

Years of days in a template's loop would take longer than the rest of the page. The HTML
is what static/css/components/chart.css and table.css show at their top.
"""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kpis import figures
from kpis.charted import Place
from kpis.charts.values import Chart, Mark
from kpis.models import Standard, Verdict

register = template.Library()

NOTHING = format_html("{}", "")
LINK = '<a href="{}"><title>{}</title>{}{}</a>\n'
CIRCLE = '<circle class="chart__point chart__point--{}" cx="{}" cy="{}" r="4"/>'
SQUARE = '<path class="chart__point chart__point--na" d="M{} {}h7v7h-7z"/>'
GAP = '<text class="chart__gap chart__gap--{}" x="{}" y="{}">{}</text>'
# Twice as wide as the point in it.
DIAMOND = '<path class="chart__signal chart__signal--{}" d="M{} {}l9 9-9 9-9-9z"/>'
ROW = """<tr>
<th scope="row"><a href="{url}">{period}</a></th>
<td class="table__number">{figure}</td><td class="table__number">{of}</td>
<td>{verdict}</td><td>{signals}</td>
<td class="table__number">{centre}</td><td class="table__number">{span}</td>
<td class="table__number">{moved}</td>
<td>{standard}</td><td>{owner}</td><td class="table__number">{notes}</td>
</tr>
"""


@register.simple_tag
def chart_marks(chart: Chart) -> SafeString:
    """The numbers of a chart and what stands in for one, oldest first, as links."""
    marks = sorted([*chart.points, *chart.gaps], key=lambda mark: mark.x)
    return format_html_join("", LINK, map(_mark, marks))


def _mark(mark: Mark):
    place = mark.place
    around = NOTHING
    if place.tone:
        around = format_html(DIAMOND, place.tone, mark.x, round(mark.y - 9, 1))
    return place.cell.url, place.in_words, around, _shape(mark)


def _shape(mark: Mark) -> SafeString:
    verdict = mark.place.cell.verdict or ""
    if mark.text:
        return format_html(GAP, verdict, mark.x, mark.y, mark.text)
    if verdict == Verdict.NOT_APPLICABLE:
        corner = round(mark.x - 3.5, 1), round(mark.y - 3.5, 1)
        return format_html(SQUARE, *corner)
    kind = f"{verdict} chart__point--now" if mark.place.is_under_way else verdict
    return format_html(CIRCLE, kind, mark.x, mark.y)


@register.simple_tag
def chart_rows(places: list[Place]) -> SafeString:
    """A row for each place, the newest first."""
    return format_html_join("", ROW, map(_row, reversed(places)))


def _row(place: Place):
    cell, standard = place.cell, place.cell.standard
    return {
        "url": cell.url,
        "period": str(cell.period),
        "figure": cell.figure,
        "of": cell.of,
        "verdict": cell.verdict_in_full + (" so far" if place.is_under_way else ""),
        "signals": ", ".join(place.signals),
        "standard": figures.target(standard),
        "owner": str(cell.owner or ""),
        "notes": place.notes or "",
        **_limits(place, standard),
    }


def _limits(place: Place, standard: Standard) -> dict[str, str]:
    phase = place.phase
    said = {"centre": "", "span": "", "moved": ""}
    if phase is None or phase.limits is None:
        return said
    centre, low, high = (
        figures.level(value, standard)
        for value in (phase.centre, phase.lower, phase.upper)
    )
    said |= {"centre": centre, "span": f"{low}–{high}"}
    if phase.is_trial:
        said["span"] += " (trial)"
    if place.point and place.point.moving_range is not None:
        said["moved"] = figures.level(place.point.moving_range, standard)
    return said
