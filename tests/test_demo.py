"""The demo: where it is refused, and what it tells.

The tests that need an empty database stand first; the later ones share one demo.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Avg

from kpiflow.demo import PASSWORD, demo_accounts
from kpis.board import board_of
from kpis.models import Answer, Kpi, Notice, Observation, Ownership, Proposal
from kpis.publishing import preview
from people.models import User
from processes.models import Process, Revision
from scorecards.scorecard import scorecard_for
from tests.demo_story import (
    all_series,
    day_of,
    leads,
    load,
    published,
    readings_of,
    today,
)
from tests.factories import make_person, make_process

A_SUNDAY = datetime(2026, 11, 22, 15, tzinfo=ZoneInfo("UTC"))


def counts():
    return [model.objects.count() for model in (User, Process, Kpi, Observation)]


def owned_by(login):
    person = User.objects.get(email=f"{login}@example.com")
    return [entry.kpi.step.title for entry in scorecard_for(person).entries]


def facts_on(moment):
    """What the demo tells when it is loaded at a moment."""
    with time_machine.travel(moment), transaction.atomic():
        load(moment)
        facts = Observation.objects.order_by("kpi__step__title", "external_id")
        told = list(
            facts.values_list(
                *("kpi__step__title", "external_id", "occurred_at", "started_at"),
                *("value", "of", "tally", "case", "author__email"),
            )
        )
        transaction.set_rollback(True)
    return told


def test_the_demo_is_refused_where_it_is_off(settings):
    settings.DEMO = False
    before = counts()

    with pytest.raises(CommandError, match="The demo is off here"):
        call_command("demo")

    assert counts() == before


def test_the_demo_is_refused_where_people_are():
    make_person()
    before = counts()

    with pytest.raises(
        CommandError, match="people here already, so nothing was touched"
    ):
        call_command("demo")

    assert counts() == before


def test_the_demo_comes_whole_or_not_at_all():
    make_process("A&E attendance")

    with pytest.raises(IntegrityError), transaction.atomic():
        call_command("demo")

    assert counts() == [0, 1, 0, 0]


def test_there_are_no_demo_accounts_without_a_demo():
    assert demo_accounts() == []


def test_the_demo_is_the_same_all_day_long():
    evening = A_SUNDAY.replace(hour=23)

    assert facts_on(A_SUNDAY) == facts_on(evening)


@pytest.fixture(scope="module")
def report(django_db_setup, django_db_blocker):
    """The demo, loaded once for all tests from here on; what the command said of it."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(A_SUNDAY),
        transaction.atomic(),
    ):
        said = load(A_SUNDAY)
        # Now, and not at the end of every test.
        connection.check_constraints()
        yield said
        transaction.set_rollback(True)


def test_the_command_says_what_it_loaded(report):
    people, processes, kpis, observations = counts()

    assert (people, processes, kpis) == (24, 4, 12)
    assert "24 people, 4 processes, 12 KPIs" in report
    assert f"{observations:,} observations in " in report


def test_a_second_demo_is_refused(report):
    before = counts()

    with pytest.raises(CommandError, match="people here already"):
        call_command("demo")

    assert counts() == before


def test_every_published_process_is_complete(report):
    assert [gap for process in published() for gap in preview(process).gaps] == []


def test_every_standard_says_all_three_things(report):
    for one in all_series().values():
        texts = one.standard.good, one.standard.measured, one.standard.handoff
        assert all(text.strip() for text in texts)


def test_the_three_kpis_of_the_article_stand_word_for_word(report):
    assert [stop.series.standard.statement for stop in board_of(leads()).stops] == [
        "Log new leads within 2 hours of receipt",
        "Respond to inquiries within 4 hours",
        "100% of qualified leads move to next step",
    ]


def test_answers_turned_worse_with_the_second_revision(report):
    changed = day_of(leads().revisions.get(number=2))
    readings = readings_of("Customer contacted").filter(end__lt=today())

    before = readings.filter(start__lt=changed).aggregate(mean=Avg("value"))["mean"]
    since = readings.filter(start__gte=changed).aggregate(mean=Avg("value"))["mean"]

    assert 92 <= before <= 94
    assert 80 <= since <= 84


