"""Which KPIs a person may do what with: querysets, so that the rest is a 404."""

from kpis.models import Kpi
from kpis.timeline import today


def checked_in_by(person):
    """The KPIs whose numbers a person records: those they own today."""
    return Kpi.objects.live().owned_by(person, today())
