"""What a reader may see beside a number."""

from django import template

from people.access import readable_by

register = template.Library()


@register.filter
def reads_scorecard_of(reader, person) -> bool:
    """Whether a person is the reader or reports to them; admins read all."""
    if reader.is_admin or reader == person:
        return True
    if person is None or not reader.is_manager:
        return False
    return readable_by(reader).filter(pk=person.pk).exists()
