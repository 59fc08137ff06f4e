"""What an address asks for behind its question mark."""

from django.http import Http404

# No step stands further down, and a longer number is slow to read.
DIGITS = 9


def step_asked_for(request):
    """The number of the step to open, if any is."""
    return number_asked_for(request, "step")


def number_asked_for(request, name):
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > DIGITS:
        raise Http404
    return int(asked)
