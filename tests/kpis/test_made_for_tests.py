"""What factories make by the shortest way is what people make on the pages."""

import pytest
from django.apps import apps

from tests.database import undone
from tests.factories import (
    ADMISSION,
    assign_kpi,
    define_kpi,
    look_through,
    make_kpi,
    make_person,
    make_step,
    standard_fields,
)

# Another each time.
COUNTED = {"id", "kpi", "kpi_id", "pgh_id", "pgh_obj", "pgh_obj_id", "pgh_context_id"}
SOME = {"assigned_at", "answered_at", "author_id", "created_at"}


def define_and_assign(step, owner, admission, **standard):
    author = owner or make_person()
    kpi = define_kpi(step, author, admission=admission, **standard)
    if owner:
        assign_kpi(kpi, owner)
        look_through(kpi, owner)


def what_there_is():
    """Every row of this app, by its model."""
    return {
        model: [told(row) for row in model._base_manager.order_by("pk").values()]
        for model in apps.get_app_config("kpis").get_models()
    }


def told(row):
    kept = {name: value for name, value in row.items() if name not in COUNTED}
    return kept | {name: bool(kept[name]) for name in SOME & kept.keys()}


@pytest.mark.parametrize("admitted", [True, False])
@pytest.mark.parametrize("owned", [True, False])
@pytest.mark.parametrize("clock", ["", "previous"])
def test_a_kpi_is_as_if_it_were_defined_and_assigned(clock, owned, admitted):
    step = make_step()
    owner = make_person("Ben Cole") if owned else None
    admission = ADMISSION if admitted else dict.fromkeys(ADMISSION, "")
    # The calendar is made by who asks for it first.
    standard_fields()
    with undone():
        define_and_assign(step, owner, admission, clock=clock)
        defined = what_there_is()

    with undone():
        make_kpi(step=step, owner=owner, admitted=admitted, clock=clock)
        made = what_there_is()

    assert made == defined
