"""Logs as the systems of ordinary companies write them, in several languages."""

import pytest

from tests.kpis.logs.tables import columns_of, events, read

DAY, NEXT = "2026-11-20", "2026-11-21"


def export(header, *rows):
    """A table of three cases, each with these rows; a row lacks the case alone."""
    lines = [f"A-{case},{row}" for case in (1, 2, 3) for row in rows]
    return "\n".join([header, *lines])


@pytest.mark.parametrize(
    "header",
    [
        "Vorgangsnummer,Tätigkeit,Beginn,Ende,Sachbearbeiter",
        "Auftragsnummer,Vorgang,Startzeit,Endzeit,Mitarbeiter",
        "Numéro de dossier,Étape,Date de début,Date de fin,Intervenant",
        "Expediente,Tarea,Fecha de inicio,Fecha de fin,Responsable",
        "案件番号,作業,開始日時,終了日時,担当者",
    ],
)
def test_a_start_is_told_from_an_end_in_other_languages(header):
    text = export(
        header,
        f"Log,{DAY} 08:00,{DAY} 08:30,Kim",
        f"Check,{DAY} 09:00,{DAY} 10:30,Lee",
    )

    found = columns_of(text)

    names = header.split(",")
    assert [found.case, found.activity, found.start, found.time, found.resource] == [
        *names
    ]


def test_days_and_times_of_start_and_end_stand_apart():
    batch = read(
        export(
            "Case ID,Task,Start Date,Start Time,End Date,End Time",
            f"Log,{DAY},08:00,{NEXT},07:30",
            f"Check,{NEXT},09:00,,",
        )
    )

    assert events(batch)[:3] == [
        f"A-1 Log start {DAY}T08:00:00.000000",
        f"A-1 Check start {NEXT}T09:00:00.000000",
        f"A-2 Log start {DAY}T08:00:00.000000",
    ]
    assert f"A-1 Log complete {NEXT}T07:30:00.000000" in events(batch)


def test_one_day_may_have_two_times():
    batch = read(
        export(
            "Auftrag,Schritt,Datum,Beginn,Ende",
            "Rüsten,20.11.2026,08:00,08:30",
            "Fräsen,21.11.2026,09:00,10:30",
        )
    )

    assert events(batch)[0] == f"A-1 Rüsten start {DAY}T08:00:00.000000"
    assert f"A-1 Rüsten complete {DAY}T08:30:00.000000" in events(batch)


def test_the_time_of_a_start_is_none_of_an_end():
    found = columns_of(
        export(
            "Case ID,Task,Start Date,Start Time,End Date",
            f"Log,{DAY},08:00,{DAY}",
            f"Check,{DAY},09:00,{NEXT}",
        )
    )

    assert (found.start_clock, found.clock) == ("Start Time", "")


def test_a_time_without_colons_is_no_case():
    batch = read(
        export(
            "SalesDocument,EventCode,Date,Time",
            "VA01,20261120,084100",
            "VL01N,20261120,143000",
        )
    )

    assert events(batch)[:2] == [
        f"A-1 VA01 complete {DAY}T08:41:00.000000",
        f"A-1 VL01N complete {DAY}T14:30:00.000000",
    ]


def test_when_a_case_was_opened_is_not_when_something_was_done():
    found = columns_of(
        export(
            "Number,State,Created,Start Date,Last touched",
            f"New,{DAY} 08:00,{DAY} 07:00,{DAY} 08:00",
            f"Closed,{DAY} 08:00,{DAY} 07:00,{NEXT} 10:00",
        )
    )

    assert (found.time, found.start) == ("Last touched", "")


def test_of_a_change_it_is_what_came_that_was_done():
    found = columns_of(
        export(
            "Case Number,Edit Date,Field,Old Value,New Value,Edited By",
            f"{DAY} 08:00,Status,New,Working,Kim",
            f"{NEXT} 10:00,Status,Working,Closed,Lee",
        )
    )

    assert (found.activity, found.resource) == ("New Value", "Edited By")


def test_all_that_happened_to_a_piece_of_work_may_have_its_id():
    words = ("schedule", "assign", "start", "complete")
    rows = [
        f"{case * 10 + step},{case},{step},{DAY} 0{hour}:00,{word}"
        for case in (1, 2)
        for step in (1, 2)
        for hour, word in enumerate(words)
    ]

    batch = read("\n".join(["event id,case,activity,time,lifecycle", *rows]))

    assert batch.external_id[:4] == [
        "11 schedule",
        "11 assign",
        "11 start",
        "11 complete",
    ]
    assert len(set(batch.external_id)) == len(batch)
