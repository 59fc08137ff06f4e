"""What is still as it was read is not sent again."""

import pytest

from tests.factories import (
    hold_to,
    last_week,
    make_kpi,
    make_process,
    make_published,
    make_step,
    measure,
)


@pytest.fixture
def kpi(person):
    kpi = make_kpi(step=make_step(make_process("Lead to cash")), owner=person)
    measure(kpi, last_week(), 1, 2, 9)
    make_published(kpi.step.process)
    return kpi


@pytest.mark.parametrize(
    "path",
    [
        "/processes",
        "/processes/lead-to-cash",
        "/processes/lead-to-cash/steps",
        "/kpis",
        "/kpis/{kpi}",
        "/kpis/{kpi}/standards",
        "/kpis/{kpi}/readings",
        "/scorecards",
        "/scorecards/me",
    ],
)
def test_what_is_as_it_was_is_not_sent_again(program, kpi, path):
    path = path.format(kpi=kpi.pk)
    first = program.get(path)

    again = program.get(path, headers={"If-None-Match": first["ETag"]})
    weak = program.get(path, headers={"If-None-Match": f'"x", W/{first["ETag"]}'})
    other = program.get(path, headers={"If-None-Match": '"other"'})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert weak.status_code == 304
    assert other.content == first.content


def test_what_changed_has_another_etag(program, kpi):
    path = f"/kpis/{kpi.pk}"
    before = program.get(path)
    hold_to(kpi, last_week(), target=50)

    after = program.get(path, headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
