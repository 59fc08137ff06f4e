"""Who works in the demo: three teams, their managers, and those above them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pghistory
from django.conf import settings
from django.contrib.auth.hashers import make_password

from people.models import Role, User

PASSWORD = "kpiflow-demo"

type Cast = dict[str, User]


@dataclass(frozen=True, slots=True)
class Part:
    """A person of the story; they sign in as ``<login>@example.com``."""

    login: str
    name: str
    reports_to: str = ""
    role: Role = Role.MEMBER
    # Said of those whom a newcomer should try first.
    sees: str = ""

    @property
    def email(self) -> str:
        return f"{self.login}@example.com"


def _team(manager: Part, **members: str) -> tuple[Part, ...]:
    parts = (Part(login, name, manager.login) for login, name in members.items())
    return manager, *parts


# Everyone stands below the person they report to.
PARTS = (
    Part(
        "admin",
        "Alex Moreau",
        role=Role.ADMIN,
        sees="admin: assigns owners, sees every scorecard",
    ),
    Part("helen", "Helen Ashby", "admin", Role.MANAGER),
    *_team(
        Part(
            "manager",
            "Morgan Otto",
            "helen",
            Role.MANAGER,
            "manager of Sales: maps processes, proposes owners, sees the team",
        ),
        ana="Ana Ruiz",
        dee="Dee Park",
        lena="Lena Fox",
        omar="Omar Haddad",
        sofia="Sofia Lindqvist",
        jack="Jack Byrne",
        amir="Amir Saleh",
    ),
    Part(
        "ben",
        "Ben Cole",
        "manager",
        sees="sales rep: two numbers, one to check in, a third to accept",
    ),
    *_team(
        Part("ruth", "Ruth Adler", "helen", Role.MANAGER),
        kim="Kim Lowe",
        pavel="Pavel Novak",
        grace="Grace Mensah",
        ivo="Ivo Marin",
    ),
    Part(
        "tess",
        "Tess Jordan",
        "ruth",
        sees="accounting rep: three numbers, one to check in",
    ),
    *_team(
        Part("nadia", "Nadia Rahman", "helen", Role.MANAGER),
        sam="Sam Whitlock",
        aisha="Aisha Khan",
        tom="Tom Ellery",
        maya="Maya Iyer",
        leo="Leo Grant",
        zoe="Zoe Marsh",
    ),
)


def demo_accounts() -> list[tuple[str, str]]:
    """The accounts worth trying first, with what they see; none without a demo."""
    if not settings.DEMO:
        return []
    there = set(
        User.objects.active().filter(is_demo=True).values_list("email", flat=True)
    )
    return [(p.email, p.sees) for p in PARTS if p.sees and p.email in there]


def hire() -> Cast:
    """Add everyone; hashing takes long, so all share one hash of the one password."""
    hashed = make_password(PASSWORD)
    cast: Cast = {}
    for part in PARTS:
        cast[part.login] = User.objects.create(
            email=part.email,
            name=part.name,
            role=part.role,
            reports_to=cast.get(part.reports_to),
            password=hashed,
            is_demo=True,
        )
    return cast


@contextmanager
def acting(person: User) -> Iterator[User]:
    """What happens meanwhile is put down to a person, as the history of a page's is."""
    with pghistory.context(user=person.pk, command="demo"):
        yield person
