"""What a person decided about a file's columns, and what is wrong with it."""

import json

from kpis.imports.mapping import Mapping


def test_a_mapping_is_the_same_after_json():
    mapping = Mapping(
        {"when": 0, "kpi": 1}, {"Contact": 7}, left_out=("Total",), periods=(3, 4)
    )

    saved = json.loads(json.dumps(mapping.as_dict()))

    assert Mapping.from_dict(saved) == mapping
    assert Mapping.from_dict({}) == Mapping()


def test_a_time_and_a_number_are_needed():
    assert set(Mapping().problems()) == {"when", "value"}
    assert Mapping({"when": 0, "value": 1}).problems() == {}
    assert Mapping({"when": 0, "started_at": 1}).problems() == {}


def test_a_column_is_one_thing():
    problems = Mapping({"when": 0, "value": 1, "of": 1}).problems()

    assert problems == {"of": "“Value” has this column already: choose another."}


def test_a_turned_table_says_when_by_its_periods():
    assert set(Mapping({"when": 0}, periods=(1, 2)).problems()) == {"when"}


def test_a_turned_table_has_no_id_of_a_row():
    problems = Mapping({"external_id": 0}, periods=(1, 2)).problems()

    assert "choose no column here" in problems["external_id"]


def test_a_name_is_known_when_it_is_decided_about():
    mapping = Mapping({"kpi": 0}, {"Contact": 7}, left_out=("Total",))

    assert mapping.knows("Contact")
    assert mapping.knows("Total")
    assert not mapping.knows("Book")


def test_columns_are_found_again_where_they_stand_now():
    mapping = Mapping(columns={"when": 1, "value": 2, "note": 5}, periods=(3,))

    moved = mapping.at({1: 0, 2: 1, 3: 2})

    assert moved == Mapping(columns={"when": 0, "value": 1}, periods=(2,))
