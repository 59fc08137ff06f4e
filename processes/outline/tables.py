"""A table of steps, as Markdown draws it or a spreadsheet pastes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from processes.outline.inline import plain
from processes.outline.items import Item
from processes.outline.lines import Line
from processes.outline.roles import is_role

_COLUMNS = {
    "title": """
        task | action | activity | step | what | description | procedure | title
        | name | process step | step name | task name | item | process | steps |
        tasks | actions | activities | what to do | detail
        """,
    "number": """
        no | no. | # | nr | number | step no | step no. | step # | step number |
        seq | order | s/n | id | done
        """,
    "role": """
        role | owner | who | responsible | responsibility | responsible party |
        assigned to | by | performed by | department | team | responsible person
        | person responsible | actor | assignee
        """,
    "limit_text": """
        time | deadline | due | when | timeframe | time frame | limit |
        time limit | sla | duration | timing | due by | timeline | target |
        due date
        """,
}
_COLUMN_OF = {
    name.strip(): key for key, names in _COLUMNS.items() for name in names.split("|")
}


@dataclass(frozen=True, slots=True)
class Table:
    """The steps of a table, and its first line."""

    first: Line
    items: list[Item]


def table_in(lines: Sequence[Line]) -> Table | None:
    """The first table with a row for each step: its headings say so, or its tabs.

    None when there is no such table.
    """
    for table in _tables(lines):
        first = table[0][0]
        rows = [cells for _, cells in table if not _is_ruler(cells)]
        heads = [plain(cell).lower() for cell in rows[0]] if rows else []
        columns = [_COLUMN_OF.get(head, "") for head in heads]
        told = "title" in columns and len({*columns} - {""}) > 1
        if not told and not ("\t" in first.raw and all(len(row) > 1 for row in rows)):
            continue
        names, columns = (rows.pop(0), columns) if told else ([], [])
        items = [item for row in rows if (item := _item(row, names, columns))]
        if items:
            return Table(first, items)
    return None


def cells_item(cells: Sequence[str]) -> Item | None:
    """A row without headings: a number perhaps, what is done, and by whom.

    None when its cells are empty, or numbers.
    """
    return _item(list(cells), [], [])


def _tables(lines: Sequence[Line]) -> list[list[tuple[Line, list[str]]]]:
    """Neighbouring lines of cells: each table a list of its lines and rows."""
    tables: list[list[tuple[Line, list[str]]]] = [[]]
    for line in lines:
        cells = _cells(line)
        if cells:
            tables[-1].append((line, cells))
        elif line.kind != "rule" and tables[-1]:
            tables.append([])
    return [table for table in tables if len(table) > 1]


def _cells(line: Line) -> list[str]:
    text = line.raw.strip(" ")
    if line.kind in ("code", "heading", "blank"):
        return []
    if line.mark:
        cells = line.mark.rest.split("\t")
        return [line.mark.token, *cells] if len(cells) > 1 else []
    if text.startswith("|"):
        return [cell.strip() for cell in text.strip("|").split("|")]
    return [cell.strip() for cell in text.split("\t")] if "\t" in text else []


def _is_ruler(row: Sequence[str]) -> bool:
    return not "".join(row).strip("-:= ")


def _item(row: list[str], names: list[str], columns: list[str]) -> Item | None:
    """Read a row by its columns; cells of none become a line each below the title."""
    found: dict[str, str] = {}
    below = []
    for i, cell in enumerate(row):
        name = names[i] if i < len(names) else ""
        key = (columns[i] if i < len(columns) else "") or (
            "" if names else _guess(cell, found)
        )
        if not cell or key == "number" or (key == "title" and _is_number(cell)):
            continue
        if key and key not in found:
            found[key] = cell if key == "title" else plain(cell)
        else:
            below.append(f"{name}: {cell}" if name else cell)
    lead = found.pop("title", "") or (below.pop(0) if below else "")
    return Item(lead, "\n\n".join(below), **found) if lead else None


def _is_number(cell: str) -> bool:
    return cell.rstrip(".)").isdigit()


def _guess(cell: str, found: dict[str, str]) -> str:
    if _is_number(cell):
        return "number"
    if "title" not in found:
        return "title"
    return "role" if is_role(plain(cell)) else ""
