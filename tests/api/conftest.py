import pytest
from django.test import Client

from tests.factories import make_token


class ApiClient(Client):
    """A program with a token: what it sends is JSON, unless it says otherwise."""

    def __init__(self, token=None, **headers):
        if token:
            headers["Authorization"] = f"Bearer {token}"
        super().__init__(headers=headers, raise_request_exception=False)

    def _sent(self, method, path, data, content_type="application/json", **extra):
        send = getattr(super(), method)
        return send(f"/api/v1{path}", data, content_type=content_type, **extra)

    def get(self, path, **extra):
        return super().get(f"/api/v1{path}", **extra)

    def post(self, path, data, **extra):
        return self._sent("post", path, data, **extra)

    def patch(self, path, data, **extra):
        return self._sent("patch", path, data, **extra)

    def delete(self, path, **extra):
        return super().delete(f"/api/v1{path}", **extra)


def program_of(person, *scopes):
    return ApiClient(make_token(person, *scopes).text)


@pytest.fixture
def program(person):
    """A member's program."""
    return program_of(person)


@pytest.fixture
def manager_program(manager):
    return program_of(manager)


@pytest.fixture
def admin_program(admin):
    return program_of(admin)
