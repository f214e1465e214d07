"""Tables of a PDF: the text of each page put into the cells that its ruling lines enclose, and page joined to page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from crawler.documents import layout
from crawler.documents.bands import banded
from crawler.documents.glyphs import MARK, THAI, Glyph, Run, flowed, glyphs_of, lines_of, runs_of
from crawler.documents.rulings import Grid, grids, turn_of
from crawler.site import Table
from crawler.text import digits, fold, mend

CHARACTERS = 30_000  # of a page that are put into cells; a page with more keeps its text as it is
ROWS = 5_000
MARGIN = 60  # letters outside a table that may stand between two of its pages (page number, running title)
MOVED = 6.0  # points by which the columns of a table may stand elsewhere on its next page
_FIGURE = re.compile(r"[\d๐-๙][\d๐-๙,.]*(?:\.-)?|-")
_NUMBER = re.compile(r"[\d๐-๙]{1,4}[.)]?")
_LONG = 60  # lines of two cells of one row, above which their rows are not ruled at all


class Part(NamedTuple):
    """A table on one page: its rows as wide as its columns, where those stand, and letters of the page around it."""

    rows: list[tuple[str, ...]]
    xs: tuple[float, ...]
    before: int
    after: int


class PageTables(NamedTuple):
    """The tables of a page in reading order, and the page's text with a line of tabs for each of their rows."""

    parts: list[Part]
    text: str


def read_tables(page: Any, layer: Any) -> PageTables | None:
    """Ruled tables of a pypdfium2 page with its text page; None when it has none."""
    if not 0 < layer.count_chars() <= CHARACTERS:
        return None
    found, alone = grids(page)
    if not found and len(alone) < 4:
        return None
    glyphs = glyphs_of(layer, turn_of(page))
    found += banded(
        alone, [(glyph.left, glyph.right, glyph.line, glyph.height) for glyph in glyphs if glyph.text != " "]
    )
    inside, order = _placed(found, glyphs)
    tables = {number: _rows(found[number], cells) for number, cells in enumerate(inside) if cells}
    kept = {number for number, rows in tables.items() if rows}
    if not kept:
        return None
    total = sum(1 for number, glyph in order if number not in kept and THAI.match(glyph.text))
    before = 0
    parts: list[Part] = []
    lines: list[str] = []
    outside: list[Glyph] = []
    done: set[int] = set()
    for number, glyph in order:
        if number not in kept:
            outside.append(glyph)
            before += bool(THAI.match(glyph.text))
        elif number not in done:
            done.add(number)
            lines += _lines_outside(outside)
            outside = []
            parts.append(Part(tables[number], found[number].xs, before, total - before))
            lines += ["\t".join(row).rstrip("\t") for row in tables[number]]
    lines += _lines_outside(outside)
    return PageTables(parts, "\n".join(lines))


def join_pages(pages: Iterable[PageTables | None]) -> tuple[Table, ...]:
    """The tables of all pages; one that goes on over pages is one, its repeated heading dropped, empty columns too."""
    found: list[list[tuple[str, ...]]] = []
    previous: Part | None = None
    total = 0
    for page in pages:
        for place, part in enumerate(page.parts if page else ()):
            total += len(part.rows)
            if total > ROWS:
                break
            if previous and not place and _goes_on(previous, part):
                _append(found[-1], part.rows)
            else:
                found.append(list(part.rows))
            previous = part
        if page is None:
            previous = None
    return tuple(Table(_without_empty(rows)) for rows in found if len(rows) > 1 and sum(map(_filled, rows)) > 2)


def _append(rows: list[tuple[str, ...]], following: Sequence[tuple[str, ...]]) -> None:
    following = following[_repeated(rows, following) :]
    if following and _is_rest(rows[-1], following[0]):
        rows[-1] = tuple(_glued(above, below) for above, below in zip(rows[-1], following[0], strict=True))
        following = following[1:]
    rows += following


def _is_rest(row: tuple[str, ...], following: tuple[str, ...]) -> bool:
    """Whether a row at the top of a page is the rest of the row above it: nothing new in it begins a record."""
    if following[0] or not row[0] or _filled(following) >= _filled(row):
        return False
    pairs = [(above, below) for above, below in zip(row, following, strict=True) if below]
    return all(above and not (_FIGURE.fullmatch(above) and _FIGURE.fullmatch(below)) for above, below in pairs)


