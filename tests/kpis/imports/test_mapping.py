"""What a person decided about a file's columns, and what is wrong with it."""

import json

from kpis.imports.mapping import Mapping
from tests.kpis.imports.test_guessing import columns


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


def test_a_name_is_known_when_it_is_decided_about():
    mapping = Mapping({"kpi": 0}, {"Contact": 7}, left_out=("Total",))

    assert mapping.knows("Contact")
    assert mapping.knows("Total")
    assert not mapping.knows("Book")


def test_a_file_fits_that_has_every_column():
    mapping = Mapping({"when": 0, "value": 2})

    assert not mapping.fits(columns(("When", "date"), ("Value", "number")))
    assert mapping.fits(columns(("A", "date"), ("B", "text"), ("C", "number")))
