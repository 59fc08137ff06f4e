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


def double(file, question, give):
    """Each line of a file twice as often as asked, a piece each."""
    for line in file:
        give(line * question["times"])
    return file.tell()


def refuse_after_a_piece(file, question, give):
    give(b"a piece")
    raise Refused(f"No {question} here.")


def give_for_ever(file, question, give):
    while True:
        give(b"x" * 65_536)


def give_much(file, question, give):
    for _ in range(question):
        give(b"x" * 1_000_000)


def complain_much(file, question, give):
    sys.stderr.write("x" * question)
    return "That was all."


def fail_on(file, question, give):
    raise KeyError(question)
