import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower, Now
from django.urls import reverse

from kpis.models.ownership import Ownership
from kpis.models.rules import needs_a_standard
from people.versions import Versioned, VersionedQuerySet


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
        return self.filter(~Q(step__published_title="") | Q(pk__in=theirs))

    def of_step(self, step):
        """The step's KPI; None while it has none."""
        return self.filter(step=step).first()

    def ever_owned_by(self, people):
        """Theirs once, today or later: whose they are today, their timelines tell."""
        ownerships = Ownership.objects.filter(person__in=people)
        return self.filter(pk__in=ownerships.values("kpi"))

    def in_process_order(self):
        place = Coalesce("step__published_position", "step__position")
        return self.order_by(Lower("step__process__name"), place, "pk")

    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        kpis = self.select_related("step__process")
        return kpis.fetch_mode(models.FETCH_RAISE)


@pghistory.track()
class Kpi(Versioned):
    """The one number that says whether a step works."""

    ADMISSION = ("result", "control", "loop")

    step = models.OneToOneField("processes.Step", models.PROTECT, related_name="kpi")

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
    proposed: str | None = None  # the name of who is proposed as owner, on a map

    objects = KpiQuerySet.as_manager()

    class Meta:
        verbose_name = "KPI"
        triggers = [
            pgtrigger.Trigger(
                name="kpi_has_a_standard",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Insert,
                func=needs_a_standard("NEW.id"),
            ),
        ]

    def __str__(self):
        return f"KPI of {self.step}"

    def get_absolute_url(self):
        return reverse("kpis:detail", args=[self.pk])

    @property
    def is_admitted(self):
        return all(text.strip() for text in (self.result, self.control, self.loop))

    def lock(self):
        """Hold the KPI's numbers until the transaction ends."""
        return Kpi.objects.select_for_update(no_key=True).get(pk=self.pk)
