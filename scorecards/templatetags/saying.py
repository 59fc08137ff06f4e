"""What a person writes about a number: a form on each card of a scorecard."""

from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from kpis.periods import Cadence
from kpis.remembering import filled_in
from people.models import User
from scorecards.forms.words import DayForm, WordsForm
from scorecards.views.page import Card

register = template.Library()

TYPED = "text", "change"


class Asks(NamedTuple):
    """What a form is about."""

    card: str
    url: str
    period: str
    is_asked: bool
    takes_focus: bool
    proposes_to: str


@register.simple_tag(takes_context=True)
def say(context: template.Context, card: Card) -> SafeString:
    """The form of a card for a note or an idea, with what was wrong with one sent."""
    asks = _asks(card, context["user"])

    def filled() -> dict[str, object]:
        form = card.sent or WordsForm(card=asks.card)
        wrong = next((name for name in TYPED if name in form.errors), None)
        if wrong or asks.takes_focus:
            form.fields[wrong or "text"].widget.attrs["autofocus"] = True
        return {"asks": asks, "form": form}

    shows = None if card.sent else asks
    return filled_in(context["request"], "scorecards/_say.html", shows, filled)


@register.simple_tag(takes_context=True)
def day_field(context: template.Context, form: DayForm) -> SafeString:
    """The field of the form for another day."""
    shows = None if form.is_bound else DayForm
    return filled_in(
        context["request"], "scorecards/_day_field.html", shows, lambda: {"form": form}
    )


def _asks(card: Card, person: User) -> Asks:
    period = (card.about or card.entry.series.now).period
    preposition = "on" if period.cadence == Cadence.DAY else "in"
    return Asks(
        card=card.entry.anchor,
        url=reverse("scorecards:words", args=[card.entry.kpi.pk, period.start]),
        period=f"{preposition} {period.in_a_sentence}",
        is_asked=card.is_asked,
        takes_focus=card.is_asked and card.recorded is not None,
        proposes_to=str(person.reports_to) if person.reports_to_id else "",
    )
