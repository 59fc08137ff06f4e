"""A function on a stranger's file, in a process of its own that has little to spend.

Whatever a file does to a parser, it does it there: past its memory or its time the
child is ended, and what asked goes on. Bytes go in on stdin, JSON comes out on stdout;
the child inherits next to no environment, so there is no secret in it to tell.

A large file is its stdin itself, and what is made of it comes out in pieces, so that
neither is ever whole in anybody's memory.
"""

import gc
import importlib
import json
import logging
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Any, BinaryIO

ROOT = Path(__file__).resolve().parent.parent
IDLE = 64 * 2**20  # bytes of addresses that a Python takes before it does anything
NEEDED = ("LD_LIBRARY_PATH", "SYSTEMROOT")  # some Pythons don't start without
LAST_WORDS = 2000  # letters of a traceback that are worth a line in the log
# Before each piece that comes out: whether it is the answer, and its length in bytes.
FRAME = struct.Struct("!?I")

SPLIT = "split it, and send the parts."
TOO_LARGE = f"The file needs too much memory: {SPLIT}"
TOO_SLOW = f"The file takes too long to read: {SPLIT}"
BROKEN = "The file can’t be read: save it anew in the tool that made it, and send that."

logger = logging.getLogger(__name__)


class Refused(ValueError):
    """The file can't be taken; the message says what is wrong and what to do."""


class TooMuch(Refused):
    """The file asks for more time or memory than it may have."""


class Child(subprocess.Popen[bytes]):
    """The process, and what is known of it from beside it."""

    stdout: IO[bytes]
    stderr: IO[bytes]
    is_late = False
    complaint = b""


def run(function: str, content: bytes, *, memory: int, seconds: int) -> Any:
    """What a pure function makes of the content: a JSON value.

    `function` is "package.module:name"; it takes bytes, returns what JSON can say and
    raises Refused with a sentence. `memory` is in bytes, above what Python itself
    takes; `seconds` of computing it may have, and twice as many by the clock.

    Raises Refused with the function's own sentence or, when the function failed, a
    general one; TooMuch when a limit ended it.
    """
    command = _command("whole", function, memory, seconds)
    code, said, complaint = _child(command, content, patience=2 * seconds)
    _check_end(function, code, complaint)
    return _result(json.loads(said))


def run_on(
    function: str,
    file: BinaryIO,
    question: Any,
    take: Callable[[bytes], object],
    *,
    memory: int,
    seconds: int,
) -> Any:
    """What a pure function makes of a file; `take` gets the pieces as they are made.

    `file` is read from its beginning, by the child itself where it is one of the
    system's. `function` is as for run(), but takes a seekable binary file, the question
    (a JSON value) and what to call with each piece. What `take` raises ends the child
    and is raised here. Else as run(), in what it gives back and in what it raises.
    """
    command = _command("pieces", function, memory, seconds)
    with tempfile.TemporaryFile() as asked, _on_disk(file) as lent:
        asked.write(json.dumps(question).encode())
        asked.seek(0)
        child = _started([*command, str(asked.fileno())], lent, (asked.fileno(),))
    late = Timer(2 * seconds, _end_late, [child])
    words = Thread(target=_listen, args=[child])
    late.start()
    words.start()
    try:
        with child.stdout:
            answer = _pieces(child, take)
        code = child.wait()
    finally:
        late.cancel()
        _kill(child)
        words.join()
        _end(child)
    if child.is_late:
        raise TooMuch(TOO_SLOW)
    _check_end(function, code, child.complaint)
    return _result(json.loads(answer))


@contextmanager
def _on_disk(file: BinaryIO) -> Iterator[BinaryIO]:
    """The file at its beginning, as a child can be lent it."""
    file.seek(0)
    try:
        file.fileno()
    except OSError:  # it is in memory alone
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.seek(0)
            yield copy
    else:
        yield file


def _end_late(child: Child) -> None:
    child.is_late = True
    _kill(child)


def _listen(child: Child) -> None:
    """Keep the last words on stderr, so that no full pipe holds the child up."""
    with child.stderr as said:
        while more := said.read(2**16):
            child.complaint = (child.complaint + more)[-LAST_WORDS:]


