from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/all/", views.tokens_all, name="tokens_all"),
    path("tokens/new/", views.token_new, name="token_new"),
    path("tokens/<int:pk>/revocation/", views.token_revoke, name="token_revoke"),
]
