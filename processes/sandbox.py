"""A function on a stranger's file, in a process of its own that has little to spend.

Whatever a file does to a parser, it does it there: past its memory or its time the
child is ended, and what asked goes on. Bytes or the open file itself go in on stdin,
JSON comes out on stdout; the child inherits next to no environment, so there is no
secret in it to tell.
"""

import gc
import importlib
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

ROOT = Path(__file__).resolve().parent.parent
IDLE = 64 * 2**20  # bytes of addresses that a Python takes before it does anything
NEEDED = ("LD_LIBRARY_PATH", "SYSTEMROOT")  # some Pythons don't start without
LAST_WORDS = 2000  # letters of a traceback that are worth a line in the log

SPLIT = "split it, and send the parts."
TOO_LARGE = f"The file needs too much memory: {SPLIT}"
TOO_SLOW = f"The file takes too long to read: {SPLIT}"
BROKEN = "The file can’t be read: save it anew in the tool that made it, and send that."

logger = logging.getLogger(__name__)


class Refused(ValueError):
    """The file can't be taken; the message says what is wrong and what to do."""


class TooMuch(Refused):
    """The file asks for more time or memory than it may have."""


def run(
    function: str,
    content: bytes | BinaryIO,
    *,
    memory: int,
    seconds: int,
    given: Any = None,
) -> Any:
    """What a pure function makes of the content: a JSON value.

    `function` is "package.module:name"; it takes bytes, returns what JSON can say and
    raises Refused with a sentence. `memory` is in bytes, above what Python itself
    takes; `seconds` of computing it may have, and twice as many by the clock.

    Where the content is a file with a descriptor, the child reads that file: however
    large it is, nothing is copied, and the function takes a file. What is `given`, a
    JSON value, is its second argument; without one it has only the first.

    Raises Refused with the function's own sentence or, when the function failed, a
    general one; TooMuch when a limit ended it.
    """
    with _given(given) as extra, _lent(content) as lent:
        command = _command(function, memory, seconds, lent, extra)
        child = _started(command, lent, extra)
        code, said, complaint = _heard(child, lent, patience=2 * seconds)
    _check(function, code, complaint)
    return _result(json.loads(said))


def stream(
    function: str,
    file: BinaryIO,
    *,
    memory: int,
    seconds: int,
    given: Any = None,
) -> Iterator[Any]:
    """Each JSON value that a pure generator yields on the file, as soon as it does.

    As with `run`, which raises the same. Time in which nobody asks for the next value
    doesn't count: there is no limit by the clock, only that of computing.
    """
    with _given(given) as extra, _lent(file) as lent, ThreadPoolExecutor(1) as beside:
        command = _command(f"*{function}", memory, seconds, lent, extra)
        child = _started(command, lent, extra)
        complaint = beside.submit(child.stderr.read if child.stderr else bytes)
        try:
            yield from _said_by(child)
            child.wait()
        finally:
            _end(child, complaint)
        _check(function, child.returncode, complaint.result())


def _said_by(child: subprocess.Popen[bytes]) -> Iterator[Any]:
    if child.stdout is None:
        return
    with child.stdout as lines:
        for line in lines:
            # Without its end it was cut off as the child was ended.
            if line.endswith(b"\n"):
                yield _result(json.loads(line))


def _check(function: str, code: int, complaint: bytes) -> None:
    """Raises what it means that the child ended as it did."""
    if code == -signal.SIGXCPU:
        raise TooMuch(TOO_SLOW)
    if code == -signal.SIGKILL:  # by a machine that has no memory left
        raise TooMuch(TOO_LARGE)
    if code != 0:
        words = complaint.decode(errors="replace")[-LAST_WORDS:]
        logger.error("Sandbox: %s ended with %s: %s", function, code, words)
        raise Refused(BROKEN)


@contextmanager
def _given(value: Any) -> Iterator[IO[bytes] | None]:
    """A file that holds the value for the child; None where there is none.

    It can be longer than arguments may be, and than a pipe holds unread.
    """
    if value is None:
        yield None
        return
    with TemporaryFile() as file:
        file.write(json.dumps(value).encode())
        file.seek(0)
        yield file


