from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pghistory
import pgtrigger
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kpis import ownership
from kpis.corrections import correct
from kpis.exemptions import take_back
from kpis.history.acts import TRACKED, acts_of
from kpis.models import Kpi
from kpis.series import series_for
from tests.database import sql
from tests.factories import (
    LONG_AGO,
    hand_over,
    hold_to,
    kpi_again,
    last_week,
    make_exemption,
    make_kpi,
    make_person,
    make_published,
    measure,
)

WHY = "The limit was 4 hours all along."


@pytest.fixture
def kpi(person):
    kpi = make_kpi(owner=person)
    make_published(kpi.step.process)
    written_long_ago()
    return kpi_again(kpi)


def on_screen(day):
    return f"{day.day} {day:%b %Y}"


def history(client, kpi, **query):
    return client.get(reverse("kpis:history", args=[kpi.pk], query=query))


def put_right(kpi, day, manager, **fields):
    kpi, standard = kpi_again(kpi), kpi.standards.get(since=day)
    with pghistory.context(user=manager.pk):
        return correct(kpi, standard, fields, version=kpi.version, reason=WHY)


def written_long_ago():
    """What is on record by now, as if it had been written three weeks ago.

    A test is one transaction, and so one act otherwise.
    """
    then = timezone.now() - timedelta(days=21)
    with pgtrigger.ignore():
        for model in TRACKED:
            table = model.pgh_event_models["insert"]._meta.db_table
            sql(f"UPDATE {table} SET pgh_created_at = %s", then)


def newest(kpi):
    """The newest change of a KPI's definition: what, what was done, and its edits."""
    change = acts_of(kpi.pk)[0].changes[-1]
    said = [(edit.label, edit.before, edit.after) for edit in change.edits]
    return change.what, change.done, said


def test_a_new_standard_is_told_against_the_one_before(kpi):
    hold_to(kpi, last_week(), limit=Decimal(6), target=Decimal(80))

    assert newest(kpi) == (
        f"Standard from {on_screen(last_week())}",
        "new",
        [("Limit", "4 h", "6 h"), ("Target", "at least 90%", "at least 80%")],
    )


def test_choices_are_told_in_words(kpi):
    hold_to(kpi, last_week(), cadence="month", summary="mean", direction="at_most")

    assert newest(kpi)[2] == [
        ("A period’s number", "share within the limit", "mean"),
        ("Limit", "4 h", ""),
        ("Target", "at least 90%", "at most 90 h"),
        ("How often", "every week, from Monday", "every month"),
    ]


def test_a_plan_called_off_is_told_with_what_goes_on(kpi):
    hold_to(kpi, last_week(-2), limit=Decimal(6))
    kpi.standards.filter(since=last_week(-2)).delete()

    assert newest(kpi) == (
        f"Standard from {on_screen(last_week(-2))}",
        "taken away",
        [("Limit", "6 h", "4 h")],
    )


def test_a_handover_is_told_from_whom_to_whom(kpi):
    hand_over(kpi, make_person("Dee Park"), last_week())

    assert newest(kpi) == (
        f"Owner from {on_screen(last_week())}",
        "new",
        [("Person", "Ben Cole", "Dee Park")],
    )


def test_a_proposal_is_told_as_it_comes_and_goes(kpi, manager):
    ownership.propose(kpi, make_person("Dee Park"), by=manager)
    came = newest(kpi)
    ownership.withdraw(kpi)

    assert came == ("Proposed owner", "new", [("Person", "", "Dee Park")])
    assert newest(kpi) == (
        "Proposed owner",
        "taken away",
        [("Person", "Dee Park", "")],
    )


def test_another_answer_to_the_admission_test_is_told(kpi):
    Kpi.objects.change(kpi, kpi.version, loop="Fridays at noon.")

    assert newest(kpi) == (
        "KPI",
        "changed",
        [("Which feedback loop will use it?", "Our loop.", "Fridays at noon.")],
    )


