import pytest

from tests.factories import make_kpi, make_process


@pytest.fixture
def complete(person):
    """A process that may be published: two steps, each with its KPI and owner."""
    process = make_process(
        "Lead to next step", steps=["Assign lead", "Contact customer"]
    )
    for step in process.steps.all():
        make_kpi(step=step, owner=person)
    return process
