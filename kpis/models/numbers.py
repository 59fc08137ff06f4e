"""The numbers that may enter: exact decimals, never NaN or infinity."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from kpis.bounds import GREATEST


def number_field(*, lowest=-GREATEST, **options):
    """A number with up to six decimals, checked by forms and by the database."""
    return models.DecimalField(
        max_digits=19,
        decimal_places=6,
        validators=[MinValueValidator(lowest), MaxValueValidator(GREATEST)],
        **options,
    )


def is_a_day(field):
    """Days of our times: PostgreSQL has an infinite one, and calendars end in 9999."""
    return Q(**{f"{field}__gte": date(1970, 1, 1), f"{field}__lt": date(2200, 1, 1)})


def is_a_number(field, lowest=-GREATEST):
    # PostgreSQL sorts NaN above every number, so a plain range keeps it out as well.
    return Q(**{f"{field}__gte": lowest, f"{field}__lte": GREATEST})