def test_a_change_of_nothing_but_the_version_is_not_told(kpi):
    before = len(acts_of(kpi.pk))

    Kpi.objects.change(kpi, kpi.version)

    assert len(acts_of(kpi.pk)) == before


def test_a_long_text_is_told_word_by_word(client, kpi):
    hold_to(kpi, last_week(), statement="Respond to all CRM inquiries within 4 hours.")

    page = history(client, kpi).text

    assert "[removed: </span>new <" in page.replace("of receipt", "")
    assert "[added: </span>all <" in page


def test_an_exception_and_its_end_are_told_with_their_reasons(client, kpi, manager):
    with pghistory.context(user=manager.pk):
        exemption = make_exemption(kpi, last_week(), by=manager)
        take_back(exemption, "The strike was called off.")

    page = history(client, kpi).text

    assert "Strike at the depot." in page
    assert "The strike was called off." in page
    assert ": taken back</h2>" in page
    assert "Morgan Otto</p>" in page


def test_a_correction_is_told_with_who_and_why(client, kpi, manager):
    put_right(kpi, LONG_AGO, manager, limit=Decimal(6))

    page = history(client, kpi).text

    assert "Standard from 1 Jan 2020: corrected" in page
    assert WHY in page
    assert "Morgan Otto</p>" in page


def test_what_no_person_did_is_put_down_to_a_command(kpi):
    assert {act.by for act in acts_of(kpi.pk)} == {"a command"}


def test_the_history_survives_the_rows_it_is_of(kpi):
    hand_over(kpi, make_person("Dee Park"), last_week())

    kpi.ownerships.filter(since=last_week()).delete()

    done = [change.done for act in acts_of(kpi.pk) for change in act.changes]
    assert done.count("taken away") == 1
    assert newest(kpi)[2] == [("Person", "Dee Park", "Ben Cole")]


def test_a_long_history_comes_in_pages(client, kpi):
    for number in range(30):
        Kpi.objects.change(kpi, kpi.version, loop=f"Fridays, room {number}.")
        written_apart(number)

    first, second = history(client, kpi), history(client, kpi, page=2)

    assert "1–20 of" in first.text
    assert "Newer ones" in second.text


def written_apart(minutes):
    with pgtrigger.ignore():
        sql(
            "UPDATE kpis_kpievent SET pgh_created_at = now() + %s"
            " WHERE pgh_id = (SELECT max(pgh_id) FROM kpis_kpievent)",
            timedelta(minutes=minutes),
        )


@pytest.mark.parametrize("changes", [1, 9])
@pytest.mark.parametrize("query", [{}, {"on": "2026-03-01"}])
def test_the_queries_do_not_grow_with_the_history(
    client, kpi, query, changes, django_assert_max_num_queries
):
    for week in range(changes):
        hold_to(kpi, last_week(week), target=Decimal(week))
        hand_over(kpi, make_person(), last_week(week))
        make_exemption(kpi, last_week(20 + week))

    with django_assert_max_num_queries(13):
        history(client, kpi, **query)


def test_a_kpi_is_shown_as_it_was_on_a_day(client, kpi):
    hold_to(kpi, last_week(3), limit=Decimal(6), statement="Answer within 6 hours.")
    hand_over(kpi, make_person("Dee Park"), last_week(2))
    make_exemption(kpi, last_week(4))

    early = history(client, kpi, on=last_week(4)).text
    late = history(client, kpi, on=last_week(1)).text

    assert "Respond to new CRM inquiries within 4 hours" in early
    assert "<b>Ben Cole</b>, from 1 Jan 2020" in early
    assert "An exception: Strike at the depot." in early
    assert "Answer within 6 hours." in late
    assert "<b>Dee Park</b>" in late
    assert "An exception" not in late


def test_a_day_before_anything_was_in_force_says_so(client, kpi):
    page = history(client, kpi, on="2019-12-31").text

    assert "None was in force that day." in page
    assert "Nobody yet." in page


def test_a_day_before_anything_was_on_record_says_so(client, kpi):
    page = history(client, kpi, on=last_week(5)).text

    assert "Nothing was on record that day" in page
    assert "Not on record that day." in page


