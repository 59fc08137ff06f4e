"""What a standard may choose from."""

from django.db import models

from kpis.logs.cycles import Begins, Counts
from kpis.periods import Cadence as CadenceName


class Direction(models.TextChoices):
    AT_LEAST = "at_least", "at least"
    AT_MOST = "at_most", "at most"
    BETWEEN = "between", "between"


class Summary(models.TextChoices):
    SHARE_WITHIN = "share_within", "share within the limit"
    SHARE_YES = "share_yes", "share of yes"
    MEAN = "mean", "mean"
    MEDIAN = "median", "median"
    P90 = "p90", "90th percentile"
    SUM = "sum", "sum"
    LAST = "last", "last value"


class ClockBegins(models.TextChoices):
    TRIGGER = Begins.TRIGGER, "the case begins"
    PREVIOUS = Begins.PREVIOUS, "the step before is completed"
    START = Begins.START, "this step is started"


class ClockCounts(models.TextChoices):
    FIRST = Counts.FIRST, "its first visit"
    LAST = Counts.LAST, "its last visit"
    EACH = Counts.EACH, "each visit"


class Cadence(models.TextChoices):
    DAY = CadenceName.DAY, "every day"
    WEEK = CadenceName.WEEK, "every week, from Monday"
    MONTH = CadenceName.MONTH, "every month"
    QUARTER = CadenceName.QUARTER, "every quarter"


SHARES = {Summary.SHARE_WITHIN, Summary.SHARE_YES}
