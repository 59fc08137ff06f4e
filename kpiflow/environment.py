"""Settings out of the environment; what can’t be meant is refused, not guessed."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.encoding import iri_to_uri, punycode

ON = {"on", "true", "yes", "1"}
OFF = {"off", "false", "no", "0"}
EXAMPLES = ("change-me", "django-insecure-")


class Env(environ.Env):
    def switch(self, name: str, *, default: bool) -> bool:
        """On or off, in the words people use; empty is not set."""
        said = self.str(name, default="").strip().lower()
        if said not in ON | OFF | {""}:
            raise ImproperlyConfigured(f"{name} is {said!r}: write on or off.")
        return said in ON if said else default

    def names(self, name: str, default: Any = ()) -> list[str]:
        """A list separated by commas, with or without spaces."""
        said = self.str(name, default="").split(",")
        return [one.strip() for one in said if one.strip()] or list(default)

    def site(self, name: str, default: str) -> str:
        """Where a site is, as mails must write it: bücher.example in ASCII."""
        said = urlsplit(self.str(name, default=default).rstrip("/"))
        if said.netloc.isascii():
            return iri_to_uri(urlunsplit(said))
        return iri_to_uri(urlunsplit(said._replace(netloc=punycode(said.netloc))))


def check_secret_key(key: str) -> None:
    """Refuse a key that others know or could guess."""
    if not key.strip():
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: set it to 50 or more random characters."
        )
    # Random characters, even hexadecimal ones, are neither few kinds nor words.
    is_guessable = len(key) < 32 or len(set(key)) < 8 or any(map(str.isspace, key))
    if is_guessable or key.startswith(EXAMPLES):
        raise ImproperlyConfigured(
            "SECRET_KEY is an example or too short: use 50 or more random characters."
        )
