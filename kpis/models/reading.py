from datetime import datetime, timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from kpis.models.numbers import GREATEST, is_a_day

# A sum of a million millions of facts, each as large as can be.
GREATEST_SUM = GREATEST * 10**11


class Verdict(models.TextChoices):
    MET = "met", "met"
    MISSED = "missed", "missed"
    MISSING = "missing", "missing"
    NOT_APPLICABLE = "na", "not applicable"
    DUE = "due", "no number yet"
    # To all but its owner, who looks first.
    WITHHELD = "withheld", "not shown yet"


def _changes(field):
    return pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")})


# What is told of a reading that became another; new observations are no cause to tell.
TOLD = ["kpi", "start", "standard", "value", "numerator", "denominator", "verdict"]
BECAME_ANOTHER = (_changes("value") | _changes("verdict")) & (
    ~_changes("observations")
    | _changes("standard")
    | _changes("end")
    | _changes("excepted")
)


class ReadingQuerySet(models.QuerySet):
    def begun_after(self, day):
        """The oldest first, after the one of a day, if one is named."""
        later = self.filter(start__gt=day) if day else self.all()
        return later.order_by("start")

    def of(self, periods):
        return self.filter(start__in=[period.start for period in periods])

    def except_of(self, periods):
        return self.exclude(start__in=[period.start for period in periods])

    def among(self, first, last, verdict):
        """Those with a day among some, and of a verdict; None stands for any."""
        asked = {"end__gte": first, "start__lte": last, "verdict": verdict}
        return self.filter(**{word: said for word, said in asked.items() if said})

    def computed_since(self, instant):
        return self.filter(computed_at__gte=instant)

    def for_display(self):
        """Fetch what is shown; who asks for more fails its test."""
        rows = self.select_related("standard", "owner")
        return rows.fetch_mode(models.FETCH_RAISE)


@pghistory.track(
    pghistory.UpdateEvent("was", row=pghistory.Old, condition=BECAME_ANOTHER),
    pghistory.UpdateEvent("became", row=pghistory.New, condition=BECAME_ANOTHER),
    fields=TOLD,
    model_name="ReadingEvent",
    obj_field=pghistory.ObjForeignKey(related_name="events"),
)
class Reading(models.Model):
    """A KPI's rolled-up number of one period; stored, and equal to a fresh computation.

    A period without observations has no row: whether it is missing depends on today.
    """

    kpi = models.ForeignKey("Kpi", models.CASCADE, related_name="readings")
    start = models.DateField()
    end = models.DateField()
    standard = models.ForeignKey("Standard", models.PROTECT, related_name="readings")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="readings"
    )
    # As large as a numerator: a sum of figures outgrows any one of them.
    value = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    # What the value was divided from, so that periods can be added up honestly.
    numerator = models.DecimalField(max_digits=30, decimal_places=6)
    denominator = models.DecimalField(max_digits=30, decimal_places=6)
    observations = models.PositiveIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    # By an exemption of the whole period: its number stays, and nothing judges it.
    excepted = models.BooleanField(default=False, db_default=False)
    computed_at = models.DateTimeField(db_default=Now())

    objects = ReadingQuerySet.as_manager()

    # Why it is excepted, where a page says so; twins of what its Row has there.
    reason = ""
    buried = False

    class Meta:
        ordering = ["kpi", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "start"], name="kpi_has_one_reading_a_period"
            ),
            models.CheckConstraint(
                condition=Q(start__lte=F("end")) & is_a_day("start") & is_a_day("end"),
                name="reading_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(numerator__range=(-GREATEST_SUM, GREATEST_SUM))
                & Q(denominator__range=(0, GREATEST_SUM)),
                name="reading_is_divided_from_numbers",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True, verdict=Verdict.NOT_APPLICABLE)
                | Q(value__isnull=False)
                & Q(value__range=(-GREATEST_SUM, GREATEST_SUM))
                & (
                    Q(excepted=False, verdict__in=[Verdict.MET, Verdict.MISSED])
                    | Q(excepted=True, verdict=Verdict.NOT_APPLICABLE)
                ),
                name="reading_with_a_number_is_judged_unless_excepted",
            ),
            models.CheckConstraint(
                condition=Q(observations__gte=1), name="reading_rests_on_observations"
            ),
        ]

    def __str__(self):
        return f"{self.start}: {self.value}"


# After which whoever runs kpiflow looks whether the worker does.
PATIENCE = timedelta(minutes=10)


def is_late(asked_at: datetime) -> bool:
    """Whether what the worker was asked for should have been done by now."""
    return asked_at < timezone.now() - PATIENCE


class Recomputation(models.Model):
    """Readings to be worked out by the worker; its row goes when they are.

    After a large import; or with the numbers timed anew, where a calendar or a standard
    is another now.
    """

    kpi = models.ForeignKey("Kpi", models.CASCADE, related_name="recomputations")
    change = models.ForeignKey(
        "CalendarChange", models.CASCADE, null=True, related_name="recomputations"
    )
    days = models.JSONField(encoder=DjangoJSONEncoder)
    # Whether what occurred on the days is to be timed anew; and in whose name.
    timed = models.BooleanField(default=False, db_default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # Why, as history is to have it beside each number that becomes another.
    cause = models.JSONField(default=dict, db_default={})
    asked_at = models.DateTimeField(db_default=Now())

    def __str__(self):
        return f"{len(self.days)} days of KPI {self.kpi_id}"
