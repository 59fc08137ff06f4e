from django.urls import path

from processes import views

app_name = "processes"
urlpatterns = [
    path("<slug:slug>/settings/", views.settings, name="settings"),
]
