import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.building import FIELDS, OPEN, READ, settle, starting_sentence

LEADS = "Answer new leads within 4 hours of receipt, 90% of the time."


def page(statement="", **typed):
    """The fields of a page that was settled with a sentence."""
    fields = settle({"statement": statement, "seen": "", **OPEN}).fields
    return fields | typed


def part(name):
    return FIELDS[name]


def test_the_parts_and_the_number_follow_the_sentence():
    fields = page() | {"statement": LEADS}

    settled = settle(fields, asked="sentence").fields

    assert settled[part("object")] == "new leads"
    assert (settled["summary"], settled["limit"]) == ("share_within", "4")
    assert (settled["unit"], settled["target"]) == ("hours", "90")


def test_the_sentence_follows_its_parts():
    fields = page(LEADS) | {part("limit_value"): "6"}

    settled = settle(fields, asked="parts").fields

    assert settled["statement"] == LEADS.replace("4 hours", "6 hours")
    assert settled["limit"] == "6"


def test_a_sentence_and_a_part_that_were_both_typed_are_both_kept():
    fields = page(LEADS) | {
        "statement": LEADS.replace("new leads", "old leads"),
        part("limit_value"): "6",
    }

    settled = settle(fields)

    assert settled.text == LEADS.replace("new leads within 4", "old leads within 6")


def test_who_asks_to_read_the_sentence_has_its_parts():
    fields = page(LEADS) | {part("limit_value"): "6"}

    settled = settle(fields, asked="sentence").fields

    assert (settled["statement"], settled[part("limit_value")]) == (LEADS, "4")


def test_a_unit_stays_in_its_field_while_the_number_is_written_anew():
    fields = page(LEADS) | {part("limit_value"): ""}

    settled = settle(fields, asked="parts").fields

    assert settled["statement"] == "Answer new leads, 90% of the time."
    assert settled[part("limit_unit")] == "hours"


def test_a_part_that_cannot_be_one_leaves_the_sentence_alone():
    fields = page(LEADS) | {part("limit_value"): "soon"}

    settled = settle(fields, asked="parts")

    assert settled.text == LEADS
    assert settled.trouble.name == "limit_value"
    assert settled.fields[part("limit_value")] == "soon"


PLACEHOLDERS = {
    "action": "respond to",
    "object": "new tickets",
    "limit_value": "4",
    "limit_unit": "hours",
    "trigger": "of receipt",
}


def test_an_empty_sentence_follows_parts_as_people_write_them():
    fields = page() | {part(name): text for name, text in PLACEHOLDERS.items()}

    settled = settle(fields, asked="parts")

    assert settled.text == "Respond to new tickets within 4 hours of receipt."
    assert settled.trouble is None


@pytest.mark.parametrize(
    ("name", "typed"),
    [("calendar", "whenever"), ("limit_unit", "bananas"), ("limit_value", "soon")],
)
def test_a_part_that_cannot_be_one_keeps_no_other_from_following(name, typed):
    parts = PLACEHOLDERS | {name: typed}
    fields = page() | {part(name): text for name, text in parts.items()}

    settled = settle(fields, asked="parts")

    assert settled.text.startswith("Respond to new tickets")
    assert settled.trouble.name == name
    assert typed in str(settled.trouble)


def test_parts_that_make_no_sentence_yet_say_what_is_missing():
    settled = settle(page() | {part("object"): "new tickets"}, asked="parts")

    assert (settled.text, settled.trouble.name) == ("", "action")


def test_a_number_that_a_person_wrote_stays_and_is_held_against_the_sentence():
    fields = page(LEADS) | {"limit": "6"}
    fields["statement"] = LEADS.replace("4 hours", "3 hours")

    settled = settle(fields, asked="sentence")

    assert settled.fields["limit"] == "6"
    assert settled.conflicts == [("limit", "3", "6")]


def test_the_sentence_number_is_taken_when_asked():
    fields = page(LEADS) | {"limit": "6"}

    settled = settle(fields, asked="take:limit")

    assert settled.fields["limit"] == "4"
    assert settled.conflicts == []


def test_a_number_written_otherwise_is_the_same():
    fields = page(LEADS) | {"limit": "4.0"}

    assert settle(fields).conflicts == []


