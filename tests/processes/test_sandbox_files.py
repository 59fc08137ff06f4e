from io import BytesIO

import psutil
import pytest

from processes.sandbox import Refused, TooMuch, run, stream

LIMITS = {"memory": 100 * 2**20, "seconds": 5}
HERE = "tests.processes.in_sandbox"


def counted(to, then="end", **limits):
    return stream(
        f"{HERE}:count_up", BytesIO(), given={"to": to, "then": then}, **LIMITS | limits
    )


def test_a_file_is_read_by_the_child_itself(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(b"x" * 3_000_000)

    with path.open("rb") as file:
        assert run(f"{HERE}:length_of_file", file, **LIMITS) == 3_000_000


def test_a_file_in_memory_is_read_too():
    assert run(f"{HERE}:length_of_file", BytesIO(b"abc"), **LIMITS) == 3


def test_the_file_stays_where_it_was(tmp_path):
    path = tmp_path / "text"
    path.write_bytes(b"one\n" * 100_000)

    with path.open("rb") as file:
        file.readline()
        run(f"{HERE}:length_of_file", file, **LIMITS)

        assert file.read() == b"one\n" * 99_999


def test_what_is_given_comes_along():
    long = ["é" * 100_000, {"a": None}]

    assert run(f"{HERE}:repeat", b"x", given=long, **LIMITS) == ["x", long]


def test_values_come_one_by_one():
    assert list(counted(1000)) == list(range(1000))


def test_what_a_stream_refuses_comes_after_its_values():
    values = counted(2, "refuse")

    assert [next(values), next(values)] == [0, 1]
    with pytest.raises(Refused, match="No more: stop here"):
        next(values)


def test_a_stream_that_breaks_down_refuses_the_file(caplog):
    with pytest.raises(Refused, match="can’t be read: save it anew"):
        list(counted(2, "fail"))

    assert "KeyError" in caplog.text


def test_a_stream_ends_at_its_limit():
    with pytest.raises(TooMuch, match="takes too long"):
        list(counted(2, "compute", seconds=1))


def test_a_stream_left_alone_ends_its_child():
    before = psutil.Process().children()
    values = counted(1_000_000)

    next(values)
    values.close()

    assert psutil.Process().children() == before


def test_a_stream_reads_the_file_from_its_start(tmp_path):
    path = tmp_path / "text"
    path.write_bytes(b"one\ntwo\n")

    with path.open("rb") as file:
        file.read()

        assert list(stream(f"{HERE}:lines_of", file, given=1, **LIMITS)) == [
            "one\n",
            "two\n",
        ]
