from decimal import Decimal

import pytest
from django.urls import reverse

from processes.models import Process
from tests.factories import (
    hand_over,
    hold_to,
    last_week,
    make_kpi,
    make_person,
    make_process,
    make_published,
    make_step,
)


@pytest.fixture
def process(person):
    """Published once: two steps of Ben Cole's, the first with instructions."""
    process = make_process("Lead to next step", purpose="An answer in time.")
    for title, said in [("Log lead", "Enter name and company."), ("Call", "")]:
        step = make_step(process, title=title, instructions=said)
        make_kpi(step=step, owner=person)
    make_published(process, "Written down with the team.")
    return process


def step_of(process, title):
    return process.steps.get(title=title)


def rewrite(process):
    """What the second revision changes: of a step everything, and the process."""
    call, logged = step_of(process, "Call"), step_of(process, "Log lead")
    with process.draft() as draft:
        draft.move([call.pk], before=logged.pk)
        draft.write(logged.pk, title="Log the lead", role="Coordinator")
        draft.write(logged.pk, instructions="Enter name, question and company.")
    hold_to(logged.kpi, last_week(), target=Decimal(95), limit=Decimal(2))
    hand_over(logged.kpi, make_person("Dee Park"), last_week())
    Process.objects.change(process, process.version, trigger="Lead called")


def open_page(client, name, process, *numbers, **asked):
    return client.get(reverse(f"kpis:{name}", args=[process.slug, *numbers]), asked)


def words(page):
    """A page's text without its tags and its line breaks."""
    return " ".join(page.text.split())


def test_the_list_says_who_published_what_and_when(client, process, manager):
    rewrite(process)
    make_published(process, "One batch a day.", by=manager)

    text = words(open_page(client, "revisions", process))

    assert text.index("Revision 2") < text.index("Revision 1")
    assert "One batch a day." in text
    assert "Morgan Otto" in text
    assert (
        "1 step renamed, 1 moved, 1 changed; 1 standard changed; 1 owner changed;"
        " trigger changed" in text
    )
    assert text.count("in force") == 1


def test_a_process_never_published_has_no_revision_yet(client, manager_client):
    process = make_process(steps=["A"])

    for_member = open_page(client, "revisions", process).text
    for_manager = open_page(manager_client, "revisions", process).text

    assert "A manager is still mapping this process." in for_member
    assert "See what is missing" in for_manager


def test_a_long_list_goes_on_on_another_page(client, process, manager):
    for _ in range(20):
        make_published(process, by=manager)

    first = open_page(client, "revisions", process).text
    second = open_page(client, "revisions", process, page=2).text

    assert "Older ones" in first
    assert "Revision 2<" in first
    assert "Revision 1<" not in first
    assert "Revision 1<" in second
    assert "in force" not in second


def test_a_revision_is_shown_as_it_was(client, process):
    rewrite(process)
    make_published(process)

    text = words(open_page(client, "revision", process, 1, step=1))

    assert "This is an old revision, in force from" in text
    assert "1 · Log lead" in text
    assert "Ben Cole owned this then" in text
    assert "at least 90% within 4 hours" in text
    assert "Enter name and company." in text
    assert "Lead received" in text
    for word in ("Log the lead", "Dee Park", "95%", "Lead called"):
        assert word not in text


def test_the_newest_revision_says_that_it_is_in_force(client, process):
    text = open_page(client, "revision", process, 1).text

    assert "This revision is in force." in text
    assert "old revision" not in text


@pytest.mark.parametrize("number", [0, 2, 10**12])
def test_a_revision_that_is_not_there_is_not_found(client, process, number):
    assert open_page(client, "revision", process, number).status_code == 404
    assert open_page(client, "revision_changes", process, number).status_code == 404


def test_what_changed_is_said_in_words(client, process):
    rewrite(process)
    make_published(process)

    text = words(open_page(client, "revision_changes", process, 2))

    for said in (
        "“Log lead” is now “Log the lead”.",
        "from Sales Rep to Coordinator",
        "from at least 90% within 4 hours to at least 95% within 2 hours",
        "from Ben Cole to Dee Park",
        "from Lead received to Lead called",
    ):
        assert said in text
    assert "It now comes first." in text or "It now comes after “Call”." in text


def test_a_long_text_is_shown_word_by_word(client, process):
    rewrite(process)
    make_published(process)

    text = open_page(client, "revision_changes", process, 2).text

    ins = text[text.index("<ins>") : text.index("</ins>")]
    assert "question" in ins
    assert "company" not in ins


