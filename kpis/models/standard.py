from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from kpis.calendars.dated import TIMED, unit_of
from kpis.limits import cannot_be_kept, lacks_or_has_limit
from kpis.logs.cycles import Begins, ClockRule, Counts
from kpis.models.calendar import Calendar
from kpis.models.choices import (
    SHARES,
    Cadence,
    ClockBegins,
    ClockCounts,
    Direction,
    Summary,
)
from kpis.models.numbers import is_a_day, is_a_number, number_field
from kpis.models.rules import needs_a_standard

# When these change, the answers to the admission test are asked for again.
ASKED_AGAIN = (
    "statement",
    "good",
    "measured",
    "handoff",
    "unit",
    "summary",
    "limit",
    "direction",
    "target",
    "upper",
    "cadence",
)
LONGEST_GRACE = 90
CLOCK = ("clock", "clock_counts", "clock_pauses")
NO_CLOCK = (
    "A clock gives times: choose a unit such as hours or working days, and a number"
    " that is no share of yes. Or choose no clock."
)
GRACE = f"Write 0 to {LONGEST_GRACE} days: nobody waits longer for a number."


class StandardQuerySet(models.QuerySet):
    def clocked(self):
        """Those whose numbers an event log gives."""
        return self.exclude(clock="")

    def begun_after(self, day):
        """The oldest first, after the one of a day, if one is named."""
        later = self.filter(since__gt=day) if day else self.all()
        return later.order_by("since")

    def for_display(self):
        """Fetch what is shown; who asks for more fails its test."""
        return self.select_related("calendar").fetch_mode(models.FETCH_RAISE)


