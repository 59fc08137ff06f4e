"""A standard's numbers in words."""

from django import template

from kpis import figures
from kpis.planned import standard_to_show

register = template.Library()

register.filter("target", figures.target)
register.filter("limit", figures.limit)
register.filter("planned_standard", standard_to_show)
