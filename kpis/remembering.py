"""Forms filled in once, for as long as they show the same.

A scorecard has six, which by their templates would take as long as all the rest of it.
"""

from collections.abc import Callable, Hashable

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

MOST = 2_000
# Stands where the token of a request does, which is another each time.
TOKEN = "the-token-of-a-request"
# Beside what Django keeps there of it.
TOKEN_KEPT = "CSRF_TOKEN_OF_FORMS"

_known: dict[Hashable, str] = {}


def filled_in(
    request: HttpRequest,
    template: str,
    shows: Hashable,
    context: Callable[[], dict[str, object]],
) -> SafeString:
    """A form by its template, which puts ``token`` where others say csrf_token.

    ``shows`` is all that it is made from; None for what is shown but once, as an error.
    """
    token = _token_of(request)
    if shows is None:
        return render_to_string(template, context() | {"token": token})
    key = (template, shows)
    # Another thread may clear them all at any moment.
    if (known := _known.get(key)) is None:
        if len(_known) >= MOST:
            _known.clear()
        known = render_to_string(template, context() | {"token": TOKEN})
        _known[key] = known
    return SafeString(known.replace(TOKEN, token))


def _token_of(request: HttpRequest) -> str:
    """One for all the forms of a page: Django would hide it anew for each of them."""
    if TOKEN_KEPT not in request.META:
        request.META[TOKEN_KEPT] = get_token(request)
    return str(request.META[TOKEN_KEPT])
