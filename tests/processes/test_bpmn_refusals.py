"""Files that aren't BPMN 2.0, or in letters that nobody can tell, are told so."""

import pytest

from processes.bpmn import read
from tests.processes.bpmn_files import BPMN, flows, process, refusal, tasks

TEXT = process(tasks("Log", "Call") + flows("Log Call")).decode()


def titles(content):
    (found,) = read(content).processes
    return [step.title for step in found.plan.steps]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b" \n\t", "The file is empty"),
        (b"PK\x03\x04\x14\x00\x08\x00", "This is a zip file"),
        (b"%PDF-1.7\n", "This is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office or Visio file"),
        (b'{"steps": []}', "This is JSON"),
        (b"Log the lead\nCall\n", "broken in line 1"),
        (b"\0" * 1000, "broken in line 1"),
        (TEXT.replace("Log", "L\0g").encode(), "broken in line 2"),
        (TEXT.replace("Log", "L&#0;g").encode(), "broken in line 2"),
        (TEXT.replace("Log", "L&#xD800;g").encode(), "broken in line 2"),
        (TEXT[: len(TEXT) // 2].encode(), "broken in line 2"),
        (TEXT.encode() + b"<more/>", "broken in line 2"),
        (b"<package xmlns='http://www.wfmc.org/2008/XPDL2.1'/>", "This is XPDL"),
        (b"<d xmlns='http://schema.omg.org/spec/BPMN/2.0'/>", "a draft of BPMN 2.0"),
        (b"<bpmn:d xmlns:bpmn='http://www.omg.org/bpmn/1.2'/>", "This is BPMN 1"),
        (b"<mxfile><diagram/></mxfile>", "a draw.io drawing"),
        (b"<html><body/></html>", "a web page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a picture"),
        (b"<definitions/>", "it begins with “definitions”"),
        (
            f"<process xmlns='{BPMN}'/>".encode(),
            "only a part of a BPMN file: “process”",
        ),
    ],
)
def test_what_is_not_bpmn_is_told_so(content, words):
    assert words in refusal(content)


def encoded(declared, encoding, mark=b""):
    text = process('<task name="Käse"/>').decode().replace("UTF-8", declared)
    return mark + text.encode(encoding)


@pytest.mark.parametrize(
    "content",
    [
        encoded("UTF-8", "utf-8"),
        encoded("utf8", "utf-8-sig"),
        encoded("UTF-16", "utf-16"),
        encoded("UTF-16", "utf-16-le", b"\xff\xfe"),
        encoded("UTF-16", "utf-16-be", b"\xfe\xff"),
        encoded("UTF-16LE", "utf-16-le"),
        encoded("UTF-16BE", "utf-16-be"),
        encoded("ISO-8859-1", "latin-1"),
        encoded("windows-1252", "cp1252"),
        encoded("ISO-8859-15", "iso8859-15"),
    ],
)
def test_a_file_is_read_in_the_encoding_it_declares(content):
    assert titles(content) == ["Käse"]


def test_a_file_that_declares_nothing_is_utf_8_or_what_its_mark_says():
    text = process('<task name="Käse"/>').decode().partition("?>")[2]

    assert titles(text.strip().encode()) == ["Käse"]
    assert titles(text.strip().encode("utf-16")) == ["Käse"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            encoded("UTF-16", "utf-8"),
            "says that it is in UTF-16, but it is in letters of",
        ),
        (encoded("UTF-8", "utf-16"), "says that it is in UTF-8, but it is UTF-16"),
        (
            encoded("ISO-8859-1", "utf-8-sig"),
            "says that it is in ISO-8859-1, but it is",
        ),
        (
            encoded("UTF-16BE", "utf-16-le", b"\xff\xfe"),
            "UTF-16BE, but it is UTF-16-LE",
        ),
        (encoded("UTF-8", "latin-1"), "in UTF-8, but some of its letters aren’t"),
        (encoded("UTF-7", "utf-7"), "“UTF-7”, which kpiflow can’t read"),
        (encoded("rot13", "utf-8"), "“rot13”, which kpiflow can’t read"),
        (encoded("ISO-8859-99", "utf-8"), "no encoding “ISO-8859-99”"),
        (encoded("UTF-32", "utf-32"), "UTF-32"),
        ("<a/>".encode("utf-7").replace(b"<", b"+ADw-"), "broken in line 1"),
    ],
)
def test_an_encoding_that_does_not_fit_is_told_plainly(content, words):
    assert words in refusal(content)
