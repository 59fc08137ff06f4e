"""Which mails a person gets, and what the links in them open without signing in."""

from copy import copy
from datetime import timedelta
from functools import wraps

import pghistory
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kpis.access import checked_in_by
from kpis.forms import check_in_form, sent_check_in
from kpis.models import Buried
from kpis.saying import saying_of
from kpis.series import series_for
from kpis.withholding import OWNER
from people.limits import address_of, take
from scorecards import notes
from scorecards.digests import tells
from scorecards.due import next_due
from scorecards.feed import feed_of
from scorecards.forms.mails import MailedNoteForm, WishesForm
from scorecards.links import Void, VoidWish, asked_by, off_by
from scorecards.models import MailKind, Subscription
from scorecards.subscribers import subscriber

RECORDED_A_MINUTE = 20
VOID_A_MINUTE = 60
A_WEEK = timedelta(weeks=1)
# What is told to whoever is signed in in the same browser waits for a page of theirs.
NOBODY = {"user": AnonymousUser(), "messages": ()}


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request):
    mine = subscriber(request.user)
    sent = request.POST if request.method == "POST" else None
    # A copy: the page says what is kept, not what was typed.
    form = WishesForm(sent, instance=copy(mine.subscription))
    if form.is_valid():
        form.choose()
        messages.success(request, "It is kept, and holds from now on.")
        return redirect("mails:wishes")
    return render(
        request, "scorecards/mails/wishes.html", {"form": form} | _standing(mine)
    )


def _standing(mine):
    """When the next digest goes, in the zone that they chose; and their calendar."""
    chosen, wishes = mine.subscription, mine.wishes
    standing = {"hour": f"{chosen.hour:02}:00", "zone": wishes.zone}
    if chosen.digest:
        standing["next"] = _next_digest(mine.person, wishes)
        standing["is_silent"] = not tells(mine.person)
    if chosen.has_feed:
        path = reverse("mails:feed", args=[chosen.feed_key])
        standing["feed"] = settings.SITE_URL + path
    return standing


def _next_digest(person, wishes):
    """A later hour of a day whose digest went brings no other that day."""
    day = next_due(wishes, timezone.now(), weekly=True)
    went = person.mailings.filter(kind=MailKind.DIGEST, about=str(day)).exists()
    return day + A_WEEK if went else day


@require_POST
def feed_new(request):
    """The first address, or another: the one before opens nothing any more."""
    Subscription.objects.renew_feed(request.user)
    messages.success(request, "This is the address of your calendar from now on.")
    return redirect(reverse("mails:wishes", fragment="calendar"))


@login_not_required
@require_safe
def feed(request, key):
    owner = Subscription.objects.opened_by(key)
    if owner is None:
        raise Http404
    response = HttpResponse(feed_of(owner), content_type="text/calendar; charset=utf-8")
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _by_link(view):
    """The link is all it takes: no sign-in, and no cookie that another site could use.

    Nothing keeps it. Whoever is signed in in the same browser isn't named on the page.
    """

    @wraps(view)
    def guarded(request, token):
        try:
            response = view(request, token)
        except VoidWish:
            response = _void(request, "void_wish")
        except (Void, Http404, Buried):
            response = _void(request)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        patch_cache_control(response, private=True, no_store=True)
        return response

    return login_not_required(csrf_exempt(guarded))


def _asked(token):
    """What a link asks for; what is written from here on is its person's doing.

    History keeps an address with it, and this one would open the same to its readers.
    """
    asked = asked_by(token)
    pghistory.context(user=asked.person.pk, url="/answer/")
    return asked


def _void(request, page="void"):
    standing = take(f"void link {address_of(request)}", VOID_A_MINUTE)
    if standing.is_over:
        return _too_often(request, standing)
    return _render(request, page, {}, status=410)


def _too_often(request, standing):
    response = render(request, "429.html", NOBODY, status=429)
    response["Retry-After"] = str(standing.ends_in)
    return response


def _render(request, name, context, status=200):
    page = f"scorecards/mails/{name}.html"
    return render(request, page, context | NOBODY, status=status)


@_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    asked = _asked(token)
    receipt = checked_in_by(asked.person, asked.kpi_id, asked.start)
    if request.method != "POST":
        return _render_answer(request, token, receipt)
    standing = take(f"answer {asked.person.pk}", RECORDED_A_MINUTE)
    if standing.is_over:
        return _too_often(request, standing)
    form = sent_check_in(request.POST, receipt.cell)
    if not form.is_valid():
        return _render_answer(request, token, receipt, form)
    form.record(receipt.kpi, asked.person)
    return redirect("mails:answer", token)


@_by_link
@sensitive_post_parameters()
@require_POST
def note(request, token):
    asked = _asked(token)
    receipt = checked_in_by(asked.person, asked.kpi_id, asked.start)
    standing = take(f"answer {asked.person.pk}", RECORDED_A_MINUTE)
    if standing.is_over:
        return _too_often(request, standing)
    form = MailedNoteForm(request.POST)
    if not form.is_valid():
        return _render_answer(request, token, receipt, note_form=form)
    period, text = receipt.cell.period, form.cleaned_data["text"]
    notes.write(receipt.kpi, period, text, by=asked.person, is_shared=False)
    return redirect(reverse("mails:answer", args=[token], query={"noted": 1}))


def _render_answer(request, token, receipt, form=None, note_form=None):
    cell = receipt.cell
    context = {
        "link": token,
        "kpi": receipt.kpi,
        "cell": cell,
        "form": form or check_in_form(receipt.kpi, cell),
        "noted": "noted" in request.GET,
    }
    if context["form"].before:
        found = series_for([receipt.kpi], reader=OWNER, judged=True)
        context["saying"] = saying_of(found[receipt.kpi.pk])
        context["note_form"] = note_form or MailedNoteForm()
    return _render(request, "answer", context)


@_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def off(request, token):
    """Mailbox providers press the button themselves, as RFC 8058 has it."""
    person, wish = off_by(token)
    if request.method == "POST":
        Subscription.objects.end(person, wish)
    context = {"wish": Subscription._meta.get_field(wish).verbose_name}
    context["is_off"] = not getattr(subscriber(person).subscription, wish)
    return _render(request, "off", context)
