"""Every number on a page leads to its receipt, unless the page is one."""

import pytest
from lxml import html

from tests.conftest import signed_in
from tests.factories import (
    at,
    last_week,
    make_fact,
    make_kpi,
    make_person,
    make_process,
    make_published,
    make_step,
    record_facts,
)

# As nothing else on any page reads.
ODD = "7.31"
PAGES = {
    "scorecard": "/scorecards/{owner}/",
    "scorecards": "/scorecards/",
    "processes": "/processes/",
    "map": "/processes/{process}/?step=1",
    "KPI": "/kpis/{kpi}/",
    "ideas": "/kpis/{kpi}/ideas/",
    "history": "/kpis/{kpi}/history/",
    "team": "/team/",
    "actions": "/team/actions/",
    "exception": "/kpis/{kpi}/exceptions/new/?day={day}",
    "editor": "/processes/{process}/edit/",
    "publishing": "/processes/{process}/revisions/new/",
    "case": "/kpis/{kpi}/case/?case=LEAD-7",
}


@pytest.fixture
def places(manager):
    owner = make_person("Ben Cole", reports_to=manager)
    step = make_step(make_process("Lead to next step"))
    number = {"unit": "hours", "summary": "mean", "direction": "at_most", "target": 4}
    kpi = make_kpi(step=step, owner=owner, **number)
    facts = [
        make_fact(f"week {week}", at(last_week(week)), value, case="LEAD-7")
        for week, value in enumerate([ODD, 5, 9, 6, 8, 4, 7, 6], start=1)
    ]
    record_facts(kpi, *facts)
    make_published(step.process, by=manager)
    return {
        "owner": owner.pk,
        "kpi": kpi.pk,
        "process": step.process.slug,
        "day": last_week(),
    }


@pytest.mark.parametrize("name", PAGES)
def test_no_number_is_without_its_receipt(places, manager, name):
    page = signed_in(manager).get(PAGES[name].format(**places))

    assert page.status_code == 200
    assert unlinked(page.text, f"/kpis/{places['kpi']}/") == []


def unlinked(text, kpi):
    """What says the number, and neither it nor its row leads to the KPI or the step."""
    texts = html.fromstring(text).xpath(f"//body//text()[contains(., '{ODD}')]")
    return [str(one).strip() for one in texts if not leads(one.getparent(), kpi)]


def leads(element, kpi):
    links = [element, *element.iterancestors("a")]
    for row in list(element.iterancestors("tr", "li"))[:1]:
        links += row.iter("a")
    return any((one.get("href") or "").startswith((kpi, "?step=")) for one in links)
