"""Uploaded logs, as the worker has them: checked, imported once, undone."""

import pytest
from django.db import connection, transaction

from kpis.events import writing
from kpis.events.importing import EventMapping, check_events, load_events, undo_events
from kpis.events.reading import recognised
from kpis.imports.states import ask_to_undo
from kpis.models import Event, Import, ImportPart, ImportProgress, Observation
from tests.factories import make_manager
from tests.kpis.events.desk import events, facts, make_desk, numbers, record
from tests.kpis.events.test_commands import LOG

pytestmark = pytest.mark.django_db(transaction=True)


def uploaded(process, tmp_path, text=LOG, state="checking", **fields):
    file = tmp_path / "log.csv"
    file.write_text(text)
    with file.open("rb") as content:
        mapping = EventMapping(recognised(content).source, fields.pop("steps", {}))
    upload = Import.objects.create(
        kind="events",
        state=state,
        name="log.csv",
        size=len(text),
        digest="d" * 64,
        process=process,
        mapping=mapping.as_dict(),
        author=make_manager(),
        **fields,
    )
    ImportPart.objects.create(upload=upload, number=1, content=text.encode())
    ImportProgress.objects.create(upload=upload)
    return upload


def go_on(upload, state):
    Import.objects.filter(pk=upload.pk).update(state=state)
    upload.refresh_from_db()
    return upload


def test_checking_foresees_and_writes_nothing(tmp_path):
    process, _ = make_desk(clock="previous")
    upload = uploaded(process, tmp_path)

    check_events(upload)

    upload.refresh_from_db()
    assert (upload.state, upload.rows, upload.new) == ("checked", 6, 6)
    assert not Event.objects.exists()


def test_a_log_is_imported_once(tmp_path):
    process, (*_, resolve) = make_desk(clock="previous")
    upload = uploaded(
        process, tmp_path, state="loading", steps={"Wait for parts": None}
    )

    load_events(upload)
    load_events(upload)

    upload.refresh_from_db()
    assert (upload.state, upload.new) == ("loaded", 6)
    assert numbers(resolve) == [("clock A 1", 5.0), ("clock B 1", 2.5)]


def test_bad_rows_keep_all_out_unless_the_good_ones_were_asked_for(tmp_path):
    process, _ = make_desk()
    bad = LOG + "C;Log;someday;Ann\n"
    upload = uploaded(process, tmp_path, bad, state="loading")

    load_events(upload)

    upload.refresh_from_db()
    assert upload.state == "refused"
    assert "1 row can’t be taken" in upload.said
    assert upload.refusals.get().line == 8
    assert not Event.objects.exists()


def test_an_import_undone_leaves_what_others_brought(tmp_path):
    process, kpis = make_desk(clock="previous")
    record(process, *events("Z", "9 Log, 10 Triage, 11 Resolve"))
    before = facts(*kpis)
    upload = uploaded(process, tmp_path, state="loading")
    load_events(upload)

    undo_events(go_on(upload, "undoing"))

    upload.refresh_from_db()
    assert upload.state == "undone"
    assert "6 events" in upload.said
    assert facts(*kpis) == before
    assert not Observation.objects.filter(case="A")


def test_what_is_stopped_leaves_nothing(tmp_path):
    process, _ = make_desk(clock="previous")
    upload = uploaded(process, tmp_path, state="loading")
    ImportProgress.objects.update(is_to_stop=True)

    load_events(upload)

    upload.refresh_from_db()
    assert upload.state == "cancelled"
    assert not Event.objects.exists()


def test_who_cancels_while_cases_are_timed_is_heard(tmp_path, monkeypatch):
    process, _ = make_desk(clock="previous")
    upload = uploaded(process, tmp_path, state="loading")
    retime = writing.retime_cases

    def retime_while_somebody_cancels(log, kpis):
        cancel_elsewhere()
        return retime(log, kpis)

    monkeypatch.setattr(writing, "retime_cases", retime_while_somebody_cancels)
    load_events(upload)

    upload.refresh_from_db()
    assert upload.state == "cancelled"
    assert not Event.objects.exists()


def test_what_an_undo_takes_away_is_in_the_name_of_who_asked(tmp_path):
    process, _ = make_desk(clock="previous")
    upload, person = uploaded(process, tmp_path, state="loading"), make_manager()
    load_events(upload)
    ask_to_undo(Import.objects.get(pk=upload.pk), by=person)

    undo_events(upload)

    deleted = Observation.pgh_event_model.objects.filter(pgh_label="delete")
    said = deleted.latest("pgh_id").pgh_context
    assert (said["user"], said["undone"]) == (person.pk, upload.pk)


def test_undoing_that_is_stopped_leaves_all_as_it_was(tmp_path):
    process, kpis = make_desk(clock="previous")
    upload = uploaded(process, tmp_path, state="loading")
    load_events(upload)
    before, said = facts(*kpis), Import.objects.get(pk=upload.pk).said
    ask_to_undo(Import.objects.get(pk=upload.pk), by=upload.author)
    ImportProgress.objects.update(is_to_stop=True)

    undo_events(upload)

    upload.refresh_from_db()
    assert (upload.state, upload.undone_by, upload.said) == ("loaded", None, said)
    assert facts(*kpis) == before


def cancel_elsewhere():
    beside = connection.get_new_connection(connection.get_connection_params())
    with beside, beside.cursor() as cursor:
        cursor.execute("UPDATE kpis_importprogress SET is_to_stop = true")


def test_an_import_that_brought_events_stays(tmp_path):
    process, _ = make_desk()
    upload = uploaded(process, tmp_path, state="loading")
    load_events(upload)

    with pytest.raises(Exception, match="Event"), transaction.atomic():
        Import.objects.filter(pk=upload.pk).delete()
