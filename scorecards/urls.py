from django.urls import path

from scorecards.views import scorecard, team

app_name = "scorecards"
urlpatterns = [
    path("", team.index, name="index"),
    path("me/", scorecard.me, name="me"),
    path("me/<int:kpi_pk>/<day:start>/", scorecard.check_in, name="check_in"),
    path("me/ownerships/<int:pk>/answer/", scorecard.answer, name="answer"),
    path("<int:pk>/", scorecard.detail, name="detail"),
]
