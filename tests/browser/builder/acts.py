"""What people do and see in the builder of a KPI."""

from playwright.sync_api import Page

EFFECTIVE = "Answer new leads within 4 hours of receipt, 90% of the time."


def statement(page: Page):
    return page.get_by_label("Statement")


def verdict(page: Page):
    return page.get_by_role("region", name="Say it in a sentence").locator(".verdict")


def understood(page: Page):
    return page.get_by_role("region", name="As it is understood")


def suggestion(page: Page):
    """The first button of a finding."""
    findings = page.get_by_role("list", name="What would make it stronger")
    return findings.get_by_role("button").first


def limit(page: Page):
    """The limit of the number, not the one in the sentence's parts."""
    return page.get_by_role("spinbutton", name="Limit")


def type_texts(page: Page):
    """What no sentence says."""
    page.get_by_label("What good looks like").fill("A named person answers.")
    page.get_by_label("How success is measured").fill("CRM clock, by week.")
    page.get_by_label("What triggers the handoff").fill("The reply is sent.")
