"""A workbook's sheets, texts and formats, read from its XML."""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, BinaryIO

from lxml import etree

from kpis.tables.archive import archive_of, elements, opened_list
from kpis.tables.cells import LONGEST
from kpis.tables.number_formats import BUILT_IN
from processes.sandbox import BROKEN, Refused

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
MOST_FORMATS = 70_000
MOST_SHEETS = 1_000
MOST_STRINGS = 2_000_000
SPLIT = "Copy the table that is needed into a workbook of its own, and send that."
TOO_MANY_SHEETS = f"The workbook has more than {MOST_SHEETS:,} sheets. {SPLIT}"
TOO_MANY_STRINGS = (
    f"The workbook holds more than {MOST_STRINGS:,} different texts. Save the sheet as"
    " CSV, and send that."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    part: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """`strings` are the texts that cells point to, `formats` the styles' formats."""

    archive: zipfile.ZipFile
    sheets: tuple[Sheet, ...]
    strings: list[str]
    formats: list[str]
    since_1904: bool

    def open(self, sheet: Sheet) -> IO[bytes]:
        return self.archive.open(sheet.part)

    def format_of(self, style: str | None) -> str:
        """A cell's number format; none for a style that the file doesn't hold."""
        place = int(style or 0)
        return self.formats[place] if 0 <= place < len(self.formats) else ""


def workbook_of(file: BinaryIO) -> Workbook:
    """The workbook in a file, without its rows. Raises Refused, and what damage makes
    the libraries raise: read it inside of `archive.readable`."""
    archive = archive_of(file)
    names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}
    main = _main_part(archive, names)
    targets = _targets(archive, names, main)
    sheets, since_1904 = _sheets(archive, main, targets, names)
    if not sheets:
        raise Refused("The workbook has no sheets with cells. Send one with a table.")
    folder = posixpath.dirname(main)
    strings = _part(targets, "sharedStrings", f"{folder}/sharedStrings.xml", names)
    styles = _part(targets, "styles", f"{folder}/styles.xml", names)
    return Workbook(
        archive,
        sheets,
        _strings(archive, strings) if strings else [],
        _formats(archive, styles) if styles else [],
        since_1904,
    )


def local(element: etree._Element) -> str:
    """The element's name without its namespace: there are two of workbooks."""
    return _local(str(element.tag))


@lru_cache(1_000)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def text_of_runs(element: etree._Element) -> str:
    """The text of a cell's runs, without the readings that stand over Japanese."""
    runs = [
        child.text or ""
        for child in element.iter("{*}t")
        if (parent := child.getparent()) is None or local(parent) != "rPh"
    ]
    return unescaped("".join(runs))


def unescaped(text: str) -> str:
    """The text with characters that XML can't hold, such as _x000D_, as they are."""
    if len(text) > LONGEST:
        raise Refused(
            f"A cell holds over {LONGEST:,} letters. Shorten it, and send the file"
            " again."
        )
    return ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return letter if letter.isprintable() or letter in "\t\n\r" else ""


def _main_part(archive: zipfile.ZipFile, names: Mapping[str, str]) -> str:
    """The path of the part that lists the sheets, wherever the file keeps it."""
    said = [
        path.lower()
        for kind, path in _targets(archive, names, "").values()
        if kind == "officeDocument" and path.lower() in names
    ]
    found = said or [name for name in names if name.endswith("workbook.xml")]
    if not found:
        raise Refused(BROKEN)
    return min(found, key=len)


def _targets(
    archive: zipfile.ZipFile, names: Mapping[str, str], source: str
) -> dict[str, tuple[str, str]]:
    """Where each relation of a part leads: its type's name and the part. The relations
    of no part are the file's own."""
    folder, name = posixpath.split(source)
    part = names.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
    if part is None:
        return {}
    targets = {}
    with opened_list(archive, part) as stream:
        for relation in elements(stream, "Relationship"):
            target = relation.get("Target", "")
            path = (
                target[1:] if target.startswith("/") else posixpath.join(folder, target)
            )
            kind = relation.get("Type", "").rpartition("/")[2]
            if relation.get("TargetMode") != "External":
                targets[relation.get("Id", "")] = (kind, posixpath.normpath(path))
    return targets


def _part(
    targets: Mapping[str, tuple[str, str]],
    kind: str,
    usual: str,
    names: Mapping[str, str],
) -> str | None:
    found = [path for one, path in targets.values() if one == kind]
    return names.get((found or [usual])[0].lower())


def _sheets(
    archive: zipfile.ZipFile,
    main: str,
    targets: Mapping[str, tuple[str, str]],
    names: Mapping[str, str],
) -> tuple[tuple[Sheet, ...], bool]:
    sheets: list[Sheet] = []
    since_1904 = False
    with opened_list(archive, names[main]) as stream:
        for element in elements(stream, "sheet", "workbookPr"):
            if local(element) == "workbookPr":
                # Extensions have one of the same name, without it.
                since_1904 |= element.get("date1904", "0") in {"1", "true"}
                continue
            key = next((v for k, v in element.items() if k.endswith("}id")), "")
            kind, path = targets.get(key, ("", ""))
            if len(sheets) == MOST_SHEETS:
                raise Refused(TOO_MANY_SHEETS)
            if kind == "worksheet" and (part := names.get(path.lower())):
                hidden = element.get("state", "visible") != "visible"
                sheets.append(Sheet(element.get("name", ""), part, hidden))
    return tuple(sheets), since_1904


def _strings(archive: zipfile.ZipFile, part: str) -> list[str]:
    strings: list[str] = []
    with archive.open(part) as stream:
        for item in elements(stream, "si"):
            if len(strings) == MOST_STRINGS:
                raise Refused(TOO_MANY_STRINGS)
            strings.append(text_of_runs(item))
    return strings


def _formats(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The number format of each style that a cell can have."""
    own: dict[str, str] = {}
    styles: list[str] = []
    with opened_list(archive, part) as stream:
        for element in elements(stream, "numFmt", "cellXfs"):
            if local(element) == "numFmt":
                own[element.get("numFmtId", "")] = element.get("formatCode", "")[:300]
            else:
                styles = [xf.get("numFmtId", "0") for xf in element][:MOST_FORMATS]
    return [own.get(key, BUILT_IN.get(int(key), "")) for key in styles]
