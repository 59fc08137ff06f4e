"""A scorecard as it was on any date."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kpis import graveyard
from kpis.models import Note
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    hold_to,
    kpi_again,
    last_week,
    make_kpi,
    make_manager,
    make_person,
    make_step,
    measure,
    retire,
)

MONDAY = date(2026, 8, 3)
NOW = datetime(2026, 8, 5, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def kpi(person):
    """Measured at 90% in the week of 27 July; known before 5 August."""
    with time_machine.travel(NOW, tick=False):
        kpi = make_kpi(step=make_step(title="Contact customer"), owner=person)
        measure(kpi, date(2026, 7, 28), 36, of=40)
    return kpi


def past(person, on, path="scorecards:me", *args):
    with time_machine.travel(LATER, tick=False):
        url = reverse(path, args=args, query={"on": on})
        return signed_in(person).get(url)


def write_note(kpi, author, text, *, at=NOW, shared_at=None):
    """About the week of 27 July; its day is the database's, which no test can move."""
    note = Note.objects.create(
        kpi=kpi,
        start=date(2026, 7, 27),
        author=author,
        text=text,
        shared_at=shared_at,
    )
    Note.objects.filter(pk=note.pk).update(written_at=at)


def test_it_shows_the_numbers_up_to_then(person, kpi):
    with time_machine.travel(LATER, tick=False):
        measure(kpi, date(2026, 11, 10), 1, of=40)

    text = past(person, "2026-08-05").text

    assert "Your scorecard on 5 August 2026" in text
    assert "90%" in text
    assert "36 of 40" in text
    assert "2.5%" not in text
    assert "Record" not in text


def test_whose_it_was_then_decides(person, kpi):
    dee = make_person("Dee Park")
    with time_machine.travel(LATER, tick=False):
        hand_over(kpi, dee, date(2026, 10, 5))

    assert "Contact customer" in past(person, "2026-08-05").text
    assert "owned no KPI on 5 August 2026" in past(dee, "2026-08-05").text
    assert "Contact customer" in past(dee, "2026-10-05").text
    assert "Contact customer" not in past(person, "2026-10-05").text


def test_the_standard_of_then_is_shown(person, kpi):
    with time_machine.travel(LATER, tick=False):
        hold_to(kpi, date(2026, 10, 5), target=Decimal(99))

    assert "standard: at least 90%" in past(person, "2026-08-05").text
    assert "standard: at least 99%" in past(person, "2026-10-20").text


def test_what_was_buried_or_retired_since_was_there_then(person, kpi, manager):
    retired = make_kpi(step=make_step(title="Log the lead"), owner=person)
    with time_machine.travel(LATER, tick=False):
        retire(retired.step)
        kpi = kpi_again(kpi)
        graveyard.bury(
            kpi, "Nobody used it.", by=manager, version=kpi.version, at=LATER
        )

    text = past(person, "2026-08-05").text

    assert "Contact customer" in text
    assert "Log the lead" in text
    assert "Contact customer" not in past(person, "2026-11-18").text


def named(client, on):
    """What the page says became known after a day."""
    text = client.get(reverse("scorecards:me", query={"on": on})).text
    told = "Became known, or was corrected, after that day:"
    return text.partition(told)[2].partition("</p>")[0]


def test_what_became_known_later_is_named(client, person):
    today = timezone.localdate()
    measure(make_kpi(owner=person), last_week(), 36, of=40)

    before = named(client, today - timedelta(days=1))

    assert f"{last_week()}/" in before
    assert before.count("<a ") == 1
    assert named(client, today) == ""


def test_where_all_became_known_later_they_are_not_named_one_by_one(client, person):
    kpi = make_kpi(owner=person)
    for week in range(1, 6):
        measure(kpi, last_week(week), 36, of=40)
    yesterday = timezone.localdate() - timedelta(days=1)

    text = client.get(reverse("scorecards:me", query={"on": yesterday})).text

    assert "Each of these became known, or was corrected, after that day." in text
    assert named(client, yesterday) == ""


def test_what_was_taken_out_later_is_named(client, person):
    kpi = make_kpi(owner=person)
    measure(kpi, last_week(), 36, of=40)
    kpi.observations.get().delete()

    assert f"{last_week()}/" in named(client, timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2026-11-19", "That day hasn’t come yet: choose one up to today."),
        ("9999-12-31", "That day hasn’t come yet: choose one up to today."),
        ("1066-10-14", "Nothing was measured then: is the year right?"),
        ("0001-01-01", "Nothing was measured then: is the year right?"),
        ("infinity", "Choose a day, or write one as 2026-08-03."),
        ("2026-02-30", "Choose a day, or write one as 2026-08-03."),
        ("", "Choose a day, or write one as 2026-08-03."),
        ("\0", "Choose a day, or write one as 2026-08-03."),
        ("1970-01-02", "You owned no KPI on 2 January 1970."),
    ],
)
def test_a_day_that_cannot_be_shown_is_told_with_what_to_do(person, kpi, on, told):
    response = past(person, on)

    assert response.status_code == 200
    assert told in response.text


def test_their_manager_reads_it_and_another_does_not(person, kpi, manager):
    person.reports_to = manager
    person.save(update_fields=["reports_to"])

    theirs = past(manager, "2026-08-05", "scorecards:detail", person.pk)
    other = past(make_manager(), "2026-08-05", "scorecards:detail", person.pk)

    assert "Scorecard of Ben Cole on 5 August 2026" in theirs.text
    assert other.status_code == 404


def test_of_notes_of_then_a_reader_sees_what_was_shared(person, kpi, admin):
    write_note(kpi, person, "Mine alone.")
    write_note(kpi, person, "For all.", shared_at=NOW)

    own = past(person, "2026-08-05").text
    theirs = past(admin, "2026-08-05", "scorecards:detail", person.pk).text

    assert ("Mine alone." in own, "For all." in own) == (True, True)
    assert ("Mine alone." in theirs, "For all." in theirs) == (False, True)


def test_a_note_is_read_from_the_day_on_when_it_was_written_or_shared(
    person, kpi, admin
):
    write_note(kpi, person, "Shared later.", shared_at=NOW + timedelta(days=30))
    write_note(kpi, person, "Written later.", at=LATER, shared_at=LATER)

    own = past(person, "2026-08-05").text
    theirs = past(admin, "2026-08-05", "scorecards:detail", person.pk).text
    month_later = past(admin, "2026-09-05", "scorecards:detail", person.pk).text

    assert ("Shared later." in own, "Written later." in own) == (True, False)
    assert ("Shared later." in theirs, "Written later." in theirs) == (False, False)
    assert "Shared later." in month_later


@pytest.mark.parametrize("count", [1, 10])
def test_the_queries_do_not_grow_with_the_kpis(
    person, count, django_assert_num_queries
):
    day = timezone.localdate() - timedelta(days=30)
    for _ in range(count):
        measure(make_kpi(owner=person), day, 36, of=40)
    client = signed_in(person)

    with django_assert_num_queries(8):
        client.get(reverse("scorecards:me", query={"on": day}))
