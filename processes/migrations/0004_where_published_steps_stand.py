from django.db import migrations

# The title as the newest revision that a step is part of froze it; the place, if that
# is the newest of its process.
FORWARDS = """
    UPDATE processes_step step SET
        published_position = CASE WHEN is_newest THEN place END,
        published_title = known_as
    FROM (
        SELECT DISTINCT ON (step_id)
            (frozen ->> 'id')::bigint AS step_id,
            (frozen ->> 'position')::integer AS place,
            frozen ->> 'title' AS known_as,
            number = max(number) OVER (PARTITION BY process_id) AS is_newest
        FROM processes_revision revision,
            jsonb_array_elements(revision.snapshot -> 'steps') frozen
        ORDER BY step_id, number DESC
    ) published
    WHERE step.id = step_id
"""


class Migration(migrations.Migration):
    dependencies = [("processes", "0003_what_the_editor_writes")]
    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
