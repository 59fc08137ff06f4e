"""Where mail goes, from one address, such as smtp+tls://user:password@host:587."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend

BACKENDS = {
    "console": "kpiflow.mail.ConsoleBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
    "smtp+tls": "django.core.mail.backends.smtp.EmailBackend",
}


class ConsoleBackend(EmailBackend):
    """Mails as one reads them: encoded for the wire, a long link is cut in pieces."""

    def write_message(self, message: EmailMessage) -> None:
        self.stream.write(
            f"To: {', '.join(message.to)}\nSubject: {message.subject}\n\n"
            f"{message.body}\n\n"
        )


def mailer(address: str) -> dict[str, Any]:
    """An entry of ``MAILERS``; smtps is TLS from the start, smtp+tls is STARTTLS."""
    url = urlsplit(address)
    if url.scheme not in BACKENDS:
        raise ValueError(f"EMAIL_URL starts with one of {', '.join(BACKENDS)}.")
    options: dict[str, Any] = {}
    if url.scheme != "console":
        options = {
            "host": url.hostname,
            "port": url.port or {"smtps": 465, "smtp+tls": 587}.get(url.scheme, 25),
            "username": unquote(url.username or ""),
            "password": unquote(url.password or ""),
            "use_ssl": url.scheme == "smtps",
            "use_tls": url.scheme == "smtp+tls",
            "timeout": 10,
        }
    return {"BACKEND": BACKENDS[url.scheme], "OPTIONS": options}
