from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


@pytest.fixture
def visitor():
    return Client()


def make_worker(*, silent_for):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s)",
            [silent_for],
        )


def test_alive_is_said_without_asking_the_database(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = visitor.get("/healthz")

    assert response.json() == {"status": "ok"}
    assert not response.cookies


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_read(visitor, path):
    assert visitor.post(path).status_code == 405


def test_ready_when_database_migrations_and_worker_are(visitor):
    make_worker(silent_for=timedelta(seconds=5))

    response = visitor.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "worker": "ok",
    }


def test_ready_is_cheap_to_ask(visitor, django_assert_num_queries):
    visitor.get("/readyz")

    with django_assert_num_queries(3):
        visitor.get("/readyz")


def test_a_silent_worker_is_not_ready(visitor):
    make_worker(silent_for=timedelta(seconds=61))

    response = visitor.get("/readyz")

    assert response.status_code == 503
    assert response.json()["worker"] == "silent for a minute or more"


def test_a_missing_migration_is_not_ready(visitor):
    make_worker(silent_for=timedelta(0))
    MigrationRecorder(connection).record_unapplied("kpis", "0001_initial")

    response = visitor.get("/readyz")

    assert response.status_code == 503
    assert response.json()["migrations"] == "1 not applied"


def test_health_is_told_on_the_command_line_too():
    make_worker(silent_for=timedelta(seconds=5))
    output = StringIO()

    call_command("health", stdout=output)

    assert output.getvalue() == "database: ok\nmigrations: ok\nworker: ok\n"


def test_the_command_fails_when_something_is_wrong():
    with pytest.raises(SystemExit, match="1"):
        call_command("health", stdout=StringIO())
