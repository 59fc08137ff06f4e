"""Event logs in XES, the XML of IEEE 1849, read as a stream without ever making a tree.

The parser tells each element as it comes, so neither depth nor size costs memory. There
are no document types, so no entities, and nothing is fetched.
"""

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any, BinaryIO, cast

from lxml import etree

from kpis.logs.batch import MOST_NAME, ROWS_A_BATCH, LogBatch
from kpis.logs.cleaning import Cleaner, Row
from kpis.logs.lifecycle import SILENT
from kpis.logs.moments import moment_of
from kpis.logs.packed import unpacked
from processes.sandbox import Refused, TooMuch

CASE = ACTIVITY = "concept:name"
TIME = "time:timestamp"
WORD = "lifecycle:transition"
RESOURCE, ROLE, GROUP = "org:resource", "org:role", "org:group"
ID = "identity:id"
COLUMNS = {
    "case": CASE,
    "activity": ACTIVITY,
    "at": TIME,
    "word": WORD,
    "resource": RESOURCE,
    "role": f"{ROLE}, {GROUP}",
    "external_id": ID,
}
MOST_KEYS = 100
MOST_UNUSED = 10 * 2**20
# A trace may say its name only after its events: they wait that long.
MOST_WAITING = 200_000
# "<" in letters of one byte, and in those of two with the mark that they may have.
BEGINNINGS = (b"<", b"\xff\xfe<\0", b"\xfe\xff\0<", b"\0<")
BEFORE_XML = b"\xef\xbb\xbf \t\r\n"

EXPORT = "Export the log as XES from the tool that made it, and send that."
NO_XML = f"This is no XES: it doesn’t begin as XML does. {EXPORT}"
DOCTYPE = (
    "The file has a document type (<!DOCTYPE …>), which XES never needs and kpiflow"
    " never reads: delete that part, or export the log again."
)
TOO_LONG = (
    "The file goes on for over 10 MB without the end of anything, which no event needs."
    f" {EXPORT}"
)
NAME_TOO_LATE = (
    f"A trace has over {MOST_WAITING:,} events before its name: put its concept:name"
    " before its events."
)

OPTIONS: dict[str, Any] = {
    # Kept as they are, "&amp;" would read "&#38;" in names. None can be declared.
    "resolve_entities": "internal",
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
}

type Attributes = Mapping[str, str]


def read(
    file: BinaryIO, activity: str = ACTIVITY, size: int = ROWS_A_BATCH
) -> Iterator[LogBatch]:
    """The events of an XES or XES.gz file, in batches of about `size`.

    `activity` is the key that holds what was done; `place` counts the events of the
    file. A trace without a name is called "trace 17", by its place. Raises Refused
    with a sentence, TooMuch among them, when the file as a whole can't be read.
    """
    cleaner = Cleaner(moment_of, COLUMNS | {"activity": activity})
    yield from map(cleaner.batch, rows(file, activity, size))


def rows(
    file: BinaryIO, activity: str = ACTIVITY, size: int = ROWS_A_BATCH
) -> Iterator[list[Row]]:
    """The same events as they stand there, nothing checked yet."""
    taker = _Taker(activity)
    for _ in _parsed(file, taker):
        if len(taker.ready) >= size:
            yield taker.taken()
    if taker.ready:
        yield taker.taken()


def event_keys(file: BinaryIO) -> list[str]:
    """The keys that the first events of a file have, if they are texts.

    One of them may hold the activity; the usual one comes first. Raises Refused as
    `read` does.
    """
    taker = _KeyTaker(ACTIVITY)
    for _ in islice(_parsed(file, taker), 1):
        pass
    return sorted(taker.keys - {TIME, WORD, ID}, key=lambda key: (key != ACTIVITY, key))


def begins_as_xml(content: bytes) -> bool:
    """Whether the first bytes of a file are those of XML, in any encoding."""
    return content.lstrip(BEFORE_XML).startswith(BEGINNINGS)


def _parsed(file: BinaryIO, taker: "_Taker") -> Iterator[None]:
    """Feed the parser, and stop after every piece."""
    # Typed as the stubs have it, with methods that nobody here needs.
    target = cast("etree.ParserTarget[None]", taker)
    parser = etree.XMLParser(target=target, **OPTIONS)
    try:
        for piece in _checked(unpacked(file), taker):
            parser.feed(piece)
            yield
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from error
    yield


def _checked(pieces: Iterator[bytes], taker: "_Taker") -> Iterator[bytes]:
    """The pieces, as long as they are XML of which something comes."""
    first = next(pieces, b"")
    if not first:
        raise Refused(f"The file is empty. {EXPORT}")
    if not begins_as_xml(first):
        raise Refused(NO_XML)
    unused = 0
    for piece in chain([first], pieces):
        taker.ended = False
        yield piece
        # The parser keeps what it waits for the end of, and would without end.
        unused = 0 if taker.ended else unused + len(piece)
        if unused > MOST_UNUSED:
            raise TooMuch(TOO_LONG)


