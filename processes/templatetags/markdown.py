from django import template

from processes.markdown import render

register = template.Library()
register.filter("markdown", render)
