from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from people.access import admins_only
from people.forms import PersonEditForm, PersonForm
from people.models import User

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
