"""The same chart as a Plotly figure, to hover, zoom and open receipts in.

Plotly takes floats, not Decimals; the page puts its own colours in where a text is
"var(--met)".
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from kpis import figures
from kpis.charted import Place
from kpis.charts.frames import by_phase, level
from kpis.charts.values import ends_of, target_of
from kpis.models import Standard, Verdict

QUIET = "var(--quiet)"
COLOURS = {Verdict.MET: "var(--met)", Verdict.MISSED: "var(--missed)"}
TONES = {"better": "var(--met)", "worse": "var(--missed)", "changed": "var(--ink)"}
# Not by colour alone: what missed is hollow.
SYMBOLS: dict[Verdict | None, str] = {
    Verdict.MISSED: "circle-open",
    Verdict.NOT_APPLICABLE: "square-open",
}
UNDER_WAY = "circle-open-dot"
NOTE = "✎"


def figure(places: Sequence[Place]) -> dict[str, Any]:
    """Of places, oldest first; the last one's standard has the target and the unit."""
    if not places:
        return {"data": [], "layout": {}}
    standard = places[-1].cell.standard
    days = [place.cell.period.start.isoformat() for place in places]
    traces = [
        _readings(places, days),
        *(_targets(places, days, end) for end in ends_of(standard)),
        *_limits(places, days, standard),
        _signals(places, days),
    ]
    layout = {
        "annotations": [
            _target_label(places[-1], standard),
            *_reasons(places, days),
            *_notes(places, days),
        ],
        "shapes": [_begin(day) for day, _ in _begun(places, days)],
        "margin": {"l": 56, "r": 12, "t": 44, "b": 40},
        "yaxis": {"title": {"text": standard.reading_unit}},
    }
    return {"data": traces, "layout": layout}


def _readings(places, days):
    trace = {
        **_linked("lines+markers", days, places, lambda place: place.value),
        "line": {"color": "var(--ink-faint)", "width": 1.5},
        "marker": {
            "size": 9,
            "color": [COLOURS.get(place.cell.verdict, QUIET) for place in places],
            "symbol": [_symbol(place) for place in places],
            "line": {"width": 2},
        },
    }
    _break(trace, [i for i, place in enumerate(places) if place.begins])
    return trace


def _break(trace, begins):
    """Put a point without a height where a phase begins: no line leads over it."""
    marker = trace["marker"]
    along = [trace["x"], trace["customdata"], trace["text"]]
    for i in reversed(begins):
        for values in [*along, marker["color"], marker["symbol"]]:
            values.insert(i, values[i])
        trace["y"].insert(i, None)


def _linked(
    mode: str,
    days: Sequence[str],
    places: Sequence[Place],
    height: Callable[[Place], float | None],
) -> dict[str, Any]:
    """Points that say themselves in words, each with the address of its receipt."""
    return {
        "type": "scatter",
        "mode": mode,
        "x": list(days),
        "y": [height(place) for place in places],
        "customdata": [place.cell.url for place in places],
        # Plotly reads tags in a text, and people write what they like.
        "text": [escape(place.in_words, quote=False) for place in places],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _symbol(place):
    if place.cell.is_under_way:
        return UNDER_WAY
    return SYMBOLS.get(place.cell.verdict, "circle")


def _targets(places, days, end):
    return {
        "type": "scatter",
        "x": days,
        "y": [target_of(place, end) for place in places],
        "hovertemplate": "target %{y}<extra></extra>",
        "line": {"dash": "dot", "shape": "hvh", "color": "var(--ink-soft)"},
        "mode": "lines",
    }


def _limits(places, days, standard: Standard) -> Iterator[dict[str, Any]]:
    """The centre and the limits of each phase, under its own places alone."""
    for phase, first, last in by_phase(places):
        for name in ("lower", "centre", "upper"):
            value = getattr(phase, name)
            said = f"{name} {level(value, standard)}"
            if phase.is_trial and name != "centre":
                said += f", a trial limit from {phase.count} numbers"
            yield {
                "type": "scatter",
                "mode": "lines",
                "x": days[first : last + 1],
                "y": [value] * (last + 1 - first),
                "hovertemplate": f"{said}<extra></extra>",
                "line": _line(name, is_trial=phase.is_trial),
            }


def _line(name: str, *, is_trial: bool) -> dict[str, Any]:
    if name == "centre":
        return {"color": "var(--ink-faint)", "width": 1}
    return {
        "color": "var(--accent)",
        "width": 1,
        "dash": "dash" if is_trial else "solid",
    }


def _signals(places, days):
    marked = [i for i, place in enumerate(places) if place.tone]
    shown = [places[i] for i in marked]
    colours = [TONES[place.tone] for place in shown]
    return {
        **_linked("markers", [days[i] for i in marked], shown, lambda one: one.value),
        "marker": {
            "size": 16,
            "color": colours,
            "symbol": "diamond-open",
            "line": {"width": 2, "color": colours},
        },
    }


def _begun(places, days):
    return [(day, p.begins) for day, p in zip(days, places, strict=True) if p.begins]


def _begin(day):
    """A line through the whole height where a phase begins."""
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"color": "var(--wire)", "width": 1, "dash": "dot"},
    }


def _reasons(places, days):
    return [
        _above(day, str(number), why, 1)
        for number, (day, why) in enumerate(_begun(places, days), start=1)
    ]


def _notes(places, days):
    return [
        _above(day, NOTE, place.in_words, 0.92)
        for day, place in zip(days, places, strict=True)
        if place.notes
    ]


def _above(day, text, words, height):
    """A mark over a day that says more when it is pointed at."""
    return {
        "text": text,
        "hovertext": escape(words, quote=False),
        "x": day,
        "y": height,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
    }


def _target_label(place, standard):
    return {
        "text": f"target {figures.bare_target(standard)}",
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "y": target_of(place),
        "yanchor": "bottom",
        "showarrow": False,
    }
