from io import StringIO

import pytest
from django.core.mail import EmailMessage

from kpiflow.environment import Env
from kpiflow.mail import ConsoleBackend, mailer

LINK = "https://kpiflow.example.com/accounts/password/reset/key/" + 60 * "k" + "/"


def test_a_link_in_the_log_is_whole():
    out = StringIO()

    ConsoleBackend(stream=out).send_messages(
        [EmailMessage("You’re invited", f"Here:\n\n{LINK}", to=["dee@example.org"])]
    )

    assert f"\n{LINK}\n" in out.getvalue()
    assert "To: dee@example.org\nSubject: You’re invited\n" in out.getvalue()


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("smtp://mail.example.com", {"port": 25, "use_tls": False, "use_ssl": False}),
        ("smtp+tls://mail.example.com", {"port": 587, "use_tls": True}),
        ("smtps://mail.example.com", {"port": 465, "use_ssl": True}),
        ("smtp://a%40b:p%2Fq@mail.example.com", {"username": "a@b", "password": "p/q"}),
    ],
)
def test_an_address_says_how_mail_goes(address, options):
    made = mailer(address)["OPTIONS"]

    assert made["host"] == "mail.example.com"
    assert options.items() <= made.items()


def test_any_other_address_is_refused():
    with pytest.raises(ValueError, match="EMAIL_URL starts with one of console, smtp"):
        mailer("mail.example.com")


@pytest.mark.parametrize(
    ("said", "site"),
    [
        ("https://kpiflow.example.com/", "https://kpiflow.example.com"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://bücher.example:8443/übersicht", "https://xn--bcher-kva.example:8443"),
    ],
)
def test_links_in_mails_are_written_in_ascii(monkeypatch, said, site):
    monkeypatch.setenv("SITE_URL", said)

    address = Env().site("SITE_URL", "")

    assert address.isascii()
    assert address.startswith(site)
    assert not address.endswith("/")
