"""Who may own a KPI, as forms tell it."""


def owner_gone(error, person):
    """What to do when somebody was deactivated meanwhile; other errors are raised."""
    if error.__cause__.diag.constraint_name != "owner_is_active":
        raise error
    return f"{person} is no longer active: choose another."
