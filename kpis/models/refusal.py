from django.db import models

from kpis.models.imports import Import


class RefusalQuerySet(models.QuerySet):
    def texts_in(self, column):
        """What stood in a column, each once."""
        found = self.filter(column=column).exclude(text="").order_by("text")
        return found.values_list("text", flat=True).distinct()


class Refusal(models.Model):
    """A row of a file that can't be taken: where, what stood there, and what to do."""

    upload = models.ForeignKey(Import, models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=500, blank=True)
    message = models.CharField(max_length=500)
    # The whole row as it stood, so that it can be mended and sent again; of a line
    # with several problems the first one has it.
    cells = models.JSONField(default=list)

    objects = RefusalQuerySet.as_manager()

    class Meta:
        ordering = ["upload", "line", "pk"]

    def __str__(self):
        place = (
            f"Line {self.line}, {self.column}" if self.column else f"Line {self.line}"
        )
        return f"{place}: {self.message}"
