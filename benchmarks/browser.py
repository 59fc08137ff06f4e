"""A signed-in person's browser, with the server in its own process."""

from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client

# What the form has to know of the cookie.
SECRET = "x" * 32


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

    def get(self, path: str, **environ: object) -> bytes:
        return self._ask(path, **environ)

    def post(self, path: str, data: dict[str, object]) -> bytes:
        """Send a form as htmx does, and follow it to the page that it leads to."""
        self.cookies[settings.CSRF_COOKIE_NAME] = SECRET
        body = urlencode(data | {"csrfmiddlewaretoken": SECRET}).encode()
        self._ask(
            path,
            REQUEST_METHOD="POST",
            CONTENT_TYPE="application/x-www-form-urlencoded",
            CONTENT_LENGTH=str(len(body)),
            HTTP_HX_REQUEST="true",
            **{"wsgi.input": BytesIO(body)},
        )
        return self.get(self.location, HTTP_HX_REQUEST="true")

    def _ask(self, path, **environ):
        response = self.application(self._environ(path) | environ, self._start)
        try:
            return b"".join(response)
        finally:
            response.close()

    def _environ(self, path):
        pairs = [f"{morsel.key}={morsel.value}" for morsel in self.cookies.values()]
        path, _, query = path.partition("?")
        environ = {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_COOKIE": "; ".join(pairs),
        }
        setup_testing_defaults(environ)
        return environ

    def _start(self, status, headers):
        if status not in {"200 OK", "302 Found"}:
            raise AssertionError(f"A page answered {status}.")
        for name, value in headers:
            if name == "Set-Cookie":
                self.cookies.load(value)
            elif name == "Location":
                self.location = value
