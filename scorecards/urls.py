from django.urls import include, path

from scorecards.meetings import urls as meetings
from scorecards.views import actions, ideas, paper, saying, scorecard, team, use

app_name = "scorecards"
of_people = [
    path("", team.index, name="index"),
    path("me/", scorecard.me, name="me"),
    path("me.pdf", paper.me, name="me_pdf"),
    path("me/<int:kpi_pk>/<day:start>/", saying.check_in, name="check_in"),
    path("me/<int:kpi_pk>/<day:start>/words/", saying.words, name="words"),
    path("me/ownerships/<int:pk>/answer/", scorecard.answer, name="answer"),
    path("<int:pk>/", scorecard.detail, name="detail"),
    path("<int:pk>.pdf", paper.detail, name="pdf"),
]
of_ideas = [
    path("kpis/<int:kpi_pk>/ideas/", ideas.kpi_ideas, name="kpi_ideas"),
    path("kpis/<int:kpi_pk>/ideas/new/", ideas.idea_new, name="idea_new"),
    path("ideas/<int:pk>/", ideas.idea, name="idea"),
    path("ideas/<int:pk>/trial/", ideas.idea_trial, name="idea_trial"),
    path("ideas/<int:pk>/refusal/", ideas.idea_refusal, name="idea_refusal"),
    path("team/ideas/", ideas.ideas, name="ideas"),
]
of_actions = [
    path("kpis/<int:kpi_pk>/actions/new/", actions.action_new, name="action_new"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/change/", actions.action_change, name="action_change"),
    path("actions/<int:pk>/end/", actions.action_end, name="action_end"),
    path("team/actions/", actions.actions, name="actions"),
]
urlpatterns = [
    path("kpis/<int:kpi_pk>/use/", use.use, name="use"),
    path("scorecards/", include(of_people)),
    *of_ideas,
    *of_actions,
    path("team/", team.team, name="team"),
    path("team/busy-work/", use.busy, name="busy"),
    path("team/", include(meetings)),
]
