"""What importing a log doesn't do yet, and has to."""

from io import BytesIO

import pytest
from django.core.management import CommandError

from kpis.events.writing import store
from kpis.logs.source import batches, recognised
from kpis.models import Event, Source
from tests.factories import make_calendar, make_kpi, make_process
from tests.kpis.events.test_commands import LOG, log, run

__all__ = ["log"]

AMBIGUOUS = "case,activity,time\n" + "".join(
    f"{case},{activity},0{case}/04/2026 {hour}:00\n"
    for case in (1, 2, 3)
    for hour, activity in ((10, "Log"), (11, "Triage"))
)


def import_again(process):
    source, _ = recognised(BytesIO(LOG.encode()))

    def fill(staged):
        for batch in batches(BytesIO(LOG.encode()), source):
            staged.take(batch)

    return store(process, fill, source=Source.IMPORT).events


@pytest.mark.xfail(
    strict=True,
    reason="The zone of times without one isn't kept: it is that of the first KPI now.",
)
def test_the_same_log_is_the_same_after_a_kpi_of_another_zone_came():
    process = make_process(steps=["Log", "Triage", "Resolve"])
    import_again(process)
    make_kpi(step=process.steps.get(title="Log"), calendar=make_calendar("Asia/Tokyo"))

    found = import_again(process)

    assert (found.new, found.same) == (0, 6)


@pytest.mark.xfail(
    strict=True,
    raises=pytest.fail.Exception,
    reason="Days that may be months are read as the likelier, and nobody is asked.",
)
def test_days_that_may_be_months_are_asked_about(log):
    process = make_process(steps=["Log", "Triage"])
    log.write_text(AMBIGUOUS)

    with pytest.raises(CommandError, match="may be"):
        run("import_events", str(log), "--process", process.slug)

    assert not Event.objects.exists()
