from django.urls import path

from scorecards.views import paper, saying, scorecard, team

app_name = "scorecards"
urlpatterns = [
    path("", team.index, name="index"),
    path("me/", scorecard.me, name="me"),
    path("me.pdf", paper.me, name="me_pdf"),
    path("me/<int:kpi_pk>/<day:start>/", saying.check_in, name="check_in"),
    path("me/<int:kpi_pk>/<day:start>/words/", saying.words, name="words"),
    path("me/ownerships/<int:pk>/answer/", scorecard.answer, name="answer"),
    path("<int:pk>/", scorecard.detail, name="detail"),
    path("<int:pk>.pdf", paper.detail, name="pdf"),
]
