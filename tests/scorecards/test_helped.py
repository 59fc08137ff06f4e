"""Whether an action helped, the chart's next phase says."""

import pytest
from django.urls import reverse

from kpis import phases
from kpis.models import Look, Phase
from scorecards import actions
from scorecards.helped import helps_of, phases_of
from scorecards.models import Action
from tests.factories import (
    at,
    hold_to,
    last_week,
    make_fact,
    make_kpi,
    make_process,
    make_published,
    make_step,
    record_facts,
)
from tests.scorecards.loop import in_days, make_action, make_idea, try_out

BEFORE = [80, 82, 81, 79, 80, 83, 80, 81]
UP, DOWN = [93, 94, 92, 95, 93, 94, 93], [70, 69, 71, 70, 68, 70, 71]
AGAIN = [80, 82, 81, 79, 80, 83, 80]


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def numbers(kpi, *shares):
    """Weekly shares, the last one of last week."""
    facts = [
        make_fact(f"week {weeks}", at(last_week(weeks)), share, 100)
        for weeks, share in enumerate(reversed(shares), start=1)
    ]
    record_facts(kpi, *facts)


def done(kpi, *, weeks, by=None):
    """An action that was done so many whole weeks ago."""
    action = make_action(kpi, text=f"Since {weeks} weeks", by=by)
    actions.finish(action, by=action.owner, version=action.version)
    Phase.objects.filter(pk=action.phase_id).update(since=last_week(weeks))
    return Action.objects.for_display().get(pk=action.pk)


def said(action):
    return helps_of([action])[action.pk].said


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (UP, "It helped: on average from 81% to 93%."),
        (DOWN, "It got worse: on average from 81% to 70%."),
        (AGAIN, "Level: it did not help; on average 81%, before and after."),
        (AGAIN[:3], "No change shows yet: 3 of 4 numbers."),
        (AGAIN[:5], "No change shows yet: 5 of 7 numbers."),
        ([], "No change shows yet: no number since."),
    ],
)
def test_the_phase_that_an_action_began_says_whether_it_helped(kpi, after, words):
    numbers(kpi, *BEFORE, *after)

    assert said(done(kpi, weeks=len(after))) == words


def test_a_small_change_for_the_better_is_told_in_small_numbers(kpi):
    numbers(kpi, *[80.6, 80.7, 80.6, 80.5] * 2, *[81.3, 81.4] * 4)

    assert said(done(kpi, weeks=8)) == "It helped: on average from 80.6% to 81.4%."


def test_for_a_number_that_should_be_low_less_is_better(person):
    kpi = make_kpi(
        owner=person, unit="hours", summary="median", direction="at_most", target=4
    )
    facts = [
        make_fact(f"week {weeks}", at(last_week(weeks)), 2 if weeks <= 7 else 5)
        for weeks in range(1, 16)
    ]
    record_facts(kpi, *facts)

    assert said(done(kpi, weeks=7)) == "It helped: on average from 5 h to 2 h."


def test_without_numbers_from_before_nobody_can_tell(kpi):
    numbers(kpi, *UP)

    assert "no number from before" in said(done(kpi, weeks=7))


def test_a_few_numbers_from_before_are_too_few(kpi):
    numbers(kpi, 80, 81, *UP)

    assert (
        said(done(kpi, weeks=7)) == "Nobody can tell: 2 numbers from before, of four."
    )


def test_another_change_soon_after_leaves_the_first_untold(kpi):
    numbers(kpi, *BEFORE, *AGAIN)
    first = done(kpi, weeks=7)
    phases.mark(kpi, last_week(4), "New CRM.", by=None)

    assert said(first) == "Nobody can tell: after 3 numbers the process changed again."


def test_what_is_measured_otherwise_since_cannot_be_compared(kpi):
    numbers(kpi, *BEFORE, *UP)
    hold_to(kpi, last_week(7), limit=6)

    assert "measured otherwise since" in said(done(kpi, weeks=7))


def test_what_was_measured_before_is_told_as_it_was(kpi):
    numbers(kpi, *BEFORE, *UP)
    action = done(kpi, weeks=7)
    hold_to(
        kpi,
        last_week(0),
        summary="mean",
        unit="minutes",
        direction="at_most",
        target=480,
    )

    assert said(action) == "It helped: on average from 81% to 93%."


