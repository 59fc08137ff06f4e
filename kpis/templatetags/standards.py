"""A standard's numbers in words."""

from django import template

from kpis import figures
from kpis.calendars.dated import Unit, unit_of
from kpis.planned import standard_to_show

register = template.Library()

register.filter("target", figures.target)
register.filter("limit", figures.limit)
register.filter("planned_standard", standard_to_show)


@register.filter
def runs_in_calendar(standard):
    """Whether its clock stands still when the calendar does: days are 24 hours each."""
    return unit_of(standard.unit) not in {None, Unit.DAYS}
