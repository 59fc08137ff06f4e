import pytest
from django.urls import reverse

from kpis.models import Calendar, Kpi
from tests.factories import (
    LONG_AGO,
    kpi_again,
    last_week,
    make_kpi,
    make_person,
    make_step,
    measure,
)

ANSWERS = {
    "statement": "Respond to new CRM inquiries within 4 hours of receipt.",
    "good": "A named person answers.",
    "measured": "CRM clock.",
    "handoff": "Reply sent.",
    "unit": "hours",
    "summary": "share_within",
    "limit": "4",
    "direction": "at_least",
    "target": "90",
    "upper": "",
    "cadence": "week",
    "grace": "3",
    "result": "Booked next steps.",
    "control": "The order of the inbox.",
    "loop": "Ben on Fridays.",
    "owner": "",
    "version": "",
}


@pytest.fixture
def step():
    return make_step(title="Contact customer")


def edit_url(step):
    return reverse("kpis:edit", args=[step.pk])


def today():
    return Calendar.default().today()


def save(client, step, **answers):
    data = ANSWERS | {"since": today().isoformat()} | answers
    return client.post(edit_url(step), data, follow=True)


def test_what_is_known_of_the_step_is_at_hand(manager_client):
    step = make_step(instructions="Call back.\n\n**Limit:** within 4 hours")

    text = manager_client.get(edit_url(step)).text

    assert "<strong>Limit:</strong> within 4 hours" in text


def test_a_limit_of_money_may_be_below_zero(manager_client, step):
    save(manager_client, step, unit="EUR", limit="-5")

    assert Kpi.objects.get(step=step).standards.get().limit == -5


def test_a_manager_gives_a_step_its_kpi(manager_client, step, person):
    response = save(manager_client, step, owner=person.pk)

    kpi = Kpi.objects.get(step=step)
    assert "The step has its number." in response.text
    assert kpi.standards.get().limit == 4
    assert kpi.is_admitted


def test_a_manager_proposes_the_owner(manager_client, step, person):
    save(manager_client, step, owner=person.pk)

    kpi = Kpi.objects.get(step=step)
    assert kpi.proposal.person == person
    assert not kpi.ownerships.exists()


def test_an_admin_assigns_the_owner_at_once(admin_client, step, person):
    save(admin_client, step, owner=person.pk)

    assert Kpi.objects.get(step=step).ownerships.get().person == person


