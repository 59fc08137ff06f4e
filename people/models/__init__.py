from people.models.person import Role, User, check_time_zone, spelled_zone
from people.models.token import Issued, Scope, Token

__all__ = [
    "Issued",
    "Role",
    "Scope",
    "Token",
    "User",
    "check_time_zone",
    "spelled_zone",
]