def _pieces(child: Child, take: Callable[[bytes], object]) -> bytes:
    """Hand on the pieces; the answer that comes last, empty where none came."""
    while len(head := child.stdout.read(FRAME.size)) == FRAME.size:
        is_answer, length = FRAME.unpack(head)
        piece = child.stdout.read(length)
        if is_answer:
            return piece
        take(piece)
    return b""


def _check_end(function: str, code: int, complaint: bytes) -> None:
    """Raise what an exit code other than 0 stands for."""
    if code == -signal.SIGXCPU:
        raise TooMuch(TOO_SLOW)
    if code == -signal.SIGKILL:  # by a machine that has no memory left
        raise TooMuch(TOO_LARGE)
    if code != 0:
        last = complaint[-LAST_WORDS:].decode(errors="replace")
        logger.error("Sandbox: %s ended with %s: %s", function, code, last)
        raise Refused(BROKEN)


def _command(way: str, function: str, memory: int, seconds: int) -> list[str]:
    # Isolated: nothing from the environment or the current folder is imported.
    return [sys.executable, "-I", __file__, way, function, str(memory), str(seconds)]


def _child(
    command: list[str], content: bytes, patience: float
) -> tuple[int, bytes, bytes]:
    """The child's exit code, its answer and its last words; it is gone afterwards."""
    child = _started(command)
    try:
        said, complaint = child.communicate(content, timeout=patience)
    except subprocess.TimeoutExpired:
        raise TooMuch(TOO_SLOW) from None
    finally:
        _end(child)
    return child.returncode, said, complaint


def _started(
    command: list[str],
    stdin: BinaryIO | int = subprocess.PIPE,
    pass_fds: tuple[int, ...] = (),
) -> Child:
    return Child(
        command,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=pass_fds,
        env={name: os.environ[name] for name in NEEDED if name in os.environ},
        cwd="/",
        # A group of its own, so that whatever it may have started ends with it.
        start_new_session=True,
    )


def _kill(child: Child) -> None:
    # Once it has been waited for, its number may be somebody else's.
    if child.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _end(child: Child) -> None:
    _kill(child)
    for pipe in (child.stdin, child.stdout, child.stderr):
        # What nobody read any more can't be written.
        with suppress(BrokenPipeError):
            if pipe:
                pipe.close()


def _result(answer: dict[str, Any]) -> Any:
    if "too much" in answer:
        raise TooMuch(answer["too much"])
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer["result"]


# From here on the child speaks.


def _main() -> None:
    way, function, memory, seconds, *asked = sys.argv[1:]
    sys.path.insert(0, str(ROOT))
    _limit(int(memory), int(seconds))
    # It doesn't live long enough for looking after garbage to pay.
    gc.disable()
    # What the function or a library prints is no answer.
    out, sys.stdout = sys.stdout, sys.stderr
    if way == "whole":
        answer = _answer(function, sys.stdin.buffer.read())
        out.buffer.write(_said(answer))
        return
    with open(int(asked[0]), "rb") as file:  # noqa: PTH123 - it has a number, no path
        question = json.load(file)
    # In pieces it may live long; but rows by the ten thousand are no garbage yet.
    gc.set_threshold(50_000)
    gc.enable()
    _answer_in_pieces(function, question, out.buffer)


def _answer_in_pieces(function: str, question: Any, out: BinaryIO) -> None:
    def give(piece: bytes, is_answer: bool = False) -> None:
        out.write(FRAME.pack(is_answer, len(piece)))
        out.write(piece)

    answer = _answer(function, sys.stdin.buffer, question, give)
    give(_said(answer), is_answer=True)
    out.flush()


def _said(answer: dict[str, Any]) -> bytes:
    # As UTF-8 it is a fraction of what it would be in escapes.
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")


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


def _answer(function: str, *given: Any) -> dict[str, Any]:
    # Run as a script, this file is another module than the one that others import.
    sandbox = importlib.import_module("processes.sandbox")
    module, _, name = function.partition(":")
    try:
        return {"result": getattr(importlib.import_module(module), name)(*given)}
    except sandbox.TooMuch as refusal:
        return {"too much": str(refusal)}
    except sandbox.Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"too much": TOO_LARGE}


if __name__ == "__main__":
    _main()
