"""kpiflow's addresses, and the bare answers that its own are measured against."""

from collections.abc import Iterator
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import URLPattern, include, path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from people.api.bearer import records

BARE = '{% extends "base.html" %}{% block main %}{{ filling }}{% endblock main %}'


@cache
def _bare():
    return engines["django"].from_string(BARE)


@require_safe
def bare(request: HttpRequest, size: int) -> HttpResponse:
    """The least a signed-in page can be: the document all pages share, filled up."""
    return HttpResponse(_bare().render({"filling": "x" * size}, request))


api = NinjaAPI(urls_namespace="bare", openapi_url=None, docs_url=None)


@api.post("nothing", auth=records)
def nothing(request: HttpRequest) -> HttpResponse:
    """The least an answer to a program can be: it is known who asks, and how often."""
    return HttpResponse("{}", content_type="application/json")


def _addresses() -> Iterator[URLPattern]:
    """As of kpiflow's own API: the token says who asks."""
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = login_not_required(pattern.callback)
            yield pattern


urlpatterns = [
    path("bare/<int:size>/", bare),
    path("api/bare/", include(list(_addresses()))),
    path("", include("kpiflow.urls")),
]
