"""A note that is sent twice at once, as by a double click, is one note."""

import pytest
from django.db import transaction

from kpis.models import Note
from kpis.timeline import timelines
from scorecards import notes
from tests.database import SECONDS, at_once, begin
from tests.factories import last_week, make_kpi, make_person, measure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kpi(person):
    kpi = make_kpi(owner=person)
    measure(kpi, last_week(), 3)
    return kpi


def write(kpi, by, text="The queue was long.", is_shared=False):
    period = timelines([kpi.pk])[kpi.pk].period_of(last_week())
    return notes.write(kpi, period, text, by=by, is_shared=is_shared)


def test_the_second_waits_for_the_first_and_finds_its_note(kpi, person):
    with transaction.atomic():
        first = write(kpi, person)
        second = begin(lambda: write(kpi, person, is_shared=True))
        waits = not second.done()

    assert second.result(SECONDS) == first
    assert waits
    assert Note.objects.get().shared_at is not None


def test_of_eight_sent_together_there_is_one(kpi, person):
    ends = at_once(*[lambda: write(kpi, person)] * 8)

    assert set(ends) == {Note.objects.get()}


def test_authors_do_not_wait_for_each_other(kpi, person):
    with transaction.atomic():
        write(kpi, person)
        other = begin(lambda: write(kpi, make_person()))

    assert other.result(SECONDS).author != person
