"""A country's holidays, copied into a calendar's own rows for some years.

Own days stay. National ones that are no longer in the law of those years go: copying
again puts right what was copied for the wrong region.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpis.calendars.changing import Days
from kpis.calendars.national import country_name, holidays_in, subdivision_name
from kpis.models import Calendar, DaySource, SpecialDay

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of a day: new, there already, an own day that stays, or gone."""

    date: date
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Copying:
    lines: list[Line]
    change: Days

    @property
    def is_new(self) -> bool:
        return bool(self.change.come or self.change.gone)


def copying_of(
    calendar: Calendar, country: str, subdivision: str, years: range
) -> Copying:
    """What copying a country's holidays would do to a calendar now."""
    law = holidays_in(country, subdivision, years)
    known = _known(calendar, years)
    come = [
        _national(calendar, day, name) for day, name in law.items() if day not in known
    ]
    gone = [day for day in known.values() if _is_outdated(day, law)]
    change = Days(
        calendar,
        said=_said(country, subdivision, years, come, gone),
        come=come,
        gone=gone,
        fields={"country": country, "subdivision": subdivision},
    )
    return Copying(sorted(_lines(law, known), key=lambda line: line.date), change)


def _known(calendar: Calendar, years: range) -> dict[date, SpecialDay]:
    there = calendar.special_days.filter(date__year__gte=years[0])
    return {day.date: day for day in there.filter(date__year__lte=years[-1])}


def _national(calendar: Calendar, day: date, name: str) -> SpecialDay:
    national = DaySource.NATIONAL
    return SpecialDay(calendar=calendar, date=day, name=name[:LONGEST], source=national)


def _is_outdated(day: SpecialDay, law: dict[date, str]) -> bool:
    return day.source == DaySource.NATIONAL and day.date not in law


def _lines(law, known: dict[date, SpecialDay]) -> Iterator[Line]:
    for day, name in law.items():
        if day not in known:
            yield Line(day, name, "new")
        elif known[day].source == DaySource.NATIONAL:
            yield Line(day, name, "there already")
        else:
            yield Line(day, name, f"your own stays: {known[day].name}")
    for special in known.values():
        if _is_outdated(special, law):
            yield Line(special.date, special.name, "goes")


def _said(country, subdivision, years, come, gone) -> str:
    place = country_name(country)
    if subdivision:
        place += f", {subdivision_name(country, subdivision)}"
    when = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
    going = f", {len(gone)} gone" if gone else ""
    return f"National holidays of {place}, {when}: {len(come)} new{going}"
