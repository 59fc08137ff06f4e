"""A number that its owner looks at first: no page, file or answer of the API gives it
away, to anybody else. Each says the same whatever the number is.
"""

import re
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from kpis.models import Kpi, Standard
from tests.factories import (
    at,
    last_week,
    make_fact,
    make_token,
    measure,
    record_facts,
)
from tests.test_access import ACCESS, asked, browser, world

# A fixture.
__all__ = ["world"]

OTHERS = ["member", "manager", "other manager", "admin"]
# More than there are ids in a test: these look alike.
KEPT, BROKEN = 931_917, 121_917
GIVEN_AWAY = re.compile(r"931,?917|121,?917|93[.,]?\d*\s?%|12[.,]\d+\s?%")
TOKENS = re.compile(rb'csrf\w*["\']?\s*(?:value=|:)\s*["\']\w+["\']')
PROGRAMS = [
    "/api/v1/kpis/{kpi}/readings",
    "/api/v1/kpis/{kpi}/readings?verdict=met",
    "/api/v1/kpis/{kpi}/readings?verdict=missed",
    "/api/v1/kpis/{kpi}/observations",
    "/api/v1/scorecards/{person}",
]

# The machine's health, when a token was last used, and the owner's own feed of what is
# due: of nobody's numbers.
WITHOUT_NUMBERS = ("/healthz", "/readyz", "/people/", "/calendar/")


@pytest.fixture(autouse=True)
def now():
    """One moment, for some files say when they were made."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def unseen(world):
    """Where all is, of a world whose newest weeks nobody has looked at yet."""
    people, places = world
    kpi = Kpi.objects.get(pk=places["kpi"])
    kpi.looks.all().delete()
    Standard.objects.filter(kpi=kpi).update(grace=20)
    for weeks in range(5, 12):
        measure(kpi, last_week(weeks), 1, 9)
    tokens = {role: make_token(people[role]).text for role in people}
    return people, places, tokens, kpi


def count(kpi, kept):
    """So many of a million kept the limit last week: 93%, or 12%; and a case."""
    measure(kpi, last_week(), kept, of=1_000_000)
    case = make_fact("one", at(last_week()), kept / 100_000, case="Acme")
    record_facts(kpi, case)


def answers(world, role):
    """What each address answers a role, without what is another each time."""
    people, places, tokens, _ = world
    client = browser(people, role)
    paths = {entry["path"].format(**places) for entry in ACCESS.values()}
    told = {
        path: asked(client, "get", path)
        for path in paths
        if not path.startswith(WITHOUT_NUMBERS)
    }
    bearer = {"Authorization": f"Bearer {tokens[role]}"}
    for path in PROGRAMS:
        told[path] = client.get(path.format(**places), headers=bearer)
    return {path: TOKENS.sub(b"", body_of(told[path])) for path in told}


def body_of(response):
    body = b"".join(response) if response.streaming else response.content
    return text_of(body) if body.startswith(b"%PDF") else body


def text_of(file):
    """What a PDF says: its bytes are others each time."""
    pages = PdfReader(BytesIO(file)).pages
    return "\n".join(page.extract_text() for page in pages).encode()


@pytest.mark.parametrize("role", OTHERS)
def test_all_that_others_see_is_the_same_whatever_the_number_is(unseen, role):
    kpi = unseen[-1]
    count(kpi, KEPT)
    kept = answers(unseen, role)
    count(kpi, BROKEN)

    broken = answers(unseen, role)

    assert {path for path in kept if kept[path] != broken[path]} == set()
    given_away = [
        path
        for path, body in [*kept.items(), *broken.items()]
        if GIVEN_AWAY.search(body.decode(errors="replace"))
    ]
    assert given_away == []


def test_its_owner_sees_what_it_is(unseen):
    kpi = unseen[-1]
    count(kpi, KEPT)
    kept = answers(unseen, "owner")
    count(kpi, BROKEN)

    broken = answers(unseen, "owner")

    changed = {path for path in kept if kept[path] != broken[path]}
    assert {f"/kpis/{kpi.pk}/", "/scorecards/me/", PROGRAMS[0]} <= changed


@pytest.mark.parametrize("role", OTHERS)
def test_once_the_owner_looked_others_see_it(unseen, role):
    people, _, _, kpi = unseen
    count(kpi, KEPT)
    browser(people, "owner").get("/scorecards/me/")

    shown = answers(unseen, role)

    pages = [f"/kpis/{kpi.pk}/", f"/kpis/{kpi.pk}/readings/{last_week()}/"]
    assert all(b"93" in shown[path] for path in [*pages, *PROGRAMS[:2]])
