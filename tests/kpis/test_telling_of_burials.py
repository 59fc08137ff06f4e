"""The owner of a KPI hears that it was buried, and that it is back."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kpis import graveyard, tasks
from kpis.models import About, Kpi, Notice
from tests.factories import (
    LONG_AGO,
    at,
    hand_over,
    kpi_again,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_step,
)

REASON = "Nobody acts on > 3 of it <b>."


@pytest.fixture
def kpi(person):
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    return make_kpi(step=step, owner=person)


def bury(kpi, by, reason=REASON):
    kpi = kpi_again(kpi)
    graveyard.bury(kpi, reason, by=by, version=kpi.version)


def bring_back(kpi, by):
    kpi = Kpi.buried.get(pk=kpi.pk)
    graveyard.bring_back(kpi, by=by, version=kpi.version)


def work():
    """Do every job there is, as the worker would."""
    for job in ProcrastinateJob.objects.order_by("pk"):
        tasks.tell(**job.args)


def subjects(mailoutbox):
    return [mail.subject for mail in mailoutbox]


def test_the_owner_is_told_who_buried_the_number_and_why(
    kpi, person, manager, mailoutbox, settings
):
    settings.SITE_URL = "https://kpiflow.example.com"
    bury(kpi, manager)

    work()

    [mail] = mailoutbox
    assert mail.to == [person.email]
    assert mail.subject == "Buried: your number at “Contact customer”"
    assert "Morgan Otto buried this number of yours on" in mail.body
    assert f"The reason: {REASON}" in mail.body
    assert "Lead to next step › Contact customer" in mail.body
    assert (
        f"\nhttps://kpiflow.example.com{kpi.get_absolute_url()}\n" in f"{mail.body}\n"
    )


def test_the_owner_is_told_that_the_number_is_back(kpi, person, manager, mailoutbox):
    bury(kpi, manager)
    work()

    bring_back(kpi, manager)
    work()

    assert subjects(mailoutbox) == [
        "Buried: your number at “Contact customer”",
        "Back: your number at “Contact customer”",
    ]
    assert "You own it as before:" in mailoutbox[1].body
    assert f"/scorecards/{person.pk}/" in mailoutbox[1].body


def test_nobody_is_told_twice(kpi, manager, mailoutbox):
    bury(kpi, manager)

    work()
    work()

    assert len(mailoutbox) == 1


def test_whoever_did_it_is_not_told(manager, mailoutbox):
    kpi = make_kpi(owner=manager)
    bury(kpi, manager)
    bring_back(kpi, manager)

    work()

    assert mailoutbox == []


def test_who_buried_their_own_number_is_told_when_another_brings_it_back(
    manager, mailoutbox
):
    kpi = make_kpi(owner=manager)
    bury(kpi, manager)

    bring_back(kpi, make_manager("Olga Other"))
    work()

    assert [mail.to for mail in mailoutbox] == [[manager.email]]


def test_a_burial_taken_back_before_anybody_heard_of_it_is_not_told(
    kpi, manager, mailoutbox
):
    bury(kpi, manager)
    bring_back(kpi, manager)

    work()

    assert mailoutbox == []
    assert not Notice.objects.exists()


def test_a_return_that_was_undone_before_anybody_heard_of_it_is_not_told(
    kpi, manager, mailoutbox
):
    bury(kpi, manager)
    work()
    bring_back(kpi, manager)
    bury(kpi, manager)

    work()

    assert len(mailoutbox) == 1
    assert not Notice.objects.filter(about=About.RETURN).exists()


def test_a_number_without_an_owner_tells_nobody(manager):
    bury(make_kpi(), manager)

    assert not Notice.objects.exists()


def test_who_owned_it_before_is_not_told(kpi, manager, mailoutbox):
    dee = make_person("Dee Park")
    hand_over(kpi, dee, LONG_AGO.replace(year=LONG_AGO.year + 1))
    bury(kpi, manager)

    work()

    assert [mail.to for mail in mailoutbox] == [[dee.email]]


def test_an_owner_who_left_is_not_mailed(kpi, person, manager, mailoutbox):
    bury(kpi, manager)
    person.deactivate()

    work()

    assert mailoutbox == []


def test_a_burial_dated_in_the_past_is_no_news(kpi, manager):
    kpi = kpi_again(kpi)
    day = LONG_AGO.replace(year=LONG_AGO.year + 1)

    graveyard.bury(kpi, REASON, by=manager, version=kpi.version, at=at(day))

    assert not Notice.objects.exists()
