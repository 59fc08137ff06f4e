"""Admins hear of who is proposed as owner, for one of them decides."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from kpis import graveyard, ownership, tasks
from kpis.models import Notice
from people.models import Role, User
from tests.factories import (
    hand_over,
    kpi_again,
    last_week,
    make_admin,
    make_kpi,
    make_person,
    make_process,
    make_step,
)


@pytest.fixture
def kpi():
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    return make_kpi(step=step)


def work():
    """Do every job there is, as the worker would."""
    for job in ProcrastinateJob.objects.order_by("pk"):
        tasks.tell(**job.args)


def told(mailoutbox):
    return sorted(mail.to[0] for mail in mailoutbox)


def test_an_admin_is_told_who_is_proposed_and_where_to_decide(
    kpi, person, manager, admin, mailoutbox, settings
):
    settings.SITE_URL = "https://kpiflow.example.com"
    ownership.propose(kpi, person, by=manager)

    work()

    [mail] = mailoutbox
    assert mail.to == [admin.email]
    assert mail.subject == (
        "Morgan Otto proposes Ben Cole for the number at “Contact customer”"
    )
    assert "“Respond to new CRM inquiries within 4 hours of receipt.”" in mail.body
    assert "Lead to next step › 1 · Contact customer" in mail.body
    assert "Nobody owns it until an admin decides." in mail.body
    decided_at = f"{reverse('kpis:owners')}#owner-{kpi.pk}"
    assert f"\nhttps://kpiflow.example.com{decided_at}\n" in f"{mail.body}\n"


def test_who_owns_it_until_then_is_said(kpi, person, manager, admin, mailoutbox):
    hand_over(kpi, make_person("Dee Park"), last_week())
    ownership.propose(kpi, person, by=manager)

    work()

    assert "Dee Park owns it until an admin decides." in mailoutbox[0].body


def test_every_active_admin_is_told_and_nobody_else(
    kpi, person, manager, admin, mailoutbox
):
    second = make_admin("Zoe Second")
    make_admin("Left Long Ago").deactivate()
    ownership.propose(kpi, person, by=manager)

    work()

    assert told(mailoutbox) == sorted([admin.email, second.email])


def test_an_admin_who_proposes_is_not_told_of_it(kpi, person, admin, mailoutbox):
    ownership.propose(kpi, person, by=admin)

    work()

    assert mailoutbox == []


def test_the_same_proposal_again_is_told_once(kpi, person, manager, admin, mailoutbox):
    ownership.propose(kpi, person, by=manager)
    work()
    ownership.propose(kpi, person, by=manager)

    work()

    assert len(mailoutbox) == 1


def test_a_proposal_that_was_withdrawn_is_not_told(
    kpi, person, manager, admin, mailoutbox
):
    ownership.propose(kpi, person, by=manager)
    ownership.withdraw(kpi)

    work()

    assert mailoutbox == []
    assert not Notice.objects.exists()


def test_of_two_proposals_the_one_that_stands_is_told(
    kpi, person, manager, admin, mailoutbox
):
    ownership.propose(kpi, person, by=manager)
    ownership.propose(kpi, make_person("Dee Park"), by=manager)

    work()

    [mail] = mailoutbox
    assert "Morgan Otto proposes Dee Park" in mail.subject


def test_another_proposal_is_told_anew(kpi, person, manager, admin, mailoutbox):
    ownership.propose(kpi, person, by=manager)
    work()
    ownership.propose(kpi, make_person("Dee Park"), by=manager)

    work()

    assert [mail.subject.split(" for ")[0] for mail in mailoutbox] == [
        "Morgan Otto proposes Ben Cole",
        "Morgan Otto proposes Dee Park",
    ]


def test_what_an_admin_decided_meanwhile_is_not_told(
    kpi, person, manager, admin, mailoutbox
):
    ownership.propose(kpi, person, by=manager)
    hand_over(kpi, person, last_week())

    work()

    assert mailoutbox == []


def test_a_proposal_for_a_number_buried_meanwhile_is_not_told(
    kpi, person, manager, admin, mailoutbox
):
    ownership.propose(kpi, person, by=manager)
    kpi = kpi_again(kpi)
    graveyard.bury(kpi, "Nothing follows from it.", by=manager, version=kpi.version)

    work()

    assert mailoutbox == []


def test_who_is_no_admin_any_more_is_not_told(kpi, person, manager, admin, mailoutbox):
    make_admin("Zoe Second")
    ownership.propose(kpi, person, by=manager)
    User.objects.filter(pk=admin.pk).update(role=Role.MEMBER)

    work()

    assert admin.email not in told(mailoutbox)
    assert len(mailoutbox) == 1
