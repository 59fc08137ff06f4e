"""What kind of file it is, by its first bytes: nobody's name for it is believed."""

import json
import re
from typing import BinaryIO

from processes.sandbox import Refused

HEAD = 64 * 1024  # bytes that are looked at
SAVE = "Save it as XLSX or CSV, and send that."
UNPACK = "Unpack it, and send the table that is in it."

# No table begins like this.
SIGNATURES = {
    b"%PDF": f"This is a PDF, not a table. Open the table’s own program. {SAVE}",
    b"\x89PNG": f"This is a picture. Find the table it shows. {SAVE}",
    b"GIF8": f"This is a picture. Find the table it shows. {SAVE}",
    b"\xff\xd8\xff": f"This is a picture. Find the table it shows. {SAVE}",
    b"\x1f\x8b": f"This is a packed file (gzip). {UNPACK}",
    b"BZh": f"This is a packed file (bzip2). {UNPACK}",
    b"\xfd7zXZ\0": f"This is a packed file (xz). {UNPACK}",
    b"7z\xbc\xaf\x27\x1c": f"This is a packed file (7z). {UNPACK}",
    b"Rar!": f"This is a packed file (RAR). {UNPACK}",
    b"\x28\xb5\x2f\xfd": f"This is a packed file (Zstandard). {UNPACK}",
    b"SQLite format 3\0": f"This is a database. Export the table you mean. {SAVE}",
    b"PAR1": f"This is a Parquet file. Export it from where it comes. {SAVE}",
    b"{\\rtf": f"This is a text document (RTF), not a table. {SAVE}",
    b"MZ": f"This is a program, not a table. {SAVE}",
    b"\x7fELF": f"This is a program, not a table. {SAVE}",
    b"\xff\xfe\0\0": "The file is in UTF-32. Save it as “CSV UTF-8”, and send that.",
    b"\0\0\xfe\xff": "The file is in UTF-32. Save it as “CSV UTF-8”, and send that.",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\3\4"
EMPTY_ZIP = b"PK\5\6"

HTML = re.compile(r"<(!doctype html|html|head|body|table|div|meta)\b", re.IGNORECASE)
JSON = re.compile(r"[{\[]\s*[{\[\"\]}]|\[\s*-?\d")
CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(file: BinaryIO) -> str:
    """ "text" or "xlsx", as far as the first bytes say.

    Raises Refused for anything that is neither, with what it is and what to do.
    """
    file.seek(0)
    head = file.read(HEAD)
    if not head.strip():
        raise Refused("The file is empty. Send one with a table in it.")
    for signature, sentence in SIGNATURES.items():
        if head.startswith(signature):
            raise Refused(sentence)
    if head.startswith(OLD_OFFICE):
        raise Refused(_old_office(head + file.read()))
    if head.startswith((ZIP, EMPTY_ZIP)):
        return "xlsx"
    _refuse_markup(head, file)
    return "text"


def _old_office(content: bytes) -> str:
    if ENCRYPTED in content:
        return f"The workbook is locked with a password. Take the password off. {SAVE}"
    return f"This is an old Excel file (.xls), or another old Office file. {SAVE}"


def _refuse_markup(head: bytes, file: BinaryIO) -> None:
    text = head.lstrip(b"\xef\xbb\xbf").decode("latin-1").replace("\0", "").lstrip()
    if HTML.match(text):
        raise Refused(f"This is a web page (HTML), whatever its name says. {SAVE}")
    if text.startswith("<?xml"):
        raise Refused(f"This is XML, not a table. Open it where it comes from. {SAVE}")
    if JSON.match(text) and _is_json(text, file):
        raise Refused(f"This is JSON, not a table. Export it as a table. {SAVE}")
    if len(CONTROLS.findall(head)) > len(head) // 20:
        raise Refused(f"This isn’t a table but something else in bytes. {SAVE}")


def _is_json(text: str, file: BinaryIO) -> bool:
    """Whether the first line or the whole begins as JSON and ends as JSON."""
    first = text.splitlines()[0]
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        file.seek(-min(HEAD, file.seek(0, 2)), 2)
        return file.read().rstrip(b"\0 \r\n").endswith((b"}", b"]"))
    return True
