"""What holds of the admission test's reviewer whatever it is given."""

import string
import time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.admission import FIELDS, review
from tests.kpis.test_admission import GOOD, finding_on


@given(*[st.text(max_size=60)] * 5)
def test_any_text_is_reviewed(result, control, loop, statement, title):
    findings = review(result, control, loop, statement=statement, title=title)

    assert set(findings) <= set(FIELDS)
    assert all(finding.message and finding.gap for finding in findings.values())


@given(st.text("aeshop nrt’'-.;:!\n", max_size=80), st.sampled_from(FIELDS))
def test_case_and_punctuation_at_the_end_make_no_difference(text, field):
    if field == "loop":
        text = text.lower()

    plain, loud = finding_on(field, text), finding_on(field, f"{text} …")

    assert (plain and plain.code) in {loud and loud.code, "blank"}


@given(st.permutations(GOOD["result"].rstrip(".").split()))
def test_the_order_of_words_makes_no_answer_worse(words):
    assert finding_on("result", " ".join(words)) is None


@pytest.mark.parametrize("piece", ["a", "-", "ab’", "asdf", "Ben ", "1:", "客", " \n"])
def test_the_time_grows_with_the_length_and_no_faster(piece):
    def seconds(length):
        text = (piece * length)[:length] + string.ascii_lowercase
        begun = time.perf_counter()
        review.__wrapped__(text, text + "x", text + "y", statement=text)
        return time.perf_counter() - begun

    short = min(seconds(20_000) for _ in range(3))
    long = min(seconds(80_000) for _ in range(3))

    assert long < 12 * short + 0.01


def test_the_order_of_answers_decides_which_of_two_is_the_copy():
    copies = [
        [name for name, found in review(*answers).items() if found.code == "same"]
        for answers in permutations([GOOD["loop"], GOOD["loop"], GOOD["result"]])
    ]

    assert all(len(names) <= 1 for names in copies)
    assert ["control"] in copies
