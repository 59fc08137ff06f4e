from contextlib import contextmanager

import pghistory
from django.db import models, transaction
from django.db.models import Case, F, Max, OuterRef, Q, When
from django.db.models.fields.json import KT
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.text import slugify

from people.versions import Versioned, VersionedQuerySet
from processes.models.draft import Draft
from processes.models.revision import Revision


class ProcessQuerySet(VersionedQuerySet):
    def by_name(self):
        return self.order_by(Lower("name"), "pk")

    def with_step_counts(self):
        """How many steps each has as it is drawn, and as it is published."""
        live = Q(steps__position__isnull=False)
        published = Q(steps__published_position__isnull=False)
        return self.annotate(
            step_count=models.Count("steps", filter=live),
            published_count=models.Count("steps", filter=published),
        )

    def with_published_ends(self):
        """What starts and ends each as it is published; None before that."""
        newest = Revision.objects.filter(process=OuterRef("pk")).order_by("-number")
        return self.annotate(
            published_trigger=newest.values(text=KT("snapshot__trigger"))[:1],
            published_outcome=newest.values(text=KT("snapshot__outcome"))[:1],
        )

    def with_published_texts(self):
        """As above, and which result each is for."""
        newest = Revision.objects.filter(process=OuterRef("pk")).order_by("-number")
        return self.with_published_ends().annotate(
            published_purpose=newest.values(text=KT("snapshot__purpose"))[:1]
        )

    def after(self, pk):
        """Those made after one, oldest first: a page of many goes on there."""
        return self.filter(pk__gt=pk).order_by("pk")


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
    published_count: int  # by with_step_counts()
    published_trigger: str | None  # by with_published_ends()
    published_outcome: str | None  # by with_published_ends()
    published_purpose: str | None  # by with_published_texts()

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
    def newest_change(self):
        """The number of what was done last to its steps; 0 before anything was."""
        return self.changes.aggregate(last=Max("number", default=0))["last"]

    def live_step(self, pk):
        """The step of this id; None when it isn't on the map being drawn."""
        return self.steps.live().filter(pk=pk).first()

    def lock(self):
        """Hold the process until the transaction ends, to keep its order whole."""
        return Process.objects.select_for_update().get(pk=self.pk)

    @contextmanager
    def draft(self, by=None):
        """Hold the steps, to change them: what is done inside is written at its end."""
        with transaction.atomic():
            draft = Draft(self.lock(), by)
            yield draft
            draft.save()

    def mark_published(self):
        """Keep, with each step, where and as what it stands in what is published.

        A step that is no longer part of it keeps the title that people knew it by.
        """
        known = Case(
            When(position__isnull=False, then="title"), default="published_title"
        )
        self.steps.in_use().update(
            published_position=F("position"), published_title=known
        )
