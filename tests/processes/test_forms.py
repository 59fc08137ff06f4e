"""What a form makes of what pages send."""

from processes.forms import DetailsForm, ProcessEditForm
from tests.factories import make_process, make_step

ENDS = {"trigger": "Lead received", "outcome": "Next step booked"}


def written(step, by, **texts):
    data = {"version": step.version, "instructions": step.instructions, **texts}
    form = DetailsForm(data, instance=step)
    assert form.is_valid(), form.errors
    form.write(step, by)
    return form


def test_lines_are_the_same_however_they_are_ended(manager):
    step = make_step(instructions="Look.\n\nThen call.")

    form = written(step, manager, instructions="Look.\r\n\r\nThen call.")

    assert form.change is None
    step.refresh_from_db()
    assert step.instructions == "Look.\n\nThen call."


def test_a_text_has_room_for_as_many_characters_as_are_kept(manager):
    step = make_step()
    lines = "\n".join(["a" * 9] * 100)

    written(step, manager, inputs=lines.replace("\n", "\r\n"))

    step.refresh_from_db()
    assert step.inputs == lines


def test_a_name_that_was_taken_since_it_was_checked_is_told():
    process, other = make_process("Lead to meeting"), make_process("Lead to cash")
    data = {"name": "Lead to order", "version": process.version, **ENDS}
    form = ProcessEditForm(data, instance=process)
    assert form.is_valid()
    type(other).objects.change(other, other.version, name="LEAD to order")

    changed = form.change()

    assert not changed
    assert form.non_field_errors() == ["There is a process of this name already."]
    process.refresh_from_db()
    assert process.name == "Lead to meeting"