def test_of_a_range_neither_way_is_better(person):
    kpi = make_kpi(
        owner=person,
        unit="hours",
        summary="median",
        direction="between",
        target=2,
        upper=4,
    )
    facts = [
        make_fact(f"week {weeks}", at(last_week(weeks)), 2 if weeks <= 7 else 5)
        for weeks in range(1, 16)
    ]
    record_facts(kpi, *facts)

    words = "Of a range neither way is better: on average from 5 h to 2 h."
    assert said(done(kpi, weeks=7)) == words


def test_what_was_done_more_than_a_year_ago_is_told_as_well(kpi):
    numbers(kpi, *BEFORE, *([93, 94, 92, 95] * 13), *UP)

    assert said(done(kpi, weeks=59)).startswith("It helped: on average from 81%")


def test_a_dropped_action_says_nothing(kpi):
    numbers(kpi, *BEFORE)
    action = make_action(kpi)
    actions.drop(action, "Too late.", version=action.version)

    assert helps_of([Action.objects.for_display().get()]) == {}


def test_the_revision_that_publishes_an_idea_counts(person, manager):
    step = make_step(make_process(), title="Contact customer")
    kpi = make_kpi(step=step, owner=person)
    make_published(step.process, by=manager)
    action = try_out(make_idea(kpi, by=person), by=manager)
    actions.finish(action, by=manager, version=action.version)
    Phase.objects.filter(pk=action.phase_id).update(since=in_days(-30))
    action = Action.objects.for_display().get()
    marked = phases_of([action])[action.pk]

    revision = make_published(step.process, "Look on Fridays.", by=manager)

    assert marked.revision is None
    assert phases_of([action])[action.pk].revision == revision


def test_a_revision_from_before_the_idea_does_not_count(person, manager):
    step = make_step(make_process(), title="Contact customer")
    kpi = make_kpi(step=step, owner=person)
    make_published(step.process, by=manager)
    with step.process.draft(manager) as draft:
        draft.write(step.pk, instructions="Something else.")
    make_published(step.process, "Something else.", by=manager)
    assert Phase.objects.exclude(revision=None).update(since=in_days(-60)) == 1
    try_out(make_idea(kpi, by=person), by=manager)
    tried = Action.objects.for_display().get()
    before = phases_of([tried])

    revision = make_published(step.process, "Look on Fridays.", by=manager)

    assert before == {}
    assert phases_of([tried])[tried.pk].revision == revision


def test_a_revision_without_the_idea_does_not_count(person, manager):
    step = make_step(make_process(), title="Contact customer")
    kpi = make_kpi(step=step, owner=person)
    make_published(step.process, by=manager)
    try_out(make_idea(kpi, by=person), by=manager)
    with step.process.draft(manager) as draft:
        draft.undo()
    with step.process.draft(manager) as draft:
        draft.write(step.pk, instructions="Something else.")

    make_published(step.process, "Something else.", by=manager)

    assert phases_of([Action.objects.for_display().get()]) == {}


@pytest.mark.parametrize("count", [1, 8])
def test_the_queries_do_not_grow_with_the_actions(
    person, count, django_assert_num_queries
):
    told = []
    for _ in range(count):
        kpi = make_kpi(owner=person)
        numbers(kpi, *BEFORE, *UP)
        told.append(done(kpi, weeks=7))

    with django_assert_num_queries(4):
        helps_of(told)


def test_its_owner_reads_of_it_having_seen_the_numbers(client, kpi):
    numbers(kpi, *BEFORE, *UP)
    done(kpi, weeks=7)
    Look.objects.all().delete()

    client.get(reverse("scorecards:kpi_ideas", args=[kpi.pk]))

    assert Look.objects.get().through == last_week()


def test_what_went_both_ways_is_not_level(kpi):
    numbers(kpi, *BEFORE, 95, 60, 94, 61, 95, 60, 80)

    assert said(done(kpi, weeks=7)) == (
        "Nobody can tell: since then the numbers moved both ways."
    )


def test_gaps_before_say_nothing_of_what_was_usual(kpi):
    gappy = [80, None, 82, None, 81, None, 79, None]
    for weeks, share in enumerate(reversed([*gappy, *UP]), start=1):
        if share is not None:
            record_facts(
                kpi, make_fact(f"week {weeks}", at(last_week(weeks)), share, 100)
            )

    words = "Nobody can tell: before it no two numbers follow each other."
    assert said(done(kpi, weeks=7)) == words
