"""Who may do what: the one place where roles are asked."""

from functools import wraps

from django.http import Http404

from people.models import User


def _only(allowed):
    """What you may not see answers 404, as if it weren't there."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not allowed(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


managers_only = _only(lambda person: person.is_manager)
admins_only = _only(lambda person: person.is_admin)


def readable_by(reader):
    """Whose scorecards a person may read: their own, their reports', an admin all."""
    people = User.objects.all()
    if reader.is_admin:
        return people
    own = people.filter(pk=reader.pk)
    return own | people.reporting_to(reader) if reader.is_manager else own
