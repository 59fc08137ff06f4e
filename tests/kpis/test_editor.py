import pytest
from django.urls import reverse

from kpis.models import Kpi
from processes.models import Step
from tests.conftest import signed_in
from tests.factories import make_kpi, make_manager, make_process, retire


@pytest.fixture
def process():
    return make_process("Lead to next step", steps=["Log", "Contact", "Schedule"])


@pytest.fixture
def htmx(manager):
    return signed_in(manager, **{"HX-Request": "true"})


def titles(process):
    return [step.title for step in process.steps.live()]


def step_of(process, title):
    return process.steps.get(title=title)


def address(process):
    return reverse("kpis:editor", args=[process.slug])


def add(client, process, **fields):
    data = {"title": "Follow up", "role": "Sales Rep"} | fields
    url = reverse("kpis:step_new", args=[process.slug])
    return client.post(url, data, follow=True)


def act(client, step, do="save", **fields):
    """Send the card of a step, as it stands but for these fields."""
    newest = step.process.changes.first().number
    data = {"title": step.title, "role": step.role, "version": step.version, "do": do}
    data |= {"since": newest}
    url = reverse("kpis:step_card", args=[step.pk])
    return client.post(url, data | fields, follow=True)


def arrange(client, process, steps, **fields):
    data = {"pick": [f"{step.pk}.{step.version}" for step in steps]} | fields
    url = reverse("kpis:order", args=[process.slug])
    return client.post(url, data, follow=True)


def describe(client, step, **fields):
    url = reverse("kpis:step_details", args=[step.pk])
    return client.post(url, {"version": step.version} | fields, follow=True)


def undo(client, process):
    return client.post(reverse("kpis:undo", args=[process.slug]), follow=True)


def by_another(step, **texts):
    """Somebody else was quicker."""
    with step.process.draft(make_manager("Olga Other")) as draft:
        draft.write(step.pk, **texts)


def test_a_step_is_added_at_the_end(manager_client, process):
    add(manager_client, process)

    assert titles(process) == ["Log", "Contact", "Schedule", "Follow up"]


def test_a_step_is_added_for_each_line(manager_client, process):
    response = add(manager_client, process, title="Visit\r\n\r\n  Make an  offer \n")

    assert titles(process)[3:] == ["Visit", "Make an offer"]
    assert "Added 2 steps" in response.text


@pytest.mark.parametrize(
    ("title", "says"),
    [
        (" ", "Say what happens next, then add it."),
        ("x" * 101, "is too long: a title has at most 100"),
        ("x\n" * 101, "Add at most 100 steps at once."),
    ],
)
def test_what_cannot_be_added_is_said_and_kept(manager_client, process, title, says):
    response = add(manager_client, process, title=title)

    assert says in response.text
    assert title.strip()[:50] in response.text
    assert len(titles(process)) == 3


def test_a_step_needs_no_role_yet(manager_client, process):
    add(manager_client, process, role="")

    response = manager_client.get(address(process))

    assert step_of(process, "Follow up").role == ""
    assert "No role yet" in response.text


def test_a_step_is_renamed_and_given_to_another_role(manager_client, process):
    act(manager_client, step_of(process, "Log"), title=" Log  lead ", role="Clerk")

    step = process.steps.get(position=1)
    assert (step.title, step.role) == ("Log lead", "Clerk")


def test_a_step_keeps_its_title_rather_than_none(manager_client, process):
    response = act(manager_client, step_of(process, "Log"), title=" ")

    assert "A step needs a title; the old one is still saved." in response.text
    assert titles(process)[0] == "Log"


