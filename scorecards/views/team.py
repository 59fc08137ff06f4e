from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.access import managers_only, readable_by
from scorecards.scorecard import scorecards_of


@managers_only
@require_safe
def index(request):
    people = readable_by(request.user).active().exclude(pk=request.user.pk)
    scorecards = scorecards_of(people.by_name(), request.user)
    return render(request, "scorecards/index.html", {"scorecards": scorecards})
