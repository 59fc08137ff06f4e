import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Lower, Now
from django.urls import reverse

from kpis.models.ownership import Ownership
from kpis.models.rules import ZONE_STAYS, named_by_observations, needs_a_standard
from kpis.models.standard import Standard
from people.versions import Versioned, VersionedQuerySet
from processes.models import Step


class Buried(Exception):
    """The KPI was buried: nothing is recorded for it any more."""

    def __init__(self, kpi):
        super().__init__(
            f"The KPI of “{kpi.home}” was buried, so nothing was recorded."
            " Its page says why."
        )
        self.kpi = kpi


class KpiQuerySet(VersionedQuerySet):
    def live(self):
        """Those whose step is on its process's map, as published or as drafted."""
        return self.exclude(step__position=None, step__published_position=None)

    def readable_by(self, person):
        """Managers read those of the draft too; the others what was published once.

        What is or was theirs, people always read. Twin of the word on steps.
        """
        if person.is_manager:
            return self.all()
        theirs = Ownership.objects.filter(person=person).values("kpi")
        return self.filter(
            Q(step__published_title__gt="")
            | Q(buried_from__published_title__gt="")
            | Q(pk__in=theirs)
        )

    def of_step(self, step):
        """The step's KPI; None while it has none."""
        return self.filter(step=step).first()

    def at_steps_of(self, process):
        return self.filter(step__process=process)

    def of_process(self, process_id):
        """All that its steps ever had, each with the step."""
        at_step = Q(step__process=process_id) | Q(buried_from__process=process_id)
        return self.filter(at_step).select_related("step", "buried_from")

    def after(self, pk):
        """Those made after one, oldest first: a page of many goes on there."""
        return self.filter(pk__gt=pk).order_by("pk")

    def held_in(self, calendar):
        """Those that a calendar serves by one of their standards."""
        standards = Standard.objects.filter(calendar=calendar)
        return self.filter(pk__in=standards.values("kpi"))

    def held(self):
        """Each with its step, and its numbers held until the transaction ends."""
        return self.select_related("step").select_for_update(no_key=True, of=["self"])

    def lock(self):
        """Hold their numbers, in one order, until the transaction ends."""
        rows = self.order_by("pk").select_for_update(no_key=True)
        list(rows.values_list("pk"))

    def in_process_order(self):
        place = Coalesce("step__published_position", "step__position")
        return self.order_by(Lower("step__process__name"), place, "pk")

    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        kpis = self.select_related("step__process")
        return kpis.fetch_mode(models.FETCH_RAISE)

    def with_burials(self):
        """Fetch with each where it was buried from, and by whom."""
        return self.select_related("buried_from__process", "buried_by")

    def last_buried_first(self):
        return self.order_by("-buried_at", "-pk")

    def saying(self, text, to):
        """Those a text stands in: in what they said, where they were, why they went.

        What a step is called in the draft alone is searched for managers, who read it.
        """
        if not text:
            return self
        drafted = Q(buried_from__title__icontains=text) if to.is_manager else Q()
        said = Standard.objects.filter(kpi=OuterRef("pk"), statement__icontains=text)
        return self.filter(
            drafted
            | Q(buried_reason__icontains=text)
            | Q(buried_from__published_title__icontains=text)
            | Q(buried_from__process__name__icontains=text)
            | Exists(said)
        )


KpiManager = models.Manager.from_queryset(KpiQuerySet)


class LivingKpis(KpiManager):
    def get_queryset(self):
        return super().get_queryset().filter(buried_at=None)


class BuriedKpis(KpiManager):
    def get_queryset(self):
        return super().get_queryset().exclude(buried_at=None)


@pghistory.track()
class Kpi(Versioned):
    """The one number that says whether a step works."""

    ADMISSION = ("result", "control", "loop")

    # Null at the buried alone, as a constraint says: each that lives has its step, and
    # where the buried may come along, `home` is what to ask for.
    step: "models.OneToOneField[Step, Step]" = models.OneToOneField(  # type: ignore[misc]
        Step, models.PROTECT, null=True, related_name="kpi"
    )

    # The admission test: a number that fails one of the three is not worth tracking.
    result = models.TextField(
        "which real result does it drive?", blank=True, max_length=1000
    )
    control = models.TextField(
        "what in it does the owner control?", blank=True, max_length=1000
    )
    loop = models.TextField(
        "which feedback loop will use it?",
        blank=True,
        max_length=1000,
        help_text="Who looks, when and where.",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    # Where its days are cut: the database keeps that of its first standard's calendar
    # with the first number. Empty until then, and never another after.
    zone = models.CharField(
        max_length=50, blank=True, default="", db_default="", editable=False
    )

    # A number that failed: when, by whom, why, and the step that it leaves free.
    buried_at = models.DateTimeField(null=True, editable=False)
    buried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    buried_reason = models.TextField(
        blank=True, default="", db_default="", max_length=1000, editable=False
    )
    buried_from = models.ForeignKey(
        Step,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="buried_kpis",
    )
    proposed: str | None = None  # the name of who is proposed as owner, on a map

    objects = LivingKpis()
    buried = BuriedKpis()
    kept = KpiManager()

    class Meta:
        verbose_name = "KPI"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    step__isnull=False,
                    buried_at__isnull=True,
                    buried_by__isnull=True,
                    buried_from__isnull=True,
                    buried_reason="",
                )
                | Q(
                    step__isnull=True,
                    buried_at__isnull=False,
                    buried_by__isnull=False,
                    buried_from__isnull=False,
                    buried_reason__regex=r"\S",
                ),
                name="kpi_is_at_its_step_until_it_is_buried",
            ),
        ]
        triggers = [
            named_by_observations("kpi_id", "observation_has_its_kpi"),
            pgtrigger.Trigger(
                name="kpi_has_a_standard",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Insert,
                func=needs_a_standard("NEW.id"),
            ),
            pgtrigger.Trigger(
                name="kpi_keeps_its_zone",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("zone"),
                condition=pgtrigger.Condition("OLD.zone NOT IN ('', NEW.zone)"),
                func=ZONE_STAYS,
            ),
        ]

    def __str__(self):
        return f"KPI of {self.home}"

    def get_absolute_url(self):
        return reverse("kpis:detail", args=[self.pk])

    @property
    def is_admitted(self):
        return all(text.strip() for text in (self.result, self.control, self.loop))

    @property
    def is_buried(self):
        return self.buried_at is not None

    @property
    def home(self) -> Step:
        """The step it measures, or measured until it was buried."""
        return self.buried_from or self.step

    def lock(self):
        """Hold the KPI's numbers until the transaction ends."""
        return Kpi.kept.select_for_update(no_key=True).get(pk=self.pk)

    def lock_to_record(self):
        """Hold the KPI's numbers to write some. Raises Buried when it is too late."""
        if self.lock().is_buried:
            raise Buried(self)