def test_a_draft_may_leave_the_admission_test_open(manager_client, step):
    save(manager_client, step, result="", control="", loop="")

    assert not Kpi.objects.get(step=step).is_admitted


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"limit": "-5"}, "write a limit above 0."),
        ({"limit": "0"}, "write a limit above 0."),
        ({"limit": "0", "unit": "minutes"}, "write a limit above 0."),
        ({"limit": "-1", "unit": "errors"}, "write a limit of 0 or more."),
        ({"limit": "-1", "unit": "%"}, "write a limit of 0 or more."),
        ({"grace": "9999"}, "Write 0 to 90 days"),
        ({"grace": "99999"}, "Write 0 to 90 days"),
        ({"grace": "-1"}, "Write 0 to 90 days"),
        ({"target": "-5"}, "A share’s target lies between 0 and 100."),
        ({"limit": ""}, "A share within the limit needs a limit"),
        ({"summary": "mean", "limit": "6"}, "empty this field, or choose “share"),
        ({"target": "120"}, "A share’s target lies between 0 and 100."),
        ({"direction": "between"}, "Between needs a second, larger number"),
        ({"direction": "between", "upper": "80"}, "Between needs a second, larger"),
        ({"target": "NaN"}, "Enter a number."),
        ({"statement": ""}, "Say in a sentence what is done"),
        ({"since": "someday"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_lost(
    manager_client, step, answers, message
):
    response = save(manager_client, step, **answers)

    assert message in response.text
    assert "A named person answers." in response.text
    assert not Kpi.objects.exists()


def test_the_form_shows_what_holds_now(manager_client, step):
    make_kpi(step=step)

    response = manager_client.get(edit_url(step))

    assert 'value="90"' in response.text
    assert "A named person answers the question asked." in response.text


def test_a_new_standard_holds_from_its_date_on(manager_client, step, person):
    kpi = make_kpi(step=step, owner=person)
    measure(kpi, last_week(3), 3)
    measure(kpi, last_week(0), 3)

    save(
        manager_client,
        step,
        limit="2",
        since=last_week(0).isoformat(),
        version=kpi.version,
        owner=person.pk,
    )

    verdicts = [reading.verdict for reading in kpi.readings.order_by("start")]
    assert verdicts == ["met", "missed"]
    assert kpi.standards.count() == 2


def test_saving_without_a_change_makes_no_new_standard(manager_client, step, person):
    save(manager_client, step)
    kpi = Kpi.objects.get(step=step)
    kpi.standards.update(since=LONG_AGO)

    save(manager_client, step, version=kpi.version)

    assert kpi.standards.get().since == LONG_AGO


def test_a_limit_that_counts_may_be_zero(manager_client, step):
    save(manager_client, step, unit="errors", limit="0")

    assert Kpi.objects.get(step=step).standards.get().limit == 0


def test_no_time_at_all_is_kept_as_a_draft(manager_client, step):
    url = reverse("kpis:draft", args=[step.pk])
    statement = "Answer leads within 0 hours of receipt."

    manager_client.post(url, ANSWERS | {"statement": statement, "limit": "0"})

    assert step.kpi_draft.answers["limit"] == "0"


def test_the_second_of_two_managers_is_told_and_keeps_what_they_wrote(
    manager_client, step
):
    kpi = make_kpi(step=step)
    seen = kpi.version
    save(manager_client, step, version=seen, statement="Theirs, within 3 hours.")

    response = save(manager_client, step, version=seen, statement="Mine, in 2 hours.")

    assert "Somebody changed this while you were writing." in response.text
    assert "Mine, in 2 hours." in response.text
    statements = kpi_again(kpi).standards.values_list("statement", flat=True)
    assert "Mine, in 2 hours." not in statements


def test_two_managers_giving_a_step_its_first_kpi_do_not_overwrite(
    manager_client, step
):
    save(manager_client, step)

    response = save(manager_client, step, statement="Mine, in 2 hours.")

    assert "Somebody changed this while you were writing." in response.text
    assert Kpi.objects.count() == 1


def test_an_owner_is_followed_by_somebody(admin_client, step, person):
    kpi = make_kpi(step=step, owner=person)

    page = admin_client.get(edit_url(step))
    response = save(admin_client, step, owner="", version=kpi.version)

    assert "Nobody yet" not in page.text
    assert "Nothing is saved yet" in response.text


def test_a_manager_finds_what_is_proposed(manager_client, step, person):
    kpi = make_kpi(step=step, owner=make_person("Ann"))
    save(manager_client, step, owner=person.pk, version=kpi.version)

    response = manager_client.get(edit_url(step))

    assert f'<option value="{person.pk}" selected>Ben Cole</option>' in response.text
    assert "Morgan Otto proposed Ben Cole" in response.text
    assert "To withdraw it choose Ann." in response.text


def test_an_admin_finds_the_owner_there_is(admin_client, manager_client, step, person):
    ann = make_person("Ann")
    kpi = make_kpi(step=step, owner=ann)
    save(manager_client, step, owner=person.pk, version=kpi.version)

    response = admin_client.get(edit_url(step))

    assert f'<option value="{ann.pk}" selected>Ann</option>' in response.text
    assert "Morgan Otto proposed Ben Cole" in response.text


def test_what_is_wrong_is_told_at_the_top_as_well(manager_client, step):
    response = save(manager_client, step, statement="", upper="95")

    top = response.text.split("Say it in a sentence")[0]
    assert "Nothing is saved yet" in top
    assert '<a href="#id_statement">Statement</a>: Say in a sentence' in top
    assert "at least and at most have none." in top


def test_hours_from_before_the_first_standard_are_not_made_a_share_of_yes(
    manager_client, step
):
    save(manager_client, step, summary="mean", limit="")
    kpi = Kpi.objects.get(step=step)
    measure(kpi, last_week(3), 4.5)

    response = save(
        manager_client, step, summary="share_yes", limit="", version=kpi.version
    )

    assert "more than yes or no" in response.text
    assert kpi.standards.get().summary == "mean"


def test_no_standard_begins_when_calendars_end(manager_client, step):
    kpi = make_kpi(step=step)

    response = save(
        manager_client,
        step,
        summary="share_yes",
        limit="",
        since="9999-12-31",
        version=kpi.version,
    )

    assert "Choose a day within a year from today." in response.text


@pytest.mark.parametrize(("weeks_ago", "refused"), [(0, True), (1, False)])
def test_hours_are_not_made_a_share_of_yes(manager_client, weeks_ago, refused):
    kpi = make_kpi(summary="last", limit=None)
    measure(kpi, last_week(weeks_ago), 4.5)
    monday = last_week(0).isoformat()

    response = save(
        manager_client,
        kpi.step,
        summary="share_yes",
        limit="",
        since=monday,
        version=kpi.version,
    )

    assert ("more than yes or no" in response.text) == refused
    assert (kpi.standards.count() == 1) == refused
