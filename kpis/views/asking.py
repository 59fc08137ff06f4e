"""What an address asks for behind its question mark."""

from django.http import Http404
from django.utils.dateparse import parse_date

from people.addresses import number_in


def step_asked_for(request):
    """The number of the step to open, if any is."""
    return number_asked_for(request, "step")


def day_asked_for(request, name):
    """The day that is asked for, if any is; 404 for what is no day."""
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError as error:
        raise Http404 from error


def number_asked_for(request, name):
    asked = request.GET.get(name, "")
    number = number_in(asked)
    if asked and number is None:
        raise Http404
    return number
