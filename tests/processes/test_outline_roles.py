"""Who does a step, and how soon, as its words tell."""

import pytest

from processes.outline import read


def only(text):
    (step,) = read(f"1. {text}").steps
    return step


@pytest.mark.parametrize(
    "item",
    [
        "Sales rep: Call the customer",
        "**Sales rep:** Call the customer",
        "**Sales rep**: Call the customer",
        "Call the customer (Sales rep)",
        "Call the customer (by Sales rep).",
        "Call the customer — Sales rep",
        "Call the customer - Sales rep",
        "Call the customer | Sales rep",
        "Call the customer [Sales rep]",
        "Call the customer\n   - Owner: Sales rep",
        "Call the customer\n   **Responsible:** Sales rep",
    ],
)
def test_a_role_is_read_where_people_write_it(item):
    step = only(item)

    assert (step.title, step.role) == ("Call the customer", "Sales rep")


def test_a_deed_in_small_letters_has_someone_who_does_it():
    step = only("Front of house: calls the customer")

    assert (step.title, step.role) == ("Calls the customer", "Front of house")


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_person_before_a_dash_does_what_follows(dash):
    step = only(f"Sales rep {dash} calls the customer")

    assert (step.title, step.role) == ("Calls the customer", "Sales rep")


@pytest.mark.parametrize(
    ("item", "role"),
    [
        ("The finance officer will sign the form.", "Finance officer"),
        ("Your supervisor signs the form.", "Supervisor"),
        ("IT should reset the password.", "IT"),
    ],
)
def test_the_subject_of_a_sentence_is_its_role(item, role):
    assert only(item).role == role


@pytest.mark.parametrize(
    "item",
    [
        "Note: call the customer",
        "Warning: Call the customer",
        "Step 1: Call the customer",
        "Call the customer at 9:30",
        "Call the customer (optional)",
        "Call the customer - twice",
        "Call the customer: use the phone",
        "Bad parts: send them back",
        "Bad parts - goes back",
        "Security - lock the door",
        "It will call the customer",
        "Open https://example.com/manager",
    ],
)
def test_what_only_looks_like_a_role_is_none(item):
    assert only(item).role == ""


def test_a_heading_that_is_a_role_has_its_items_done_by_it():
    text = "**Manager:**\n- [ ] Sign\n- [ ] File\n\n## Steps for IT\n- [ ] Reset"

    assert [step.role for step in read(text).steps] == ["Manager", "Manager", "IT"]


def test_a_cell_too_long_for_a_role_is_kept_in_the_details():
    who = "Whoever is nearest to the telephone when it rings in the big hall"
    text = f"Task\tOwner\nCall\t{who}\nWait\tClerk"

    call, _ = read(text).steps

    assert (call.role, call.details) == ("", who)


@pytest.mark.parametrize(
    "limit",
    [
        "within 4 hours",
        "within 24-48 hours",
        "within one business day",
        "within 3 working days",
        "within the hour",
        "by the 5th working day",
        "by the end of the month",
        "by close of business",
        "by Friday",
        "by 3:30 pm",
        "before noon",
        "no later than 2 days",
        "no later than 17:00",
        "in under 20 seconds",
        "in less than 5 minutes",
        "up to 5 business days",
        "the same day",
    ],
)
def test_a_time_limit_is_kept_as_written(limit):
    assert only(f"Answer the customer {limit}, or call.").limit_text == limit


def test_a_time_limit_may_stand_in_bold_or_in_the_details():
    assert only("Answer within **4 hours**").limit_text == "within 4 hours"
    assert only("Answer\n   - within 4 hours").limit_text == "within 4 hours"


def test_a_title_goes_without_its_time_limit():
    assert (
        only("Answer the customer within 4 hours of the call").title
        == "Answer the customer"
    )
    assert (
        only("Respond within 4 hours to the customer").title
        == "Respond to the customer"
    )


@pytest.mark.parametrize(
    "item", ["Wait by the door", "Log in first", "Add 2 hours of work"]
)
def test_no_time_limit_is_read_where_none_is(item):
    assert only(item).limit_text == ""
