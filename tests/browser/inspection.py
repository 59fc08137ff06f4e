"""What is wrong with the page in a window: for eyes, fingers and screen readers."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
# What only the colours, and only the width of a page can bring about.
COLOURS = ["color-contrast", "link-in-text-block"]
LAYOUT = [*COLOURS, "target-size", "scrollable-region-focusable"]
AXE = """
    async (rules) => {
        const all = {rules: {"target-size": {enabled: true}}};
        const {violations} = await axe.run(document, {
            resultTypes: ["violations"],
            preload: false,
            ...(rules ? {runOnly: rules} : all),
        });
        return violations.map(({id, impact, nodes}) => [
            id, impact, nodes.map((node) => `${node.target}: ${node.failureSummary}`),
        ]);
    }
"""
# Boxes are ticked by their labels too, and Plotly’s tools are for a mouse: axe alone
# measures those.
SMALL = """
    () => [...document.querySelectorAll(
        "button:not(.modebar-btn, .visually-hidden), .button, select, textarea, "
        + "summary, input:not([type=hidden], [type=checkbox], [type=radio])"
    )].filter((element) => element.checkVisibility({visibilityProperty: true}))
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, {width, height}]) => Math.min(width, height) < 43.9)
      .map(([element, {width, height}]) =>
          `${width} x ${height} px: ${element.outerHTML.slice(0, 200)}`)
"""
WIDTH = """
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth
"""


def barriers(page: Page, rules=None):
    """What axe finds serious or critical, targets under 24 px among it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{page.url} {rule} ({impact}): {element}"
        for rule, impact, elements in page.evaluate(AXE, rules)
        if impact in SERIOUS
        for element in elements
    ]


def sideways(page: Page):
    """Whether the page scrolls to the side, which it never should."""
    too_wide = page.evaluate(WIDTH)
    return [f"{page.url} is {too_wide} px too wide"] if too_wide else []


def small_targets(page: Page):
    """The buttons and fields under 44 px, which a finger misses."""
    return [f"{page.url} {element}" for element in page.evaluate(SMALL)]
