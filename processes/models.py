import pghistory
import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils.text import slugify

from people.versions import StaleVersion, Versioned, VersionedQuerySet

# Without its snapshot, which grows with the process. From the ORM this one row would
# make the whole map page a twentieth slower.
NEWEST_REVISION = """
    SELECT id, number, published_at FROM processes_revision
    WHERE process_id = %s
    ORDER BY number DESC
    LIMIT 1
"""


class ProcessQuerySet(VersionedQuerySet):
    def by_name(self):
        return self.order_by(Lower("name"), "pk")

    def with_step_counts(self):
        live = Q(steps__position__isnull=False)
        return self.annotate(step_count=models.Count("steps", filter=live))


@pghistory.track()
class Process(Versioned):
    """A named sequence of steps, from a trigger to an outcome."""

    name = models.CharField(
        max_length=100,
        help_text="What runs from end to end, such as Lead to next step.",
    )
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    purpose = models.TextField(
        blank=True,
        max_length=1000,
        help_text="Which result this work is for. Every KPI of it will be asked.",
    )
    trigger = models.CharField(
        max_length=100, help_text="What starts it, such as Lead received."
    )
    outcome = models.CharField(
        max_length=100, help_text="What ends it, such as Next step booked."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    step_count: int  # by with_step_counts()

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "processes"
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="process_has_a_name_of_its_own",
                violation_error_message="There is a process of this name already.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("kpis:map", args=[self.slug])

    @classmethod
    def start(cls, **fields):
        """Make a process at an address of its own, which later renames don't move."""
        # Plain letters may be many more than those of the name: ﬃ is three.
        base = slugify(fields["name"])[:100] or "process"
        taken = set(
            cls.objects.filter(slug__startswith=base).values_list("slug", flat=True)
        )
        slug, number = base, 2
        while slug in taken or slug == "new":
            slug, number = f"{base}-{number}", number + 1
        return cls.objects.create(slug=slug, **fields)

    @property
    def newest_revision(self):
        return next(iter(Revision.objects.raw(NEWEST_REVISION, [self.pk])), None)

    def lock(self):
        """Hold the process until the transaction ends, to keep its order whole."""
        return Process.objects.select_for_update().get(pk=self.pk)

    @transaction.atomic
    def add_step(self, **fields):
        """Append a step."""
        self.lock()
        last = self.steps.aggregate(last=Max("position", default=0))["last"]
        return self.steps.create(position=last + 1, **fields)


class StepQuerySet(VersionedQuerySet):
    def live(self):
        return self.filter(position__isnull=False)

    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        return self.select_related("process").fetch_mode(models.FETCH_RAISE)


@pghistory.track()
class Step(Versioned):
    """One piece of work in a process, done by a role; retired, it has no position."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField(null=True, editable=False)
    title = models.CharField(
        max_length=100, help_text="A doing, such as Contact customer."
    )
    role = models.CharField(
        max_length=60, help_text="Who does it, as a role: Sales Rep. It is the lane."
    )
    instructions = models.TextField(
        blank=True, max_length=10_000, help_text="How it is done, as you would say it."
    )
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["process", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "position"],
                name="step_has_a_position_of_its_own",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True, retired_at__isnull=False)
                | Q(position__isnull=False, position__gte=1, retired_at__isnull=True),
                name="step_has_a_position_until_it_retires",
            ),
        ]
        triggers = [
            # The lock makes a second transaction wait for the first one's steps to be
            # seen: two that are each whole alone could leave a hole together.
            pgtrigger.Trigger(
                name="steps_are_numbered_without_a_hole",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("position", "process_id")
                | pgtrigger.Delete,
                declare=[("touched", "bigint[]"), ("broken", "bigint")],
                func="""
                    touched := ARRAY[
                        CASE WHEN TG_OP <> 'DELETE' THEN NEW.process_id END,
                        CASE WHEN TG_OP <> 'INSERT' THEN OLD.process_id END
                    ];
                    PERFORM 1 FROM processes_process
                        WHERE id = ANY(touched) ORDER BY id FOR NO KEY UPDATE;
                    -- One that began earlier wouldn't see those steps even then: what
                    -- it has to trip over is a change.
                    IF current_setting('transaction_isolation') <> 'read committed' THEN
                        UPDATE processes_process SET version = version
                            WHERE id = ANY(touched);
                    END IF;
                    SELECT process_id INTO broken FROM processes_step
                        WHERE process_id = ANY(touched) AND position IS NOT NULL
                        GROUP BY process_id
                        HAVING min(position) <> 1 OR max(position) <> count(*)
                        LIMIT 1;
                    IF broken IS NOT NULL THEN
                        RAISE EXCEPTION 'The steps of process % are not 1 to n.', broken
                            USING ERRCODE = 'check_violation',
                                  CONSTRAINT = 'steps_are_numbered_without_a_hole';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{self.process.get_absolute_url()}?step={self.position}"

    def _hold(self):
        """Hold the order, and the step, so that no KPI comes while it goes.

        Whether it still has a position, which somebody may have taken meanwhile.
        """
        self.process.lock()
        held = Step.objects.live().select_for_update().filter(pk=self.pk).first()
        self.position = held and held.position
        self.version = held.version if held else self.version
        return held is not None

    @transaction.atomic
    def move_to(self, position):
        """Put the step at a position, or the nearest there is; the others close up."""
        if not self._hold():
            return
        others = self.process.steps.live().exclude(pk=self.pk)
        target = min(max(position, 1), others.count() + 1)
        others.filter(position__gt=self.position, position__lte=target).update(
            position=F("position") - 1
        )
        others.filter(position__lt=self.position, position__gte=target).update(
            position=F("position") + 1
        )
        self.position = target
        self.save(update_fields=["position"])

    @transaction.atomic
    def remove(self, *, version=None):
        """Delete the step; one that something hangs on is retired, its history kept.

        Raises StaleVersion when the step was changed since ``version``.
        """
        if not self._hold():
            return
        if version not in {None, self.version}:
            raise StaleVersion(f"{self} was changed meanwhile.")
        gone = self.position
        try:
            with transaction.atomic():
                self.delete()
        except models.ProtectedError:
            Step.objects.filter(pk=self.pk).update(
                position=None, retired_at=Now(), version=F("version") + 1
            )
        self.process.steps.filter(position__gt=gone).update(position=F("position") - 1)


@pghistory.track()
class Revision(models.Model):
    """A published snapshot of a process; the database refuses to change it."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(db_default=Now())
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions"
    )
    change = models.CharField(
        "what changed", max_length=300, help_text="And what it should improve."
    )
    snapshot = models.JSONField()

    class Meta:
        ordering = ["process", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "number"], name="revision_has_a_number_of_its_own"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="revision_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self):
        return f"Revision {self.number}"