@pytest.mark.parametrize(
    ("title", "do", "order"),
    [
        ("Schedule", "earlier", ["Log", "Schedule", "Contact"]),
        ("Log", "later", ["Contact", "Log", "Schedule"]),
        ("Log", "earlier", ["Log", "Contact", "Schedule"]),
        ("Contact", "add", ["Log", "New step", "Contact", "Schedule"]),
        ("Contact", "duplicate", ["Log", "Contact", "Contact (copy)", "Schedule"]),
        ("Contact", "retire", ["Log", "Schedule"]),
    ],
)
def test_what_a_card_can_do(manager_client, process, title, do, order):
    act(manager_client, step_of(process, title), do)

    assert titles(process) == order


def test_what_was_typed_is_saved_with_what_was_pressed(manager_client, process):
    act(manager_client, step_of(process, "Log"), "later", title="Log the lead")

    assert titles(process) == ["Contact", "Log the lead", "Schedule"]


@pytest.mark.parametrize(
    ("fields", "order"),
    [
        ({"to": "earlier"}, ["Contact", "Schedule", "Log"]),
        ({"to": "place", "place": 2}, ["Log", "Contact", "Schedule"]),
        ({"to": "place", "place": 99}, ["Log", "Contact", "Schedule"]),
        ({"to": "end"}, ["Log", "Contact", "Schedule"]),
        ({"to": "retired"}, ["Log"]),
    ],
)
def test_several_steps_go_together(manager_client, process, fields, order):
    picked = [step_of(process, title) for title in ("Schedule", "Contact")]

    arrange(manager_client, process, picked, **fields)

    assert titles(process) == order


def test_a_step_is_put_before_another(manager_client, process):
    goal = step_of(process, "Log")

    arrange(
        manager_client,
        process,
        [step_of(process, "Schedule")],
        to="before",
        before=goal.pk,
    )

    assert titles(process) == ["Schedule", "Log", "Contact"]


def test_a_step_is_not_put_before_one_that_went_meanwhile(manager_client, process):
    gone, moved = step_of(process, "Log"), step_of(process, "Schedule")
    retire(gone, by=make_manager("Olga Other"))

    response = arrange(manager_client, process, [moved], to="before", before=gone.pk)

    assert "“Log”: changed by Olga Other at" in response.text
    assert titles(process) == ["Contact", "Schedule"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"to": "later"}, "Select the steps first, on their cards."),
        ({"to": "later", "pick": "nonsense"}, "Select the steps first"),
        ({"to": "place", "pick": "1.1"}, "Say to which place: 1 is the first."),
        ({"pick": "1.1"}, "This field is required."),
    ],
)
def test_an_order_that_says_too_little_is_told_so(manager_client, process, data, says):
    response = manager_client.post(reverse("kpis:order", args=[process.slug]), data)

    assert says in response.text
    assert titles(process) == ["Log", "Contact", "Schedule"]


def test_a_stale_card_shows_theirs_and_yours(manager_client, process):
    step = step_of(process, "Contact")
    by_another(step, title="Ring the customer")

    response = act(manager_client, step, title="Call the customer")

    assert "“Ring the customer” was changed by Olga Other at" in response.text
    assert response.text.count("Call the customer") >= 2
    assert titles(process)[1] == "Ring the customer"


def test_only_what_was_typed_is_saved_over_theirs(manager_client, process):
    step = step_of(process, "Contact")
    by_another(step, role="Engineer")

    response = act(manager_client, step, title="Call the customer")

    conflict = response.context["trouble"]["conflict"]
    assert [one.label for one in conflict.differences] == ["Title"]
    assert conflict.mine == {"title": "Call the customer", "role": "Engineer"}


def test_ones_own_text_is_saved_over_theirs_on_demand(manager_client, process):
    step = step_of(process, "Contact")
    by_another(step, title="Ring the customer")
    step.refresh_from_db()

    act(manager_client, step, title="Call the customer")

    assert titles(process)[1] == "Call the customer"


def test_a_stale_move_is_told_and_offered_again(manager_client, process):
    step = step_of(process, "Log")
    by_another(step, instructions="Ask for the budget.")

    response = act(manager_client, step, "later")

    assert "Do it all the same" in response.text
    assert titles(process) == ["Log", "Contact", "Schedule"]


