"""Browsers and programs, with the server in their own process."""

from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client

# What the form has to know of the cookie.
SECRET = "x" * 32
FINE = {"200 OK", "201 Created", "302 Found"}


class Asker:
    """Asks kpiflow's WSGI application, as gunicorn would.

    Not over a socket: its time would be added to both sides of a ratio, and flatter
    it. And not by Django's test client, which spares a request the work that a server's
    has: it never looks after the database connection. Here each response is closed, so
    that connection is checked by every request, and CONN_MAX_AGE keeps it open.
    """

    def __init__(self):
        self.application = get_wsgi_application()

    def ask(self, path: str, **environ: object) -> bytes:
        response = self.application(self._environ(path) | environ, self._start)
        try:
            return b"".join(response)
        finally:
            response.close()

    def send(self, path: str, kind: str, body: bytes, **environ: object) -> bytes:
        environ |= {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        return self.ask(path, **environ)

    def _environ(self, path):
        path, _, query = path.partition("?")
        environ = {"PATH_INFO": path, "QUERY_STRING": query}
        setup_testing_defaults(environ)
        return environ

    def _start(self, status, headers):
        if status not in FINE:
            raise AssertionError(f"An answer was {status}.")


class Browser(Asker):
    """A person's browser, signed in."""

    def __init__(self, person):
        super().__init__()
        client = Client()
        client.force_login(person)
        self.cookies = SimpleCookie()
        name = settings.SESSION_COOKIE_NAME
        self.cookies[name] = client.cookies[name].value

    def get(self, path: str, **environ: object) -> bytes:
        return self.ask(path, **environ)

    def post(self, path: str, data: dict[str, object]) -> bytes:
        """Send a form as htmx does, and follow it to the page that it leads to."""
        self.cookies[settings.CSRF_COOKIE_NAME] = SECRET
        body = urlencode(data | {"csrfmiddlewaretoken": SECRET}).encode()
        kind = "application/x-www-form-urlencoded"
        self.send(path, kind, body, HTTP_HX_REQUEST="true")
        return self.get(self.location, HTTP_HX_REQUEST="true")

    def _environ(self, path):
        pairs = [f"{morsel.key}={morsel.value}" for morsel in self.cookies.values()]
        return super()._environ(path) | {"HTTP_COOKIE": "; ".join(pairs)}

    def _start(self, status, headers):
        super()._start(status, headers)
        for name, value in headers:
            if name == "Set-Cookie":
                self.cookies.load(value)
            elif name == "Location":
                self.location = value


class Program(Asker):
    """A person's script, with a token."""

    def __init__(self, token: str):
        super().__init__()
        self.token = token

    def post(self, path: str, body: bytes) -> bytes:
        """Send JSON that was written before: that is the script's work, not ours."""
        return self.send(path, "application/json", body)

    def _environ(self, path):
        authorization = {"HTTP_AUTHORIZATION": f"Bearer {self.token}"}
        return super()._environ(path) | authorization
