import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from people.versions import Versioned, VersionedQuerySet
from processes.plan import ROLE_LENGTH, TEXT_LENGTH, TITLE_LENGTH


class StepQuerySet(VersionedQuerySet):
    def live(self):
        """Those on the map as it is being drawn."""
        return self.filter(position__isnull=False)

    def in_use(self):
        """Those on the map as it is being drawn, or as it is published."""
        return self.exclude(position=None, published_position=None)

    def readable_by(self, person):
        """Managers read the draft too; the others what was published at some time."""
        return self.all() if person.is_manager else self.exclude(published_title="")

    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        return self.select_related("process").fetch_mode(models.FETCH_RAISE)


@pghistory.track()
class Step(Versioned):
    """One piece of work in a process, done by a role; retired, it has no position."""

    process = models.ForeignKey("Process", models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField(null=True, editable=False)
    title = models.CharField(
        max_length=TITLE_LENGTH, help_text="A doing, such as Contact customer."
    )
    role = models.CharField(
        max_length=ROLE_LENGTH,
        blank=True,
        help_text="Who does it, as a role: Sales Rep. It is the lane.",
    )
    instructions = models.TextField(
        blank=True,
        max_length=TEXT_LENGTH,
        help_text="How it is done, as you would say it. Markdown: lists, **bold**.",
    )
    inputs = models.TextField(
        blank=True,
        default="",
        db_default="",
        max_length=1000,
        help_text="What it takes to begin: a line each.",
    )
    outputs = models.TextField(
        blank=True,
        default="",
        db_default="",
        max_length=1000,
        help_text="What is there when it is done.",
    )

    # What passes on to the next step, where role or owner changes.
    handoff_what = models.CharField(
        "what is handed over",
        blank=True,
        default="",
        db_default="",
        max_length=300,
        help_text="The lead, with the documentation attached.",
    )
    handoff_to = models.CharField(
        "to whom",
        blank=True,
        default="",
        db_default="",
        max_length=100,
        help_text="The role that takes it; empty, that of the next step.",
    )
    handoff_trigger = models.CharField(
        "what triggers it",
        blank=True,
        default="",
        db_default="",
        max_length=300,
        help_text="What has to happen: the next owner is tagged in the CRM.",
    )
    handoff_accepted = models.CharField(
        "when it counts as accepted",
        blank=True,
        default="",
        db_default="",
        max_length=300,
        help_text="How both know that it arrived: the rep opens the lead.",
    )

    # Of the published revision, which members see; null, it isn't part of that. The
    # title is that of the last revision it was part of; empty, it never was of any.
    published_position = models.PositiveIntegerField(null=True, editable=False)
    published_title = models.CharField(
        max_length=TITLE_LENGTH, default="", db_default="", editable=False
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
        return reverse("kpis:step", args=[self.process.slug, self.pk])

    @property
    def was_published(self):
        return bool(self.published_title)

    @property
    def shown_position(self):
        """Where everybody finds it: as published, before that as drafted."""
        return self.published_position or self.position

    @property
    def shown_title(self):
        return self.published_title or self.title

    @property
    def is_in_use(self):
        return self.shown_position is not None
