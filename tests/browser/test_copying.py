"""What is to be pasted elsewhere is taken along whole, by a button or by selecting."""

from django.urls import reverse


def test_a_token_is_made_and_copied_by_keyboard(browse, sales):
    page = browse("/people/tokens/new/", sales.member)
    page.get_by_label("What uses it").fill("Nightly export")
    page.keyboard.press("Enter")
    token = page.get_by_label("The token").input_value()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copied").wait_for()

    assert token.startswith("kpf_")
    assert page.evaluate("navigator.clipboard.readText()") == token


def test_an_example_is_copied_as_it_stands(browse, sales):
    page = browse(reverse("kpis:send", args=[sales.kpi.pk]), sales.member)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    example = page.get_by_role("group", name="Example: In Python")

    page.get_by_role("button", name="Copy").nth(1).click()
    page.get_by_role("button", name="Copied").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == example.text_content()
