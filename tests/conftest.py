import os

import hypothesis
import pytest
from django.test import Client

from tests.factories import make_admin, make_manager, make_person

# A slow machine is no failure, and CI fails on the same cases each time.
hypothesis.settings.register_profile(
    "kpiflow", max_examples=60, deadline=None, derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("kpiflow")


@pytest.fixture(autouse=True)
def database(db):
    """Every test may use the database; a real one is at hand everywhere."""


@pytest.fixture
def person():
    return make_person("Ben Cole")


@pytest.fixture
def manager():
    return make_manager("Morgan Otto")


@pytest.fixture
def admin():
    return make_admin("Alex Admin")


def signed_in(person, **headers):
    client = Client(headers=headers)
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
