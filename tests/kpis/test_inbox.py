"""Lines of old sheets: each comes to exactly one end, and none is ever measured."""

import pytest
from django.apps import apps

from kpis import graveyard, inbox
from kpis.models import Kpi, Line, Sheet
from kpis.sheets import Sentences
from people.versions import StaleVersion
from tests.database import at_once, refused, sql
from tests.factories import (
    make_kpi,
    make_line,
    make_manager,
    make_process,
    make_sheet,
    make_step,
)

REASON = "It counts activity, and nobody does anything else for it."
DECIDED = "decided_at = now(), decided_by_id = (SELECT max(author_id) FROM kpis_sheet)"


@pytest.fixture
def line():
    return make_line()


def again(line):
    return Line.objects.get(pk=line.pk)


@pytest.mark.parametrize(
    "change",
    [
        f"outcome = 'placed', {DECIDED}",
        f"outcome = 'merged', {DECIDED}",
        f"outcome = 'buried', {DECIDED}",
        f"outcome = 'buried', reason = ' ', {DECIDED}",
        "reason = 'It failed.'",
        f"outcome = 'placed', kpi_id = %s, reason = 'It failed.', {DECIDED}",
        f"outcome = 'buried', kpi_id = %s, reason = 'It failed.', {DECIDED}",
        "kpi_id = %s",
    ],
)
def test_a_line_has_what_its_outcome_asks_for_and_nothing_else(line, change):
    values = [make_kpi().pk] if "%s" in change else []

    with refused("line_has_what_its_outcome_asks_for"):
        sql(f"UPDATE kpis_line SET {change}", *values)


@pytest.mark.parametrize(
    "change", [DECIDED, "outcome = 'buried', reason = 'It failed.'"]
)
def test_a_line_is_decided_by_somebody_or_waits(line, change):
    with refused("line_is_decided_by_somebody"):
        sql(f"UPDATE kpis_line SET {change}")


def test_a_line_comes_to_a_known_end(line):
    with refused("line_outcome_is_known|line_has_what"):
        sql("UPDATE kpis_line SET outcome = 'lost'")


def test_a_line_says_something(line):
    with refused("line_says_something"):
        sql("UPDATE kpis_line SET text = ' '")


def test_two_lines_of_a_sheet_have_two_numbers():
    make_sheet(["Answer the phone", "Send invoices"])

    with refused("line_has_a_number_of_its_own"):
        sql("UPDATE kpis_line SET number = 1")


def test_a_kpi_is_made_of_one_line_at_most(manager):
    kpi = make_kpi()
    first, second = make_sheet(["Answer the phone", "Answer calls"])
    inbox.placed(str(first.pk), kpi, by=manager)

    with refused("kpi_is_made_of_one_line"):
        inbox.placed(str(second.pk), kpi, by=manager)


def test_nothing_that_is_measured_can_point_at_a_line():
    measured = {
        field.related_model
        for name in ("Observation", "Reading", "Recomputation")
        for field in apps.get_model("kpis", name)._meta.get_fields()
    }

    assert Kpi in measured
    assert Line not in measured


def test_a_sheet_keeps_its_lines_in_order(manager):
    sheet = inbox.keep(
        "KPIs 2024", Sentences({1: "Answer", 3: "Send"}, 0, 0), by=manager
    )

    assert [(one.number, one.text) for one in sheet.lines.all()] == [
        (1, "Answer"),
        (3, "Send"),
    ]
    assert sheet.author == manager


def test_lines_that_wait_or_were_buried_had_no_step(manager):
    buried, placed, merged, _ = make_sheet(["Answer", "Send", "Chase", "Log it"])
    inbox.bury(buried, REASON, by=manager, version=buried.version)
    inbox.placed(str(placed.pk), make_kpi(), by=manager)
    inbox.merge(merged, make_kpi(), by=manager, version=merged.version)

    tally = inbox.tally(Sheet.objects.counted())

    assert (tally.homeless, tally.all, tally.decided) == (2, 4, 3)


def test_a_line_that_is_placed_knows_its_kpi_and_by_whom(manager, line):
    kpi = make_kpi()

    done = inbox.placed(str(line.pk), kpi, by=manager)

    assert done
    assert again(line).kpi == kpi
    assert again(line).decided_by == manager


@pytest.mark.parametrize("address", ["", "0", "x", "9" * 30])
def test_what_names_no_line_places_none(manager, address):
    assert not inbox.placed(address, make_kpi(), by=manager)
    assert inbox.sentence_of(address, manager) == ""


def test_a_sentence_is_begun_with_for_managers_alone(manager, person, line):
    assert inbox.sentence_of(str(line.pk), manager) == line.text
    assert inbox.sentence_of(str(line.pk), person) == ""


def test_what_was_decided_begins_no_sentence_and_is_not_placed(manager, line):
    inbox.bury(line, REASON, by=manager, version=line.version)

    assert inbox.sentence_of(str(line.pk), manager) == ""
    assert not inbox.placed(str(line.pk), make_kpi(), by=manager)


def test_a_line_put_back_waits_as_before(manager, line):
    inbox.bury(line, REASON, by=manager, version=line.version)

    inbox.put_back(line, version=line.version)

    assert again(line).is_waiting
    assert again(line).reason == ""


def test_a_line_decided_upon_already_is_not_decided_again(manager, line):
    inbox.bury(line, REASON, by=manager, version=line.version)

    with pytest.raises(StaleVersion):
        inbox.merge(line, make_kpi(), by=manager, version=line.version)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_upon_a_line_one_wins():
    line, kpi, first, second = make_line(), make_kpi(), make_manager(), make_manager()

    ends = at_once(
        lambda: inbox.bury(line, REASON, by=first, version=line.version),
        lambda: inbox.merge(again(line), kpi, by=second, version=line.version),
    )

    assert sorted(map(type, ends), key=str) == [type(None), StaleVersion]


def test_the_history_keeps_what_was_decided_before(manager, line):
    inbox.bury(line, REASON, by=manager, version=line.version)
    inbox.put_back(line, version=line.version)

    events = apps.get_model("kpis.LineEvent").objects.order_by("pgh_id")

    assert [event.outcome for event in events] == ["waiting", "buried", "waiting"]


def test_steps_without_a_living_kpi_are_free(manager):
    process = make_process(steps=["Answer", "Send", "Chase"])
    answered, sent, _ = process.steps.all()
    make_kpi(step=answered)
    buried = make_kpi(step=sent)
    graveyard.bury(buried, REASON, by=manager, version=buried.version)

    assert [step.title for step in inbox.free_steps()] == ["Send", "Chase"]


def test_a_free_step_that_shares_words_is_likely():
    line = make_line("95% of invoices are sent within 2 days")
    step = make_step(title="Send invoice")
    make_step(title="Answer the phone")

    [row] = inbox.rows([line], inbox.free_steps())

    assert row.likely == [step]


def test_a_line_is_reviewed_like_any_statement():
    weak, effective = make_sheet(
        ["Improve customer response time", "Respond to inquiries within 4 hours"]
    )

    rows = inbox.rows([weak, effective], [])

    assert [row.verdict for row in rows] == ["weak", "effective"]
    assert rows[0].finding
