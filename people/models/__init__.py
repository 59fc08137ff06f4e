from people.models.answer import KeptAnswer
from people.models.person import Role, User, check_time_zone, spelled_zone
from people.models.token import Issued, Scope, Token
from people.models.window import RateWindow

__all__ = [
    "Issued",
    "KeptAnswer",
    "RateWindow",
    "Role",
    "Scope",
    "Token",
    "User",
    "check_time_zone",
    "spelled_zone",
]
