"""How many numbers an owner carries, told where one is chosen."""

import pytest

from kpis.ownership import propose
from tests.conftest import signed_in
from tests.factories import make_kpi, make_step
from tests.kpis.test_builder import preview


@pytest.fixture
def step():
    return make_step(title="Contact customer")


@pytest.fixture
def htmx_manager(manager):
    return signed_in(manager, **{"HX-Request": "true"})


def test_how_many_numbers_the_owner_would_carry_is_told(htmx_manager, step, person):
    for _ in range(3):
        make_kpi(owner=person)

    text = preview(htmx_manager, step, owner=person.pk, asked="owner").text

    assert "Ben Cole would then carry 4 numbers." in text
    assert "This would be their fourth number" in text


def test_who_owns_it_already_carries_no_more_by_it(htmx_manager, step, person):
    for one in [step, make_step(), make_step()]:
        make_kpi(step=one, owner=person)

    text = preview(htmx_manager, step, owner=person.pk, asked="owner").text

    assert "Ben Cole carries 3 numbers, this one among them." in text
    assert "would" not in text.partition('id="carry"')[2]


def test_whose_fourth_number_it_is_already_is_reminded(htmx_manager, step, person):
    for one in [step, make_step(), make_step(), make_step()]:
        make_kpi(step=one, owner=person)

    text = preview(htmx_manager, step, owner=person.pk, asked="owner").text

    assert "Ben Cole carries 4 numbers, this one among them." in text
    assert "This is Ben Cole’s fourth number" in text


def test_who_is_proposed_for_it_already_is_said_to_be(
    htmx_manager, manager, step, person
):
    make_kpi(owner=person)
    propose(make_kpi(step=step), person, by=manager)

    text = preview(htmx_manager, step, owner=person.pk, asked="owner").text

    assert "Ben Cole is proposed already: 2 numbers with this one." in text
