import pytest

from kpis.logs.matching import MOST_COMPARED, How, match


def matched(activity, *titles, remembered=None):
    (found,) = match({activity: 1}, titles, remembered)
    return found


def title_of(found, *titles):
    return None if found.step is None else titles[found.step]


@pytest.mark.parametrize(
    "activity",
    ["Call back", "call_back", "CallBack", "CALL BACK", "Call-back!", " call  back"],
)
def test_spelling_apart_an_activity_is_the_step(activity):
    found = matched(activity, "Log", "Call back", "Close")

    assert (found.step, found.how, found.is_applied) == (1, How.EXACT, True)


def test_the_same_words_in_another_order_are_only_suggested():
    found = matched("ER Triage", "Registration", "Triage in the ER")

    assert (found.step, found.how, found.likeness) == (1, How.SUGGESTED, 1.0)
    assert not found.is_applied


@pytest.mark.parametrize(
    ("activity", "title"),
    [
        ("ER Registration", "Register in the ER"),
        ("T05 Print and send confirmation of receipt", "Print and send confirmation"),
        ("Leucocytes", "Leukocytes"),
        ("Advise Claimant on Reimbursement", "Advise the claimant"),
        ("Approval", "Approve"),
        ("ReviewRequestedDocuments", "Review documents"),
    ],
)
def test_an_activity_that_is_like_a_step_is_suggested(activity, title):
    titles = ("Receive the order", title, "Pay the bill")

    found = matched(activity, *titles)

    assert (title_of(found, *titles), found.how) == (title, How.SUGGESTED)


@pytest.mark.parametrize(
    "activity", ["Note added", "CRP", "???", "", "Send a letter", "Return ER"]
)
def test_an_activity_that_is_like_no_step_has_none(activity):
    found = matched(activity, "Register in the ER", "Triage in the ER", "Release")

    assert (found.step, found.how) == (None, How.NONE)


def test_two_steps_that_are_as_like_are_for_a_person_to_choose():
    assert matched("Check", "Check order", "Check stock").step is None


def test_two_steps_of_one_name_are_not_guessed_between():
    assert not matched("Check", "Check", "Ship", "check").is_applied


def test_what_is_remembered_wins():
    found = matched("Log", "Log", "Close", remembered={"Log": 1})

    assert (found.step, found.how, found.is_applied) == (1, How.REMEMBERED, True)


def test_that_an_activity_is_no_step_is_remembered_too():
    found = matched("Log", "Log", remembered={"Log": None})

    assert (found.step, found.how, found.is_applied) == (None, How.REMEMBERED, False)


def test_a_remembered_step_that_is_gone_is_forgotten():
    assert matched("Log", "Log", remembered={"Log": 7}).how == How.EXACT


def test_a_step_may_have_several_activities():
    found = match({"Log": 5, "LOG": 3}, ["Log"])

    assert [(item.activity, item.count, item.step) for item in found] == [
        ("Log", 5, 0),
        ("LOG", 3, 0),
    ]


def test_nothing_is_left_out_and_the_most_frequent_come_first():
    activities = {f"Free text {n}": n for n in range(MOST_COMPARED * 2)}

    found = match(activities, ["Log"])

    assert [item.count for item in found] == sorted(activities.values(), reverse=True)


def test_a_process_without_steps_matches_nothing():
    assert matched("Log").how == How.NONE