def test_logging_stayed_as_good_as_it_was(report):
    assert set(
        readings_of("Lead logged into CRM").values_list("verdict", flat=True)
    ) == {"met"}


def test_no_step_starts_on_a_lead_before_the_one_before_has_ended(report):
    facts = Observation.objects.filter(kpi__step__process=leads())
    ended = {fact.external_id: fact.occurred_at for fact in facts}

    for fact in facts.exclude(external_id__endswith="-logged"):
        before = "logged" if fact.external_id.endswith("-contacted") else "contacted"
        assert fact.started_at >= ended[f"{fact.case}-{before}"]


def test_there_are_thirty_to_sixty_leads_in_a_whole_week(report):
    readings = readings_of("Lead logged into CRM").filter(end__lt=today())

    assert all(30 <= reading.observations <= 60 for reading in readings)


def test_the_accounting_rep_has_the_three_numbers_of_the_article(report):
    assert owned_by("tess") == [
        "Owner statement sent",
        "Disputed line answered",
        "Invoice collected",
    ]


def test_the_sales_rep_has_a_share_and_a_count(report):
    assert owned_by("ben") == ["Job passed to billing", "Customer contacted"]


def test_past_collections_stay_with_their_past_owner(report):
    names = list(readings_of("Invoice collected").values_list("owner__name", flat=True))

    assert names == sorted(names)
    assert names.count("Kim Lowe") == 10
    assert names.count("Tess Jordan") >= 4


def test_each_revision_keeps_the_owner_of_its_time(report):
    first, second = Revision.objects.filter(process__name="Invoice to cash").order_by(
        "number"
    )

    assert first.snapshot["steps"][3]["owner"]["name"] == "Kim Lowe"
    assert second.snapshot["steps"][3]["owner"]["name"] == "Tess Jordan"


def test_one_check_in_was_corrected_by_who_made_it(report):
    event = apps.get_model("kpis.ObservationEvent").objects.get()
    corrected = Observation.objects.get(pk=event.pgh_obj_id)

    assert corrected.kpi.step.title == "Disputed line answered"
    assert corrected.value == event.value + 3
    assert event.pgh_context["user"] == corrected.author_id


def test_one_owner_is_proposed(report):
    proposal = Proposal.objects.get()

    assert proposal.kpi.step.title == "Next steps scheduled"
    assert str(proposal) == "Lena Fox proposed by Morgan Otto"


def test_one_owner_to_come_has_not_accepted_yet(report):
    asked = Ownership.objects.get(answer=Answer.PENDING)

    assert asked.kpi.step.title == "Lead logged into CRM"
    assert (asked.person.name, asked.assigned_by.name) == ("Ben Cole", "Alex Moreau")
    assert asked.since > today()
    assert not Notice.objects.filter(told_at=None).exists()


def test_hospital_totals_look_real(report):
    for reading in readings_of("Admit, transfer or discharge"):
        days = min((today() - reading.start).days, 31)
        assert 65 <= reading.value <= 88
        assert 250 * days <= reading.denominator <= 400 * max(days, 28)


def test_everybody_reports_to_the_admin_in_the_end(report):
    admin = User.objects.get(role="admin")

    assert User.objects.reporting_to(admin).count() == 23
    assert User.objects.filter(role="manager").count() == 4
    assert not User.objects.filter(is_demo=False).exists()


def test_the_demo_accounts_open_with_the_demo_password(report):
    accounts = demo_accounts()

    assert [email for email, _ in accounts] == [
        "admin@example.com",
        "manager@example.com",
        "ben@example.com",
        "tess@example.com",
    ]
    assert all(authenticate(email=email, password=PASSWORD) for email, _ in accounts)


def test_demo_accounts_are_not_told_where_the_demo_is_off(report, settings):
    settings.DEMO = False

    assert demo_accounts() == []