def test_a_step_taken_off_the_map_keeps_what_was_typed_in_sight(
    manager_client, process
):
    step = step_of(process, "Contact")
    retire(step, by=make_manager("Olga Other"))

    response = act(manager_client, step, title="Call the customer")

    assert "“Contact” was taken off the map by Olga Other" in response.text
    assert "Call the customer" in response.text
    assert titles(process) == ["Log", "Schedule"]


def test_stale_steps_are_not_arranged(manager_client, process):
    steps = [step_of(process, "Log"), step_of(process, "Contact")]
    by_another(steps[1], title="Ring")

    response = arrange(manager_client, process, steps, to="end")

    assert "“Ring”: changed by Olga Other at" in response.text
    assert titles(process) == ["Log", "Ring", "Schedule"]


def test_steps_of_another_process_stay_where_they_are(manager_client, process):
    other = make_process(steps=["Theirs", "Too"])

    response = arrange(
        manager_client, process, [other.steps.get(title="Theirs")], to="end"
    )

    assert "not all of these steps belong to this process" in response.text
    assert titles(other) == ["Theirs", "Too"]


def test_the_details_of_a_step_are_written(manager_client, process):
    step = step_of(process, "Contact")

    response = describe(
        manager_client,
        step,
        instructions="1. Call",
        inputs="A lead",
        handoff_trigger="Reply sent",
    )

    step.refresh_from_db()
    assert (step.instructions, step.inputs) == ("1. Call", "A lead")
    assert step.handoff_trigger == "Reply sent"
    assert "Changed “Contact”" in response.text
    assert "<li>Call</li>" in response.text


def test_stale_details_show_theirs_and_yours_and_keep_the_form(manager_client, process):
    step = step_of(process, "Contact")
    by_another(step, instructions="Write.")

    response = describe(manager_client, step, instructions="Call.", outputs="A reply")

    assert "was changed by Olga Other at" in response.text
    assert "Write." in response.text
    assert response.text.count("Call.") >= 2
    step.refresh_from_db()
    assert (step.instructions, step.outputs) == ("Write.", "")


def test_a_preview_saves_nothing(manager_client, process):
    step = step_of(process, "Contact")
    url = reverse("kpis:step_preview", args=[step.pk])

    response = manager_client.post(url, {"instructions": "**Call** <b>now</b>"})

    assert "<strong>Call</strong> &lt;b&gt;now" in response.text
    step.refresh_from_db()
    assert step.instructions == ""


def test_a_handoff_is_asked_for_where_the_role_changes(manager_client, process):
    Step.objects.filter(title="Schedule").update(role="Account Manager")

    real = manager_client.get(
        address(process), {"step": step_of(process, "Contact").pk}
    )
    none = manager_client.get(address(process), {"step": step_of(process, "Log").pk})

    assert "To step 3, Schedule, done by Account Manager." in real.text
    assert "None: the next step is of the same role and owner." in none.text


def test_a_handoff_is_there_where_only_the_owner_changes(
    manager_client, process, person, manager
):
    make_kpi(step=step_of(process, "Log"), owner=person)
    make_kpi(step=step_of(process, "Contact"), owner=manager)

    page = manager_client.get(address(process), {"step": step_of(process, "Log").pk})

    assert "To step 2, Contact, done by Sales Rep: Morgan Otto." in page.text


def test_a_change_is_undone(manager_client, process):
    act(manager_client, step_of(process, "Contact"), "retire")

    response = undo(manager_client, process)

    assert titles(process) == ["Log", "Contact", "Schedule"]
    assert "Retired" not in response.text


def test_there_may_be_nothing_to_undo(manager_client, process):
    response = undo(manager_client, process)

    assert response.status_code == 200
    assert titles(process) == ["Log", "Contact", "Schedule"]


