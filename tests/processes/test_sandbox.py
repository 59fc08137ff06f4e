import socket
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import psutil
import pytest

from processes.sandbox import NEEDED, Refused, TooMuch, run

MEMORY = 100 * 2**20


def let(act, content=b"", *, memory=MEMORY, seconds=5):
    return run(
        f"tests.processes.in_sandbox:{act}", content, memory=memory, seconds=seconds
    )


def test_bytes_go_in_and_a_value_comes_out():
    assert let("length", b"x" * 1_000_000) == {"length": 1_000_000}


def test_any_text_comes_out_whole():
    text = "é “😀” \ud800 \0 \r\n"

    assert let("said", text.encode("utf-8", "surrogatepass")) == text


def test_what_the_function_refuses_is_refused_in_its_words():
    with pytest.raises(Refused, match="No cats here: send another"):
        let("refuse", b"cats")


def test_what_the_function_finds_too_much_is_so():
    with pytest.raises(TooMuch, match="It is too long: split it"):
        let("find_too_much")


@pytest.mark.parametrize("act", ["fail", "abort", "die", "nest"])
def test_a_function_that_breaks_down_refuses_the_file(act, caplog):
    with pytest.raises(Refused, match="can’t be read: save it anew"):
        let(act)

    assert f"in_sandbox:{act} ended with" in caplog.text


def test_what_is_printed_is_no_answer():
    assert let("chat") == "This is one."


def test_memory_ends_at_the_limit():
    with pytest.raises(TooMuch, match="too much memory: split it"):
        let("take_memory", str(2 * MEMORY).encode())


def test_memory_within_the_limit_is_given():
    assert let("take_memory", str(MEMORY // 2).encode()) == MEMORY // 2


@pytest.mark.parametrize("act", ["compute_for_ever", "sleep_for_ever"])
def test_time_ends_at_the_limit(act):
    began = monotonic()

    with pytest.raises(TooMuch, match="takes too long to read: split it"):
        let(act, seconds=1)

    assert monotonic() - began < 10


def test_a_child_that_does_not_read_its_bytes_ends_too():
    with pytest.raises(Refused):
        run("no.such.module:at_all", b"x" * 10_000_000, memory=MEMORY, seconds=5)


def test_what_a_child_started_ends_with_it():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1]).encode()

        with pytest.raises(TooMuch):
            let("leave_a_child", port, seconds=1)

        line, _ = server.accept()
        with line:
            line.settimeout(10)
            # The other end is closed once nobody is left to hold it.
            assert line.recv(1) == b""


def test_no_child_is_left_behind():
    before = psutil.Process().children()

    with pytest.raises(TooMuch):
        let("sleep_for_ever", seconds=1)

    assert psutil.Process().children() == before


def test_no_secret_is_inherited(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere")

    names = set(let("environment"))

    # What Python and macOS set by themselves, and what some Pythons need to start.
    assert names <= {"LC_CTYPE", "__CF_USER_TEXT_ENCODING", *NEEDED}


def test_no_file_is_written(tmp_path):
    path = tmp_path / "note"

    with pytest.raises(Refused):
        let("write_file", str(path).encode())

    assert not path.exists() or path.read_text() == ""


def test_many_threads_may_ask_at_once():
    contents = [b"x" * size for size in range(6)]

    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(lambda content: let("length", content), contents))

    assert answers == [{"length": size} for size in range(6)]
