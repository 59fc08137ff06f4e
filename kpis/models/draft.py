import json

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Cast, Length, Now
from django.db.models.lookups import Exact, LessThanOrEqual

from people.versions import StaleVersion, Versioned, VersionedQuerySet

# A form filled to its brim is a tenth of it.
MOST_LETTERS = 100_000


class TooLong(Exception):
    """What was typed is more than a draft keeps."""


class KpiDraftQuerySet(VersionedQuerySet):
    def of_step(self, step):
        """What is begun for a step, with who wrote it last; None when nothing is."""
        return self.filter(step=step).select_related("author").first()

    def keep(self, step, answers, version, *, by):
        """Keep what was typed, over the draft that was seen (``version``; None: none).

        Raises StaleVersion when somebody kept or used one meanwhile, TooLong when a
        book was pasted.
        """
        if len(json.dumps(answers, ensure_ascii=False)) > MOST_LETTERS:
            raise TooLong
        fields = {"answers": answers, "author": by, "saved_at": Now()}
        if version is None:
            row, is_new = self.get_or_create(step=step, defaults=fields)
            if not is_new:
                raise StaleVersion(f"{row} was begun meanwhile.")
            return row
        row = self.of_step(step)
        if row is None:
            raise StaleVersion(f"The draft for {step} is gone.")
        self.change(row, version, **fields)
        return row

    def discard(self, step, version):
        """Let go of the draft that was seen (``version``; None: there was none).

        Raises StaleVersion when there is another.
        """
        drafts = self.filter(step=step)
        drafts.filter(version=version).delete()
        if drafts.exists():
            raise StaleVersion(f"The draft for {step} was changed meanwhile.")


class KpiDraft(Versioned):
    """A KPI as far as it is written, holes and all; nothing is measured by it."""

    step = models.OneToOneField(
        "processes.Step", models.CASCADE, related_name="kpi_draft"
    )
    # As typed, by the name of the field.
    answers = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(db_default=Now())

    objects = KpiDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "draft of a KPI"
        verbose_name_plural = "drafts of KPIs"
        constraints = [
            models.CheckConstraint(
                condition=Exact(
                    Func(
                        F("answers"),
                        function="jsonb_typeof",
                        output_field=models.TextField(),
                    ),
                    Value("object"),
                ),
                name="kpi_draft_holds_answers_by_name",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    Length(Cast("answers", models.TextField())), Value(MOST_LETTERS)
                ),
                name="kpi_draft_fits_a_form",
                violation_error_message="The draft is too long to keep: shorten its"
                " texts to what one form holds.",
            ),
        ]

    def __str__(self):
        return f"Draft of the KPI of {self.step}"

    def was_begun_before(self, holds):
        """Whether the step's KPI was changed since; ``holds`` are its answers now."""
        return self.answers.get("version", "") != holds["version"]

    def goes_on_over(self, holds):
        """Its answers, to be saved over what holds now."""
        return self.answers | {"version": holds["version"]}
