"""Reporting lines: who stands above whom, at any depth."""

from collections.abc import Iterable, Mapping

from people.models import User

type Lines = Mapping[int, int | None]


def reporting_lines() -> Lines:
    """To whom each person reports, all by their ids, in one query."""
    return dict(User.objects.values_list("pk", "reports_to"))


def above(person: int, lines: Lines) -> set[int]:
    """All above a person, but never the person: also where the lines are a circle."""
    found: set[int] = set()
    other = lines.get(person)
    while other is not None and other not in found:
        found.add(other)
        other = lines.get(other)
    return found - {person}


def led_by(leader: User, people: Iterable[User], lines: Lines) -> bool:
    """Whether a leader stands above any of some people."""
    return any(leader.pk in above(person.pk, lines) for person in people)
