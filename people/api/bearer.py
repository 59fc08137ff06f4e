"""Who asks: the token in the Authorization header, and nothing else."""

import pghistory
import structlog
from django.conf import settings
from ninja.security import HttpBearer

from people.api.problems import Problem
from people.limits import Standing, address_of, take
from people.models import Scope, Token

HOW = "Send a token in the header: “Authorization: Bearer kpf_…”."
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="kpiflow"'}
PREFIX = "kpf_"


class Bearer(HttpBearer):
    """Lets in who sends a token with one of some scopes."""

    def __init__(self, *scopes: Scope):
        super().__init__()
        self.scopes = scopes

    def __call__(self, request):
        _refuse_in_address(request)
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise _refused(request, _lacking(request))
        return self.authenticate(request, text.strip())

    def authenticate(self, request, token):
        found = Token.objects.opened_by(token)
        if found is None:
            detail = "This token opens nothing: it is mistyped, expired or revoked."
            raise _refused(request, f"{detail} Make another under “Your account”.")
        request.standing = take(f"token {found.pk}", settings.API_REQUESTS_A_MINUTE)
        if request.standing.is_over:
            raise _too_often(request.standing)
        if not set(self.scopes) & set(found.scopes):
            wanted = " or ".join(f"“{scope}”" for scope in self.scopes)
            detail = f"This needs a token that may {wanted}: make one with that scope."
            raise Problem(403, detail)
        _note(found)
        return found


def _refuse_in_address(request):
    """Addresses end up in logs and histories, where others find a token."""
    asked = request.META.get("QUERY_STRING", "")
    if PREFIX in asked:
        raise Problem(
            400,
            "A token stands in the address, where logs keep it: revoke that token, make"
            f" another, and leave it out of the address. {HOW}",
        )


def _lacking(request):
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return f"Being signed in in a browser is not enough here. {HOW}"
    return HOW


def _refused(request, detail) -> Problem:
    """Not let in; and told to wait, who tries that too often."""
    key = f"refused {address_of(request)}"
    standing = take(key, settings.API_REFUSALS_A_MINUTE)
    if standing.is_over:
        return _too_often(standing)
    return Problem(401, detail, headers=CHALLENGE)


def _too_often(standing: Standing) -> Problem:
    detail = f"Too many requests: wait {standing.ends_in} seconds, then go on."
    return Problem(429, detail, headers=standing.headers)


def _note(token):
    """Let the token's list, history and logs say that it was used."""
    token.note_use()
    pghistory.context(user=token.person_id, token=token.pk, token_name=token.name)
    structlog.contextvars.bind_contextvars(token_id=token.pk)


reads = Bearer(Scope.READ)
writes = Bearer(Scope.WRITE)
records = Bearer(Scope.WRITE, Scope.IMPORT)
imports = Bearer(Scope.IMPORT)
