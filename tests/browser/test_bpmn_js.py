"""bpmn-js, which draws BPMN in most tools, before the files that kpiflow writes."""

import sys
from pathlib import Path

import pytest

from processes.bpmn import write
from processes.plan import ProcessPlan, StepPlan

BPMN_JS = Path(sys.prefix) / "npm/node_modules/bpmn-js/dist/bpmn-viewer.development.js"
IMPORT = """async xml => {
    document.body.innerHTML = "<div id=canvas style='height: 100vh'></div>";
    window.viewer = new BpmnJS({container: "#canvas"});
    const {warnings} = await viewer.importXML(xml);
    viewer.get("canvas").zoom("fit-viewport");
    return warnings.map(warning => warning.message);
}"""
# What is drawn, with the words that can be seen in it.
DRAWN = """() => {
    const elements = viewer.get("elementRegistry");
    return Object.fromEntries(elements.getAll().map(element => {
        const visual = elements.getGraphics(element).querySelector(".djs-visual");
        const lines = [...visual.querySelectorAll("tspan")];
        return [element.id, lines.map(line => line.textContent).join(" ")];
    }));
}"""
# Texts that stick out of their own shape, by more than a pixel of rounding.
STICKING_OUT = """() => viewer.get("elementRegistry").filter(element => {
    const graphics = viewer.get("elementRegistry").getGraphics(element);
    const text = graphics.querySelector(":scope > .djs-visual text");
    if (!text) return false;
    const shape = graphics.querySelector(":scope > .djs-hit").getBoundingClientRect();
    const box = text.getBoundingClientRect();
    return box.left < shape.left - 1 || box.top < shape.top - 1
        || box.right > shape.right + 1 || box.bottom > shape.bottom + 1;
}).map(element => element.id)"""


@pytest.fixture
def page(browser, transactional_db):
    # Playwright's loop would leave an ordinary test's connection behind.
    assert BPMN_JS.exists(), "bpmn-js isn't installed: `make test` installs it."
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    page.add_script_tag(path=BPMN_JS)
    yield page
    page.close()


def process_of(count, title="Do the work of step {}"):
    roles = ["Sales Rep", "Coordinator", "", "Accounting Rep"]
    steps = tuple(
        StepPlan(title=title.format(number), role=roles[number * number % 7 % 4])
        for number in range(1, count + 1)
    )
    return ProcessPlan(
        name="Lead to next step",
        trigger="Lead received",
        outcome="Next step booked",
        steps=steps,
    )


@pytest.mark.parametrize("count", [0, 1, 5, 50])
def test_every_step_is_drawn_without_a_warning(page, count):
    plan = process_of(count)

    warnings = page.evaluate(IMPORT, write(plan).decode())

    assert warnings == []
    drawn = page.evaluate(DRAWN)
    shown = [drawn[f"Step_{number}"] for number in range(1, count + 1)]
    assert [" ".join(text.split()) for text in shown] == [s.title for s in plan.steps]
    assert {f"Flow_{number}" for number in range(1, count + 2)} <= set(drawn)


@pytest.mark.parametrize(
    "name", ["Contact the customer " * 4, "W" * 60, "顧客に連絡する" * 8, "A"]
)
def test_names_stay_inside_their_shapes(page, name):
    step = StepPlan(title=name, role=name[:60])
    plan = ProcessPlan(name=name, trigger=name, outcome=name, steps=(step, step))

    warnings = page.evaluate(IMPORT, write(plan).decode())

    assert warnings == []
    assert page.evaluate(STICKING_OUT) == []