def _refusal(error: etree.XMLSyntaxError) -> Exception:
    if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
        return MemoryError()
    if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return TooMuch(TOO_LONG)
    return Refused(
        f"The file is broken in line {error.lineno or 1:,}: it may have been cut off"
        f" or changed by hand. {EXPORT}"
    )


class _Taker:
    """Takes each start and end from the parser and keeps what events need.

    `ready` are the events whose case is known. `depth` counts the elements that the
    parser is in: 1 in the log, 2 in a trace, 3 in an event, whose attributes are at 4.
    What is nested deeper says something about an attribute, and is passed over.
    """

    def __init__(self, activity: str) -> None:
        self.ready: list[Row] = []
        self.ended = False  # whether any element did, since somebody asked
        self._waiting: list[Row] = []
        self._activity = activity
        self._keys = {activity, TIME, WORD, RESOURCE, ROLE, GROUP, ID}
        self._depth = 0
        self._within = ""  # what is open at depth 2: trace, global or another
        self._scope = ""
        self._event: dict[str, str] | None = None
        self._case: str | None = None
        self._traces = self._events = 0
        self._defaults: dict[str, str] = {}

    def taken(self) -> list[Row]:
        """What is ready, which then isn't any more."""
        ready, self.ready = self.ready, []
        return ready

    def start(self, tag: str, attributes: Attributes) -> None:
        depth = self._depth = self._depth + 1
        if depth == 4:
            if self._event is not None:
                key = attributes.get("key")
                if key in self._keys:
                    self._event[key] = attributes.get("value", "")
        elif depth == 3:
            self._start_in_trace(tag.rpartition("}")[2], attributes)
        elif depth <= 2:
            self._start_outer(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self.ended = True
        depth = self._depth = self._depth - 1
        if depth == 2 and self._event is not None:
            self._end_event(self._event)
            self._event = None
        elif depth == 1 and self._within == "trace":
            self._end_trace()

    def doctype(self, *_: object) -> None:
        raise Refused(DOCTYPE)

    def close(self) -> None:
        """Asked for by the parser."""

    def _start_outer(self, name: str, attributes: Attributes) -> None:
        if self._depth == 1:
            if name != "log":
                raise Refused(
                    f"This is XML, but no XES: it holds <{name[:40]}>. {EXPORT}"
                )
            return
        self._within, self._scope = name, attributes.get("scope", "")
        if name == "trace":
            self._traces += 1
            self._case = None
        elif name == "event":
            raise Refused(
                f"The file has an event outside of any trace, so of no case. {EXPORT}"
            )

    def _start_in_trace(self, name: str, attributes: Attributes) -> None:
        if self._within == "trace":
            if name == "event":
                self._event = dict(self._defaults)
            elif attributes.get("key") == CASE:
                self._case = attributes.get("value", "").strip() or None
        elif self._within == "global" and self._scope == "event":
            self._keep_default(attributes.get("key", ""), attributes.get("value", ""))

    def _keep_default(self, key: str, value: str) -> None:
        """What an event without such an attribute has; nobody guesses its time."""
        is_said = value.strip().casefold() not in SILENT
        if key in self._keys - {TIME, ID} and is_said:
            self._defaults[key] = value

    def _end_event(self, event: dict[str, str]) -> None:
        self._events += 1
        say = event.get
        row = (
            self._events,
            self._case or "",
            say(self._activity, ""),
            say(TIME, ""),
            say(WORD, ""),
            say(RESOURCE, ""),
            say(ROLE) or say(GROUP, ""),
            say(ID, ""),
        )
        if self._case is not None:
            self.ready.append(row)
            return
        self._waiting.append(row)
        if len(self._waiting) > MOST_WAITING:
            raise TooMuch(NAME_TOO_LATE)

    def _end_trace(self) -> None:
        case = self._case or f"trace {self._traces}"
        self.ready += [(row[0], case, *row[2:]) for row in self._waiting]
        self._waiting.clear()


class _KeyTaker(_Taker):
    """Takes the keys of the texts of events as well."""

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.keys: set[str] = set()

    def start(self, tag: str, attributes: Attributes) -> None:
        super().start(tag, attributes)
        is_text = tag.rpartition("}")[2] == "string"
        if is_text and self._depth == 4 and self._event is not None:
            self._note(attributes.get("key", ""))

    def _note(self, key: str) -> None:
        if 0 < len(key) <= MOST_NAME and len(self.keys) < MOST_KEYS:
            self.keys.add(key)
