from django.shortcuts import render
from django.views.decorators.http import require_safe

from kpis.looks import Seen, look
from kpis.models import Kpi
from people.access import managers_only, readable_by
from scorecards.forms.week import WeekForm
from scorecards.meetings.holding import open_meeting_of
from scorecards.scorecard import scorecards_of
from scorecards.talk import topics_for
from scorecards.team import team_of
from scorecards.week import in_words


@managers_only
@require_safe
def team(request):
    team = team_of(request.user)
    own = [row.series for row in team.rows if row.owner == request.user]
    look(request.user, map(Seen.of, own))
    agenda = topics_for(request.user, team.rows)
    form = WeekForm(request.GET, team.rows)
    context = {"team": team, "form": form, "week": form.week(agenda)}
    context |= {
        "said": in_words(agenda, len(team.rows)),
        "reports": _reports(request.user),
        "leads_others": len(own) < len(team.rows),
    }
    if context["leads_others"]:
        context["is_meeting"] = open_meeting_of(request.user) is not None
    if request.user.is_admin:
        context["without_owner"] = _without_owner(team)
    return render(request, "scorecards/team.html", context)


def _reports(leader):
    """Asked for only where there is no number."""
    return readable_by(leader).active().exclude(pk=leader.pk).exists


def _without_owner(team):
    """How many numbers nobody minds, of all there are: an admin reads everybody's."""
    return Kpi.objects.live().count() - len(team.rows)


@managers_only
@require_safe
def index(request):
    people = readable_by(request.user).active().exclude(pk=request.user.pk)
    scorecards = scorecards_of(people.by_name(), request.user)
    return render(request, "scorecards/index.html", {"scorecards": scorecards})
