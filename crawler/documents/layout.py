"""Rows of a PDF page: pieces of text on one height become one line with tabs, as a reader reads a table.

Table cells are often stored column by column, so that a number stands far from the words it belongs to. Only the order
of pieces is touched, never a piece itself; pages set in columns of prose stay as they are.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from crawler.documents.marks import GAP, MARK, SAME, Place, displaced, settled

PROSE = 25  # characters: pairs of pieces this long are columns of prose, not cells
MOST = 2_000  # lines of a page above which its layout is left alone


class Piece(NamedTuple):
    """A stretch of text that stands on one line, and where; ``middle`` grows upwards."""

    text: str
    left: float
    right: float
    middle: float
    height: float


def in_rows(page: Any, text: str, *, rows: bool = True) -> str:
    """``text`` of a pypdfium2 text page, its marks over their letters; with ``rows`` also lines of one height joined by
    tabs, from left to right."""
    if len(text) != page.count_chars():
        return text
    text, places = _in_reading_order(page, text)
    lines = text.replace("\r\n", "\n\n").split("\n")  # two characters of line end, as the page's indices count them
    if len(lines) > MOST or not rows:
        return text
    pieces: list[Piece] = []
    at = 0
    for line in lines:
        piece = _piece(page, line, at, places)
        if piece:
            pieces.append(piece)
        at += len(line) + 1
    return arranged(pieces) or text


def arranged(pieces: list[Piece]) -> str:
    """Pieces as rows with tabs; "" where they are columns of prose."""
    found = rows_of(pieces)
    pairs = sorted(min(len(piece.text) for piece in row) for row in found if len(row) == 2)
    if pairs and pairs[len(pairs) // 2] > PROSE:
        return ""
    return "\n".join("\t".join(piece.text for piece in row) for row in found)


def _in_reading_order(page: Any, text: str) -> tuple[str, Sequence[int]]:
    """The text with displaced marks where they belong, and for each of its characters its index in the page."""
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()

    def place(at: int) -> Place:
        raw.FPDFText_GetLooseCharBox(page, at, box)
        raw.FPDFText_GetCharOrigin(page, at, x, y)
        return Place(box.left, box.right, y.value)

    moves = displaced(text, place)
    if not moves:
        return text, range(len(text))
    # The engine tells a space or a new line where the file goes back to draw a mark, and another where it goes on.
    made = {near for at in moves for near in (*_white(page, text, at, -1), *_white(page, text, at, 1))}
    kept: list[int] = []
    order = list(settled(text, moves))
    for number, at in enumerate(order):
        if at in made:
            after = next((one for one in order[number + 1 :] if one not in made), None)
            if after is None or not kept:
                continue
            last = place(next((one for one in reversed(kept) if not MARK.match(text[one])), kept[-1]))
            onward = place(after)
            gap = max(GAP, 0.3 * (last.right - last.left))
            if abs(last.line - onward.line) < SAME and onward.left - last.right < gap:
                continue
        kept.append(at)
    return "".join(text[at] for at in kept), kept


def _white(page: Any, text: str, at: int, step: int) -> list[int]:
    """Indices of the white space beside ``at`` that is not in the file."""
    found = []
    while 0 <= at + step < len(text) and text[at + step].isspace():
        at += step
        if raw.FPDFText_IsGenerated(page, at) == 1:
            found.append(at)
    return found


def _piece(page: Any, line: str, at: int, places: Sequence[int]) -> Piece | None:
    shown = line.strip()
    if not shown:
        return None
    first = at + len(line) - len(line.lstrip())
    last = first + len(shown) - 1
    left, bottom, _, top = page.get_charbox(places[first], loose=True)
    right = page.get_charbox(places[last], loose=True)[2]
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
