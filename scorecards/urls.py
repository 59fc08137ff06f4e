from django.urls import include, path

from scorecards.meetings import urls as meetings
from scorecards.views import scorecard, team

app_name = "scorecards"
of_people = [
    path("", team.index, name="index"),
    path("me/", scorecard.me, name="me"),
    path("me/<int:kpi_pk>/<day:start>/", scorecard.check_in, name="check_in"),
    path("me/ownerships/<int:pk>/answer/", scorecard.answer, name="answer"),
    path("<int:pk>/", scorecard.detail, name="detail"),
]
urlpatterns = [
    path("scorecards/", include(of_people)),
    path("team/", include(meetings)),
]