@pghistory.track()
class Standard(models.Model):
    """What a KPI is held against, from a date on until the next standard's date."""

    # What a manager writes; its calendar and its first day come with it.
    SAYS = (*ASKED_AGAIN, "grace", *CLOCK)

    kpi = models.ForeignKey("Kpi", models.CASCADE, related_name="standards")
    since = models.DateField(
        "from", help_text="Readings of periods that began earlier keep theirs."
    )
    statement = models.CharField(
        max_length=300,
        help_text="One sentence: Respond to new CRM inquiries within 4 hours of"
        " receipt, Monday to Friday, 90% of the time.",
    )
    good = models.TextField("what good looks like", max_length=1000)
    measured = models.TextField("how success is measured", max_length=1000)
    handoff = models.TextField("what triggers the handoff", max_length=1000)
    unit = models.CharField(
        max_length=20,
        help_text="Of what is measured: hours, working days, %, count, EUR.",
    )
    summary = models.CharField(
        "a period’s number", max_length=12, choices=Summary, default=Summary.SHARE_YES
    )
    limit = number_field(
        null=True,
        blank=True,
        help_text="What one unit of work must keep: 4, when the unit is hours.",
    )
    direction = models.CharField(
        max_length=8, choices=Direction, default=Direction.AT_LEAST
    )
    target = number_field(help_text="What the period must reach: 90.")
    upper = number_field(
        verbose_name="upper target",
        null=True,
        blank=True,
        help_text="Only for between.",
    )
    cadence = models.CharField(
        "how often", max_length=7, choices=Cadence, default=Cadence.WEEK
    )
    grace = models.PositiveSmallIntegerField(
        default=3,
        validators=[MaxValueValidator(LONGEST_GRACE, GRACE)],
        help_text="Days after a period’s end until its missing number is overdue.",
    )
    # Where an event log tells the times: when the clock of a case begins. It stops as
    # the step is completed.
    clock = models.CharField(
        "the clock begins when",
        max_length=8,
        choices=ClockBegins,
        blank=True,
        default="",
        db_default="",
        help_text="For numbers that an event log gives.",
    )
    clock_counts = models.CharField(
        "of a case that comes back, count",
        max_length=5,
        choices=ClockCounts,
        default=ClockCounts.EACH,
        db_default=ClockCounts.EACH,
    )
    clock_pauses = models.TextField(
        "the clock stands still during",
        max_length=1000,
        blank=True,
        default="",
        db_default="",
        help_text="Activities of the log, a line each: Waiting for customer.",
    )
    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="standards")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    # When the answers to the admission test were last said to hold for it.
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StandardQuerySet.as_manager()

    class Meta:
        ordering = ["kpi", "-since"]
        triggers = [
            pgtrigger.Trigger(
                name="standard_that_changes_is_asked_again",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*ASKED_AGAIN),
                func="""
                    IF NEW.answered_at IS NOT DISTINCT FROM OLD.answered_at THEN
                        NEW.answered_at = NULL;
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="kpi_keeps_a_standard",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Delete | pgtrigger.UpdateOf("kpi_id"),
                func=needs_a_standard("OLD.kpi_id"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "since"], name="kpi_has_one_standard_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values),
                name="standard_direction_is_known",
            ),
            models.CheckConstraint(
                condition=Q(summary__in=Summary.values),
                name="standard_summary_is_known",
            ),
            models.CheckConstraint(
                condition=Q(cadence__in=Cadence.values),
                name="standard_cadence_is_known",
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=False, summary=Summary.SHARE_WITHIN)
                | Q(limit__isnull=True) & ~Q(summary=Summary.SHARE_WITHIN),
                name="standard_has_a_limit_when_it_counts_within_it",
                violation_error_message="A share within the limit needs a limit;"
                " any other number of a period has none.",
            ),
            models.CheckConstraint(
                condition=Q(upper__isnull=True) & ~Q(direction=Direction.BETWEEN)
                | Q(
                    upper__isnull=False,
                    upper__gt=models.F("target"),
                    direction=Direction.BETWEEN,
                ),
                name="standard_between_has_two_ends",
                violation_error_message="Between needs a second, larger number;"
                " at least and at most have none.",
            ),
            models.CheckConstraint(
                condition=~Q(summary__in=sorted(SHARES))
                | Q(target__gte=0, target__lte=100)
                & (Q(upper__isnull=True) | Q(upper__lte=100)),
                name="standard_of_a_share_is_a_percentage",
                violation_error_message="A share’s target lies between 0 and 100.",
            ),
            models.CheckConstraint(
                condition=is_a_number("target")
                & (Q(limit__isnull=True) | is_a_number("limit"))
                & (Q(upper__isnull=True) | is_a_number("upper")),
                name="standard_holds_numbers",
            ),
            models.CheckConstraint(
                condition=Q(clock__in=["", *ClockBegins.values])
                & Q(clock_counts__in=ClockCounts.values),
                name="standard_clock_is_known",
            ),
            models.CheckConstraint(
                condition=Q(clock="")
                | Q(unit__iregex=TIMED) & ~Q(summary=Summary.SHARE_YES),
                name="standard_with_a_clock_is_about_time",
                violation_error_message=NO_CLOCK,
            ),
            models.CheckConstraint(
                condition=is_a_day("since"),
                name="standard_holds_from_a_day",
                violation_error_message="Choose a day between 1970 and 2200.",
            ),
        ]

    def __str__(self):
        return self.statement

    def clean(self):
        """Refuse a limit that no work can keep, or that nothing is held to."""
        refused = lacks_or_has_limit(self.summary, self.limit)
        if self.limit is not None and not refused:
            refused = cannot_be_kept(self.limit, self.unit)
        if refused:
            raise ValidationError({"limit": refused})

    def asks_as(self, said):
        """Whether the answers given for it hold for what ``said`` says, too."""
        return all(getattr(self, name) == said[name] for name in ASKED_AGAIN)

    def says_else(self, fields):
        """Whether any of some fields differs from its own."""
        return any(getattr(self, name) != value for name, value in fields.items())

    @property
    def said(self) -> dict[str, Any]:
        """What was written, by name; of a clock only where it has one."""
        names = self.SAYS if self.clock else [n for n in self.SAYS if n not in CLOCK]
        return {name: getattr(self, name) for name in names}

    @property
    def rule(self) -> ClockRule | None:
        """How an event log's cases are timed at its step; None without a clock."""
        if not self.clock:
            return None
        pauses = frozenset(self.paused_during)
        return ClockRule(0, Begins(self.clock), Counts(self.clock_counts), pauses)

    @property
    def paused_during(self) -> list[str]:
        """The activities during which its clock stands still."""
        return [
            name for line in self.clock_pauses.splitlines() if (name := line.strip())
        ]

    @property
    def is_timed(self) -> bool:
        """Whether a clock can give the numbers that it is about."""
        return unit_of(self.unit) is not None and self.summary != Summary.SHARE_YES

    @property
    def is_share(self):
        return self.summary in SHARES

    @property
    def reading_unit(self):
        """The unit of a period's number: a share of anything is in percent."""
        return "%" if self.is_share else self.unit
