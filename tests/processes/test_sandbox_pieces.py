"""A large file in, and what is made of it out in pieces."""

from io import BytesIO
from time import monotonic

import psutil
import pytest

from processes.sandbox import Refused, TooMuch, run_on

MEMORY = 100 * 2**20


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_bytes(b"one\ntwo\n")
    with path.open("rb") as opened:
        yield opened


def let(act, file, question=None, take=lambda piece: None, *, seconds=5):
    return run_on(
        f"tests.processes.in_sandbox:{act}",
        file,
        question,
        take,
        memory=MEMORY,
        seconds=seconds,
    )


def test_pieces_come_out_in_order_and_an_answer_at_last(file):
    pieces = []

    answer = let("double", file, {"times": 2}, pieces.append)

    assert (pieces, answer) == ([b"one\none\n", b"two\ntwo\n"], 8)


def test_a_file_is_read_from_its_beginning(file):
    file.read()

    assert let("double", file, {"times": 1}) == 8


def test_a_file_may_be_in_memory_alone():
    assert let("double", BytesIO(b"one\ntwo\n"), {"times": 1}) == 8


def test_a_question_may_be_long(file):
    assert let("double", file, {"times": 1, "more": "x" * 1_000_000}) == 8


def test_a_refusal_comes_after_the_pieces(file):
    pieces = []

    with pytest.raises(Refused, match="No cats here"):
        let("refuse_after_a_piece", file, "cats", pieces.append)

    assert pieces == [b"a piece"]


def test_who_takes_no_more_ends_the_child(file):
    def take(piece):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        let("give_for_ever", file, take=take)

    children = psutil.Process().children(recursive=True)
    assert not [one for one in children if "in_sandbox" in " ".join(one.cmdline())]


def test_more_than_the_memory_may_come_out_in_pieces(file):
    taken = 0

    def take(piece):
        nonlocal taken
        taken += len(piece)

    let("give_much", file, 300, take)

    assert taken == 300_000_000


def test_pieces_without_end_end_at_the_limit(file):
    began = monotonic()

    with pytest.raises(TooMuch, match="takes too long"):
        let("give_for_ever", file, seconds=1)

    assert monotonic() - began < 10


def test_a_long_complaint_holds_nothing_up(file):
    assert let("complain_much", file, 10_000_000) == "That was all."


def test_a_function_that_breaks_down_refuses_the_file(file, caplog):
    with pytest.raises(Refused, match="can’t be read: save it anew"):
        let("fail_on", file, "x")

    assert "in_sandbox:fail_on ended with" in caplog.text
