"""A KPI whose past standards are corrected on their page, as a manager does it."""

from decimal import Decimal

from django.urls import reverse

from tests.factories import hold_to, kpi_again, last_week, make_kpi, measure

WHY = "The limit was 4 hours all along."


def make_corrected(owner):
    """Held to 4 hours, five weeks ago to 6, and to 3 since two weeks ago."""
    kpi = make_kpi(owner=owner)
    hold_to(kpi, last_week(5), limit=Decimal(6))
    hold_to(kpi, last_week(2), limit=Decimal(3))
    for week in range(1, 8):
        measure(kpi, last_week(week), 5)
    return kpi_again(kpi)


def url_of(kpi, day):
    return reverse("kpis:correction", args=[kpi.pk, day])


def page(client, kpi, day):
    return client.get(url_of(kpi, day))


def filled(response, **changes):
    """The form as the page shows it, with some of it written over."""
    form = response.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {k: v for k, v in (shown | changes).items() if v is not None}


def post(client, kpi, day, **changes):
    data = filled(page(client, kpi, day), **{"reason": WHY} | changes)
    return client.post(url_of(kpi, day), data, follow=True)


def correct(client, kpi, day, **changes):
    """Correct it, and say yes where the number is to differ from the sentence."""
    asked = post(client, kpi, day, **changes)
    form = asked.context.get("form")
    if getattr(form, "asks_about", None) != {"left"}:
        return asked
    return client.post(url_of(kpi, day), filled(asked), follow=True)
