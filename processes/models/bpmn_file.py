from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

KEPT = timedelta(days=1)


class BpmnFileQuerySet(models.QuerySet):
    def kept_for(self, person, pk):
        """The file that a person uploaded, if it is still there."""
        return self.filter(author=person, pk=pk).first()

    def keep(self, content, name, *, by):
        """Keep a file for a day; their last one and those of the days before go."""
        old = Q(uploaded_at__lt=Now() - KEPT)
        self.filter(old | Q(author=by)).delete()
        length = self.model._meta.get_field("name").max_length
        return self.create(author=by, content=content, name=name[:length])


class BpmnFile(models.Model):
    """A file between its upload and the process that is made of it.

    Nobody's work depends on it, so no history is kept.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    content = models.BinaryField()
    name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField(db_default=Now(), db_index=True)

    objects = BpmnFileQuerySet.as_manager()

    def __str__(self):
        return self.name