@contextmanager
def _lent(content: bytes | BinaryIO) -> Iterator[bytes | BinaryIO]:
    """The content as a child can take it, and its file afterwards where it was."""
    if isinstance(content, bytes):
        yield content
        return
    try:
        descriptor = content.fileno()
    except (AttributeError, OSError):  # it is in memory alone
        with TemporaryFile() as copy:
            content.seek(0)
            shutil.copyfileobj(content, copy)
            copy.flush()
            os.lseek(copy.fileno(), 0, os.SEEK_SET)
            yield copy
        return
    # The child moves on in the file for both.
    place = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        yield content
    finally:
        os.lseek(descriptor, place, os.SEEK_SET)


def _command(
    function: str,
    memory: int,
    seconds: int,
    content: bytes | BinaryIO,
    extra: IO[bytes] | None,
) -> list[str]:
    takes = "bytes" if isinstance(content, bytes) else "file"
    # Isolated: nothing from the environment or the current folder is imported.
    command = [sys.executable, "-I", __file__, function, str(memory), str(seconds)]
    return [*command, takes, str(extra.fileno()) if extra else ""]


def _heard(
    child: subprocess.Popen[bytes], content: bytes | BinaryIO, patience: float
) -> tuple[int, bytes, bytes]:
    """The child's exit code, its answer and its last words; it is gone afterwards."""
    put_in = content if isinstance(content, bytes) else None
    try:
        said, complaint = child.communicate(put_in, timeout=patience)
    except subprocess.TimeoutExpired:
        raise TooMuch(TOO_SLOW) from None
    finally:
        _end(child)
    return child.returncode, said, complaint


def _started(
    command: list[str],
    content: bytes | BinaryIO,
    extra: IO[bytes] | None,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE if isinstance(content, bytes) else content,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=[extra.fileno()] if extra else [],
        env={name: os.environ[name] for name in NEEDED if name in os.environ},
        cwd="/",
        # A group of its own, so that whatever it may have started ends with it.
        start_new_session=True,
    )


def _end(
    child: subprocess.Popen[bytes], complaint: Future[bytes] | None = None
) -> None:
    # Once it has been waited for, its number may be somebody else's.
    if child.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if complaint:
        wait([complaint])
    for pipe in (child.stdin, child.stdout, child.stderr):
        if pipe:
            # What it was still to be told is of no use any more.
            with suppress(BrokenPipeError):
                pipe.close()


def _result(answer: dict[str, Any]) -> Any:
    if "too much" in answer:
        raise TooMuch(answer["too much"])
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer["result"]


# From here on the child speaks.


def _main() -> None:
    function, memory, seconds, takes, extra = sys.argv[1:]
    sys.path.insert(0, str(ROOT))
    _limit(int(memory), int(seconds))
    # It doesn't live long enough for looking after garbage to pay.
    gc.disable()
    # What the function or a library prints is no answer.
    out, sys.stdout = sys.stdout, sys.stderr
    content = sys.stdin.buffer.read() if takes == "bytes" else sys.stdin.buffer
    arguments = [content, *([_value_in(int(extra))] if extra else [])]
    for answer in _answers(function, arguments):
        # As UTF-8 it is a fraction of what it would be in escapes.
        text = json.dumps(answer, ensure_ascii=False)
        out.buffer.write(text.encode("utf-8", "surrogatepass") + b"\n")
        out.buffer.flush()


def _value_in(descriptor: int) -> Any:
    with os.fdopen(descriptor, "rb") as file:
        return json.load(file)


def _limit(memory: int, seconds: int) -> None:
    """Take away what isn't needed, as far as the system can."""
    try:
        import resource
    except ImportError:  # Windows has none; by the clock it is bounded all the same.
        return
    limits = {
        resource.RLIMIT_AS: (memory + IDLE, memory + IDLE),
        # A second apart: the first is told, the second would just kill.
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, bounds in limits.items():
        # macOS knows the names of some and refuses to set them.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, bounds)


def _answers(function: str, arguments: list[Any]) -> Iterator[dict[str, Any]]:
    """The function's one answer, or each of a generator's, which a star announces."""
    # Run as a script, this file is another module than the one that others import.
    sandbox = importlib.import_module("processes.sandbox")
    module, _, name = function.removeprefix("*").partition(":")
    try:
        result = getattr(importlib.import_module(module), name)(*arguments)
        for value in result if function.startswith("*") else [result]:
            yield {"result": value}
    except sandbox.TooMuch as refusal:
        yield {"too much": str(refusal)}
    except sandbox.Refused as refusal:
        yield {"refused": str(refusal)}
    except MemoryError:
        yield {"too much": TOO_LARGE}


if __name__ == "__main__":
    _main()
