"""A function on a stranger's file, in a process of its own that has little to spend.

Whatever a file does to a parser, it does it there: past its memory or its time the
child is ended, and what asked goes on. Bytes go in on stdin, JSON comes out on stdout;
the child inherits next to no environment, so there is no secret in it to tell.
"""

import gc
import importlib
import json
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

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


def run(function: str, content: bytes, *, memory: int, seconds: int) -> Any:
    """What a pure function makes of the content: a JSON value.

    `function` is "package.module:name"; it takes bytes, returns what JSON can say and
    raises Refused with a sentence. `memory` is in bytes, above what Python itself
    takes; `seconds` of computing it may have, and twice as many by the clock.

    Raises Refused with the function's own sentence or, when the function failed, a
    general one; TooMuch when a limit ended it.
    """
    command = _command(function, memory, seconds)
    code, said, complaint = _child(command, content, patience=2 * seconds)
    if code == -signal.SIGXCPU:
        raise TooMuch(TOO_SLOW)
    if code == -signal.SIGKILL:  # by a machine that has no memory left
        raise TooMuch(TOO_LARGE)
    if code != 0:
        logger.error("Sandbox: %s ended with %s: %s", function, code, complaint)
        raise Refused(BROKEN)
    return _result(json.loads(said))


def _command(function: str, memory: int, seconds: int) -> list[str]:
    # Isolated: nothing from the environment or the current folder is imported.
    return [sys.executable, "-I", __file__, function, str(memory), str(seconds)]


def _child(
    command: list[str], content: bytes, patience: float
) -> tuple[int, bytes, str]:
    """The child's exit code, its answer and its last words; it is gone afterwards."""
    child = _started(command)
    try:
        said, complaint = child.communicate(content, timeout=patience)
    except subprocess.TimeoutExpired:
        raise TooMuch(TOO_SLOW) from None
    finally:
        _end(child)
    return child.returncode, said, complaint.decode(errors="replace")[-LAST_WORDS:]


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={name: os.environ[name] for name in NEEDED if name in os.environ},
        cwd="/",
        # A group of its own, so that whatever it may have started ends with it.
        start_new_session=True,
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    # Once it has been waited for, its number may be somebody else's.
    if child.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()


def _result(answer: dict[str, Any]) -> Any:
    if "too much" in answer:
        raise TooMuch(answer["too much"])
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer["result"]


# From here on the child speaks.


def _main() -> None:
    function, memory, seconds = sys.argv[1:]
    sys.path.insert(0, str(ROOT))
    _limit(int(memory), int(seconds))
    # It doesn't live long enough for looking after garbage to pay.
    gc.disable()
    # What the function or a library prints is no answer.
    out, sys.stdout = sys.stdout, sys.stderr
    answer = _answer(function, sys.stdin.buffer.read())
    # As UTF-8 it is a fraction of what it would be in escapes.
    text = json.dumps(answer, ensure_ascii=False)
    out.buffer.write(text.encode("utf-8", "surrogatepass"))


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


def _answer(function: str, content: bytes) -> dict[str, Any]:
    # Run as a script, this file is another module than the one that others import.
    sandbox = importlib.import_module("processes.sandbox")
    module, _, name = function.partition(":")
    try:
        return {"result": getattr(importlib.import_module(module), name)(content)}
    except sandbox.TooMuch as refusal:
        return {"too much": str(refusal)}
    except sandbox.Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"too much": TOO_LARGE}


if __name__ == "__main__":
    _main()
