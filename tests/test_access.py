"""Who may see and do what: every address times every role, as access.yaml says."""

from pathlib import Path

import pytest
import yaml
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from kpis.models import Calendar
from kpis.phases import mark
from tests.conftest import signed_in
from tests.factories import (
    LONG_AGO,
    hold_to,
    last_week,
    make_admin,
    make_bpmn_file,
    make_exemption,
    make_import,
    make_kpi,
    make_line,
    make_manager,
    make_person,
    make_process,
    make_published,
    make_step,
    make_token,
    measure,
)
from tests.kpis.events.uploading import make_log_import
from tests.scorecards.loop import make_action, make_idea
from tests.scorecards.mails.posting import mailed_to
from tests.scorecards.team import meetings_of

ROLES = ["anonymous", "member", "owner", "manager", "other manager", "admin"]
ACCESS = yaml.safe_load(Path(__file__).with_name("access.yaml").read_text())
CASES = [
    pytest.param(name, method, id=f"{name} {method}")
    for name, entry in ACCESS.items()
    for method in ("get", "post")
    if method in entry
]


def names_in(resolver, namespaces=()):
    """The full name of every address below a resolver."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = [*namespaces, *filter(None, [pattern.namespace])]
            yield from names_in(pattern, inner)
        else:
            yield ":".join([*namespaces, pattern.name or str(pattern.pattern)])


@pytest.fixture(scope="module")
def world(shared):
    """The six who ask, and what they ask for: made once for all who do."""
    manager = make_manager("Morgan Otto")
    owner = make_person("Ben Cole", reports_to=manager)
    process = make_process("Lead to next step")
    kpi = make_kpi(step=make_step(process), owner=owner)
    measure(kpi, last_week(), 1, 2, 9)
    measure(kpi, last_week(2), 3, case="LEAD-7")
    hold_to(kpi, last_week(5), limit=6)
    make_published(process, by=manager)
    calendar = Calendar.default()
    calendar.special_days.create(date=last_week(), name="Outing", source="own")
    calendar.weeks.create(since=last_week(), windows={})
    line = make_line()
    people = {
        "member": make_person("Mia Member"),
        "owner": owner,
        "manager": manager,
        "other manager": make_manager("Olga Other"),
        "admin": make_admin("Alex Admin"),
    }
    places = {
        "process": process.slug,
        "step": kpi.step_id,
        "kpi": kpi.pk,
        "ownership": kpi.ownerships.get().pk,
        "day": last_week(),
        "since": LONG_AGO,
        "changed": last_week(5),
        "excepted": make_exemption(kpi, last_week(9)).start,
        "marked": mark(kpi, last_week(8), "Another tool.", by=None).since,
        "person": owner.pk,
        "bpmn_file": make_bpmn_file(manager).pk,
        "line": line.pk,
        "sheet": line.sheet_id,
        "calendar": calendar.pk,
        "import": make_import(kpi, manager).pk,
        "loaded": make_import(kpi, manager, state="loaded").pk,
        "log": make_log_import(process, manager).pk,
        "token": make_token(owner).token.pk,
        **meetings_of(manager),
        "idea": make_idea(kpi, by=owner).pk,
        "action": make_action(kpi, owner=owner, by=manager).pk,
        **mailed_to(owner, kpi),
    }
    # Now, and not at the end of every test.
    connection.check_constraints()
    return people, places


def browser(people, role):
    return Client() if role == "anonymous" else signed_in(people[role])


def asked(client, method, path):
    """The response, and the world as it was before."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    return response


def answer_of(response):
    """A response in the words of access.yaml."""
    if response.status_code != 302:
        return response.status_code
    if response["Location"].startswith("/accounts/login/"):
        return "login"
    return response["Location"]


def test_every_address_is_in_the_matrix():
    names = set(names_in(get_resolver()))

    assert names == set(ACCESS)


def test_every_entry_answers_every_role():
    lists = [
        entry[method]
        for entry in ACCESS.values()
        for method in ("get", "post")
        if method in entry
    ]

    assert {len(answers) for answers in lists} == {len(ROLES)}


@pytest.mark.parametrize(("name", "method"), CASES)
def test_matrix(world, name, method):
    people, places = world
    expected = [
        one.format(**places) if isinstance(one, str) else one
        for one in ACCESS[name][method]
    ]
    path = ACCESS[name]["path"].format(**places)

    responses = [asked(browser(people, role), method, path) for role in ROLES]

    answers = [
        response.status_code if wanted == 302 else answer_of(response)
        for response, wanted in zip(responses, expected, strict=True)
    ]
    assert dict(zip(ROLES, answers, strict=True)) == dict(
        zip(ROLES, expected, strict=True)
    )


@pytest.mark.parametrize("role", ROLES[1:])
def test_what_is_hidden_looks_like_what_is_not_there(world, role):
    people, places = world
    client = browser(people, role)
    hidden = [
        entry["path"].format(**places)
        for entry in ACCESS.values()
        if entry["get"][ROLES.index(role)] == 404
    ]

    absent = client.get("/no/such/page/").content
    bodies = {client.get(path).content for path in hidden}

    assert bodies <= {absent}
