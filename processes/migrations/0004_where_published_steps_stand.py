from django.db import migrations

# As the newest revision of each process froze them.
FORWARDS = """
    UPDATE processes_step step SET
        published_position = (frozen ->> 'position')::integer,
        published_title = frozen ->> 'title'
    FROM (
        SELECT DISTINCT ON (process_id) process_id, snapshot
        FROM processes_revision
        ORDER BY process_id, number DESC
    ) newest, jsonb_array_elements(newest.snapshot -> 'steps') frozen
    WHERE step.process_id = newest.process_id AND step.id = (frozen ->> 'id')::bigint
"""


class Migration(migrations.Migration):
    dependencies = [("processes", "0003_what_the_editor_writes")]
    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
