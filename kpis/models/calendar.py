import zoneinfo

from django.conf import settings
from django.db import models
from django.utils import timezone

from people.models import check_time_zone


class Calendar(models.Model):
    """Where a KPI's days begin and end; its working week comes with the clocks."""

    name = models.CharField(max_length=60, unique=True)
    zone = models.CharField(max_length=50, validators=[check_time_zone])

    def __str__(self):
        return self.name

    @classmethod
    def default(cls):
        return cls.objects.get_or_create(
            name="Office", defaults={"zone": settings.TIME_ZONE}
        )[0]

    @property
    def tzinfo(self):
        return zoneinfo.ZoneInfo(self.zone)

    def today(self):
        return timezone.localdate(timezone=self.tzinfo)
