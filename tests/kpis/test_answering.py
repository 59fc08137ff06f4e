"""When the three answers hold, and when they are asked for again."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kpis import defining
from kpis.answering import (
    Unanswered,
    confirm,
    due_first,
    question_of,
    questions,
)
from kpis.board import board_of, published_board_of
from kpis.models import Kpi, Standard
from kpis.models.standard import CLOCK
from kpis.publishing import Incomplete, preview, publish
from people.versions import StaleVersion
from tests.database import sql
from tests.factories import (
    ADMISSION,
    hold_to,
    kpi_again,
    make_kpi,
    make_manager,
    make_process,
    make_published,
    make_step,
    retire,
    standard_fields,
)

TODAY = date(2026, 3, 4)
STEP = "Step 1, Contact customer"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2026, 3, 4, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def kpi(person):
    return make_kpi(step=make_step(title="Contact customer"), owner=person)


def is_due(kpi):
    return question_of(kpi).is_due


def answers_of_today(kpi):
    return kpi.standards.order_by("-since").first().answered_at


def gaps(kpi):
    return [gap.text for gap in preview(kpi.step.process).gaps]


def confirm_now(kpi):
    kpi, question = kpi_again(kpi), question_of(kpi)
    confirm(kpi, version=kpi.version, standard=question.standard_id)


def test_a_changed_standard_is_asked_about(kpi):
    hold_to(kpi, TODAY, still_hold=False, target=95)

    assert is_due(kpi)
    assert gaps(kpi) == [
        f"{STEP}: The standard changed since: say that its three answers still hold."
    ]


def test_what_changed_may_be_said_to_change_nothing_about_the_answers(kpi):
    hold_to(kpi, TODAY, still_hold=True, target=95)

    assert not is_due(kpi)
    assert gaps(kpi) == []


def test_a_longer_wait_for_missing_numbers_is_no_other_standard(kpi):
    answered_at = answers_of_today(kpi)

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        hold_to(kpi, TODAY, still_hold=False, grace=9)

    assert kpi.standards.count() == 2
    assert answers_of_today(kpi) == answered_at


def test_a_standard_that_begins_later_is_asked_about_when_it_holds(kpi):
    hold_to(kpi, TODAY + timedelta(days=7), still_hold=False, target=95)
    before = is_due(kpi)

    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert (before, is_due(kpi)) == (False, True)


def test_an_answer_about_a_standard_ahead_holds_when_it_begins(kpi):
    hold_to(kpi, TODAY + timedelta(days=7), still_hold=True, target=95)

    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert not is_due(kpi)


def test_no_writer_changes_a_standard_and_keeps_its_answers(kpi):
    sql("UPDATE kpis_standard SET target = 95 WHERE kpi_id = %s", kpi.pk)

    assert kpi.standards.get().answered_at is None


def test_what_nobody_was_asked_about_keeps_its_answers(kpi):
    kpi.standards.update(grace=9)

    assert kpi.standards.get().answered_at == timezone.now()


def test_what_a_standard_asks_about_is_all_it_says_but_grace_and_clock():
    kpi = make_kpi()
    standard = kpi.standards.get()
    said = {name: getattr(standard, name) for name in Standard.SAYS}

    differing = [
        name for name in said if not standard.asks_as(said | {name: "another"})
    ]

    assert set(said) - set(differing) == {"grace", *CLOCK}


def test_confirming_is_enough_until_the_next_quarter(kpi):
    hold_to(kpi, TODAY, still_hold=False, target=95)

    confirm_now(kpi)

    assert not is_due(kpi)
    assert question_of(kpi).next_on == date(2026, 6, 4)
    assert gaps(kpi) == []


def test_every_confirmation_is_in_the_history(kpi):
    events = Standard.pgh_event_models["update"].objects.filter(pgh_label="update")
    before = events.count()

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        confirm_now(kpi)

    assert events.count() == before + 1


def test_of_two_who_answer_the_second_is_told(kpi):
    seen = kpi_again(kpi).version
    standard = question_of(kpi).standard_id
    confirm(kpi, version=seen, standard=standard)

    with pytest.raises(StaleVersion):
        confirm(kpi, version=seen, standard=standard)


def test_an_answer_about_a_standard_that_no_longer_holds_does_not_count(kpi):
    seen = question_of(kpi).standard_id
    hold_to(kpi, TODAY, still_hold=False, target=95)

    with pytest.raises(StaleVersion):
        confirm(kpi, version=kpi_again(kpi).version, standard=seen)

    assert is_due(kpi)


def test_what_lacks_substance_cannot_be_said_to_hold(kpi):
    Kpi.objects.filter(pk=kpi.pk).update(loop="yes")

    with pytest.raises(Unanswered):
        confirm_now(kpi)


def test_answers_without_substance_are_due_and_keep_a_process_from_publication(
    kpi, manager
):
    Kpi.objects.filter(pk=kpi.pk).update(result="yes", loop="Mondays.")

    gaps = "the real result has no answer yet; the loop doesn’t say who looks or where"
    with pytest.raises(Incomplete) as refusal:
        publish(kpi.step.process, "First", by=manager)

    assert is_due(kpi)
    assert [gap.text for gap in refusal.value.gaps] == [
        f"{STEP}: The admission test is open: {gaps}."
    ]
    assert refusal.value.gaps[0].url.endswith("#id_result")


def test_who_reads_a_published_map_is_not_asked(kpi):
    process = kpi.step.process
    make_published(process)
    hold_to(kpi, TODAY, still_hold=False, target=95)

    [published], [drafted] = published_board_of(process).stops, board_of(process).stops

    assert published.gap == ""
    assert drafted.gap.startswith("The standard changed since")


def test_a_published_map_tells_of_answers_that_are_gone(kpi):
    process = kpi.step.process
    make_published(process)
    Kpi.objects.filter(pk=kpi.pk).update(loop=" ")

    [stop] = published_board_of(process).stops

    [gap] = stop.gaps
    assert gap.said == "The admission test is open: the loop is not said yet."
    assert gap.url == f"{reverse('kpis:edit', args=[kpi.step_id])}#id_loop"


def test_a_quarter_that_has_passed_keeps_nothing_from_publication(kpi, manager):
    with time_machine.travel(timezone.now() + timedelta(days=120)):
        assert is_due(kpi)

        assert publish(kpi.step.process, "First", by=manager).number == 1


def test_other_answers_are_new_answers(kpi, manager):
    hold_to(kpi, TODAY, still_hold=False, target=95)
    changed = kpi_again(kpi)

    defining.define(
        kpi.step,
        by=manager,
        version=changed.version,
        since=TODAY,
        standard=standard_fields(target=95),
        admission=ADMISSION | {"control": "Whom to call first."},
    )

    assert not is_due(kpi)


def test_those_longest_due_come_first():
    process = make_process("A process", steps=["One", "Two", "Three", "Four"])
    made = [make_kpi(step=step) for step in process.steps.live()]
    for kpi, month in zip(made, [10, 8, 9], strict=False):
        answered = datetime(2025, month, 1, tzinfo=UTC)
        kpi.standards.update(answered_at=answered)

    asked = questions()

    assert [question.title for question in asked] == ["One", "Two", "Three", "Four"]
    assert [q.title for q in due_first(asked)] == ["Two", "Three", "One"]


def test_a_kpi_whose_step_is_no_longer_in_use_is_not_asked_about(kpi):
    retire(kpi.step)

    assert questions() == []
    assert question_of(kpi) is None


@pytest.mark.parametrize("count", [0, 1, 20])
def test_all_is_asked_in_one_query(django_assert_num_queries, count):
    manager = make_manager()
    for _ in range(count):
        make_kpi(owner=manager)

    with django_assert_num_queries(1):
        assert len(questions()) == count
