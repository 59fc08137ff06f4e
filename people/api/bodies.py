"""What clients send: read strictly, so that nothing unspeakable gets in."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from people.api.problems import Problem

# Digits: far beyond every number that is let in, and quick to read.
LONGEST_NUMBER = 1000
JSON = "application/json"
# A NUL or half of a character: what neither the database nor UTF-8 can hold.
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
# How a schema says that no text holds a NUL.
TEXT = r"^[^\x00]*$"


def _number(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("a number of thousands of digits")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("a number beyond all others") from None


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("a number of thousands of digits")
    return int(text)


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number")


# Made once: ten thousand lines would take twice as long with one each.
DECODER = json.JSONDecoder(
    parse_float=_number, parse_int=_whole, parse_constant=_no_number
)


def parsed(body: bytes) -> Any:
    """What JSON says, numbers exactly, and all of it text that can be kept.

    Raises Problem for what isn't.
    """
    said = loaded(body)
    if any(map(NOT_TEXT.search, _texts(said))):
        raise Problem(
            422, "A text holds a NUL or half of a character (\\ud800): leave that out."
        )
    return said


def loaded(body: bytes) -> Any:
    """What JSON says, numbers exactly. Raises Problem for what isn't JSON."""
    try:
        # Some Windows tools begin with a mark of the encoding, which says nothing.
        return DECODER.decode(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Problem(400, "This isn’t UTF-8: encode it so.") from None
    except RecursionError:
        raise Problem(400, "This is nested too deeply: make it flat.") from None
    except ValueError as error:
        problem = f"This isn’t JSON: {str(error)[:200]}. Mend it."
        raise Problem(400, problem) from None


def _texts(said: Any) -> Iterator[str]:
    """Every text in what JSON says, without recursion."""
    waiting = [said]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one


def require_type(request, *known: str) -> str:
    """The kind of body that was sent, if it is one of those known."""
    if request.content_type not in known:
        either = " or ".join(known)
        raise Problem(415, f"Send the body as {either}, and say so in Content-Type.")
    return request.content_type


def example(**said: str) -> dict[str, Any]:
    """What a JSON body may look like, for the description of an operation."""
    return {"requestBody": {"content": {JSON: {"example": said}}}}
