import pytest

from kpis.models import Kpi, Standard
from tests.factories import LONG_AGO, kpi_again, make_kpi, make_process, make_step
from tests.kpis.correcting import correct, page
from tests.kpis.events.desk import events, make_desk, numbers, record
from tests.kpis.test_edit import edit_url, save, today

CLOCK = {
    "clock": "previous",
    "clock_counts": "last",
    "clock_pauses": "Waiting\r\nLunch",
}


def test_a_manager_gives_a_kpi_its_clock(manager_client):
    step = make_step()

    save(manager_client, step, **CLOCK)

    standard = Standard.objects.get(kpi__step=step)
    assert (standard.clock, standard.clock_counts) == ("previous", "last")
    assert standard.paused_during == ["Waiting", "Lunch"]


def test_a_kpi_has_the_numbers_of_events_that_came_before_it(manager_client):
    process = make_process(steps=["Log", "Triage"])
    record(process, *events("A", "9 Log, 10 start Triage, 12 Triage"))
    step = process.steps.get(title="Triage")

    save(manager_client, step, **CLOCK)

    assert numbers(Kpi.objects.get(step=step)) == [("clock A 1", 3.0)]


@pytest.mark.parametrize(
    "fields", [{"unit": "EUR"}, {"summary": "share_yes", "limit": ""}]
)
def test_what_is_no_time_has_no_clock(manager_client, fields):
    step = make_step()

    text = save(manager_client, step, **CLOCK | fields).text

    assert "A clock gives times" in text
    assert not Standard.objects.filter(kpi__step=step)


def test_a_page_without_the_clock_leaves_it_as_it_is(manager_client):
    kpi = make_kpi(clock="start")

    answers = {"version": kpi.version, "target": "80", "owner": ""}
    save(manager_client, kpi.step, **answers)

    newest = kpi.standards.get(since=today())
    assert (newest.target, newest.clock) == (80, "start")


def test_a_number_that_is_no_time_any_more_loses_its_clock(manager_client):
    kpi = make_kpi(clock="start")

    changed = {"unit": "EUR", "summary": "sum", "limit": "", "version": kpi.version}
    save(manager_client, kpi.step, **changed)

    assert kpi.standards.get(since=today()).clock == ""


def test_the_clock_is_offered_for_times_alone(manager_client):
    timed, counted = make_kpi(), make_kpi(unit="calls", summary="sum")

    offered, not_offered = (
        "the clock begins when" in manager_client.get(edit_url(kpi.step)).text.lower()
        for kpi in (timed, counted)
    )

    assert offered
    assert not not_offered


def test_a_clock_is_corrected_on_its_page(manager_client):
    kpi = make_kpi()

    correct(manager_client, kpi, LONG_AGO, clock="trigger")

    assert kpi.standards.get().clock == "trigger"


def test_a_clock_of_no_time_is_refused_at_its_field(manager_client):
    kpi = make_kpi(unit="calls", summary="sum")

    response = correct(manager_client, kpi, LONG_AGO, clock="trigger")

    assert "clock" in response.context["form"].errors
    assert (
        "clock" in page(manager_client, kpi_again(kpi), LONG_AGO).context["form"].fields
    )


def test_a_kpi_says_how_its_clock_runs(manager_client):
    kpi = make_kpi(clock="start", clock_counts="first", clock_pauses="Waiting")

    text = manager_client.get(kpi.get_absolute_url()).text

    assert "begins when this step is started" in text
    assert "stands still during Waiting" in text


def test_the_receipt_tells_when_the_clock_stood_still(manager_client):
    process, (*_, resolve) = make_desk(clock="trigger", clock_pauses="Waiting")
    record(process, *events("A", "9 Log, 10 start Waiting, 12 Waiting, 15 Resolve"))

    text = manager_client.get(f"{resolve.get_absolute_url()}readings/2026-03-02/").text

    assert "without Mon 2 Mar, 10:00 to Mon 2 Mar, 12:00" in text