def _glued(above: str, below: str) -> str:
    if not above or not below:
        return above or below
    return above + ("" if THAI.match(above[-1]) and THAI.match(below[0]) else " ") + below


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _goes_on(previous: Part, part: Part) -> bool:
    if len(previous.xs) != len(part.xs):
        return False
    if _repeated(previous.rows, part.rows):
        return True
    if any(abs(first - second) > MOVED for first, second in zip(previous.xs, part.xs, strict=True)):
        return False
    return previous.after <= MARGIN and part.before <= MARGIN


def _repeated(rows: Sequence[tuple[str, ...]], following: Sequence[tuple[str, ...]]) -> int:
    """How many rows at the top of ``following`` are those at the top of ``rows``."""
    count = 0
    for first, second in zip(rows, following, strict=False):
        if [fold(cell).replace(" ", "") for cell in first] != [fold(cell).replace(" ", "") for cell in second]:
            break
        count += 1
    return count if count < len(following) or count < 4 else 0


def _without_empty(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    kept = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    return tuple(tuple(row[column] for column in kept) for row in rows)


def _placed(
    found: Sequence[Grid], glyphs: Sequence[Glyph]
) -> tuple[list[dict[int, list[Glyph]]], list[tuple[int, Glyph]]]:
    """Glyphs of each cell of each grid, and all in order with the number of their grid (-1 outside)."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in found]
    order: list[tuple[int, Glyph]] = []
    number, cell = -1, -1
    previous: Glyph | None = None
    for glyph in glyphs:
        torn = previous and MARK.match(glyph.text) and abs(glyph.line - previous.line) < previous.height / 2
        if not torn:
            number, cell = _cell_at(found, (glyph.left + glyph.right) / 2, glyph.line - 0.15 * glyph.height)
        if number >= 0:
            inside[number].setdefault(cell, []).append(glyph)
        order.append((number, glyph))
        previous = glyph
    return inside, order


def _cell_at(found: Sequence[Grid], x: float, y: float) -> tuple[int, int]:
    for number, grid in enumerate(found):
        if grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]:
            row = min(bisect_right(grid.ys, y) - 1, len(grid.ys) - 2)
            column = min(bisect_right(grid.xs, x) - 1, len(grid.xs) - 2)
            return number, grid.cells[row][column]
    return -1, -1


def _rows(grid: Grid, cells: dict[int, list[Glyph]]) -> list[tuple[str, ...]]:
    """Rows of a grid; a cell over several rows is told in each of them. Empty when it is no table."""
    widths = _widths(grid)
    lines = {cell: lines_of(glyphs) for cell, glyphs in cells.items()}
    if sum(len(found) > _LONG for found in lines.values()) > 1:
        return []
    rows: list[tuple[str, ...]] = []
    above: tuple[int, ...] = (-1,) * len(grid.xs)
    for line in grid.cells:
        if any(cell in lines and cell not in above for cell in line):
            for part in _records(
                [] if cell in line[:column] else lines.get(cell, []) for column, cell in enumerate(line)
            ):
                rows.append(tuple(mend(flowed(found, widths[cell])) for found, cell in zip(part, line, strict=True)))
        above = line
    filled = sum(1 for column in range(len(grid.xs) - 1) if any(row[column] for row in rows))
    return rows if filled > 1 else []


def _records(cells: Iterable[list[Run]]) -> list[list[list[Run]]]:
    """Lines of the cells of a row, parted where the row holds several records numbered one after the other."""
    row = list(cells)
    numbers = next((cell for cell in row if cell), [])
    if len(numbers) < 2 or not all(_NUMBER.fullmatch(run.text.strip()) for run in numbers):
        return [row]
    counted = [int(re.sub(r"\D", "", digits(run.text))) for run in numbers]
    if any(second != first + 1 for first, second in pairwise(counted)):
        return [row]
    tops = [run.line - 0.4 * run.height for run in numbers]
    parts: list[list[list[Run]]] = [[[] for _ in row] for _ in numbers]
    for column, cell in enumerate(row):
        for run in cell:
            parts[max(0, bisect_right(tops, run.line) - 1)][column].append(run)
    return parts


def _widths(grid: Grid) -> dict[int, float]:
    widths: dict[int, float] = {}
    for line in grid.cells:
        here: dict[int, float] = {}
        for column, cell in enumerate(line):
            here[cell] = here.get(cell, 0.0) + grid.xs[column + 1] - grid.xs[column]
        for cell, width in here.items():
            widths[cell] = max(width, widths.get(cell, 0.0))
    return widths


def _lines_outside(glyphs: Sequence[Glyph]) -> list[str]:
    pieces = [layout.Piece(run.text.strip(), run.left, run.right, -run.line, run.height) for run in runs_of(glyphs)]
    return ["\t".join(piece.text for piece in row) for row in layout.rows_of(pieces)]
