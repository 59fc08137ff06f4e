"""Working calendars: everybody reads them, admins change them."""

from datetime import MAXYEAR, MINYEAR

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from kpis.calendars import changing, showing
from kpis.calendars.foreseeing import foreseen
from kpis.forms.calendars import (
    CalendarEditForm,
    CalendarForm,
    DayForm,
    GoneForm,
    HolidaysForm,
    WeekForm,
    WeekFromForm,
)
from kpis.models import Calendar, SpecialDay, WorkingWeek
from kpis.models.calendar import in_force
from kpis.views.asking import day_asked_for, number_asked_for
from people.access import admins_only

# What a press of a button says, rather than what was filled in.
PRESSED = {"csrfmiddlewaretoken", "save", "back", "copy"}


@require_safe
def calendars(request):
    rows = showing.rows(request.user)
    return render(request, "kpis/calendars/index.html", {"rows": rows})


@require_safe
@vary_on_headers("HX-Request")
def calendar(request, pk):
    found = get_object_or_404(Calendar.objects.for_display(), pk=pk)
    page = showing.page_of(found, request.user, _year_asked_for(request))
    template = "kpis/calendars/detail.html" + ("#progress" if request.htmx else "")
    return render(request, template, {"page": page, "calendar": found})


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_new(request):
    form = _week_form(request, CalendarForm, WeekForm.of())
    if form.is_valid() and (made := form.begin()):
        messages.success(request, f"{made} is there: standards may use it.")
        return redirect(made)
    return render(request, "kpis/calendars/new.html", {"form": form})


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_edit(request, pk):
    found = get_object_or_404(Calendar, pk=pk)
    form = CalendarEditForm(request.POST or None, instance=found)
    if form.is_valid() and form.change():
        messages.success(request, f"{form.instance} is changed.")
        return redirect(found)
    return render(
        request, "kpis/calendars/edit.html", {"form": form, "calendar": found}
    )


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def week_new(request, pk):
    found = get_object_or_404(Calendar, pk=pk)
    since = day_asked_for(request, "from")
    week = in_force(found.weeks.all(), since or found.today())
    initial = WeekForm.of(week.windows) | {"since": since}
    form = _week_form(request, WeekFromForm, initial, calendar=found)
    return _asked(request, form, "kpis/calendars/week_new.html")


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def week_removal(request, pk, since):
    found = get_object_or_404(Calendar, pk=pk)
    week = get_object_or_404(WorkingWeek, calendar=found, since=since)
    if week.is_first:
        raise Http404
    return _removed(request, changing.WeekGone(found, week))


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def day_new(request, pk):
    found = get_object_or_404(Calendar, pk=pk)
    form = DayForm(request.POST or None, calendar=found)
    return _asked(request, form, "kpis/calendars/day_new.html")


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def day_removal(request, pk, day):
    found = get_object_or_404(Calendar, pk=pk)
    special = get_object_or_404(SpecialDay, calendar=found, date=day)
    return _removed(request, changing.day_gone(special))


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def holidays(request, pk):
    """The country is asked for by the address; what it has is copied by a post."""
    found = get_object_or_404(Calendar, pk=pk)
    if request.method == "POST":
        form = HolidaysForm(request.POST.dict(), calendar=found)
    else:
        form = HolidaysForm.asked(request.GET, found)
    copying = form.copying if form.is_valid() else None
    if request.method == "POST" and copying and (made := form.carry_out(request.user)):
        return _made(request, made)
    context = {"form": form, "calendar": found, "copying": copying}
    if copying:
        context["touched"] = changing.touched(copying.change)
    template = "kpis/calendars/holidays.html" + ("#choice" if request.htmx else "")
    return render(request, template, context)


def _year_asked_for(request):
    year = number_asked_for(request, "year")
    if year is not None and not MINYEAR < year < MAXYEAR:
        raise Http404
    return year


def _week_form(request, form, initial, **options):
    """The form as sent; or, when that was asked, with Monday's hours copied."""
    if "copy" in request.POST:
        return form(initial=WeekForm.copied(request.POST), **options)
    return form(request.POST or None, initial=initial, **options)


def _asked(request, form, template):
    """A change is made once it was seen what it touches."""
    if form.is_valid() and "back" not in request.POST:
        if "save" not in request.POST:
            return _preview(request, form)
        if made := form.carry_out(request.user):
            return _made(request, made)
    return render(request, template, {"form": form, "calendar": form.calendar})


def _removed(request, change):
    form = GoneForm(request.POST or None, change=change)
    if form.is_valid() and (made := form.carry_out(request.user)):
        return _made(request, made)
    return _preview(request, form)


def _preview(request, form):
    touched = changing.touched(form.change)
    ahead = foreseen(form.change, touched, request.user)
    context = {
        "calendar": form.calendar,
        "form": form,
        "change": form.change,
        "touched": touched,
        "kpis": showing.touched_kpis(touched, ahead),
        "foreseen": ahead,
        "sent": [item for item in request.POST.items() if item[0] not in PRESSED],
    }
    return render(request, "kpis/calendars/preview.html", context)


def _made(request, made):
    messages.success(request, f"{made}. Saved.")
    return redirect(made.calendar)