def test_what_people_write_is_escaped_in_a_comparison(client, process):
    step = step_of(process, "Call")
    with process.draft() as draft:
        draft.write(step.pk, title="<b>x</b>", instructions="<i>y</i>")
    make_published(process)

    text = open_page(client, "revision_changes", process, 2).text

    assert "<b>x</b>" not in text
    assert "<i>y</i>" not in text
    assert "&lt;i&gt;y&lt;/i&gt;" in text


def test_changes_are_marked_on_the_map_by_a_word(client, process, person):
    call = step_of(process, "Call")
    with process.draft() as draft:
        added = draft.add(title="Book next step", role="Sales Rep")
        draft.retire([call.pk])
    make_kpi(step=added, owner=person)
    make_published(process)

    text = open_page(client, "revision_changes", process, 2).text
    on_map = text[text.index("map__steps") : text.index("changes-title")]

    assert '<span class="change change--added">added</span>' in on_map
    assert '<span class="change change--removed">removed</span>' in on_map
    assert "It was step 2." in text


def test_any_two_revisions_are_compared(client, process):
    rewrite(process)
    make_published(process)
    with process.draft() as draft:
        draft.write(step_of(process, "Call").pk, title="Ring")
    make_published(process)

    over_two = words(open_page(client, "revision_changes", process, 3, **{"from": 1}))
    back = words(open_page(client, "revision_changes", process, 1, **{"from": 3}))

    assert "From revision 1 to revision 3" in over_two
    assert "2 steps renamed" in over_two
    assert "“Ring” is now “Call”." in back


def test_a_revision_compared_with_itself_differs_in_nothing(client, process):
    page = open_page(client, "revision_changes", process, 1, **{"from": 1})

    assert "Nothing differs" in page.text


def test_the_first_revision_added_every_step(client, process):
    page = open_page(client, "revision_changes", process, 1)

    assert "2 steps added" in page.text


def test_managers_compare_with_the_draft(manager_client, process):
    with process.draft() as draft:
        draft.write(step_of(process, "Call").pk, title="Ring")

    there = open_page(manager_client, "revision_changes", process, 1, to="draft")
    back = open_page(
        manager_client, "revision_changes", process, 1, **{"from": "draft"}
    )

    assert "“Call” is now “Ring”." in there.text
    assert "“Ring” is now “Call”." in back.text


@pytest.mark.parametrize("asked", [{"to": "draft"}, {"from": "draft"}])
def test_members_never_see_the_draft(client, process, asked):
    assert open_page(client, "revision_changes", process, 1, **asked).status_code == 404


@pytest.mark.parametrize("asked", ["x", "-1", "7", "²", "9" * 5000])
def test_what_cannot_be_compared_is_not_found(client, process, asked):
    page = open_page(client, "revision_changes", process, 1, **{"from": asked})

    assert page.status_code == 404


def test_a_snapshot_without_newer_fields_is_compared(client, process, manager):
    snapshot = process.revisions.get().snapshot
    old = {"name": snapshot["name"], "steps": []}
    for step in snapshot["steps"]:
        kept = ("id", "position", "title", "role", "standard", "owner")
        old["steps"].append({name: step[name] for name in kept})
    process.revisions.create(number=2, author=manager, change="Old", snapshot=old)

    pages = [
        open_page(client, "revisions", process),
        open_page(client, "revision", process, 2, step=1),
        open_page(client, "revision_changes", process, 2),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow_with_the_steps(
    client, manager_client, person, count, django_assert_num_queries
):
    process = make_process()
    for number in range(count):
        step = make_step(process, role=f"Role {number % 5}")
        make_kpi(step=step, owner=person)
    make_published(process)
    process.steps.update(role="Engineer")
    make_published(process)

    with django_assert_num_queries(6):
        open_page(client, "revisions", process)
    with django_assert_num_queries(4):
        open_page(client, "revision", process, 1, step=1)
    with django_assert_num_queries(6):
        open_page(client, "revision_changes", process, 2)
    with django_assert_num_queries(9):
        open_page(manager_client, "revision_changes", process, 1, to="draft")


@pytest.mark.parametrize("count", [1, 15])
def test_the_lists_queries_do_not_grow_with_the_revisions(
    client, process, manager, count, django_assert_num_queries
):
    for _ in range(count):
        make_published(process, by=manager)

    with django_assert_num_queries(6):
        open_page(client, "revisions", process)
