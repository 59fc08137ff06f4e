from scorecards.models.action import Action
from scorecards.models.idea import Idea, IdeaState
from scorecards.models.mail import Mailing, MailKind, Subscription, Weekday
from scorecards.models.meeting import Meeting, Topic

__all__ = [
    "Action",
    "Idea",
    "IdeaState",
    "MailKind",
    "Mailing",
    "Meeting",
    "Subscription",
    "Topic",
    "Weekday",
]
