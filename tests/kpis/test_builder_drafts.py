import pytest
from django.urls import reverse

from kpis.models import Kpi, KpiDraft
from kpis.publishing import preview
from tests.conftest import signed_in
from tests.factories import make_kpi, make_manager, make_step
from tests.kpis.test_edit import ANSWERS, edit_url, save, today

BEGUN = {"statement": "Improve response time.", "good": "", "target": "", "seen": ""}


@pytest.fixture
def step():
    return make_step(title="Contact customer")


def draft_url(step):
    return reverse("kpis:draft", args=[step.pk])


def keep(client, step, draft="", **answers):
    data = ANSWERS | BEGUN | {"draft": draft, "since": today().isoformat()} | answers
    return client.post(draft_url(step), data, follow=True)


def test_a_weak_sentence_and_holes_keep_nobody_from_saving_a_draft(
    manager_client, step
):
    response = keep(manager_client, step)

    assert "Draft saved" in response.text
    assert "Improve response time." in response.text
    assert not Kpi.objects.exists()


def test_whoever_opens_the_page_goes_on_with_the_draft(manager_client, step):
    keep(manager_client, step, good="By name.")

    text = signed_in(make_manager("Olga")).get(edit_url(step)).text

    assert "Improve response time." in text
    assert "By name." in text
    assert "by Morgan Otto" in text


def test_a_part_that_could_not_be_read_is_in_the_draft(manager_client, step):
    keep(manager_client, step, **{"part-limit_value": "four"})

    assert 'value="four"' in manager_client.get(edit_url(step)).text


def test_a_draft_is_gone_when_it_is_attached(manager_client, step):
    keep(manager_client, step)

    save(manager_client, step, draft=KpiDraft.objects.get().version)

    assert Kpi.objects.filter(step=step).exists()
    assert not KpiDraft.objects.exists()


def test_what_is_missing_when_attaching_leaves_the_draft(manager_client, step):
    keep(manager_client, step)

    response = save(manager_client, step, good="", draft="1")

    assert "Say what good looks like." in response.text
    assert KpiDraft.objects.exists()


def test_a_draft_that_somebody_saved_meanwhile_is_shown_beside_what_was_typed(
    manager_client, step
):
    keep(manager_client, step, target="95")

    response = keep(signed_in(make_manager("Olga")), step, target="80")

    assert "Somebody saved a draft for this step" in response.text
    assert '<dt>Target</dt><dd dir="auto">95</dd>' in response.text
    assert 'name="target" value="80"' in response.text
    assert KpiDraft.objects.get().answers["target"] == "95"


def test_what_was_shown_can_be_saved_over(manager_client, step):
    keep(manager_client, step, target="95")
    shown = keep(manager_client, step, target="80")
    assert 'name="draft" value="1"' in shown.text

    keep(manager_client, step, draft="1", target="80")

    assert KpiDraft.objects.get().answers["target"] == "80"


def test_nobody_attaches_over_a_draft_that_they_have_not_seen(manager_client, step):
    keep(manager_client, step, target="95")

    response = save(manager_client, step, target="80")

    assert "Somebody saved a draft for this step" in response.text
    assert not Kpi.objects.exists()
    assert KpiDraft.objects.exists()


def test_who_discards_a_draft_is_asked_and_told_whose_it_is(manager_client, step):
    keep(manager_client, step)

    text = signed_in(make_manager("Olga")).get(edit_url(step)).text

    assert 'question="Discard the draft that Morgan Otto saved on ' in text


def test_a_draft_is_discarded(manager_client, step):
    keep(manager_client, step)

    response = keep(manager_client, step, draft="1", discard="on")

    assert "The draft is discarded." in response.text
    assert "Draft saved" not in response.text
    assert not KpiDraft.objects.exists()


def test_a_draft_begun_before_the_kpi_was_changed_says_what_holds(manager_client, step):
    kpi = make_kpi(step=step)
    keep(manager_client, step, target="80", version=kpi.version)
    save(manager_client, step, target="95", version=kpi.version, draft="1")
    keep(manager_client, step, target="80", version=kpi.version)

    response = manager_client.get(edit_url(step))

    assert '<dt>Target</dt><dd dir="auto">95</dd>' in response.text
    assert 'name="target" value="80"' in response.text


def test_a_standard_ahead_is_changed_without_the_draft(manager_client, step):
    kpi = make_kpi(step=step)
    keep(manager_client, step, version=kpi.version)
    later = today().replace(year=today().year + 1)
    save(manager_client, step, since=later, version=kpi.version, draft="1")
    keep(manager_client, step, version=kpi.version + 1)

    response = manager_client.get(edit_url(step), {"from": str(later)})

    assert "Improve response time." not in response.text
    assert "Save draft" not in response.text


def test_htmx_gets_back_only_what_is_told_of_the_draft(manager, step):
    htmx = signed_in(manager, **{"HX-Request": "true"})

    response = keep(htmx, step)

    assert response.text.strip().startswith('<div id="draft"')
    assert "Draft saved" in response.text


def test_a_draft_is_no_kpi_when_it_comes_to_publishing(manager_client, step):
    keep(manager_client, step)

    [gap] = [gap for gap in preview(step.process).gaps if gap.kind == "kpi"]

    assert gap.text.endswith("give this step its one number. A draft is begun.")


def test_a_book_is_refused_and_nothing_of_it_lost(manager_client, step):
    book = "Answer leads within 4 hours. " * 4_000

    response = keep(manager_client, step, statement=book)

    assert "This is more than a draft keeps" in response.text
    assert book in response.text
    assert not KpiDraft.objects.exists()
