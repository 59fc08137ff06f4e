"""The form of a check-in, where it stands on a page."""

from django import template
from django.utils.safestring import SafeString

from kpis.forms import CheckInForm
from kpis.remembering import filled_in

register = template.Library()


@register.simple_tag(takes_context=True)
def check_in_form(
    context: template.Context, form: CheckInForm, url: str, target: str = ""
) -> SafeString:
    """The form for a period's number, which goes to an address.

    ``target`` is the id of the region that its answer takes the place of, if of one.
    """

    def filled() -> dict[str, object]:
        return {"form": form, "url": url, "target": target}

    shows = None if form.is_bound else (form.shows, url, target)
    return filled_in(context["request"], "kpis/_checkin_form.html", shows, filled)
