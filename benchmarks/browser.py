"""A signed-in person's browser, with the server in its own process."""

from http.cookies import SimpleCookie
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client


class Browser:
    """Asks kpiflow's WSGI application for pages, as gunicorn would.

    Not over a socket: its time would be added to both sides of a ratio, and flatter
    it. And not by Django's test client, which spares a request the work that a server's
    has: it never looks after the database connection. Here each response is closed, so
    that connection is checked by every request, and CONN_MAX_AGE keeps it open.
    """

    def __init__(self, person):
        client = Client()
        client.force_login(person)
        self.cookies = SimpleCookie()
        name = settings.SESSION_COOKIE_NAME
        self.cookies[name] = client.cookies[name].value
        self.application = get_wsgi_application()

    def get(self, path: str) -> bytes:
        response = self.application(self._environ(path), self._start)
        try:
            return b"".join(response)
        finally:
            response.close()

    def _environ(self, path):
        pairs = [f"{morsel.key}={morsel.value}" for morsel in self.cookies.values()]
        environ = {"PATH_INFO": path, "HTTP_COOKIE": "; ".join(pairs)}
        setup_testing_defaults(environ)
        return environ

    def _start(self, status, headers):
        if status != "200 OK":
            raise AssertionError(f"A page answered {status}.")
        for name, value in headers:
            if name == "Set-Cookie":
                self.cookies.load(value)
