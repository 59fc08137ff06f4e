"""Times without a zone are of their process's, and stay what they are."""

from tempfile import TemporaryFile

from kpis.events.reading import filler, recognised
from kpis.events.writing import store
from kpis.models import EventLog, Source
from tests.factories import make_calendar, make_kpi, make_process
from tests.kpis.events.test_commands import LOG

ZONED = "case,activity,time\nA,Log,2026-03-02T09:00Z\nA,Triage,2026-03-02T10:00Z\n"


def make_desk():
    return make_process(steps=["Log", "Triage", "Resolve"])


def bring(process, text=LOG, **options):
    with TemporaryFile() as file:
        file.write(text.encode())
        file.flush()
        fill = filler(file, recognised(file).source)
        return store(process, fill, source=Source.IMPORT, **options).events


def give_zone(process, zone):
    make_kpi(step=process.steps.get(title="Log"), calendar=make_calendar(zone))


def zone_of(process):
    return EventLog.objects.get(process=process).zone


def test_the_same_log_is_the_same_after_a_kpi_of_another_zone_came():
    process = make_desk()
    bring(process)
    give_zone(process, "Asia/Tokyo")

    found = bring(process)

    assert (found.new, found.same) == (0, 6)


def test_times_with_a_zone_leave_open_what_those_without_are_of():
    process = make_desk()
    bring(process, ZONED)
    give_zone(process, "Asia/Tokyo")

    bring(process)

    assert zone_of(process) == "Asia/Tokyo"


def test_a_zone_that_is_said_first_holds_for_the_next_log():
    process = make_desk()
    bring(process, zone="America/New_York")

    found = bring(process)

    assert (found.new, found.same) == (0, 6)


def test_a_zone_that_is_said_later_is_of_one_log_alone():
    process = make_desk()
    bring(process)

    bring(process, zone="America/New_York")

    assert zone_of(process) != "America/New_York"
