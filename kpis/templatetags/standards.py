"""A standard's numbers in words."""

from django import template

from kpis import figures

register = template.Library()

register.filter("target", figures.target)
register.filter("limit", figures.limit)
