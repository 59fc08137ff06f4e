from django.urls import path

from scorecards import views

app_name = "scorecards"
urlpatterns = [
    path("", views.index, name="index"),
    path("me/", views.me, name="me"),
    path("me/<int:kpi_pk>/<day:start>/", views.check_in, name="check_in"),
    path("me/ownerships/<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/", views.detail, name="detail"),
]
