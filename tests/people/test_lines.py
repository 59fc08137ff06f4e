from people.lines import above, led_by, reporting_lines
from tests.factories import make_manager, make_person


def test_all_above_a_person_are_found_at_any_depth():
    top = make_manager()
    middle = make_manager(reports_to=top)
    person = make_person(reports_to=middle)

    lines = reporting_lines()

    assert above(person.pk, lines) == {middle.pk, top.pk}
    assert above(top.pk, lines) == set()


def test_a_circle_of_lines_has_an_end():
    assert above(1, {1: 2, 2: 3, 3: 1}) == {2, 3}


def test_a_leader_leads_those_below_and_not_themselves():
    top, person = make_manager(), make_person()
    person.reports_to = top
    lines = {person.pk: top.pk, top.pk: None}

    assert led_by(top, [person], lines)
    assert not led_by(top, [top], lines)
    assert not led_by(person, [top], lines)
