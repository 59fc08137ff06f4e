from django.db import migrations

# Law 1. The process is locked, as every change of its steps locks it, so that no step
# can slip in between the count and the revision.
FORWARDS = """
    CREATE FUNCTION kpis_process_is_complete() RETURNS trigger AS $$
    DECLARE incomplete bigint;
    BEGIN
        PERFORM 1 FROM processes_process WHERE id = NEW.process_id FOR UPDATE;
        SELECT step.id INTO incomplete FROM processes_step step
            LEFT JOIN kpis_kpi kpi ON kpi.step_id = step.id
            WHERE step.process_id = NEW.process_id AND step.position IS NOT NULL
              AND (kpi.id IS NULL
                   OR kpi.result !~ '\\S' OR kpi.control !~ '\\S' OR kpi.loop !~ '\\S'
                   OR NOT EXISTS (SELECT 1 FROM kpis_standard WHERE kpi_id = kpi.id)
                   OR NOT EXISTS (
                       SELECT 1 FROM kpis_ownership WHERE kpi_id = kpi.id
                       -- Not one who only begins later; the day is the KPI's own.
                       AND since <= (
                           SELECT (NEW.published_at AT TIME ZONE calendar.zone)::date
                           FROM kpis_standard standard
                           JOIN kpis_calendar calendar ON calendar.id = calendar_id
                           WHERE standard.kpi_id = kpi.id
                           ORDER BY standard.since LIMIT 1
                       )
                   ))
            LIMIT 1;
        IF incomplete IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM processes_step
            WHERE process_id = NEW.process_id AND position IS NOT NULL
        ) THEN
            RAISE EXCEPTION
                'A step (%) lacks a KPI with standard, owner and admission test.',
                coalesce(incomplete::text, 'the process has none')
                USING ERRCODE = 'check_violation',
                      CONSTRAINT = 'published_process_is_complete';
        END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql;

    CREATE TRIGGER published_process_is_complete
        BEFORE INSERT ON processes_revision
        FOR EACH ROW EXECUTE FUNCTION kpis_process_is_complete();
"""
BACKWARDS = """
    DROP TRIGGER published_process_is_complete ON processes_revision;
    DROP FUNCTION kpis_process_is_complete();
"""


class Migration(migrations.Migration):
    dependencies = [("kpis", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
