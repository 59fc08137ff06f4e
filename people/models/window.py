from django.db import models


class RateWindow(models.Model):
    """How often something was done since a moment: what people.limits counts in.

    The table is not logged: a crash of the database only begins the windows anew.
    """

    key = models.CharField(max_length=100, primary_key=True)
    opened_at = models.DateTimeField()
    used = models.PositiveIntegerField()

    def __str__(self):
        return f"{self.key}: {self.used}"
