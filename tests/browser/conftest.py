"""A real browser before the real server; what it complains of fails the test."""

import os
import re
import shutil
from functools import partial

import pytest
from django.conf import settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import expect, sync_playwright

from tests.browser import worlds
from tests.conftest import signed_in

# An address bar draws its popups as pages, which takes longer than drawing ours. This
# list takes the place of Playwright's, so what that keeps quiet is in it too.
FEATURES = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
NAMES = ["chromium", "chromium-browser", "google-chrome"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    f"--disable-features={','.join(FEATURES)}",
]
# For a busy machine; what appears, appears at once.
PATIENCE = 20_000

DESKTOP = {"viewport": {"width": 1400, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}

# The browser's own log names the violation; this one names the page's element as well.
TELL_VIOLATIONS = """
    addEventListener("securitypolicyviolation", ({effectiveDirective: rule, target}) =>
        console.error(`CSP: ${rule} in ${target.outerHTML.slice(0, 200)}`));
"""


def _chromium():
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)]
    path = next(filter(None, found), None)
    assert path, "The browser tests need Chromium: install it, or name it: CHROMIUM=…"
    return path


@pytest.fixture(scope="package")
def browser():
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread, where the tests ask the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def server():
    """kpiflow on a free port; static files come by our middleware, as in production."""
    thread = LiveServerThread("127.0.0.1", static_handler=lambda handler: handler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert thread.error is None
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()


@pytest.fixture
def browse(browser, server, transactional_db):
    """Opens a path in a window of its own, for a person or for nobody.

    What matches `forgive` is a complaint that the test is about.
    """
    contexts, complaints = [], []

    def browse(path="/", person=None, *, forgive=None, **options):
        context = browser.new_context(
            base_url=server,
            locale="en-GB",
            reduced_motion="reduce",
            **DESKTOP | options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        _listen(context, partial(_complain, complaints, forgive))
        if person:
            context.add_cookies([_session_of(person, server)])
        page = context.new_page()
        page.goto(path)
        return page

    yield browse
    for context in contexts:
        context.close()
    assert complaints == [], "\n".join(complaints)


def _session_of(person, url):
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": signed_in(person).cookies[name].value, "url": url}


def _complain(complaints, forgive, text):
    if not (forgive and re.search(forgive, text)):
        complaints.append(text)


def _listen(context, complain):
    """Write down each error, each violation of the policy, each bad answer."""
    context.add_init_script(TELL_VIOLATIONS)
    context.on(
        "console",
        lambda message: (
            message.type in {"error", "warning"}
            and complain(f"{message.location['url']}: {message.text}")
        ),
    )
    context.on("weberror", lambda error: complain(str(error.error)))
    context.on(
        "response",
        lambda response: (
            response.status >= 400 and complain(f"{response.url}: {response.status}")
        ),
    )


@pytest.fixture
def sales(transactional_db):
    """A process whose steps have their KPIs, numbers and owners."""
    return worlds.sales()
