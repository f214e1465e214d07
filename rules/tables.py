"""Tables judged by their columns, in any order and wording: a heading counts only with a value under it.

Tables come as rows of cells (HTML, sheets) or, from documents that lost their columns, only as lines of text; the text
is then asked for the same heading word and for records that carry the same kind of value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.site import Table
from rules.content import Content, quote
from rules.wording import AMOUNT, bare, is_index_row, is_requirement, substantive, words

_LONGEST = 800  # characters of a cell that are looked at
_HEADING_LENGTH = 70  # bare characters; a longer cell is text, not a heading
_FIGURE = re.compile(r"(?!\s*25[4-9]\d\s*$)\s*\d[\d,.]*\s*%?\s*")  # a cell of a record, never of a heading's row
_DEPTH = 40  # rows at the top of a table in which its heading is looked for

Value = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Cells:
    """A table with each cell also in bare form."""

    rows: tuple[tuple[str, ...], ...]
    bare: tuple[tuple[str, ...], ...]


def tables(content: Content) -> tuple[Cells, ...]:
    """The tables of a content and those its other lines form; rows of an index and of requirements are left out."""
    return _cells(content.tables, content.lines, content.kind == "document")


@lru_cache(maxsize=64)
def _cells(own: tuple[Table, ...], lines: tuple[str, ...], document: bool) -> tuple[Cells, ...]:
    kept = []
    for table in (*own, *_of_lines(lines, own)):
        bounded = (tuple(cell[:_LONGEST] for cell in row) for row in table.rows)
        rows = tuple(row for row in bounded if row and _counts(bare("\t".join(row)[:_LONGEST]), document))
        if rows:
            kept.append(Cells(rows, tuple(tuple(bare(cell.replace("\t", " ")) for cell in row) for row in rows)))
    return tuple(kept)


def _counts(row: str, document: bool) -> bool:
    return not is_requirement(row) and (document or not is_index_row(row))


def _of_lines(lines: Sequence[str], known: Sequence[Table]) -> tuple[Table, ...]:
    told = {tuple(filter(None, row)) for table in known for row in table.rows}
    found: list[Table] = []
    rows: list[tuple[str, ...]] = []
    for line in (*lines, ""):
        cells = tuple(line.split("\t"))
        if len(cells) > 1 and tuple(filter(None, cells)) not in told:
            rows.append(cells)
        elif rows:
            found.append(Table(tuple(rows)))
            rows = []
    return tuple(found)


def matching(pattern: str | re.Pattern[str]) -> Value:
    """Values in which a wording occurs."""
    compiled = words(pattern) if isinstance(pattern, str) else pattern
    return lambda cell: bool(compiled.search(bare(cell)))


def amount(cell: str) -> bool:
    """A sum above zero: "1,250,000.00", "๕๐๐"; neither 0 nor a dash."""
    return bool(AMOUNT.search(bare(cell)))


def said(cell: str) -> bool:
    """A cell that says something in words."""
    return substantive(cell) and bool(re.search(r"[ก-ฮa-z]{2}", bare(cell)))


def either(*values: Value) -> Value:
    """Values that one of ``values`` accepts."""
    return lambda cell: any(value(cell) for value in values)


def column(content: Content, heading: str | re.Pattern[str], value: Value, row: Value | None = None) -> str | None:
    """Quotation "heading: value" of a column headed by ``heading`` with a cell that ``value`` accepts, else None.

    ``row`` must accept some other cell of the same row (so that a sum line or a second heading is no data). Tables that
    list a record downwards (heading in the first cell, value beside it) are read too.
    """
    compiled = words(heading) if isinstance(heading, str) else heading
    for table in tables(content):
        for top, left in _headings(table, compiled):
            right = _right_edge(table, top, left)
            for number in range(top + 1, len(table.rows)):
                cells = table.rows[number]
                if _again(table, number, top, left):
                    continue
                for place in range(left, min(right, len(cells))):
                    if value(cells[place]) and _is_record(cells, place, row):
                        return quote(f"{table.rows[top][left]}: {cells[place]}")
            beside = _beside(table, top, left, value)
            if beside:
                return quote(f"{table.rows[top][left]}: {beside}")
    return None


def columns(content: Content, heading: str | re.Pattern[str]) -> bool:
    """Whether some table has a column headed by ``heading``."""
    compiled = words(heading) if isinstance(heading, str) else heading
    return any(True for table in tables(content) for _ in _headings(table, compiled))


def _headings(table: Cells, heading: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for top, row in enumerate(table.bare[:_DEPTH]):
        if any(_FIGURE.fullmatch(cell) for cell in row):
            continue
        for left, cell in enumerate(row):
            if cell and len(cell) <= _HEADING_LENGTH and heading.search(cell) and cell not in row[:left]:
                yield top, left


def _right_edge(table: Cells, top: int, left: int) -> int:
    """Where the next heading of the row begins; cells left blank or repeated belong to a heading that spans them."""
    row = table.bare[top]
    place = left + 1
    while place < len(row) and row[place] in ("", row[left]):
        place += 1
    widest = max(len(cells) for cells in table.rows)
    if place >= len(row):
        return widest
    return place + (widest - len(row) if len(row) > 1 and widest > len(row) else 0)


def _again(table: Cells, number: int, top: int, left: int) -> bool:
    """Whether a row is the heading once more, as at the top of a new page."""
    row = table.bare[number]
    return left < len(row) and row[left] == table.bare[top][left]


def _is_record(cells: Sequence[str], place: int, row: Value | None) -> bool:
    others = [cell for number, cell in enumerate(cells) if number != place]
    if words(r"^[^ก-๙a-z0-9]*รวม(?:ทั้งสิ้น|เป็นเงิน|งบ|$)").search(bare(next((cell for cell in cells if cell.strip()), ""))):
        return False
    if row is None:
        return len(cells) == 1 or any(substantive(cell, 1) for cell in others)
    return any(row(cell) for cell in others)


def _beside(table: Cells, top: int, left: int, value: Value) -> str | None:
    """The value in the next cell, where a record is listed downwards: a narrow row whose first cell is the heading."""
    row = table.rows[top]
    if len(row) == 2 and left == 0 and value(row[1]) and row[0].strip() != row[1].strip():
        return row[1]
    return None
