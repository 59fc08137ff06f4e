"""Which step a line of an old sheet is likeliest about."""

from kpis.likeness import Likeness

STEPS = ["Log the lead", "Contact customer", "Send invoices", "Chase late invoice"]


def likeliest(sentence):
    return [STEPS[place] for place in Likeness(STEPS).likeliest(sentence)]


def test_the_step_that_shares_words_is_likely():
    assert likeliest("95% of leads are logged within 2 hours") == ["Log the lead"]


def test_the_step_that_shares_more_words_comes_first():
    assert likeliest("Late invoices are chased") == [
        "Chase late invoice",
        "Send invoices",
    ]


def test_a_word_that_few_steps_have_says_more():
    steps = ["Order parts", "Order lunch", "Order desks", "Check parts"]

    places = Likeness(steps).likeliest("Parts of each order")

    assert places[0] == 0
    assert places[1] == 3


def test_words_of_every_limit_make_no_step_likely():
    assert likeliest("Within 4 hours, every week, at least 90% of the time") == []


def test_without_steps_none_is_likely():
    assert Likeness([]).likeliest("Answer the phone") == []
