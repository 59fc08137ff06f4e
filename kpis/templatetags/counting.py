from django import template

register = template.Library()


@register.filter
def thousands(count):
    """A count with its thousands set apart: 1,240,000."""
    return f"{count:,}"
