import pytest

from tests.factories import make_manager, make_process, make_step


@pytest.fixture
def manager():
    return make_manager("Morgan Otto")


@pytest.fixture
def step(transactional_db):
    process = make_process("Lead to next step", steps=["Log lead"])
    return make_step(process, title="Contact customer")


@pytest.fixture
def page(browse, step, manager):
    # What is pressed takes the place of what is asked for while one types.
    return browse(
        f"/processes/steps/{step.pk}/kpi/",
        manager,
        forgive="htmx:(sendAbort|afterRequest)",
    )
