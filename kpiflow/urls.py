"""The apps put together: one line for each."""

from django.urls import include, path

from kpiflow import account_urls, api, health
from scorecards.views.scorecard import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("scorecards.urls")),
    path("", include("scorecards.mail_urls")),
    path("processes/", include("processes.urls")),
    # The list of processes and the map carry numbers, so they are the KPIs' pages too.
    path("", include("kpis.urls")),
    path("people/", include("people.urls")),
    path("accounts/", include(account_urls)),
    path("api/v1/docs", api.docs, name="api_docs"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/", include((api.urls, "api"))),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
