"""Nobody's edit is overwritten silently: a change names the version it was made on."""

from django.db import models
from django.db.models import F


class StaleVersion(Exception):
    """Somebody changed the row since it was read."""


class VersionedQuerySet(models.QuerySet):
    def change(self, row, version, **fields):
        """Write ``fields`` if the row still is at ``version``.

        Raises StaleVersion if it isn't.
        """
        changed = self.filter(pk=row.pk, version=version).update(
            **fields, version=F("version") + 1
        )
        if not changed:
            raise StaleVersion(f"{row} was changed meanwhile.")
        row.refresh_from_db(fields=["version", *fields])


class Versioned(models.Model):
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        abstract = True
