"""Old KPI sheets: lines that are no KPIs yet, each waiting to be decided upon."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.urls import reverse

from kpis.models.kpi import Kpi
from kpis.sheets import LONGEST_LINE
from people.versions import Versioned, VersionedQuerySet


class Outcome(models.TextChoices):
    WAITING = "waiting", "waiting"
    PLACED = "placed", "placed"
    MERGED = "merged", "merged"
    BURIED = "buried", "buried"


AT_A_STEP = [Outcome.PLACED, Outcome.MERGED]


class SheetQuerySet(models.QuerySet):
    def counted(self):
        """Each with how many of its lines came to what."""
        counts = {
            outcome: Count("lines", filter=Q(lines__outcome=outcome))
            for outcome in Outcome.values
        }
        return self.annotate(**counts)

    def with_as_many_lines(self, count):
        return self.annotate(all_lines=Count("lines")).filter(all_lines=count)

    def only_of(self, line):
        return self.filter(pk=line.sheet_id)

    def for_display(self):
        sheets = self.select_related("author").order_by("-pasted_at", "-pk")
        return sheets.fetch_mode(models.FETCH_RAISE)


@pghistory.track()
class Sheet(models.Model):
    """An old list of KPIs, as somebody pasted it."""

    name = models.CharField(
        max_length=100, help_text="As people call it: KPIs 2024, Sales dashboard."
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    pasted_at = models.DateTimeField(db_default=Now())

    objects = SheetQuerySet.as_manager()

    def __str__(self):
        return self.name


class LineQuerySet(VersionedQuerySet):
    def waiting(self):
        return self.filter(outcome=Outcome.WAITING)

    def buried(self):
        return self.filter(outcome=Outcome.BURIED)

    def of_sheets(self, sheets):
        return self.filter(sheet__in=sheets)

    def come_to(self, state):
        """Those of an outcome; all of them when it names none."""
        return self.filter(outcome=state) if state in Outcome.values else self

    def in_order(self):
        return self.order_by("-sheet__pasted_at", "-sheet", "number")

    def after(self, line):
        """Those that stand after a line where they are in order."""
        sheet = line.sheet
        older = Q(sheet__pasted_at__lt=sheet.pasted_at) | Q(
            sheet__pasted_at=sheet.pasted_at, sheet__lt=sheet
        )
        return self.filter(older | Q(sheet=sheet, number__gt=line.number))

    def last_buried_first(self):
        return self.order_by("-decided_at", "-pk")

    def saying(self, text, to):
        """Those a text stands in; in a sheet's name for managers, who alone read it."""
        if not text:
            return self
        named = Q(sheet__name__icontains=text) if to.is_manager else Q()
        return self.filter(named | Q(text__icontains=text) | Q(reason__icontains=text))

    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        lines = self.select_related(
            "sheet__author",
            "decided_by",
            "kpi__step__process",
            "kpi__buried_from__process",
        )
        return lines.fetch_mode(models.FETCH_RAISE)


@pghistory.track()
class Line(Versioned):
    """A number as an old sheet names it; no KPI, so nothing can measure it."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=LONGEST_LINE)
    outcome = models.CharField(
        max_length=7,
        choices=Outcome,
        default=Outcome.WAITING,
        db_default=Outcome.WAITING,
    )
    # That was made of it, or that measures the same already.
    kpi = models.ForeignKey(Kpi, models.PROTECT, null=True, related_name="lines")
    reason = models.TextField(blank=True, default="", db_default="", max_length=1000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "number"], name="line_has_a_number_of_its_own"
            ),
            models.UniqueConstraint(
                fields=["kpi"],
                condition=Q(outcome=Outcome.PLACED),
                name="kpi_is_made_of_one_line",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="line_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=AT_A_STEP, kpi__isnull=False, reason="")
                | Q(outcome=Outcome.BURIED, kpi__isnull=True, reason__regex=r"\S")
                | Q(outcome=Outcome.WAITING, kpi__isnull=True, reason=""),
                name="line_has_what_its_outcome_asks_for",
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome=Outcome.WAITING,
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | ~Q(outcome=Outcome.WAITING)
                & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="line_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"), name="line_says_something"
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("kpis:inbox_line", args=[self.pk])

    @property
    def place(self):
        return f"line {self.number} of {self.sheet}"

    @property
    def is_waiting(self):
        return self.outcome == Outcome.WAITING
