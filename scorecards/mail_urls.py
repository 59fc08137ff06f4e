from django.urls import path

from scorecards.views import mails

app_name = "mails"
urlpatterns = [
    path("scorecards/mails/", mails.wishes, name="wishes"),
    path("scorecards/mails/calendar/", mails.feed_new, name="feed_new"),
    # Whoever has one of these needs no other key: kpiflow.logs keeps them out of logs.
    path("mails/off/<str:token>/", mails.off, name="off"),
    path("answer/<str:token>/", mails.answer, name="answer"),
    path("answer/<str:token>/note/", mails.note, name="note"),
    path("calendar/<slug:key>.ics", mails.feed, name="feed"),
]
