import pytest

from processes.models import Process
from tests.database import refused, sql
from tests.factories import make_kpi, make_process, make_published, make_step, retire


def start(name):
    return Process.start(name=name, trigger="Lead received", outcome="Next step booked")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Lead to next step", "lead-to-next-step"),
        ("A&E attendance", "ae-attendance"),
        ("Überweisung", "uberweisung"),
        ("見積もり", "process"),
        ("New", "new-2"),
    ],
)
def test_a_process_has_an_address_made_from_its_name(name, slug):
    assert start(name).slug == slug


def test_names_that_come_to_one_address_are_told_apart():
    slugs = [start(name).slug for name in ("A to B", "A-to-B", "a to b!")]

    assert slugs == ["a-to-b", "a-to-b-2", "a-to-b-3"]


def test_an_address_stays_when_a_process_is_renamed():
    process = start("Lead to next step")

    Process.objects.change(process, 1, name="Lead to meeting")

    assert process.slug == "lead-to-next-step"


def test_the_longest_name_has_an_address():
    # The last is one letter that is written with three.
    names = ["n" * 100, "N" * 99 + "!", "\N{LATIN SMALL LIGATURE FFI}" * 100]

    assert [len(start(name).slug) for name in names] == [100, 99, 100]


def test_a_process_has_a_name_of_its_own_in_any_case():
    make_process("Lead to next step")

    with refused("process_has_a_name_of_its_own"):
        make_process("LEAD to next step")


def test_a_process_is_not_renamed_to_another_ones_name():
    make_process("Invoice to cash")
    process = make_process("Lead to next step")

    with refused("process_has_a_name_of_its_own"):
        sql(
            "UPDATE processes_process SET name = 'invoice TO cash' WHERE id = %s",
            process.pk,
        )


def test_processes_are_listed_as_people_sort():
    for name in ("b", "A", "C"):
        make_process(name)

    assert [process.name for process in Process.objects.by_name()] == ["A", "b", "C"]


def test_published_steps_are_counted_apart_and_the_published_ends_told(person):
    process = make_process(trigger="Lead received")
    make_kpi(step=make_step(process), owner=person)
    make_published(process)
    make_step(process)
    Process.objects.change(process, 1, trigger="Form sent")

    found = Process.objects.with_step_counts().with_published_ends().get()

    assert (found.step_count, found.published_count) == (2, 1)
    assert found.published_trigger == "Lead received"


def test_what_was_never_published_has_no_published_ends():
    make_process(steps=["A"])

    found = Process.objects.with_step_counts().with_published_ends().get()

    assert (found.published_count, found.published_trigger) == (0, None)


def test_only_live_steps_are_counted():
    process = make_process(steps=["A", "B", "C"])
    make_kpi(step=process.steps.get(title="B"))
    retire(process.steps.get(title="B"))
    make_process("No step yet")

    counts = [p.step_count for p in Process.objects.with_step_counts().order_by("pk")]

    assert counts == [2, 0]
