from people.models.person import Role, User, check_time_zone, spelled_zone

__all__ = [
    "Role",
    "User",
    "check_time_zone",
    "spelled_zone",
]
