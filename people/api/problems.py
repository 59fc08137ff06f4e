"""What went wrong, as RFC 9457 has it: one shape for all that the API refuses."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import HttpResponse
from ninja import Schema
from pydantic import Field

MEDIA_TYPE = "application/problem+json"


class FieldError(Schema):
    """What is wrong with one value."""

    field: str = Field(examples=["occurred_at"])
    message: str


class ProblemOut(Schema):
    """What went wrong, and what to do about it."""

    type: str = Field("about:blank", examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int
    detail: str
    errors: list[FieldError] = []


class Problem(Exception):
    """Answers the request with a status and what to do."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ):
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors
        self.headers = headers or {}

    @property
    def response(self) -> HttpResponse:
        said: dict[str, object] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            said["errors"] = [
                {"field": field, "message": message} for field, message in self.errors
            ]
        return HttpResponse(
            json.dumps(said),
            status=self.status,
            content_type=MEDIA_TYPE,
            headers=self.headers,
        )


def answers(answer, *statuses: int, status: int = 200) -> dict:
    """What an operation may answer: what is asked for, or why not.

    Each may be asked without a token, with one that may not, too often, or wrongly.
    """
    refusals = {400, 401, 403, 422, 429, *statuses}
    return {status: answer} | dict.fromkeys(sorted(refusals), ProblemOut)
