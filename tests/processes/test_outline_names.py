"""The title and the trigger of the whole, from what stands before the first step."""

import pytest

from processes.outline import read


@pytest.mark.parametrize(
    "opening",
    [
        "# Sending orders",
        "Sending orders\n==============",
        "**Sending orders**",
        "Sending orders",
        "Sending orders:",
        "Title: Sending orders",
        "# SOP: Sending orders",
        "**Date:** 1 May\n\n**SOP Title:** Sending orders",
        "From: Eve\nTo: All\nSubject: Sending orders",
        "# 📦 Sending orders",
        "---\ntitle: Sending orders\nowner: me\n---",
        "# Sending orders\n\nWe send many.\n\n## Steps",
    ],
)
def test_a_heading_or_first_line_is_the_title(opening):
    outline = read(f"{opening}\n\n1. Pick\n2. Pack")

    assert outline.title == "Sending orders"
    assert len(outline.steps) == 2


def test_a_title_may_stand_above_bare_lines():
    outline = read("Sending orders\nPick the goods\nPack the box")

    assert outline.title == "Sending orders"
    assert [step.title for step in outline.steps] == ["Pick the goods", "Pack the box"]


@pytest.mark.parametrize("opening", ["Follow these steps:", "We send many.", ""])
def test_what_only_leads_in_is_no_title(opening):
    assert read(f"{opening}\n\n1. Pick\n2. Pack").title == ""


@pytest.mark.parametrize(
    ("opening", "trigger"),
    [
        ("Lead received", "Lead received"),
        ("Trigger: lead received", "Lead received"),
        ("**Trigger:** Lead received.", "Lead received"),
        ("Starts when: a lead comes in", "A lead comes in"),
        ("When a lead comes in:", "A lead comes in"),
        ("Once a lead comes in, do this.", "A lead comes in"),
        ("If a lead comes in, follow these steps:", "A lead comes in"),
        ("Please do this when a lead comes in:", "A lead comes in"),
        ("# Leads\n\nTrigger: lead received", "Lead received"),
        ("Trigger: lead received\nOwner: Sales", "Lead received"),
        ("# Leads\n\n## Trigger\n\nLead received.", "Lead received"),
        ("# Leads\n\n## Triggers\n\n- Lead received", "Lead received"),
        ("This process begins when a lead comes in.", "A lead comes in"),
    ],
)
def test_a_trigger_is_read_before_the_first_step(opening, trigger):
    outline = read(f"{opening}\n\n1. Log it\n2. Call back")

    assert outline.trigger == trigger
    assert len(outline.steps) == 2


@pytest.mark.parametrize("steps", ["1. Log it\n2. Call back", "Log it\nCall back"])
def test_a_trigger_may_follow_the_title_at_once(steps):
    outline = read(f"Lead intake\nTrigger: lead received\n{steps}")

    assert outline.title == "Lead intake"
    assert outline.trigger == "Lead received"
    assert len(outline.steps) == 2


def test_a_first_line_is_the_title_above_sections_without_marks():
    assert read("Orders\nI. Purpose\nII. Picking\n1. Pick\n2. Pack").title == "Orders"


def test_a_trigger_may_stand_above_bare_lines():
    outline = read("Lead received\nLog the lead\nCall the customer")

    assert outline.trigger == "Lead received"
    assert [step.title for step in outline.steps] == [
        "Log the lead",
        "Call the customer",
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "If you need help, call.",
        "We get many leads.",
        "## Getting started",
        "## Goods covered",
        "How to get paid",
        "## Impact\n\nMoney is lost.",
    ],
)
def test_what_only_tells_is_no_trigger(opening):
    assert read(f"{opening}\n\n1. Log it\n2. Call back").trigger == ""
