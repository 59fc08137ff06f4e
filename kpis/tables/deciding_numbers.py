"""The style of a column of numbers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kpis.tables.decision import Decision, Reading
from kpis.tables.evidence import Shape
from kpis.tables.numbers import (
    STYLES,
    Style,
    Written,
    format_of,
    plain,
    value_of,
    written,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A number as one shape writes it, and how many cells do."""

    text: str
    number: Written
    count: int

    @property
    def is_whole(self) -> bool:
        return self.number.body.isdigit()


def number_decision(shapes: Iterable[Shape], delimiter: str | None) -> Decision:
    """Percent, money or number, and its style, by every shape in the column."""
    samples = [
        Sample(shape.least, number, shape.count)
        for shape in shapes
        if (number := written(shape.least))
    ]
    kind, currency = _kind(samples)
    styles = _fitting(samples)
    whole = all(sample.is_whole for sample in samples)
    chosen, other, evidence = _chosen(samples, styles, delimiter, shapes)
    formats = [
        format_of(style, kind, currency, whole=whole)
        for style in (chosen, other)
        if style
    ]
    if not other or evidence:
        clue = chosen.decimal if evidence or _points(samples, chosen) else ""
        return Decision(kind, formats[0], evidence, clue=clue)
    return Decision(
        kind, formats[0], ambiguous=_readings(samples, (chosen, other), formats)
    )


def _kind(samples: list[Sample]) -> tuple[str, str]:
    total = sum(sample.count for sample in samples)
    if 2 * sum(sample.count for sample in samples if sample.number.percent) >= total:
        return "percent", ""
    currencies: Counter[str] = Counter()
    for sample in samples:
        if sample.number.currency:
            currencies[sample.number.currency] += sample.count
    if currencies:
        return "money", currencies.most_common(1)[0][0]
    return "number", ""


def _fitting(samples: list[Sample]) -> list[Style]:
    """The styles that read the most cells, the simplest first."""
    scores = {
        style: sum(
            sample.count
            for sample in samples
            if value_of(sample.number, style) is not None
        )
        for style in STYLES
    }
    best = max(scores.values())
    return [style for style in STYLES if scores[style] == best]


def _chosen(
    samples: list[Sample],
    styles: list[Style],
    delimiter: str | None,
    shapes: Iterable[Shape],
) -> tuple[Style, Style | None, str]:
    """The likelier style, one that reads otherwise, and what decides between them."""
    first = styles[0]
    other = next((style for style in styles if _differ(samples, first, style)), None)
    if other is None:
        return first, None, _evidence(samples, first)
    grouped, cut = (other, first) if other.thousands else (first, other)
    if any(_begins_with_zero(shape) for shape in shapes):
        return cut, grouped, "numbers that begin with “0” and a mark, so decimals"
    mark = grouped.thousands
    if mark == "." and delimiter == ",":
        # Where commas divide cells, points hardly ever divide thousands.
        return cut, grouped, ""
    if _is_grouped(samples):
        reason = f"always three digits after “{mark}”, and none over 999 without it"
        return grouped, cut, f"{reason}, so thousands"
    if mark == "," == delimiter:
        return grouped, cut, "commas between cells too, so the points are for decimals"
    likely_cut = (mark == "." and delimiter != ";") or (
        mark == "," and delimiter == ";"
    )
    return (cut, grouped, "") if likely_cut else (grouped, cut, "")


def _differ(samples: list[Sample], one: Style, other: Style) -> bool:
    return any(
        value_of(sample.number, one) != value_of(sample.number, other)
        for sample in samples
        if value_of(sample.number, one) is not None
    )


def _begins_with_zero(shape: Shape) -> bool:
    number = written(shape.least)
    return number is not None and number.body[:2] in {"0.", "0,"}


def _is_grouped(samples: list[Sample]) -> bool:
    """Whether whole numbers stand among those with a mark, up to 999 and no more."""
    whole = [sample for sample in samples if sample.is_whole]
    marked = sum(sample.count for sample in samples) - sum(one.count for one in whole)
    return marked > 1 and max((len(one.number.body) for one in whole), default=0) == 3


def _points(samples: list[Sample], style: Style) -> bool:
    return any(style.decimal in sample.number.body for sample in samples)


def _evidence(samples: list[Sample], style: Style) -> str:
    """A cell that shows the style, if one does."""
    for sample in samples:
        if style.decimal in sample.number.body:
            return f"“{sample.text}” seen, so “{style.decimal}” is for decimals"
    for sample in samples:
        if style.thousands and style.thousands in sample.number.body:
            return f"“{sample.text}” seen, so “{style.thousands}” is for thousands"
    return ""


def _readings(
    samples: list[Sample], styles: tuple[Style, Style], formats: list[str]
) -> tuple[Reading, ...]:
    unclear = next(
        sample
        for sample in samples
        if value_of(sample.number, styles[0]) != value_of(sample.number, styles[1])
    )
    values = [value_of(unclear.number, style) for style in styles]
    return tuple(
        Reading(format_, unclear.text, plain(value))
        for format_, value in zip(formats, values, strict=True)
        if value is not None
    )
