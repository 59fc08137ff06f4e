from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from people.api.problems import MEDIA_TYPE, Problem
from people.limits import Standing

API = "/api/"


class NotAllowedMiddleware:
    """Who opens an address that only takes forms gets a page that says so.

    Django has a handler for other errors, none for this one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        is_page = not request.path.startswith(API)
        if is_refused and is_page and request.method == "GET":
            response.content = render_to_string("405.html", request=request).encode()
        return response


# What Django and ninja refuse by themselves, as a client is told.
SAID = {
    HTTPStatus.BAD_REQUEST: "The request can’t be understood.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address: /api/v1/docs lists all.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address takes other methods: see “Allow”.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "This is our mistake, and it is logged. Nothing"
    " was written.",
}


class ApiMiddleware:
    """Whatever goes wrong below /api/ is told as a problem, never as a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(API):
            return response
        if response.status_code >= 400 and response["Content-Type"] != MEDIA_TYPE:
            response = _problem_of(response)
        standing: Standing | None = getattr(request, "standing", None)
        for name, value in standing.headers.items() if standing else ():
            response[name] = value
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-cache"
        return response


def _problem_of(response: HttpResponse) -> HttpResponse:
    status = HTTPStatus(response.status_code)
    said = Problem(status, SAID.get(status, status.description)).response
    if "Allow" in response:
        said["Allow"] = response["Allow"]
    return said
