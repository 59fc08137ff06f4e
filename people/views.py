from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from people.access import admins_only
from people.forms import PersonEditForm, PersonForm, TokenForm
from people.models import Token, User

MAILED = "was mailed a link to choose a password."
NOT_MAILED = (
    "has an account, but the mail with the link did not go out: look at EMAIL_URL."
    " Once mail works, they get a link under “Forgot your password?”."
)


@admins_only
@require_safe
def index(request):
    people = User.objects.for_display().by_name()
    return render(request, "people/index.html", {"people": people})


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    form = PersonForm(request.POST or None)
    if form.is_valid() and (person := form.invite(request)):
        if form.is_mailed:
            messages.success(request, f"{person} {MAILED}")
        else:
            messages.warning(request, f"{person} {NOT_MAILED}")
        return redirect("people:index")
    return render(request, "people/new.html", {"form": form})


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    person = get_object_or_404(User, pk=pk)
    form = PersonEditForm(request.POST or None, instance=person, editor=request.user)
    if form.is_valid() and form.change():
        messages.success(request, f"{form.instance} is changed.")
        return redirect("people:index")
    return render(request, "people/edit.html", {"form": form, "person": person})


@require_safe
def tokens(request):
    return _render_tokens(request, Token.objects.acting_for(request.user), own=True)


@admins_only
@require_safe
def tokens_all(request):
    return _render_tokens(request, Token.objects.all(), own=False)


def _render_tokens(request, found, *, own):
    context = {"tokens": found.for_display().newest_first(), "own": own}
    return render(request, "people/tokens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def token_new(request):
    form = TokenForm(request.POST or None, maker=request.user)
    if form.is_valid():
        # No redirect: the text would have to be kept somewhere until its page is shown.
        return render(request, "people/token.html", {"issued": form.issue()})
    return render(request, "people/token_new.html", {"form": form})


@require_POST
def token_revoke(request, pk):
    token = get_object_or_404(Token.objects.revocable_by(request.user), pk=pk)
    Token.objects.filter(pk=pk).revoke(by=request.user)
    messages.success(request, f"“{token}” opens nothing any more.")
    is_own = token.person_id == request.user.pk
    return redirect("people:tokens" if is_own else "people:tokens_all")
