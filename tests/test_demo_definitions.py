"""What the demo shows of definitions: how they change, and what never became a KPI."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction

from kpiflow.demo.days_off import outing_after
from kpis import graveyard
from kpis.answering import due_first, questions
from kpis.history.acts import acts_of
from kpis.history.marks import corrections_of
from kpis.inbox import free_steps, rows, tally
from kpis.models import Calendar, Exemption, Kpi, KpiDraft, Line, Sheet, Standard
from kpis.other_limits import other_limits
from kpis.publishing import preview
from kpis.series import series_for
from processes.models import Process
from tests.demo_story import load, published, readings_of, today

A_SUNDAY = datetime(2026, 11, 22, 15, tzinfo=ZoneInfo("UTC"))


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """The demo, loaded once for all tests here."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(A_SUNDAY),
        transaction.atomic(),
    ):
        load(A_SUNDAY)
        yield
        transaction.set_rollback(True)


def kpi_of(title):
    return Kpi.objects.get(step__title=title)


def test_the_first_limit_of_leads_is_shorter_since_twenty_weeks():
    logged = kpi_of("Lead logged into CRM")

    before, now = logged.standards.order_by("since")

    assert (before.limit, now.limit) == (3, 2)
    assert (today() - now.since).days // 7 == 20
    assert {reading.standard.limit for reading in logged.readings.all()} == {3, 2}


def test_the_shorter_limit_says_why():
    acts = acts_of(kpi_of("Lead logged into CRM").pk)

    [shorter] = [act for act in acts if act.why.startswith("Leads from the third hour")]

    assert shorter.by == "Morgan Otto"
    assert [change.done for change in shorter.changes] == ["new"]


def test_one_standard_was_corrected_where_it_judged():
    [corrected] = [one for kpi in Kpi.objects.all() for one in corrections_of(kpi.pk)]

    assert corrected.by == "Morgan Otto"
    assert corrected.why.startswith("A nought too many")
    shorter = corrected.standard.kpi.standards.latest("since")
    assert corrected.last == shorter.since - timedelta(days=1)
    assert corrected.standard.limit == 3


def test_one_strike_week_is_judged_by_nothing():
    excepted = Exemption.objects.get()

    readings = readings_of("Disputed line answered")
    [strike] = readings.filter(start=excepted.start)

    assert excepted.reason.startswith("Strike week")
    assert strike.verdict == "na"
    assert strike.value < readings.exclude(pk=strike.pk).order_by("value")[0].value


def test_two_kpis_are_to_be_answered_for_again_by_the_quarter():
    due = due_first(questions())

    assert {question.title for question in due} == {
        "Next steps scheduled",
        "See and treat",
    }
    assert all(question.answered_on and not question.findings for question in due)


def test_a_number_that_counted_activity_is_in_the_graveyard():
    [grave] = graveyard.graves(Kpi.buried.all())
    revision = grave.kpi.home.process.revisions.get(number=1)

    assert grave.standard.statement.startswith("Complete the weekly collections")
    assert grave.owner.name == "Kim Lowe"
    assert set(grave.kpi.readings.values_list("verdict", flat=True)) == {"met"}
    assert grave.kpi.readings.count() == 12
    assert grave.kpi.buried_at < revision.published_at
    assert Kpi.objects.of_step(grave.kpi.home).readings.exists()


def test_five_of_the_twelve_lines_of_an_old_sheet_have_no_step():
    found = tally(Sheet.objects.counted())

    assert (found.homeless, found.all) == (5, 12)
    assert (found.placed, found.merged, found.buried, found.waiting) == (3, 4, 2, 3)


def test_a_waiting_line_is_likely_to_be_of_the_free_step():
    waiting = rows(Line.objects.waiting().in_order(), free_steps())

    assert [step.title for row in waiting for step in row.likely] == [
        "Interview and decide"
    ]


def test_one_process_waits_for_a_kpi_that_is_begun():
    [hiring] = Process.objects.exclude(pk__in=published())
    gaps = [gap.text for gap in preview(hiring).gaps if gap.kind == "kpi"]

    assert hiring.name == "Hire to start"
    assert len(gaps) == 1
    assert "Interview and decide" in gaps[0]
    assert gaps[0].endswith("A draft is begun.")
    assert KpiDraft.objects.get().author.name == "Morgan Otto"


def test_nothing_is_asked_for_where_the_process_is_not_published():
    drafted = Kpi.objects.exclude(step__process__in=published())

    assert [one.owner for one in series_for(drafted).values()] == [None] * 2


@pytest.mark.parametrize(
    ("day", "outing"),
    [
        (date(2027, 6, 17), date(2027, 6, 18)),
        (date(2027, 6, 18), date(2028, 6, 16)),
        (date(2029, 1, 1), date(2029, 6, 15)),
    ],
)
def test_the_outing_is_always_still_ahead(day, outing):
    assert outing_after(day) == outing


def test_the_office_has_the_holidays_of_three_years_and_an_outing():
    office = Calendar.default()
    national = office.special_days.filter(source="national")

    own = office.special_days.get(source="own")

    assert office.country == "GB"
    assert {day.date.year for day in national} == {2025, 2026, 2027}
    assert national.filter(date="2026-12-25", name="Christmas Day").exists()
    assert (own.name, str(own.date)) == ("Company outing", "2027-06-18")
    assert all(change.readings == 0 for change in office.changes.all())


def test_no_text_of_a_standard_names_another_limit_than_its_number():
    told = [
        other_limits({name: str(getattr(one, name)) for name in Standard.SAYS})
        for one in Standard.objects.all()
    ]

    assert len(told) > 10
    assert not any(told)
