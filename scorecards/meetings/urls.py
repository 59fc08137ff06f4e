"""Below /team/: the meeting under way, and those that were."""

from django.urls import path

from scorecards.views import meeting, meetings

urlpatterns = [
    path("meeting/", meeting.meeting, name="meeting"),
    path("meeting/beginning/", meeting.begin, name="meeting_begin"),
    path("meetings/", meetings.index, name="meetings"),
    path("meetings/<int:pk>/", meetings.summary, name="summary"),
    path("meetings/<int:pk>/mails/", meetings.mails, name="summary_mails"),
    path("meetings/<int:pk>/topics/", meeting.topics, name="topics"),
    path("meetings/<int:pk>/topics/<int:place>/", meeting.topic, name="topic"),
    path("meetings/<int:pk>/topics/<int:place>/talk/", meeting.talk, name="talk"),
    path("meetings/<int:pk>/end/", meeting.end, name="meeting_end"),
    path("meetings/<int:pk>/ending/", meeting.ending, name="meeting_ending"),
]
