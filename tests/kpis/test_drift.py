import pytest

from kpis.publishing import preview
from kpis.revisions.comparing import Tally
from kpis.revisions.drift import drift_of
from kpis.revisions.words import steps_in_words
from processes.models import Process
from tests.factories import make_kpi, make_process, make_published, make_step


@pytest.fixture
def process(person):
    process = make_process(steps=["Log lead", "Call", "Book"])
    for step in process.steps.all():
        make_kpi(step=step, owner=person)
    make_published(process)
    return process


def drafted_tally(process):
    """Of the whole comparison what a draft can change."""
    tally = preview(process).comparison.tally
    names = ("renamed", "added", "removed", "moved", "changed", "about")
    return Tally(**{name: getattr(tally, name) for name in names})


def test_the_drift_of_a_draft_is_what_its_comparison_counts(process):
    logged, called, booked = process.steps.live()
    with process.draft() as draft:
        draft.write(logged.pk, title="Log the lead", role="Coordinator")
        draft.move([booked.pk], before=logged.pk)
        draft.add(title="Say thanks", role="Sales Rep")
        draft.retire([called.pk])
    Process.objects.change(process, process.version, trigger="Lead called")

    drift = drift_of(process)

    assert drift.number == 1
    assert drift.tally == drafted_tally(process)
    assert str(drift.tally) == (
        "1 step renamed, 1 added, 1 removed, 1 moved, 1 changed; trigger changed"
    )


def test_a_process_never_published_has_no_drift():
    assert drift_of(make_process()) is None


def test_a_step_that_the_draft_added_is_said_to_be_new(process):
    make_step(process, title="Say thanks", role="Sales Rep")

    [said] = steps_in_words(preview(process).comparison)

    assert (said.title, said.kinds) == ("Say thanks", ("added",))
    assert [line.sentence for line in said.lines] == ["It comes after “Book”."]
