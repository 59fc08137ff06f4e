"""What people send from the editor, as its forms do."""

from django.urls import reverse

from tests.factories import make_manager, make_process


def make_lead():
    return make_process("Lead to next step", steps=["Log", "Contact", "Schedule"])


def titles(process):
    return [step.title for step in process.steps.live()]


def step_of(process, title):
    return process.steps.get(title=title)


def address(process):
    return reverse("kpis:editor", args=[process.slug])


def add(client, process, **fields):
    data = {"title": "Follow up", "role": "Sales Rep"} | fields
    url = reverse("kpis:step_new", args=[process.slug])
    return client.post(url, data, follow=True)


def act(client, step, do="save", **fields):
    """Send the card of a step, as it stands but for these fields."""
    newest = step.process.changes.first().number
    data = {"title": step.title, "role": step.role, "version": step.version, "do": do}
    data |= {"since": newest}
    url = reverse("kpis:step_card", args=[step.pk])
    return client.post(url, data | fields, follow=True)


def arrange(client, process, steps, **fields):
    data = {"pick": [f"{step.pk}.{step.version}" for step in steps]} | fields
    url = reverse("kpis:order", args=[process.slug])
    return client.post(url, data, follow=True)


def describe(client, step, **fields):
    url = reverse("kpis:step_details", args=[step.pk])
    return client.post(url, {"version": step.version} | fields, follow=True)


def undo(client, process):
    data = {"since": process.changes.first().number}
    return client.post(reverse("kpis:undo", args=[process.slug]), data, follow=True)


def by_another(step, **texts):
    """Somebody else was quicker."""
    with step.process.draft(make_manager("Olga Other")) as draft:
        draft.write(step.pk, **texts)
