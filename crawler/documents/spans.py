"""Merged cells: every row of a table gets the cells that reach into it, so that each stands under its heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

COLUMNS = 100


class Cell(NamedTuple):
    """A cell's text, how many columns and how many rows it covers."""

    text: str
    across: int = 1
    down: int = 1


def laid_out(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[str, ...], ...]:
    """Rows as in a table's source, where what a cell above covers is left out: covered places take that cell's text.

    A cell with no other text in its row is a title and keeps its one place. Rows without any text are left out.
    """
    reaching: dict[int, tuple[str, int]] = {}  # column: text from above, rows it still covers
    shown: list[tuple[str, ...]] = []
    for row in rows:
        line: list[str] = []
        taken: dict[int, tuple[str, int]] = {}

        alone = sum(1 for cell in row if cell.text) < 2 and not reaching
        for cell in row:
            _go_on(line, reaching, taken)
            across = min(max(1, cell.across), COLUMNS - len(line))
            if across < 1:
                break
            for place in range(across):
                text = cell.text if not place or not alone else ""
                if cell.down > 1:
                    taken[len(line)] = (text, cell.down - 1)
                line.append(text)
        _go_on(line, reaching, taken)
        reaching = {column: state for column, state in taken.items() if state[1] > 0}
        if any(cell.text for cell in row):
            shown.append(tuple(line))
    return tuple(shown)


def _go_on(line: list[str], reaching: dict[int, tuple[str, int]], taken: dict[int, tuple[str, int]]) -> None:
    """Place the texts that reach from above into the next columns of a line."""
    while len(line) < COLUMNS and reaching.get(len(line), ("", 0))[1] > 0:
        text, left = reaching[len(line)]
        taken[len(line)] = (text, left - 1)
        line.append(text)


def lines_of(rows: Iterable[Sequence[Cell]]) -> list[str]:
    """Rows as lines, cells separated by tabs, each cell's text once."""
    lines = ("\t".join(cell.text for cell in row).rstrip("\t") for row in rows)
    return [line for line in lines if line.strip()]


def filled(rows: list[tuple[str, ...]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Fill the merged ranges (first and last row and column, counted from 0) of rows that hold them as empty places.

    Titles, which have no other text in their row, keep their one place.
    """
    alone = [sum(1 for cell in row if cell) < 2 for row in rows]
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= min(len(rows[top]), COLUMNS):
            continue
        text = rows[top][left]
        if not text or (right > left and alone[top]):
            continue
        for at in range(top, min(bottom + 1, len(rows))):
            row = list(rows[at])
            row += [""] * (min(right, COLUMNS - 1) + 1 - len(row))
            for column in range(left, min(right, COLUMNS - 1) + 1):
                row[column] = row[column] or text
            rows[at] = tuple(row)
