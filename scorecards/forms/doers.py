"""Who is chosen to do something, and may have left since the page was opened."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from people.models import User


def gone_among(known: Iterable[User], chosen: object) -> User | None:
    """Whom a form's ``chosen`` id names, if they are no longer active.

    Nobody is named but those whom the reader knows anyway.
    """
    return next(
        (one for one in known if str(one.pk) == str(chosen) and not one.is_admitted),
        None,
    )


def instead_of(gone: User) -> str:
    """What stands in the list in their place: else its first would be chosen."""
    return f"{gone} is not active: choose"


def is_gone(gone: User) -> ValidationError:
    return ValidationError(
        f"{gone} is no longer active: choose somebody else.", code="invalid_choice"
    )