def test_a_limit_goes_when_the_sentence_has_none():
    fields = page(LEADS) | {"statement": "Answer new leads."}

    settled = settle(fields, asked="sentence").fields

    assert {name: settled[name] for name in OPEN} == OPEN


def test_no_limit_follows_beside_another_way_to_sum_up():
    fields = page() | {"summary": "median", "statement": LEADS}

    settled = settle(fields, asked="sentence")

    assert (settled.fields["summary"], settled.fields["limit"]) == ("median", "")


def test_a_limit_goes_where_the_period_is_summed_up_otherwise():
    fields = page(LEADS) | {"summary": "mean"}

    settled = settle(fields)

    assert settled.fields["limit"] == ""
    assert [conflict.name for conflict in settled.conflicts] == ["summary"]


def test_with_the_way_to_sum_up_the_limit_is_taken_again():
    fields = settle(page(LEADS) | {"summary": "mean"}).fields

    settled = settle(fields, asked="take:summary")

    assert (settled.fields["summary"], settled.fields["limit"]) == ("share_within", "4")
    assert settled.conflicts == []


def test_a_limit_of_ones_own_is_not_let_go_of_unseen():
    fields = page(LEADS) | {"summary": "mean", "limit": "6"}

    assert settle(fields).fields["limit"] == "6"


def test_a_target_is_added_at_a_press():
    fields = page("Answer new leads within 4 hours.")

    settled = settle(fields, asked="add:target")

    assert settled.text == "Answer new leads within 4 hours, 90% of the time."
    assert settled.fields["target"] == "90"


def test_a_form_that_settled_nothing_is_taken_as_it_is():
    sent = {"statement": LEADS, "summary": "share_yes", "limit": "", "target": "80"}

    settled = settle(sent).fields

    assert {name: settled[name] for name in sent} == sent


def test_a_suggestion_is_taken():
    fields = page("Answer new leads.")

    settled = settle(fields, asked="apply:no_limit")

    assert settled.text == "Answer new leads within 4 hours."
    assert settled.fields["limit"] == "4"


def test_suggestions_lead_from_weak_to_effective():
    settled = settle(page("Improve customer response time."))
    assert settled.verdict == "weak"

    for _ in range(5):
        code = next((f.code for f in settled.findings if f.suggestion), None)
        settled = settle(settled.fields, asked=f"apply:{code}")

    assert (settled.verdict, settled.findings) == ("effective", [])


def test_a_suggestion_fills_the_gap_of_a_sentence_that_is_begun():
    fields = page(starting_sentence("Contact customer"))

    settled = settle(fields, asked="apply:no_limit")

    assert settled.text.startswith("Contact customer within 4 hours")
    assert "…" not in settled.text


@pytest.mark.parametrize("asked", ["apply:", "apply:none_such", "take:none", "x" * 99])
def test_what_nobody_can_ask_for_changes_nothing(asked):
    fields = page(LEADS)

    assert settle(fields, asked=asked).fields == fields


def test_a_book_is_not_read_to_its_end():
    settled = settle({"statement": "a" * READ + " within 4 hours"})

    assert settled.statement.limit_value is None


texts = st.text(max_size=80) | st.sampled_from([LEADS, "within 4 hours", "90%", "١٢"])


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(["statement", "seen", *OPEN, *FIELDS.values()], texts),
    ),
    st.sampled_from(["", "sentence", "parts", "apply:no_limit", "take:limit"]),
)
def test_whatever_is_typed_is_settled(answers, asked):
    settled = settle(answers, asked=asked)

    assert "".join(mark.text for mark in settled.marks) == settled.text
    assert settle(settled.fields, asked="sentence").text == settled.text


def test_a_sentence_that_is_taken_leaves_what_was_typed_elsewhere():
    fields = page(LEADS) | {"target": "80", part("limit_value"): "6"}
    theirs = LEADS.replace("4 hours", "8 hours")

    settled = settle(fields, taken={"statement": theirs}).fields

    assert settled["statement"] == theirs
    assert settled[part("limit_value")] == "8"
    assert settled["target"] == "80"


def test_a_number_that_is_taken_stands_whatever_the_sentence_says_by_now():
    fields = page(LEADS) | {"statement": LEADS.replace("4 hours", "6 hours")}

    settled = settle(fields, taken={"limit": "4"})

    assert settled.fields["limit"] == "4"
    assert settled.conflicts == [("limit", "6", "4")]
