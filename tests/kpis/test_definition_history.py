from datetime import timedelta
from decimal import Decimal

import pghistory
import pgtrigger
import pytest
from django.urls import reverse
from django.utils import timezone

from kpis import graveyard, ownership
from kpis.exemptions import take_back
from kpis.history.acts import acts_at, acts_of, moments_of
from kpis.models import Kpi
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
)
from tests.kpis.past import (
    WHY,
    make_past,
    on_screen,
    put_right,
    taken_out,
    written_long_ago,
)


@pytest.fixture
def kpi(person):
    return make_past(person)


def history(client, kpi, **query):
    return client.get(reverse("kpis:history", args=[kpi.pk], query=query))


def newest(kpi, reader=None):
    """The newest change of a KPI's definition: what, what was done, and its edits."""
    change = acts_of(kpi.pk, reader)[0].changes[-1]
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
        "accepted",
        [("Person", "Ben Cole", "Dee Park")],
    )


def test_a_new_owner_is_asked_and_no_answer_of_the_last_one_changes(kpi, admin):
    dee, since = make_person("Dee Park"), kpi.ownerships.get().since

    hand_over(kpi, dee, since, by=admin)
    asked = newest(kpi)
    ownership.accept(kpi.ownerships.get())

    assert asked[1:] == ("asked to accept", [("Person", "Ben Cole", "Dee Park")])
    assert newest(kpi)[1:] == (
        "changed",
        [("Answer", "assigned, not yet accepted", "accepted")],
    )


def test_that_the_answers_still_hold_changes_no_standard(kpi):
    before = acts_of(kpi.pk)

    kpi.standards.update(answered_at=timezone.now())

    assert acts_of(kpi.pk) == before


def test_a_proposal_is_told_as_it_comes_and_goes(kpi, manager):
    ownership.propose(kpi, make_person("Dee Park"), by=manager)
    came = newest(kpi, manager)
    ownership.withdraw(kpi)

    assert came == ("Proposed owner", "new", [("Person", "", "Dee Park")])
    assert newest(kpi, manager) == (
        "Proposed owner",
        "taken away",
        [("Person", "Dee Park", "")],
    )


def test_a_burial_is_told_with_its_reason_and_a_return_in_a_word(kpi, manager):
    graveyard.bury(kpi, "It failed for good.", by=manager, version=kpi.version)
    buried = newest(kpi)
    again = Kpi.buried.get()
    graveyard.bring_back(again, by=manager, version=again.version)

    assert buried == ("KPI", "buried", [("Buried reason", "", "It failed for good.")])
    assert newest(kpi) == ("KPI", "brought back", [])


def test_another_answer_to_the_admission_test_is_told(kpi):
    Kpi.objects.change(kpi, kpi.version, loop="Fridays at noon.")

    assert newest(kpi) == (
        "KPI",
        "changed",
        [
            (
                "Which feedback loop will use it?",
                "The owner every Friday.",
                "Fridays at noon.",
            )
        ],
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


def test_what_was_taken_out_is_told_with_what_holds_in_its_place(kpi, manager):
    hold_to(kpi, last_week(), limit=Decimal(6))

    taken_out(kpi, last_week(), manager)

    assert newest(kpi) == (
        f"Standard from {on_screen(last_week())}",
        "taken out",
        [("Limit", "6 h", "4 h")],
    )


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

    assert "Page 1 of 2" in first.text
    assert "Newer ones" in second.text


def test_the_pages_tell_together_what_the_whole_history_tells(kpi):
    for number in range(5):
        Kpi.objects.change(kpi, kpi.version, loop=f"Fridays, room {number}.")
        written_apart(number)
    moments = moments_of(kpi.pk)

    pages = [acts_at(kpi.pk, moments[at : at + 2]) for at in range(0, len(moments), 2)]

    assert len(pages) == 3
    assert [act for page in pages for act in page] == acts_of(kpi.pk)


def test_a_page_reads_the_events_it_tells_and_what_was_before(kpi):
    for number in range(30):
        Kpi.objects.change(kpi, kpi.version, loop=f"Fridays, room {number}.")
        written_apart(number)
    [newest, *_] = moments_of(kpi.pk)

    [act] = acts_at(kpi.pk, [newest])

    [edit] = act.changes[0].edits
    assert edit.before.endswith("room 28.")
    assert edit.after.endswith("room 29.")


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


def test_a_day_whose_standard_was_taken_out_since_shows_both(client, kpi, manager):
    hold_to(kpi, last_week(9), limit=Decimal(6))
    written_long_ago()
    taken_out(kpi, last_week(9), manager)

    page = history(client, kpi, on=last_week(2)).text

    assert "The record said otherwise that day" in page
    assert '6 h <span aria-hidden="true">→</span>' in page
    assert "<dt>Limit</dt><dd>4 h</dd>" in page


def test_a_day_whose_record_still_stands_shows_it_once(client, kpi):
    page = history(client, kpi, on=last_week(2)).text

    assert "on record that day" not in page
    assert "otherwise" not in page


def test_what_is_planned_is_shown_for_its_day(client, kpi):
    hold_to(kpi, last_week(-3), limit=Decimal(2), statement="Answer within 2 hours.")

    page = history(client, kpi, on=last_week(-3)).text

    assert "Answer within 2 hours." in page
    day = on_screen(last_week(-3))
    assert f"<h1>As it will be on {day}, as far as is known</h1>" in page


def test_today_is_told_as_it_is_on_record(client, kpi):
    day = kpi_again(kpi).standards.get().calendar.today()

    assert (
        f"<h1>As it was on {on_screen(day)}</h1>" in history(client, kpi, on=day).text
    )


@pytest.mark.parametrize("day", ["", "nonsense", "0001-01-01", "9999-12-31"])
def test_a_day_not_of_our_times_is_asked_for_again(client, kpi, day):
    response = history(client, kpi, on=day)

    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.text


def test_who_may_not_read_the_kpi_may_not_read_its_history(client):
    drafted = make_kpi(owner=make_person())

    assert history(client, drafted).status_code == 404