def test_a_day_whose_record_said_otherwise_shows_both(client, kpi, manager):
    put_right(kpi, LONG_AGO, manager, limit=Decimal(6))

    page = history(client, kpi, on=last_week(2)).text

    assert "The record said otherwise that day" in page
    assert '4 h <span aria-hidden="true">→</span>' in page
    assert "<dt>Limit</dt><dd>6 h</dd>" in page


def test_a_day_whose_record_still_stands_shows_it_once(client, kpi):
    page = history(client, kpi, on=last_week(2)).text

    assert "on record that day" not in page
    assert "otherwise" not in page


def test_what_is_planned_is_shown_for_its_day(client, kpi):
    hold_to(kpi, last_week(-3), limit=Decimal(2), statement="Answer within 2 hours.")

    assert "Answer within 2 hours." in history(client, kpi, on=last_week(-3)).text


@pytest.mark.parametrize("day", ["", "nonsense", "0001-01-01", "9999-12-31"])
def test_a_day_not_of_our_times_is_asked_for_again(client, kpi, day):
    response = history(client, kpi, on=day)

    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.text


def test_who_may_not_read_the_kpi_may_not_read_its_history(client):
    drafted = make_kpi(owner=make_person())

    assert history(client, drafted).status_code == 404


def test_the_line_of_time_says_what_changed_between_standards(client, kpi):
    hold_to(kpi, last_week(), limit=Decimal(6))

    page = client.get(kpi.get_absolute_url()).text

    assert f"since {on_screen(last_week())}" in page
    assert '4 h <span aria-hidden="true">→</span>' in page


def test_the_line_of_time_tells_a_correction_with_who_and_why(client, kpi, manager):
    put_right(kpi, LONG_AGO, manager, limit=Decimal(6))

    page = client.get(kpi.get_absolute_url()).text

    assert "The standard of 1 Jan 2020 was corrected" in page
    assert WHY in page
    assert "Morgan Otto" in page


def test_the_receipts_that_a_correction_touched_tell_of_it(client, kpi, manager):
    hold_to(kpi, last_week(3), target=Decimal(80))
    hold_to(kpi, last_week(2), target=Decimal(90))
    put_right(kpi, last_week(3), manager, target=Decimal(70))

    touched, beside = (
        client.get(reverse("kpis:reading", args=[kpi.pk, last_week(weeks)])).text
        for weeks in (3, 2)
    )

    assert "The standard was corrected on" in touched
    assert WHY in touched
    assert "The standard was corrected on" not in beside


def test_the_line_of_time_shows_what_is_ahead(client, manager_client, kpi):
    hold_to(kpi, last_week(-2), limit=Decimal(6))
    make_exemption(kpi, last_week(-3))

    page = client.get(kpi.get_absolute_url()).text
    managers = manager_client.get(kpi.get_absolute_url()).text

    assert f"from {on_screen(last_week(-2))}, takes effect by itself" in page
    assert "Strike at the depot." in page
    assert f"?from={last_week(-2)}" in managers


def test_an_exception_without_a_period_says_so(client, kpi):
    make_exemption(kpi, last_week(5))
    before = client.get(kpi.get_absolute_url()).text

    hold_to(kpi, last_week(20), cadence="quarter")

    assert "it excepts none" not in before
    assert "it excepts none" in client.get(kpi.get_absolute_url()).text


def test_a_standard_of_a_day_to_come_takes_effect_by_itself(kpi):
    monday = last_week(-2)
    hold_to(kpi, monday, limit=Decimal(6))
    measure(kpi, last_week(), 5)
    noon = datetime(monday.year, monday.month, monday.day, 12, tzinfo=UTC)

    with time_machine.travel(noon, tick=False):
        measure(kpi, monday, 5)
        shown = series_for([kpi])[kpi.pk]

    assert shown.standard.limit == 6
    assert shown.now.verdict == "met"
    assert kpi.readings.get(start=last_week()).verdict == "missed"
