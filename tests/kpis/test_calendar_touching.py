"""Which numbers rest on some days of a calendar, however many the days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.calendars.dated import midnight
from kpis.calendars.touching import Span, touched_by
from kpis.models import Observation, Source
from tests.database import undone
from tests.factories import make_calendar, make_kpi

# It went over the date line, and had no 30 December in 2011.
APIA = ZoneInfo("Pacific/Apia")
NEVER_WAS = date(2011, 12, 30)
FIRST = date(2011, 12, 26)

hours = st.sampled_from([0, 1, 9, 24, 33, 72])
# By the day it ended on: so that the days touched tell which work was.
works = st.dictionaries(
    st.integers(0, 9).filter(lambda days: days != (NEVER_WAS - FIRST).days),
    st.tuples(st.sampled_from([0, 9]), hours),
)
days = st.dates(FIRST, FIRST + timedelta(days=10))
ends = st.none() | days
spans = st.lists(
    st.builds(Span, ends, ends).filter(
        lambda span: not (span.first and span.until) or span.first <= span.until
    ),
    max_size=8,
)


@pytest.fixture
def calendar():
    return make_calendar(str(APIA))


@pytest.fixture
def kpi(calendar):
    return make_kpi(calendar=calendar, cadence="day", since=date(2010, 1, 1))


def time_in(kpi, works):
    """Write work down as it is drawn: from when, until when."""
    times = []
    for number, (hour, took) in works.items():
        day = FIRST + timedelta(days=number)
        ended = datetime.combine(day, time(hour), APIA).astimezone(UTC)
        times.append((ended - timedelta(hours=took), ended))
    Observation.objects.bulk_create(
        Observation(
            kpi=kpi,
            external_id=f"case {ended}",
            started_at=started,
            occurred_at=ended,
            value=0,
            clocked=True,
            source=Source.IMPORT,
        )
        for started, ended in times
    )
    return times


def went_on_in(span, started, ended):
    """Whether work went on in a span, or ended as it began."""
    began = span.first is None or ended >= midnight(span.first, APIA)
    return began and (span.until is None or started < midnight(span.until, APIA))


def test_work_is_touched_by_any_span_it_went_on_in(kpi, calendar):
    @given(works, spans)
    def is_touched(works, spans):
        with undone():
            times = time_in(kpi, works)

            found = touched_by(calendar, spans)

        wanted = {
            ended.astimezone(APIA).date()
            for started, ended in times
            if any(went_on_in(span, started, ended) for span in spans)
        }
        assert set(found.days.get(kpi.pk, ())) == wanted

    is_touched()


def test_a_day_that_a_zone_skipped_touches_the_work_over_it(kpi, calendar):
    time_in(kpi, {3: (9, 1), 5: (9, 24), 6: (9, 1)})

    found = touched_by(calendar, [Span(NEVER_WAS, NEVER_WAS + timedelta(days=1))])

    assert found.days == {kpi.pk: [date(2011, 12, 31)]}


def test_a_day_is_touched_once_by_work_of_its_last_hour_too(kpi, calendar):
    time_in(kpi, {3: (9, 1)})
    time_in(kpi, {3: (23, 1)})

    found = touched_by(calendar, [Span(None, None)])

    assert found.days == {kpi.pk: [date(2011, 12, 29)]}
