from itertools import pairwise
from zoneinfo import ZoneInfo

from django.db import migrations

TEXTS = ("role", "instructions", "inputs", "outputs", "handoff_what", "handoff_to",
         "handoff_trigger", "handoff_accepted")


def begin_phases(apps, schema_editor):
    """What has been published until now began phases too; moves are left out of this."""
    revisions = apps.get_model("processes", "Revision").objects
    in_order = revisions.order_by("process", "number").iterator(chunk_size=50)
    for before, after in pairwise(in_order):
        if before.process_id == after.process_id:
            _begin(apps, before, after)


def _begin(apps, before, after):
    was = {step["id"]: step for step in before.snapshot["steps"]}
    touched = [
        step["id"]
        for step in after.snapshot["steps"]
        if step["id"] in was and _texts(step) != _texts(was[step["id"]])
    ]
    phases = apps.get_model("kpis", "Phase").objects
    for kpi in apps.get_model("kpis", "Kpi").objects.filter(step__in=touched):
        phases.update_or_create(
            kpi=kpi,
            since=after.published_at.astimezone(_zone(kpi)).date(),
            defaults={
                "reason": f"Revision {after.number}: {after.change}"[:200],
                "revision": after,
            },
        )


def _texts(step):
    return [step.get(name, "") for name in TEXTS]


def _zone(kpi):
    first = kpi.standards.order_by("since").select_related("calendar").first()
    return ZoneInfo(kpi.zone or first.calendar.zone)


class Migration(migrations.Migration):
    dependencies = [
        ("kpis", "0027_looks_notes_phases"),
        ("processes", "0005_bpmn_file"),
    ]

    operations = [migrations.RunPython(begin_phases, migrations.RunPython.noop)]
