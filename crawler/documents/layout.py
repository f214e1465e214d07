"""Rows of a PDF page: pieces of text on one height become one line with tabs, as a reader reads a table.

Table cells are often stored column by column, so that a number stands far from the words it belongs to. Only the order
of pieces is touched, never a piece itself; pages set in columns of prose stay as they are.
"""

from __future__ import annotations

from typing import Any, NamedTuple

PROSE = 25  # characters: pairs of pieces this long are columns of prose, not cells
MOST = 2_000  # lines of a page above which its layout is left alone


class Piece(NamedTuple):
    """A stretch of text that stands on one line, and where; ``middle`` grows upwards."""

    text: str
    left: float
    right: float
    middle: float
    height: float


def in_rows(page: Any, text: str) -> str:
    """``text`` of a pypdfium2 text page with lines of one height joined by tabs, from left to right."""
    lines = text.replace("\r\n", "\n\n").split("\n")  # two characters of line end, as the page's indices count them
    if len(lines) > MOST or len(text) != page.count_chars():
        return text
    pieces: list[Piece] = []
    at = 0
    for line in lines:
        piece = _piece(page, line, at)
        if piece:
            pieces.append(piece)
        at += len(line) + 1
    rows = rows_of(pieces)
    pairs = sorted(min(len(piece.text) for piece in row) for row in rows if len(row) == 2)
    if pairs and pairs[len(pairs) // 2] > PROSE:
        return text
    return "\n".join("\t".join(piece.text for piece in row) for row in rows)


def _piece(page: Any, line: str, at: int) -> Piece | None:
    shown = line.strip()
    if not shown:
        return None
    first = at + len(line) - len(line.lstrip())
    last = first + len(shown) - 1
    left, bottom, _, top = page.get_charbox(first, loose=True)
    right = page.get_charbox(last, loose=True)[2]
    return Piece(shown, left, max(left, right), (bottom + top) / 2, max(1.0, top - bottom))


def rows_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Rows in the order in which the first piece of each was stored."""
    rows: list[list[Piece]] = []
    by_height: dict[int, list[list[Piece]]] = {}
    for piece in pieces:
        band = int(piece.middle // 4)
        row = next(
            (row for near in (band, band - 1, band + 1) for row in by_height.get(near, ()) if _beside(piece, row)), None
        )
        if row is None:
            row = []
            rows.append(row)
            by_height.setdefault(band, []).append(row)
        row.append(piece)
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _beside(piece: Piece, row: list[Piece]) -> bool:
    """Whether a piece stands on the height of a row, with room between it and every piece there."""
    first = row[0]
    if abs(first.middle - piece.middle) > 0.3 * min(first.height, piece.height):
        return False
    return all(piece.left >= other.right - 1 or piece.right <= other.left + 1 for other in row)
