"""kpiflow's addresses, and the bare page that its pages are measured against."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_safe

BARE = '{% extends "base.html" %}{% block main %}{{ filling }}{% endblock main %}'


@cache
def _bare():
    return engines["django"].from_string(BARE)


@require_safe
def bare(request: HttpRequest, size: int) -> HttpResponse:
    """The least a signed-in page can be: the document all pages share, filled up."""
    return HttpResponse(_bare().render({"filling": "x" * size}, request))


urlpatterns = [path("bare/<int:size>/", bare), path("", include("kpiflow.urls"))]
