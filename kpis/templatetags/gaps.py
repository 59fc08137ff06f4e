"""Where what a step lacks is mended: not by everybody at the same place."""

from django import template

from kpis.lacking import Gap

register = template.Library()

register.filter("mended_by", Gap.url_for)
