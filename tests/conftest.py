import gc
import os

import hypothesis
import pytest
from django.db import transaction
from django.test import Client, TransactionTestCase
from whitenoise.middleware import WhiteNoiseMiddleware
from zeal import zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from tests.database import empty
from tests.factories import make_admin, make_manager, make_person

# A slow machine is no failure, and CI fails on the same cases each time.
hypothesis.settings.register_profile(
    "kpiflow", max_examples=60, deadline=None, derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("kpiflow")

# What zeal does as an installed app.
initialize_app_registry()
patch()

# Django makes the files of all tables anew, and all permissions: that takes a hundred
# times as long as to delete the rows of one test. The tables of the jobs it leaves out.
TransactionTestCase._fixture_teardown = lambda test: empty()

FOUND = {}
look_through_all_folders = WhiteNoiseMiddleware.add_files_from_finders


def add_files(middleware):
    """Each test's browser has the static files that the first one found."""
    if not FOUND:
        look_through_all_folders(middleware)
        FOUND.update(middleware.files)
    middleware.files.update(FOUND)


WhiteNoiseMiddleware.add_files_from_finders = add_files


def pytest_collection_finish():
    """What is loaded by now stays: not looked through for rubbish again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def database(db):
    """Every test may use the database; a real one is at hand everywhere."""


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker):
    """What a fixture of a module makes for all its tests, each of which is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def person():
    return make_person("Ben Cole")


@pytest.fixture
def manager():
    return make_manager("Morgan Otto")


@pytest.fixture
def admin():
    return make_admin("Alex Admin")


class WatchedClient(Client):
    """A browser in whose pages no query may stand in a loop."""

    def request(self, **request):
        with zeal_context():
            return super().request(**request)


def signed_in(person, **headers):
    client = WatchedClient(headers=headers)
    client.force_login(person)
    return client


@pytest.fixture
def client(person):
    """A browser in which a member is signed in."""
    return signed_in(person)


@pytest.fixture
def manager_client(manager):
    return signed_in(manager)


@pytest.fixture
def admin_client(admin):
    return signed_in(admin)


@pytest.fixture
def htmx(person):
    """The member's browser, asking as htmx does."""
    return signed_in(person, **{"HX-Request": "true"})
