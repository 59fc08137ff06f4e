"""What the page says before an import is undone is what undoing it does."""

from kpis.models import Observation
from tests.factories import make_kpi
from tests.kpis.imports.files import address, csv_of, imported

DAYS = [f"{name},2026-03-02,{n}" for n, name in enumerate("abcde")]


def told(client, upload):
    """The page's sentences, each in one line."""
    return " ".join(client.get(address(upload, "undo")).text.split())


def test_all_that_it_brought_goes_while_nobody_changed_it(manager_client):
    upload, _ = imported(manager_client, csv_of(*DAYS), kpi=make_kpi())

    assert "5 numbers that it brought are taken away." in told(manager_client, upload)


def test_what_was_corrected_since_is_not_counted(manager_client):
    kpi = make_kpi()
    upload, _ = imported(manager_client, csv_of(*DAYS), kpi=kpi)
    imported(manager_client, csv_of("a,2026-03-02,7", "b,2026-03-02,8"), kpi=kpi)

    text = told(manager_client, upload)

    assert "3 of the 5 numbers that it brought are as it left them and are" in text
    assert "5 numbers that it brought are taken away" not in text


def test_what_it_corrected_itself_is_counted_with_the_rest(manager_client):
    kpi = make_kpi()
    imported(manager_client, csv_of("a,2026-03-02,7"), kpi=kpi)
    upload, _ = imported(manager_client, csv_of(*DAYS), kpi=kpi)
    imported(manager_client, csv_of("b,2026-03-02,8"), kpi=kpi)

    text = told(manager_client, upload)

    assert "4 of the 5 numbers that it brought or corrected are as it left" in text


def test_nothing_is_taken_back_where_nothing_is_left_of_it(manager_client):
    kpi = make_kpi()
    upload, _ = imported(manager_client, csv_of("a,2026-03-02,7"), kpi=kpi)
    imported(manager_client, csv_of("a,2026-03-02,8"), kpi=kpi)

    text = told(manager_client, upload)

    assert "The number that it brought isn’t as it left it: nothing is" in text
    assert Observation.objects.get().value == 8
