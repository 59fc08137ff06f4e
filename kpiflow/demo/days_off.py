"""The office’s days off: England’s national holidays, and one day out together."""

from datetime import date, timedelta

from kpiflow.demo.people import Cast, acting
from kpis.calendars import changing
from kpis.calendars.copying import copying_of
from kpis.models import Calendar, DaySource, SpecialDay

COUNTRY, REGION = "GB", "ENG"
OUTING = "Company outing"
JUNE, FRIDAY, WEEKS_INTO_JUNE = 6, 4, 2


def tell(cast: Cast, calendar: Calendar) -> None:
    today = calendar.today()
    years = range(today.year - 1, today.year + 2)
    holidays = copying_of(calendar, COUNTRY, REGION, years).change
    for change in (holidays, _outing(calendar, today)):
        with acting(cast["admin"]) as admin:
            changing.carry_out(change, version=calendar.version, by=admin)


def _outing(calendar: Calendar, today: date) -> changing.Days:
    day = outing_after(today)
    off = SpecialDay(calendar=calendar, date=day, name=OUTING, source=DaySource.OWN)
    said = f"{changing.say_day(day)}: {OUTING}, {off.hours}"
    return changing.Days(calendar, said, come=[off])


def outing_after(today: date) -> date:
    """The next third Friday of June, when England has no holiday."""
    this, following = (_outing_in(today.year + later) for later in (0, 1))
    return this if this > today else following


def _outing_in(year: int) -> date:
    first = date(year, JUNE, 1)
    return first + timedelta((FRIDAY - first.weekday()) % 7, weeks=WEEKS_INTO_JUNE)
