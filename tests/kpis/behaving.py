"""A KPI with a series of numbers, one for each of the last weeks or what it counts."""

from kpis.behaviour import behaviour_of
from kpis.saying import saying_of
from kpis.series import series_for
from kpis.timeline import timelines
from tests.factories import measure

# It wobbles around 80 and never far: the limits are about 75 and 85.
WOBBLE = [80, 81, 79, 80, 82, 79, 80, 81, 78, 80, 81, 80]


def tell(kpi, values):
    """Numbers of the periods that are over, the oldest first; None is none.

    A share's are of a hundred.
    """
    timeline = timelines([kpi.pk])[kpi.pk]
    periods = timeline.until(timeline.today(), len(values) + 1)[:-1]
    of = 100 if timeline.standards[0].is_share else None
    for period, value in zip(periods, values, strict=True):
        if value is not None:
            measure(kpi, period.start, value, of=of)
    return [period.start for period in periods]


def behaviour(kpi):
    return behaviour_of(series_for([kpi], judged=True)[kpi.pk])


def saying(kpi):
    return saying_of(series_for([kpi], judged=True)[kpi.pk])
