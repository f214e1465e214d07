"""Thai marks put back to the letter they stand over: some writers draw a tone mark only after the letters that follow.

LibreOffice places the second of two marks by itself, and text engines tell it where the file draws it ("ทัง ้สิน"). The
page knows better: a mark whose middle lies over an earlier letter of its line belongs to that letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_LETTER = re.compile("[\u0e01-\u0e2e]")
BACK = 60  # characters looked back for the letter
AHEAD = 5  # and ahead
SAME = 2.0  # points between the lines of a mark and of its letter
OFF = 0.2  # points by which a mark must lie before its letter to be out of place
GAP = 2.0  # points between two letters that a space on the page leaves at least


class Place(NamedTuple):
    """Where a character is shown: from ``left`` to ``right`` on the base line ``line``, in points."""

    left: float
    right: float
    line: float

    @property
    def middle(self) -> float:
        """Halfway between its ends."""
        return (self.left + self.right) / 2


def displaced(text: str, place: Callable[[int], Place]) -> dict[int, int]:
    """Indices of the marks in ``text`` that do not follow the letter they stand over, with that letter's.

    ``place`` tells where the character of an index is shown.
    """
    found: dict[int, int] = {}
    last, letter = Place(0, 0, 0), -1
    for sign in MARK.finditer(text):
        at = before = sign.start()
        while before > 0 and (text[before - 1].isspace() or MARK.match(text[before - 1])):
            before -= 1
        if not before:
            continue
        if before - 1 != letter:
            letter = before - 1
            last = place(letter)
        mark = place(at)
        if mark.middle >= last.left - OFF and abs(last.line - mark.line) < SAME:
            if text[at - 1].isspace():
                found[at] = letter
            continue
        for near in (*range(letter - 1, max(-1, letter - BACK), -1), *range(at + 1, min(len(text), at + AHEAD))):
            if _LETTER.match(text[near]):
                base = place(near)
                if abs(base.line - mark.line) < SAME and base.left <= mark.middle <= base.right:
                    found[at] = near
                    break
        else:
            if text[at - 1].isspace() and abs(last.line - mark.line) < SAME:
                found[at] = letter
    return found


def settled(text: str, moves: dict[int, int]) -> Iterator[int]:
    """Indices of ``text`` in the order in which they are read, each mark behind its letter and that letter's marks."""
    over: dict[int, list[int]] = {}
    for mark, base in sorted(moves.items()):
        over.setdefault(base, []).append(mark)
    waiting: list[int] = []
    for at, sign in enumerate(text):
        if waiting and not (MARK.match(sign) and at not in moves):
            yield from waiting
            waiting = []
        if at in moves:
            continue
        yield at
        waiting = over.get(at, waiting)
    yield from waiting
