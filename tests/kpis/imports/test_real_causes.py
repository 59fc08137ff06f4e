"""What is told of a file that isn't understood is what is wrong with it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kpis.models import Import
from tests.factories import make_kpi
from tests.kpis.imports.engine_files import loaded
from tests.kpis.imports.files import send
from tests.kpis.tables.workbooks import book

NO_ROWS = "There are no rows under the header"
LONG = "Day,Value\n2026-01-05,12345678901234567890\n2026-01-06,12345678901234567891\n"
FORMULAS = book(["Day", "Value"], ["2026-01-05", "=1+1"], ["2026-01-06", "=1+2"])
CAUSES = [
    pytest.param(FORMULAS, "formula “=1+1” has no result in the file", id="formulas"),
    pytest.param(LONG, "“12345678901234567890” has over 15 digits", id="long"),
    pytest.param("Day,Value\n2026-01-05,\n", "“Value” is empty", id="empty"),
    pytest.param(
        "Day,Value\n2026-01-05,soon\n2026-01-06,late\n",
        "“soon” can’t be read as a number",
        id="words",
    ),
    pytest.param(
        "Day,Value\nsoon,1\nlate,2\n",
        "“soon” can’t be read as a date, time or period",
        id="no days",
    ),
]


def run(tmp_path, content):
    """Why the command imports nothing."""
    path = tmp_path / "cases.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CommandError) as raised:
        call_command(
            "import_observations", str(path), kpi=make_kpi().pk, stdout=StringIO()
        )
    return str(raised.value)


@pytest.mark.parametrize(("content", "said"), CAUSES)
def test_the_command_says_why_a_column_is_no_value(tmp_path, content, said):
    assert said in run(tmp_path, content)


@pytest.mark.parametrize(("content", "said"), CAUSES)
def test_the_page_says_why_a_column_is_no_value(manager_client, content, said):
    page = send(manager_client, content, kpi=make_kpi())

    assert said in page.text


@pytest.mark.parametrize("content", ["Day,Value\n", book(["Day", "Value"])])
def test_a_header_without_rows_is_refused_as_that(tmp_path, manager_client, content):
    told = run(tmp_path, content)

    assert NO_ROWS in told
    assert "is open" not in told
    assert NO_ROWS in send(manager_client, content, kpi=make_kpi()).text
    assert not Import.objects.exists()


def test_another_sheet_may_have_rows(manager_client):
    two = book(Sums=[["Day", "Value"]], More=[["Day", "Value"]])

    page = send(manager_client, two, kpi=make_kpi())

    assert NO_ROWS in page.text
    assert Import.objects.exists()


def test_a_year_that_can_not_be_meant_is_told():
    rows = "".join(f"g{n},{n}/11/2025,1\n" for n in range(10, 30))
    file = f"external_id,occurred_at,value\n{rows}a,07/11/9999,1\n"

    assert _told(file) == "“07/11/9999” is of the year 9999: is the year right?"


def _told(file):
    [refusal] = loaded(make_kpi(), file).refusals.all()
    return refusal.message
