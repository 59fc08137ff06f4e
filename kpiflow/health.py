"""Whether kpiflow is alive, and whether it is ready for work."""

from datetime import timedelta
from functools import cache
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker

OK = "ok"
# A worker tells of itself every ten seconds.
SILENCE = timedelta(seconds=60)


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": OK})


@require_safe
@never_cache
@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    answers = readiness()
    ready = set(answers.values()) == {OK}
    return JsonResponse(
        {"status": OK if ready else "not ready", **answers},
        status=HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE,
    )


def readiness() -> dict[str, str]:
    """What each part says of itself: "ok", or what is the matter with it."""
    try:
        missing = len(unapplied_migrations())
    except Error:
        return dict.fromkeys(("database", "migrations", "worker"), "unreachable")
    return {
        "database": OK,
        "migrations": f"{missing} not applied" if missing else OK,
        "worker": OK if worker_is_alive() else "silent for a minute or more",
    }


def unapplied_migrations() -> frozenset[tuple[str, str]]:
    applied = MigrationRecorder(connection).applied_migrations()
    return _migrations_on_disk() - frozenset(applied)


@cache
def _migrations_on_disk() -> frozenset[tuple[str, str]]:
    """Read once: a running process doesn't get new code."""
    return frozenset(MigrationLoader(None).disk_migrations)


def worker_is_alive() -> bool:
    try:
        return ProcrastinateWorker.objects.filter(
            last_heartbeat__gt=Now() - SILENCE
        ).exists()
    except Error:
        return False
