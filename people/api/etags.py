"""Which version of something was seen: ETag, If-None-Match and If-Match."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from ninja import Schema

from people.api.problems import Problem

IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "The ETag of what you have: if it still is so, the answer is 304.",
    "schema": {"type": "string"},
}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of what you change: if it was changed since, nothing is.",
    "schema": {"type": "string", "pattern": '^(W/)?"[!#-~]+"$'},
    "example": '"0f3c2a"',
}


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def json_answer(said: Schema, status: int = 200, **headers: str) -> HttpResponse:
    """What a schema says, as a GET of it would be answered, with its ETag."""
    body = said.model_dump_json().encode()
    headers |= {"ETag": etag_of(body)}
    return HttpResponse(
        body, status=status, content_type="application/json", headers=headers
    )


def conditional(view: Callable[..., Schema]) -> Callable[..., HttpResponse]:
    """Let a view that reads say that nothing is other than it was."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        response = json_answer(view(request, *args, **kwargs))
        known = parse_etags(request.headers.get("If-None-Match", ""))
        weak = {etag.removeprefix("W/") for etag in known}
        if weak & {"*", response["ETag"]}:
            return HttpResponseNotModified(headers={"ETag": response["ETag"]})
        return response

    return asked


def expect(request, said: Schema) -> None:
    """Go on only if the request changes what there is now; the caller holds that."""
    sent = request.headers.get("If-Match", "")
    # No text without quotes is an ETag, and “*” is whatever there is.
    if '"' not in sent:
        raise Problem(
            428, "Say what you change: send the ETag of your last GET as If-Match."
        )
    if json_answer(said)["ETag"] not in parse_etags(sent):
        raise Problem(
            412,
            "Somebody changed this since you read it, and nothing was saved: GET it"
            " again, and change what is there now.",
        )
