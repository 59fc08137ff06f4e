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
    token = get_token(request)
    if shows is None:
        return render_to_string(template, context() | {"token": token})
    key = (template, shows)
    if key not in _known:
        if len(_known) >= MOST:
            _known.clear()
        _known[key] = render_to_string(template, context() | {"token": TOKEN})
    return SafeString(_known[key].replace(TOKEN, token))
