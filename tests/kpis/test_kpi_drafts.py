import pytest
from django.db import IntegrityError

from kpis.models import KpiDraft
from kpis.models.draft import TooLong
from people.versions import StaleVersion
from tests.factories import make_step


def keep(step, manager, version=None, **answers):
    return KpiDraft.objects.keep(step, answers, version, by=manager)


def test_a_draft_keeps_what_was_typed_holes_and_all(manager):
    step = make_step()

    keep(step, manager, statement="Answer within", target="")

    draft = KpiDraft.objects.of_step(step)
    assert draft.answers == {"statement": "Answer within", "target": ""}
    assert draft.author == manager


def test_the_draft_that_was_seen_is_kept_anew(manager):
    step = make_step()
    seen = keep(step, manager, statement="Answer")

    keep(step, manager, seen.version, statement="Answer within 4 hours")

    draft = KpiDraft.objects.get(step=step)
    assert draft.answers["statement"] == "Answer within 4 hours"
    assert draft.version == seen.version + 1


def test_a_draft_that_somebody_kept_meanwhile_is_not_overwritten(manager):
    step = make_step()
    seen = keep(step, manager, statement="Answer").version
    keep(step, manager, seen, statement="Theirs")

    with pytest.raises(StaleVersion):
        keep(step, manager, seen, statement="Mine")

    assert KpiDraft.objects.get(step=step).answers == {"statement": "Theirs"}


def test_of_two_who_begin_a_draft_the_second_is_told(manager):
    step = make_step()
    keep(step, manager, statement="Theirs")

    with pytest.raises(StaleVersion):
        keep(step, manager, statement="Mine")

    assert KpiDraft.objects.get(step=step).answers == {"statement": "Theirs"}


def test_a_draft_that_is_gone_is_not_kept_by_its_old_version(manager):
    step = make_step()

    with pytest.raises(StaleVersion):
        keep(step, manager, 1, statement="Mine")

    assert not KpiDraft.objects.exists()


def test_the_draft_that_was_seen_is_let_go(manager):
    step = make_step()
    draft = keep(step, manager, statement="Answer")

    KpiDraft.objects.discard(step, draft.version)

    assert not KpiDraft.objects.exists()


@pytest.mark.parametrize("seen", [None, 7])
def test_a_draft_that_was_not_seen_is_not_let_go(manager, seen):
    step = make_step()
    keep(step, manager, statement="Theirs")

    with pytest.raises(StaleVersion):
        KpiDraft.objects.discard(step, seen)

    assert KpiDraft.objects.exists()


def test_a_step_has_one_draft_at_most(manager):
    step = make_step()
    keep(step, manager)

    with pytest.raises(IntegrityError):
        KpiDraft.objects.create(step=step, answers={}, author=manager)


def test_answers_have_names(manager):
    with pytest.raises(IntegrityError, match="kpi_draft_holds_answers_by_name"):
        KpiDraft.objects.create(step=make_step(), answers=["Answer"], author=manager)


def test_a_draft_is_no_longer_than_a_form(manager):
    book = {"statement": "a" * 100_001}

    with pytest.raises(TooLong):
        keep(make_step(), manager, **book)
    with pytest.raises(IntegrityError, match="kpi_draft_fits_a_form"):
        KpiDraft.objects.create(step=make_step(), author=manager, answers=book)
