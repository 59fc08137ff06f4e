"""What the tests let the sandbox run: it imports them in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from processes.sandbox import Refused, TooMuch


def length(content):
    return {"length": len(content)}


def said(content):
    return content.decode("utf-8", "surrogatepass")


def refuse(content):
    raise Refused(f"No {content.decode()} here: send another.")


def find_too_much(content):
    raise TooMuch("It is too long: split it.")


def fail(content):
    raise KeyError(content)


def abort(content):
    os.abort()


def die(content):
    os.kill(os.getpid(), signal.SIGSEGV)


def chat(content):
    sys.stdout.write("This is no answer.")
    return "This is one."


def take_memory(content):
    return len(bytearray(int(content)))


def compute_for_ever(content):
    while True:
        pass


def sleep_for_ever(content):
    time.sleep(600)


def leave_a_child(content):
    """Lets another process hold a line to the named port, and waits."""
    line = socket.create_connection(("127.0.0.1", int(content)))
    code = "import time; time.sleep(600)"
    subprocess.Popen([sys.executable, "-c", code], pass_fds=[line.fileno()])
    line.close()
    time.sleep(600)


def environment(content):
    return dict(os.environ)


def write_file(content):
    Path(content.decode()).write_text("It was here.")


def nest(content):
    """Calls itself without end."""
    return nest(content)


def length_of_file(file):
    return len(file.read())


def repeat(content, given):
    return [content.decode(), given]


def count_up(file, given):
    """Yields numbers up to the given one, and then what is given of how to end."""
    yield from range(given["to"])
    match given["then"]:
        case "refuse":
            raise Refused("No more: stop here.")
        case "fail":
            raise KeyError("more")
        case "compute":
            compute_for_ever(file)


def lines_of(file, given):
    for line in file:
        yield line.decode()
