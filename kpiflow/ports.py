"""Whether a port can be had: asked before anything slow, so bare Python must do."""

import errno
import socket
import sys

ADDRESS = "127.0.0.1"
REASONS = {
    errno.EADDRINUSE: "is in use",
    errno.EACCES: "is kept for the system",
}


def refusal(port: str) -> str | None:
    """Why the port can't be had, in one line; None when it is free."""
    reason = _reason(port)
    return reason and f"Port {port} {reason}: choose another, e.g. PORT=8123 make run"


def _reason(port: str) -> str | None:
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        return "is not a number from 1 to 65535"
    with socket.socket() as listener:
        # As gunicorn will: a port that was let go a moment ago counts as free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, int(port)))
        except OSError as error:
            return REASONS.get(error.errno or 0, f"can't be had ({error.strerror})")
    return None


if __name__ == "__main__":
    sys.exit(refusal(sys.argv[1]))
