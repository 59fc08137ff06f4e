"""The scorecard tells what others did to one's numbers."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kpis import graveyard
from kpis.models import Kpi
from tests.conftest import signed_in
from tests.factories import kpi_again, make_kpi, make_manager, make_step

REASON = "Nobody looked at <it> for a quarter."
NEWS = "What became of your numbers"


@pytest.fixture
def kpi(person):
    return make_kpi(step=make_step(title="Contact customer"), owner=person)


def bury(kpi, by):
    kpi = kpi_again(kpi)
    graveyard.bury(kpi, REASON, by=by, version=kpi.version)


def bring_back(kpi, by):
    kpi = Kpi.buried.get(pk=kpi.pk)
    graveyard.bring_back(kpi, by=by, version=kpi.version)


def scorecard(client):
    return client.get(reverse("scorecards:me")).text


def test_who_buried_a_number_and_why_is_told_to_its_owner(client, kpi, manager):
    bury(kpi, manager)

    text = scorecard(client)

    assert NEWS in text
    assert "Morgan Otto buried this number on" in text
    assert "The reason: Nobody looked at &lt;it&gt; for a quarter." in text
    assert f'href="{kpi.get_absolute_url()}"' in text
    assert client.get(kpi.get_absolute_url()).status_code == 200


def test_that_it_is_back_takes_the_place_of_that(client, kpi, manager):
    bury(kpi, manager)
    told = kpi.notices.get()
    told.told_at = timezone.now()
    told.save(update_fields=["told_at"])

    bring_back(kpi, manager)

    text = scorecard(client)
    assert "This number was buried, and is back since" in text
    assert "buried this number on" not in text


def test_what_came_and_went_before_it_was_told_is_no_news(client, kpi, manager):
    bury(kpi, manager)
    bring_back(kpi, manager)

    assert NEWS not in scorecard(client)


def test_what_one_did_oneself_is_no_news(kpi):
    olga = make_manager("Olga Other")
    own = make_kpi(owner=olga)

    bury(own, olga)

    assert NEWS not in scorecard(signed_in(olga))


def test_what_became_of_somebody_elses_number_is_no_news(manager_client, kpi, manager):
    bury(kpi, manager)

    assert NEWS not in scorecard(manager_client)


def test_news_is_told_for_a_month(client, kpi, manager):
    with time_machine.travel(timezone.now() - timedelta(days=40)):
        bury(kpi, manager)

    assert NEWS not in scorecard(client)
