"""An Idempotency-Key: what was done once is answered again, and not done again."""

from collections.abc import Callable
from functools import wraps

from django.db import transaction
from django.http import HttpResponse

from people.api.problems import Problem
from people.models import KeptAnswer
from people.models.answer import LONGEST_KEY, fingerprint_of

HEADER = "Idempotency-Key"
PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "Any text that stands for this request alone: sent again within 24"
    " hours, it is answered as it was, and nothing is done twice.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_KEY,
        "pattern": "^[!-~]+$",
    },
}
BAD_KEY = (
    f"Write an {HEADER} of 1 to {LONGEST_KEY} letters, digits and signs, without"
    " spaces, such as a UUID."
)


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view that writes be asked again without harm, under the same key."""

    @wraps(view)
    def asked_once(request, *args, **kwargs):
        key = request.headers.get(HEADER)
        if key is None:
            return view(request, *args, **kwargs)
        if not (
            0 < len(key) <= LONGEST_KEY and all("!" <= sign <= "~" for sign in key)
        ):
            raise Problem(422, BAD_KEY, errors=[(HEADER, "not such a key.")])
        return _once(request, key, lambda: view(request, *args, **kwargs))

    return asked_once


@transaction.atomic
def _once(request, key, act) -> HttpResponse:
    token, asked = request.auth, fingerprint_of(request)
    if not KeptAnswer.hold(token, key):
        raise Problem(
            409, "A request with this key is being answered: ask again in a moment."
        )
    kept = KeptAnswer.objects.filter(token=token, key=key)
    kept.outdated().delete()
    if known := kept.first():
        if known.asked != asked:
            raise Problem(
                422,
                f"This {HEADER} stood for another request: take a new one.",
                errors=[(HEADER, "used for another request.")],
            )
        return known.again()
    taken = KeptAnswer.objects.create(token=token, key=key, asked=asked)
    response = _answer(act)
    taken.keep(response)
    return response


def _answer(act) -> HttpResponse:
    """What is answered: a refusal too, of which nothing was written."""
    try:
        with transaction.atomic():
            return act()
    except Problem as problem:
        return problem.response
