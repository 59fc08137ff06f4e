"""The owner sees a new number first; test_withheld_everywhere.py asks each page."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from kpis.models import Reading
from kpis.recording import check_in
from kpis.series import series_for
from kpis.timeline import timelines
from kpis.withholding import looks_first, withheld_today
from tests.conftest import signed_in
from tests.factories import (
    LONG_AGO,
    hand_over,
    hold_to,
    make_exemption,
    make_kpi,
    make_manager,
    make_person,
    make_published,
    measure,
)

MONDAY = date(2026, 11, 16)
# Its grace of three days ends on the 25th.
TUESDAY_AFTER = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(TUESDAY_AFTER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def kpi(person):
    kpi = make_kpi(owner=person, unseen=True)
    measure(kpi, MONDAY, 1, 9)
    return kpi


def cell_of(kpi, reader=None, day=MONDAY):
    cells = series_for([kpi], reader=reader)[kpi.pk].cells
    return next(cell for cell in cells if cell.period.start == day)


def test_a_number_is_withheld_from_others(kpi, manager):
    cell = cell_of(kpi, manager)

    assert (cell.verdict, cell.value, cell.of) == ("withheld", None, "")
    assert cell.in_words == (
        "Week of 16 November 2026: …, not shown yet"
        " (Ben Cole looks first; shown to all on 26 Nov at the latest)"
    )


def test_without_a_reader_it_is_withheld_as_well(kpi):
    assert cell_of(kpi).is_withheld


def test_its_owner_sees_it(kpi, person):
    assert cell_of(kpi, person).figure == "50%"


def test_nothing_downstream_has_it(kpi, manager):
    series = series_for([kpi], reader=manager, judged=True)[kpi.pk]

    assert MONDAY not in series.rows
    assert set(series.values) == {None}
    assert series.newest is None
    assert series.streak == 0


def test_it_is_neither_due_nor_overdue(kpi, manager):
    series = series_for([kpi], reader=manager)[kpi.pk]

    assert series.to_record is series.now
    assert series.current.verdict == "withheld"


@pytest.mark.parametrize(
    ("day", "is_withheld"), [(date(2026, 11, 25), True), (date(2026, 11, 26), False)]
)
def test_it_is_shown_when_the_grace_is_over(kpi, manager, now, day, is_withheld):
    now.move_to(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))

    assert cell_of(kpi, manager).is_withheld == is_withheld


def test_the_period_under_way_is_withheld_too(kpi, manager):
    measure(kpi, date(2026, 11, 23), 1)

    series = series_for([kpi], reader=manager)[kpi.pk]

    assert series.now.is_withheld
    assert not any(cell.has_number for cell in series.cells)


@pytest.mark.parametrize("page", ["kpis:detail", "kpis:reading", "scorecards:me"])
def test_once_the_owner_opened_a_page_with_it_all_see_it(kpi, client, manager, page):
    args = {"kpis:detail": [kpi.pk], "kpis:reading": [kpi.pk, MONDAY]}.get(page, [])

    client.get(reverse(page, args=args))

    assert cell_of(kpi, manager).figure == "50%"


def test_once_the_owner_opened_its_step_on_the_map_all_see_it(kpi, client, manager):
    make_published(kpi.step.process)
    address = kpi.step.process.get_absolute_url()
    client.get(address)
    closed = cell_of(kpi, manager)

    client.get(f"{address}?step=1")

    assert closed.is_withheld
    assert cell_of(kpi, manager).figure == "50%"


def test_a_manager_who_owns_one_sees_it_on_the_teams_page_first(manager, admin):
    kpi = make_kpi(owner=manager, unseen=True)
    measure(kpi, MONDAY, 1)

    signed_in(manager).get(reverse("scorecards:team"))

    assert cell_of(kpi, admin).figure == "100%"


def test_the_teams_page_counts_as_no_look_at_others_numbers(kpi, person, manager):
    person.reports_to = manager
    person.save(update_fields=["reports_to"])

    page = signed_in(manager).get(reverse("scorecards:team"))

    assert "not shown yet" in page.text
    assert not kpi.looks.exists()


def test_a_number_that_came_after_the_owner_looked_is_withheld(kpi, client, manager):
    client.get(kpi.get_absolute_url())
    measure(kpi, date(2026, 11, 23), 1)

    assert cell_of(kpi, manager, date(2026, 11, 23)).is_withheld
    assert not cell_of(kpi, manager).is_withheld


def test_more_of_what_the_owner_saw_is_shown_at_once(kpi, client, manager):
    client.get(kpi.get_absolute_url())
    measure(kpi, date(2026, 11, 17), 1, 1)

    assert cell_of(kpi, manager).figure == "75%"


def test_a_managers_look_shows_it_to_nobody(kpi, manager_client, admin):
    manager_client.get(kpi.get_absolute_url())
    manager_client.get(reverse("kpis:reading", args=[kpi.pk, MONDAY]))

    assert cell_of(kpi, admin).is_withheld


def test_what_the_owner_checks_in_all_see(person, manager):
    kpi = make_kpi(owner=person, unseen=True)
    line = timelines([kpi.pk])[kpi.pk]

    check_in(kpi, line.period_of(MONDAY), Decimal(35), Decimal(43), author=person)

    assert cell_of(kpi, manager).of == "35 of 43"


def test_the_past_owner_sees_their_own_period_first(kpi, person, manager):
    successor = make_person("Dana Reed")
    hand_over(kpi, successor, date(2026, 11, 23), unseen=True)

    readers = {one: cell_of(kpi, one) for one in (person, successor, manager)}

    assert not readers[person].is_withheld
    assert not readers[successor].is_withheld
    assert readers[manager].looks_first == successor


def test_either_of_two_owners_shows_it(kpi, person, client, manager):
    hand_over(kpi, make_person("Dana Reed"), date(2026, 11, 23), unseen=True)

    client.get(reverse("kpis:reading", args=[kpi.pk, MONDAY]))

    assert not cell_of(kpi, manager).is_withheld


def test_a_past_owner_does_not_see_the_successors_number_first(kpi, person):
    hand_over(kpi, make_person("Dana Reed"), date(2026, 11, 23), unseen=True)
    measure(kpi, date(2026, 11, 24), 1)

    assert cell_of(kpi, person, date(2026, 11, 23)).is_withheld


def test_without_an_owner_nothing_is_withheld(manager):
    kpi = make_kpi()
    measure(kpi, MONDAY, 1)

    assert cell_of(kpi, manager).figure == "100%"


def test_a_period_without_a_number_is_due_as_ever(person, manager):
    kpi = make_kpi(owner=person, unseen=True)

    assert cell_of(kpi, manager).verdict == "due"


def test_an_exception_without_a_number_says_why(person, manager):
    kpi = make_kpi(owner=person, unseen=True)
    make_exemption(kpi, MONDAY, "Strike at the depot.")

    assert cell_of(kpi, manager).reason == "Strike at the depot."


def test_an_excepted_number_is_withheld(kpi, manager):
    make_exemption(kpi, MONDAY, "Strike at the depot.")

    assert cell_of(kpi, manager).is_withheld


def test_a_receipt_says_who_looks_first(kpi, manager_client):
    receipt = manager_client.get(reverse("kpis:reading", args=[kpi.pk, MONDAY]))

    assert "Ben Cole looks first; shown to all on 26 Nov at the latest." in receipt.text
    assert "neither missing nor zero" in receipt.text
    assert "over the limit" not in receipt.text


def test_the_page_of_a_kpi_says_who_looks_first(kpi, manager_client):
    page = manager_client.get(kpi.get_absolute_url())

    assert "not shown yet" in page.text
    assert "Ben Cole looks first; shown to all on 26 Nov at the latest." in page.text


def test_a_list_of_scorecards_does_not_count_it(kpi, person):
    boss = make_manager()
    person.reports_to = boss
    person.save(update_fields=["reports_to"])

    kpi_line = timelines([kpi.pk])[kpi.pk]

    assert looks_first(kpi_line, kpi_line.period_of(MONDAY), boss) == person
    assert [one.start for one in withheld_today(kpi_line, boss)] == [
        MONDAY,
        date(2026, 11, 23),
    ]


def test_a_long_grace_keeps_all_its_periods(person, manager):
    kpi = make_kpi(owner=person, unseen=True, grace=30)
    for weeks in range(8):
        measure(kpi, MONDAY - timedelta(weeks=weeks), 1)

    cells = series_for([kpi], reader=manager)[kpi.pk].cells

    starts = [cell.period.start for cell in cells if cell.is_withheld]
    assert starts[0] == date(2026, 10, 19)
    assert starts[-1] == MONDAY
    assert Reading.objects.filter(kpi=kpi, start__gt=LONG_AGO).count() == 8


def test_a_longer_grace_from_now_on_hides_nothing_that_was_shown(person, manager):
    kpi = make_kpi(owner=person, unseen=True, grace=0)
    measure(kpi, MONDAY, 1)
    hold_to(kpi, date(2026, 11, 23), grace=30)

    assert cell_of(kpi, manager).figure == "100%"


def test_a_shorter_grace_from_now_on_shows_nothing_sooner(person, manager):
    kpi = make_kpi(owner=person, unseen=True, grace=30)
    measure(kpi, MONDAY - timedelta(weeks=2), 1)
    hold_to(kpi, date(2026, 11, 23), grace=0)

    assert cell_of(kpi, manager, MONDAY - timedelta(weeks=2)).is_withheld
