"""Where mail goes, from one address, such as smtp+tls://user:password@host:587."""

import smtplib
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends import console, smtp

BACKENDS = {
    "console": "kpiflow.mail.ConsoleBackend",
    "smtp": "kpiflow.mail.SmtpBackend",
    "smtps": "kpiflow.mail.SmtpBackend",
    "smtp+tls": "kpiflow.mail.SmtpBackend",
}


class ConsoleBackend(console.EmailBackend):
    """Mails as one reads them: encoded for the wire, a long link is cut in pieces."""

    def write_message(self, message: EmailMessage) -> None:
        self.stream.write(
            f"To: {', '.join(message.to)}\nSubject: {message.subject}\n\n"
            f"{message.body}\n\n"
        )


class Connection(smtplib.SMTP):
    """Tells a server that fell silent before it was given a mail: that didn't go."""

    is_given = False

    def data(self, msg: Any) -> Any:
        self.is_given = True
        return super().data(msg)

    def sendmail(self, *said: Any, **options: Any) -> Any:
        self.is_given = False
        try:
            return super().sendmail(*said, **options)
        except smtplib.SMTPServerDisconnected as error:
            if self.is_given:
                raise
            raise smtplib.SMTPConnectError(421, str(error)) from error


class SecureConnection(Connection, smtplib.SMTP_SSL):
    """The same by TLS from the start."""


class SmtpBackend(smtp.EmailBackend):
    @property
    def connection_class(self) -> type[Connection]:
        return SecureConnection if self.use_ssl else Connection


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
