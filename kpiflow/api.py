"""The API put together: each app's part, one shape of refusal, one description."""

import json
from collections.abc import Callable, Iterator
from functools import cache, wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.urls import URLPattern
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser

import kpis.api.events
import kpis.api.observations
import kpis.api.reading
import kpis.api.steps
import processes.api
import scorecards.api
from kpiflow.api_docs import operations_by_tag
from people.api.bodies import JSON, parsed, require_type
from people.api.problems import MEDIA_TYPE, Problem

DESCRIPTION = """\
Processes, KPIs and scorecards to read, and numbers to write. A token in the header \
says who asks: “Authorization: Bearer kpf_…”. Errors are application/problem+json.
"""
NO_SUCH_THING = "There is nothing here that this token’s person may see."
NO_OBJECT = "Send an object with the fields to change: {…}."
TOO_BIG = "The body is too big: send it in several requests, of 8 MB at most."


class StrictParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        require_type(request, JSON)
        said = parsed(request.body)
        if not isinstance(said, dict):
            # Anything without fields would pass for one that changes none.
            raise Problem(422, NO_OBJECT, errors=[("body", "not an object.")])
        return said


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """As addresses are called here: get_kpi, patch_step."""
        return f"{operation.methods[0].lower()}_{operation.url_name}"


api = Api(
    title="kpiflow",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
)
api.add_router("", processes.api.router)
api.add_router("", kpis.api.steps.router)
api.add_router("", kpis.api.reading.router)
api.add_router("", kpis.api.observations.router)
api.add_router("", kpis.api.events.router)
api.add_router("", scorecards.api.router)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Any) -> HttpResponse:
    return problem.response


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return Problem(404, NO_SUCH_THING).response


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: Any) -> HttpResponse:
    return Problem(413, TOO_BIG).response


@api.exception_handler(UnreadablePostError)
def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return Problem(400, "The body broke off: send it again.").response


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    # What the parser refuses, ninja wraps.
    if isinstance(error.__cause__, Problem):
        return error.__cause__.response
    return Problem(error.status_code, str(error)).response


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [(_field(one["loc"]), one["msg"]) for one in error.errors]
    detail = "Mend what is named, and send it again."
    return Problem(422, detail, errors=errors).response


def _field(place: tuple[str | int, ...]) -> str:
    """A field as who sends it knows it: the name that a body has with us is ours."""
    source, *names = place
    return ".".join(map(str, names[1:] if source == "body" else names)) or "body"


@cache
def description() -> dict[str, Any]:
    """The API as OpenAPI 3.1 has it."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    # What answers is described as it is sent, in plain values.
    plain = json.loads(json.dumps(schema))
    for operations in plain["paths"].values():
        for operation in operations.values():
            _say_problems(operation["responses"])
    return plain


def _say_problems(responses: dict[str, Any]) -> None:
    """Refusals come as problem+json, which ninja knows nothing of."""
    for status, response in responses.items():
        if status >= "400" and "content" in response:
            (said,) = response["content"].values()
            response["content"] = {MEDIA_TYPE: said}


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """For whoever writes a program: it tells nothing that the schema doesn't."""
    context = {
        "operations": operations_by_tag(description(), settings.SITE_URL),
        "most": settings.API_REQUESTS_A_MINUTE,
    }
    return render(request, "api/docs.html", context)


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    said = json.dumps(description(), ensure_ascii=False)
    return HttpResponse(said, content_type="application/json")


def _addresses() -> Iterator[URLPattern]:
    """The API's, without a root that would only lead to ninja's own pages.

    Who asks is known there by the token, not by a session.
    """
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = login_not_required(_asked_as_ever(pattern.callback))
            yield pattern


def _asked_as_ever(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """HEAD where there is GET, and OPTIONS: ninja knows neither."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = request.method
        # Whatever serves us leaves out the body.
        request.method = "GET" if method == "HEAD" else method
        response = view(request, *args, **kwargs)
        request.method = method
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return _allowed(response, method)
        return response

    return asked


def _allowed(response: HttpResponse, method: str | None) -> HttpResponse:
    """What may be asked instead, in the order of the alphabet."""
    methods = {"OPTIONS", *response["Allow"].split(", ")}
    methods |= {"HEAD"} if "GET" in methods else set()
    if method == "OPTIONS":
        response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response["Allow"] = ", ".join(sorted(methods))
    return response


urls = list(_addresses())
