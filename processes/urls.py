from django.urls import path

from processes import views

app_name = "processes"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("steps/<int:pk>/edit/", views.step_edit, name="step_edit"),
    path("steps/<int:pk>/position/", views.step_position, name="step_position"),
    path("steps/<int:pk>/removal/", views.step_delete, name="step_delete"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/settings/", views.settings, name="settings"),
    path("<slug:slug>/steps/new/", views.step_new, name="step_new"),
]
