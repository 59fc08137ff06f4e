import pytest

from tests.browser.editor.acts import make_lead
from tests.factories import make_manager


@pytest.fixture
def manager():
    return make_manager("Morgan Otto")


@pytest.fixture
def process():
    return make_lead()


@pytest.fixture
def page(browse, process, manager):
    return browse(f"/processes/{process.slug}/edit/", manager)
