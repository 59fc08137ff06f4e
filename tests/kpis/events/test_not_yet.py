"""What importing a log doesn't do yet, and has to."""

import pytest
from django.core.management import CommandError

from kpis.models import Event
from tests.factories import make_process
from tests.kpis.events.test_commands import log, run

__all__ = ["log"]

AMBIGUOUS = "case,activity,time\n" + "".join(
    f"{case},{activity},0{case}/04/2026 {hour}:00\n"
    for case in (1, 2, 3)
    for hour, activity in ((10, "Log"), (11, "Triage"))
)


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
