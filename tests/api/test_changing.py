"""Definitions changed by programs: by those who may, and over nobody's head."""

import pytest

from processes.models import Process, Step
from tests.api.conftest import ApiClient, program_of
from tests.factories import (
    make_kpi,
    make_process,
    make_published,
    make_step,
    make_token,
    retire,
)

PROCESS = "/processes/lead-to-cash"


@pytest.fixture
def step(person):
    """Of a published process."""
    process = make_process("Lead to cash", purpose="More customers.")
    step = make_kpi(step=make_step(process), owner=person).step
    make_published(process)
    return step


def etag(client, path):
    return client.get(path)["ETag"]


def change(client, path, seen=None, **texts):
    """Change what was just read, or was read as ``seen``."""
    seen = etag(client, path) if seen is None else seen
    return client.patch(path, texts, headers={"If-Match": seen})


def test_a_manager_changes_a_process(manager_program, step):
    response = change(manager_program, PROCESS, purpose="Happy customers.")

    assert response.status_code == 200
    assert response.json()["purpose"] == "Happy customers."
    assert response.json()["trigger"] == "Lead received"
    assert response.content == manager_program.get(PROCESS).content
    assert response["ETag"] == etag(manager_program, PROCESS)


def test_a_manager_changes_a_step_and_can_undo_it_in_the_editor(
    manager_program, manager, step
):
    response = change(manager_program, f"/steps/{step.pk}", title="Call", role="Rep")
    with step.process.draft(manager) as draft:
        draft.undo()

    assert (response.json()["title"], response.json()["role"]) == ("Call", "Rep")
    assert Step.objects.get().title == "Contact customer"


def test_history_says_which_token_changed_it(manager, step):
    token = make_token(manager).token
    client = program_of(manager)
    change(client, PROCESS, outcome="Paid")

    context = Process.objects.get().events.latest("pgh_id").pgh_context
    assert context["user"] == manager.pk
    assert context["token"] != token.pk
    assert context["token_name"] == "A script"


def test_what_somebody_changed_meanwhile_is_not_overwritten(manager_program, step):
    seen = etag(manager_program, f"/steps/{step.pk}")
    change(manager_program, f"/steps/{step.pk}", title="Call")

    late = change(manager_program, f"/steps/{step.pk}", seen, title="Write")

    assert late.status_code == 412
    assert "nothing was saved" in late.json()["detail"]
    assert Step.objects.get().title == "Call"


def test_a_process_changed_meanwhile_is_not_overwritten(manager_program, step):
    seen = etag(manager_program, PROCESS)
    change(manager_program, PROCESS, name="Lead to money")

    assert change(manager_program, PROCESS, seen, name="X").status_code == 412


@pytest.mark.parametrize("seen", ["", "*", "nonsense"])
@pytest.mark.parametrize(
    ("path", "text"), [(PROCESS, "purpose"), ("/steps/{step}", "title")]
)
def test_one_has_to_say_what_one_changes(manager_program, step, path, text, seen):
    path = path.format(step=step.pk)

    response = change(manager_program, path, seen, **{text: "Other"})

    assert response.status_code == 428


def test_nothing_changes_without_its_etag(manager_program, step):
    response = manager_program.patch(PROCESS, {"purpose": "Other."})

    assert response.status_code == 428
    assert "If-Match" in response.json()["detail"]


@pytest.mark.parametrize(
    ("path", "text"), [(PROCESS, "purpose"), ("/steps/{step}", "title")]
)
def test_members_change_no_definition(program, step, path, text):
    response = change(program, path.format(step=step.pk), **{text: "Mine"})

    assert response.status_code == 403
    assert "Only managers" in response.json()["detail"]


def test_a_program_that_may_only_read_changes_nothing(manager, step):
    response = change(program_of(manager, "read"), PROCESS, purpose="Other.")

    assert response.status_code == 403
    assert "“write”" in response.json()["detail"]


def test_a_step_taken_off_the_map_is_not_found(manager_program, step):
    seen = etag(manager_program, f"/steps/{step.pk}")
    retire(step)

    response = change(manager_program, f"/steps/{step.pk}", seen, title="Call")

    assert response.status_code == 404


def test_a_name_that_is_taken_is_a_conflict(manager_program, step):
    make_process("Onboarding")

    response = change(manager_program, PROCESS, name="onboarding")

    assert response.status_code == 409
    assert "of this name already" in response.json()["detail"]


@pytest.mark.parametrize(
    ("path", "said", "field"),
    [
        (PROCESS, {"name": ""}, "name"),
        (PROCESS, {"name": " \x1c "}, "name"),
        (PROCESS, {"name": "x" * 101}, "name"),
        (PROCESS, {"name": None}, "name"),
        (PROCESS, {"slug": "other"}, "slug"),
        (PROCESS, [], "body"),
        ("/steps/{step}", {"title": 5}, "title"),
        ("/steps/{step}", {"title": "  "}, "title"),
        ("/steps/{step}", {"instructions": "x" * 10_001}, "instructions"),
    ],
)
def test_what_is_wrong_is_named(manager_program, step, path, said, field):
    path = path.format(step=step.pk)
    response = manager_program.patch(
        path, said, headers={"If-Match": etag(manager_program, path)}
    )

    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b'{"name": "a\\u0000b"}', 422, "NUL"),
        (b'{"name": "\\ud800"}', 422, "half of a character"),
        (b'{"name": NaN}', 400, "NaN"),
        (b'{"name": 1' + b"0" * 5000 + b"}", 400, "digits"),
        (b'{"name": 1e' + b"9" * 50 + b"}", 400, "beyond"),
        (b"[" * 100_000, 400, "nested"),
        (b'{"name": "\xff"}', 400, "UTF-8"),
        (b"{", 400, "JSON"),
        (b'{"name": "' + b"x" * 11 * 2**20 + b'"}', 413, "8 MB"),
    ],
)
def test_a_body_that_is_none_is_refused(manager_program, step, body, status, said):
    seen = etag(manager_program, PROCESS)

    response = manager_program.patch(PROCESS, body, headers={"If-Match": seen})

    assert response.status_code == status
    assert said in response.json()["detail"]
    assert Process.objects.get().name == "Lead to cash"


def test_a_pair_of_halves_is_one_character(manager_program, step):
    seen = etag(manager_program, PROCESS)

    manager_program.patch(
        PROCESS, b'{"purpose": "\\ud83d\\ude00"}', headers={"If-Match": seen}
    )

    assert Process.objects.get().purpose == "😀"


def test_another_kind_of_body_is_refused(manager_program, step):
    seen = etag(manager_program, PROCESS)

    response = manager_program.patch(
        PROCESS, "name,x", content_type="text/csv", headers={"If-Match": seen}
    )

    assert response.status_code == 415


def test_a_stranger_changes_nothing(step):
    response = ApiClient().patch(PROCESS, {"name": "x"})

    assert response.status_code == 401


@pytest.mark.parametrize("body", ["5", "5.5", '"title"', "[]", "null"])
def test_a_body_without_fields_is_no_change(manager_program, step, body):
    path = f"/steps/{step.pk}"
    seen = {"If-Match": etag(manager_program, path)}

    response = manager_program.patch(path, body, headers=seen)

    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "errors" in response.json()


def test_any_other_version_is_told_as_such(manager_program, step):
    path = f"/steps/{step.pk}"

    response = change(manager_program, path, 'W/",)}^5"', title="X")

    assert response.status_code == 412
