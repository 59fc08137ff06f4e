"""manage.py import_observations."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kpis.checking import differences
from kpis.imports import commanding
from kpis.imports.working import work_on
from kpis.models import Import, ImportMapping, Observation
from tests.factories import last_week, make_kpi, make_person
from tests.kpis.imports.files import csv_of


@pytest.fixture
def kpi():
    return make_kpi(owner=make_person("Ana Ruiz"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cases.csv"


def run(path, **options):
    """What the command says, or why it gives up; and what it complains of."""
    out, err = StringIO(), StringIO()
    try:
        call_command(
            "import_observations", str(path), stdout=out, stderr=err, **options
        )
    except CommandError as error:
        return str(error), err.getvalue()
    return out.getvalue(), err.getvalue()


def test_it_imports_in_nobodys_name(path, kpi):
    path.write_text(csv_of(f"a,{last_week()},1"))

    said, _ = run(path, kpi=kpi.pk)

    assert "1 new, 0 corrected, 0 known already." in said
    assert kpi.observations.get().author is None
    assert list(differences()) == []


def test_it_tells_every_bad_row_and_imports_none(path, kpi):
    path.write_text(csv_of("a,2026-03-02,1", "b,2026-03-02,x", "c,2199-01-01,1"))

    said, errors = run(path, kpi=kpi.pk)

    assert said.startswith("Nothing was imported: mend these rows")
    assert errors.count("Line ") == 2
    assert not Observation.objects.exists()


def test_it_imports_the_good_rows_when_told_to(path, kpi):
    path.write_text(csv_of("a,2026-03-02,1", "b,2199-01-01,1"))

    said, errors = run(path, kpi=kpi.pk, good_rows=True)

    assert "1 new" in said
    assert "1 refused" in said
    assert "Line 3" in errors
    assert kpi.observations.count() == 1


def test_a_dry_run_leaves_no_trace(path, kpi):
    path.write_text(csv_of(f"a,{last_week()},1"))

    said, _ = run(path, kpi=kpi.pk, dry_run=True)

    assert "Would be: 1 new" in said
    assert not Observation.objects.exists()
    assert not Import.objects.exists()


@pytest.mark.parametrize("row", ["b,2199-01-01,1", "b,soon,1"])
def test_a_dry_run_of_bad_rows_leaves_no_trace(path, kpi, row):
    path.write_text(csv_of(f"a,{last_week()},1", row))

    said, errors = run(path, kpi=kpi.pk, dry_run=True)

    assert said.startswith("Nothing was imported")
    assert "Line 3" in errors
    assert not Import.objects.exists()


def test_a_dry_run_of_an_open_question_leaves_no_trace(path):
    path.write_text(csv_of(f"a,{last_week()},1"))

    assert "use --kpi" in run(path, dry_run=True)[0]
    assert not Import.objects.exists()


@pytest.mark.parametrize("state", ["checking", "loading"])
def test_who_interrupts_it_gives_the_file_up(path, kpi, monkeypatch, state):
    path.write_text(csv_of(f"a,{last_week()},1"))

    def interrupted(import_id):
        if Import.objects.get(pk=import_id).state == state:
            raise KeyboardInterrupt
        work_on(import_id)

    monkeypatch.setattr(commanding, "work_on", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(path, kpi=kpi.pk)

    upload = Import.objects.get()
    assert upload.state == "cancelled"
    assert not upload.parts.exists()


def test_it_says_in_json_what_became_of_the_file(path, kpi):
    path.write_text(csv_of("a,2026-03-02,1", "b,2199-01-01,1"))
    out = StringIO()

    with pytest.raises(CommandError):
        call_command(
            "import_observations", str(path), kpi=kpi.pk, json=True, stdout=out
        )

    said = json.loads(out.getvalue())
    assert said["imported"] is False
    assert (said["rows"], said["new"], said["refused"]) == (2, 1, 1)
    assert said["refusals"][0]["line"] == 3


def test_columns_are_named_where_they_can_not_be_guessed(path, kpi):
    path.write_text(csv_of(f"{last_week()},3,4", header="A,B,C"))

    said, _ = run(path, kpi=kpi.pk)
    assert "“Value” is open" in said
    run(path, kpi=kpi.pk, map=["C=value"])

    assert kpi.observations.get().value == 4


def test_it_tells_which_columns_may_say_when(path, kpi):
    day = last_week()
    path.write_text(csv_of(f"{day},{day},4", header="Shipped,Paid,Hours"))

    said, _ = run(path, kpi=kpi.pk)

    assert "It may be “Shipped”, “Paid”. Choose the column" in said
    assert not Import.objects.exclude(state="cancelled").exists()


@pytest.mark.parametrize(
    ("pair", "said"),
    [("C=colour", "write COLUMN=FIELD"), ("D=value", "has no column “D”")],
)
def test_a_wrong_column_is_refused(path, kpi, pair, said):
    path.write_text(csv_of(f"{last_week()},3,4", header="A,B,C"))

    assert said in run(path, kpi=kpi.pk, map=[pair])[0]


def test_it_asks_whose_numbers_they_are(path, kpi):
    path.write_text(csv_of(f"a,{last_week()},1"))

    assert "use --kpi" in run(path)[0]


def test_what_is_ambiguous_is_refused(path, kpi):
    path.write_text(csv_of("a,03/04/2026,1", header="id,Day,Hours"))

    said, _ = run(path, kpi=kpi.pk)

    assert "3 April 2026" in said
    assert "4 March 2026" in said


def test_it_names_a_missing_file_and_kpi(path, kpi):
    assert run(path, kpi=kpi.pk)[0] == f"{path}: No such file or directory."
    path.write_text(csv_of())
    assert run(path, kpi=0)[0] == "There is no KPI 0 at a step in use."


def test_what_is_no_table_is_refused(path, kpi):
    path.write_bytes(b"%PDF-1.7 and so on")

    assert "This is a PDF" in run(path, kpi=kpi.pk)[0]


def test_an_id_stays_one_in_the_next_file_with_its_header(path, kpi):
    header, day = "Ticket,Closed at,Hours", last_week()
    rows = [f"D-{n},{day},{n}" for n in (1, 2, 3)]
    path.write_text("\n".join([header, *rows]))
    run(path, kpi=kpi.pk)

    # Where it repeats, a ticket might be the case of several rows.
    path.write_text("\n".join([header, *rows, f"D-4,{day},4", f"D-4,{day},4"]))
    run(path, kpi=kpi.pk)
    path.write_text("\n".join([header, f"D-2,{day},2.5", f"D-5,{day},5"]))
    said, _ = run(path, kpi=kpi.pk)

    assert "1 new, 1 corrected, 0 known already." in said
    ids = kpi.observations.order_by("external_id").values_list("external_id", flat=True)
    assert list(ids) == [f"D-{n}" for n in (1, 2, 3, 4, 5)]


def test_a_dry_run_remembers_no_columns(path, kpi):
    path.write_text(f"Ticket,Closed at,Hours\nD-1,{last_week()},1\n")

    run(path, kpi=kpi.pk, dry_run=True)

    assert not ImportMapping.objects.exists()
