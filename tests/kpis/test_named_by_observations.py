"""What an observation names is there, and stays, though no foreign key says so."""

import pytest
from django.db import transaction

from kpis.models import Import, ImportKind, Kpi
from people.models import User
from tests.database import begin, refused, sql
from tests.factories import make_kpi, make_manager

INSERT = """
    INSERT INTO kpis_observation (kpi_id, author_id, imported_id, external_id,
        occurred_at, value, source)
    VALUES (%s, %s, %s, 'C-1', '2026-03-04', 1, 'import')
"""


def make_import(kpi):
    return Import.objects.create(
        kind=ImportKind.OBSERVATIONS, name="calls.csv", size=1, digest="0", kpi=kpi
    )


def test_an_observation_is_of_a_kpi_that_is_there():
    with refused("observation_has_its_kpi"):
        sql(INSERT, 0, None, None)


def test_an_observation_is_by_somebody_who_is_there():
    with refused("observation_has_its_author"):
        sql(INSERT, make_kpi().pk, 0, None)


def test_an_observation_is_of_an_import_that_is_there():
    with refused("observation_has_its_import"):
        sql(INSERT, make_kpi().pk, None, 0)


def test_an_observation_does_not_move_to_a_kpi_that_is_not_there():
    kpi = make_kpi()
    sql(INSERT, kpi.pk, None, None)

    with refused("observation_has_its_kpi"):
        sql("UPDATE kpis_observation SET kpi_id = 0")


def test_a_kpi_does_not_go_from_under_its_observations():
    kpi = make_kpi()
    sql(INSERT, kpi.pk, None, None)

    with refused("observation_has_its_kpi"):
        sql("DELETE FROM kpis_kpi WHERE id = %s", kpi.pk)


def test_an_author_does_not_go_from_their_observations():
    author = make_manager()
    sql(INSERT, make_kpi().pk, author.pk, None)

    with refused("observation_has_its_author"):
        sql("DELETE FROM people_user WHERE id = %s", author.pk)


def test_an_import_does_not_go_from_its_observations():
    kpi = make_kpi()
    sql(INSERT, kpi.pk, None, make_import(kpi).pk)

    with refused("observation_has_its_import"):
        sql("DELETE FROM kpis_import")


@pytest.mark.django_db(transaction=True)
def test_who_deletes_an_author_waits_for_what_is_being_recorded():
    author, kpi = make_manager(), make_kpi()

    with transaction.atomic():
        sql(INSERT, kpi.pk, author.pk, None)
        deleting = begin(
            lambda: sql("DELETE FROM people_user WHERE id = %s", author.pk)
        )
        assert not deleting.done()

    assert "observation_has_its_author" in str(
        deleting.exception().__cause__.diag.constraint_name
    )
    assert User.objects.filter(pk=author.pk).exists()
    assert Kpi.objects.filter(pk=kpi.pk).exists()