def test_what_somebody_built_on_is_not_undone(manager_client, process):
    act(manager_client, step_of(process, "Log"), title="Log the lead")
    by_another(step_of(process, "Log the lead"), title="Enter the lead")

    response = undo(manager_client, process)

    assert "“Enter the lead”: changed by Olga Other at" in response.text
    assert titles(process)[0] == "Enter the lead"


def test_a_step_with_a_kpi_retires_and_keeps_it(manager_client, process):
    kpi = make_kpi(step=step_of(process, "Contact"))

    act(manager_client, kpi.step, "retire")

    assert titles(process) == ["Log", "Schedule"]
    assert Kpi.objects.get() == kpi
    assert "(retired)" in manager_client.get(kpi.get_absolute_url()).text


def test_what_is_missing_is_a_link_to_the_fix(manager_client, process):
    make_kpi(step=step_of(process, "Log"))

    response = manager_client.get(address(process))

    for title in ("Contact", "Schedule"):
        fix = reverse("kpis:edit", args=[step_of(process, title).pk])
        assert f'href="{fix}"' in response.text
    assert "Missing before it can be published" in response.text
    assert "No owner yet" in response.text


def test_a_complete_process_is_ready_to_publish(manager_client, person):
    process = make_process(steps=["Contact"])
    make_kpi(step=process.steps.get(), owner=person)

    response = manager_client.get(address(process))

    assert "Ready to publish" in response.text


def test_the_process_itself_is_changed_under_its_old_address(manager_client, process):
    url = reverse("processes:settings", args=[process.slug])
    data = {"name": "Lead to cash", "trigger": "T", "outcome": "O", "version": 1}

    manager_client.post(url, data)

    process.refresh_from_db()
    assert (process.name, process.slug) == ("Lead to cash", "lead-to-next-step")


def test_htmx_gets_back_only_what_is_different(htmx, process):
    whole = len(htmx.get(address(process), headers={"HX-Request": "false"}).content)

    response = act(htmx, step_of(process, "Log"), "later")

    log, contact = step_of(process, "Log"), step_of(process, "Contact")
    assert f'data-steps="{contact.pk}:1:1 {log.pk}:1:2 ' in response.text
    assert "edit-card" not in response.text
    assert len(response.content) < whole / 4
    assert "HX-Request" in response["Vary"]


def test_htmx_gets_the_card_of_a_step_that_another_added(htmx, process):
    newest = process.changes.first().number
    with process.draft(make_manager("Olga Other")) as draft:
        theirs = draft.add(title="Theirs")

    response = act(htmx, step_of(process, "Log"), since=newest)

    assert (
        response.text.count('class="edit-card"')
        + response.text.count("edit-card--unfinished")
        == 1
    )
    assert f'id="step-{theirs.pk}"' in response.text


def test_an_edit_of_fifty_steps_answers_in_a_small_part_of_the_page(htmx):
    process = make_process(steps=map(str, range(50)))
    whole = len(htmx.get(address(process), headers={"HX-Request": "false"}).content)

    answers = [
        act(htmx, step_of(process, "9"), "later"),
        act(htmx, step_of(process, "9"), title="Nine"),
        act(htmx, step_of(process, "Nine"), "duplicate"),
    ]

    assert max(len(answer.content) for answer in answers) < whole / 12


@pytest.mark.parametrize("count", [1, 50])
def test_the_queries_do_not_grow_with_the_steps(
    manager_client, count, django_assert_num_queries
):
    process = make_process(steps=map(str, range(count)))

    with django_assert_num_queries(7):
        manager_client.get(address(process))


@pytest.mark.parametrize(
    "query", ["?step=999999", "?step=x", "?since=x&card=y", "?since=" + "9" * 5000]
)
def test_what_no_page_sends_breaks_nothing(manager_client, process, query):
    response = manager_client.get(address(process) + query)

    assert response.status_code in {200, 404}
