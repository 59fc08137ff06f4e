"""The door for files of strangers: looked at for size here, and read elsewhere."""

from typing import Any

from processes import sandbox
from processes.bpmn.encoding import EXPORT
from processes.bpmn.model import Model, from_json, to_json
from processes.bpmn.reading import read
from processes.sandbox import Refused

MOST_BYTES = 20 * 2**20
MEMORY = 200 * 2**20 - sandbox.IDLE
SECONDS = 10  # ten times what the largest diagram takes that anyone has drawn


def read_safely(content: bytes) -> Model:
    """`read`, in a process of its own with limits of memory and time.

    Raises Refused with a sentence for people, TooMuch among them.
    """
    if len(content) > MOST_BYTES:
        raise Refused(
            f"The file is {len(content) / 2**20:.0f} MB; the most is"
            f" {MOST_BYTES // 2**20} MB. {EXPORT}"
        )
    answer = sandbox.run(
        "processes.bpmn.door:read_for_json", content, memory=MEMORY, seconds=SECONDS
    )
    return from_json(answer)


def read_for_json(content: bytes) -> list[dict[str, Any]]:
    """What the child does."""
    return to_json(read(content))
