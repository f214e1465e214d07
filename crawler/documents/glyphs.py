"""Characters of a PDF page where they are shown, and the lines and texts that they form in a cell or on the page."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from crawler.documents.marks import Place, displaced, settled
from crawler.documents.rulings import FAR, Turn

APART = 1.5  # heights of a line between two pieces of text that do not belong together
MARK = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")
THAI = re.compile("[\u0e01-\u0e4e]")
_LETTER = re.compile(r"[^\W\d_][\u0e31-\u0e4e]*")
_HELD = re.compile(r"[^\s\d.,][/\-]$|\($")  # line ends after which a word goes on


class Glyph(NamedTuple):
    """A character where it is shown: its box from ``left`` to ``right``, the line it stands on, its height."""

    text: str
    left: float
    right: float
    line: float
    height: float
    spaced: bool  # whether the engine saw a space before it that is not in the file


class Run(NamedTuple):
    """A stretch of characters on one line, stored one after the other."""

    text: str
    left: float
    right: float
    line: float
    height: float


def glyphs_of(layer: Any, turn: Turn) -> list[Glyph]:
    """The characters of a text page in the order of the file."""
    clusters: list[list[Glyph]] = []
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    last: tuple[float, float] | None = None
    spaced = False
    for number in range(layer.count_chars()):
        code = raw.FPDFText_GetUnicode(layer, number)
        if code in (10, 13) or raw.FPDFText_IsGenerated(layer, number) == 1:
            spaced = True
            continue
        if code in (2, 0xFFFE):  # what the engine makes of a hyphen at the end of a line
            code = 45
        if code < 32 or 0xD800 <= code < 0xE000 or code >= 0xFFFF:
            continue
        if not raw.FPDFText_GetLooseCharBox(layer, number, box) or not raw.FPDFText_GetCharOrigin(layer, number, x, y):
            continue
        if not max(map(abs, (box.left, box.right, box.top, box.bottom, x.value, y.value))) < FAR:
            continue
        at = (x.value, y.value)
        left, top = turn(box.left, box.top)
        right, bottom = turn(box.right, box.bottom)
        glyph = Glyph(chr(code), min(left, right), max(left, right), turn(*at)[1], max(2.0, abs(top - bottom)), spaced)
        spaced = False
        if at == last and clusters:
            clusters[-1].append(glyph)
        else:
            clusters.append([glyph])
        last = at
    return in_order(_without_repeats(clusters))


def in_order(glyphs: list[Glyph]) -> list[Glyph]:
    """The same with every mark behind the letter it stands over."""
    text = "".join(glyph.text for glyph in glyphs)
    if len(text) != len(glyphs):
        return glyphs
    moves = displaced(text, lambda at: Place(glyphs[at].left, glyphs[at].right, glyphs[at].line))
    return [glyphs[at] for at in settled(text, moves)] if moves else glyphs


def _without_repeats(clusters: list[list[Glyph]]) -> list[Glyph]:
    """Where a file names the letters that several glyphs stand for, the engine tells them once for each glyph."""
    glyphs: list[Glyph] = []
    recent: dict[str, list[tuple[int, list[Glyph]]]] = {}
    repeated = False
    for cluster in clusters:
        text = "".join(glyph.text for glyph in cluster)
        if len(cluster) > 1:
            before = recent.setdefault(text, [])
            same = next((place for place, other in before[-4:] if _over(other, cluster)), None)
            if same is not None:
                glyphs[same] = glyphs[same]._replace(right=max(glyphs[same].right, cluster[-1].right))
                repeated = True
                continue
            before.append((len(glyphs) + len(cluster) - 1, cluster))
        for glyph in cluster:
            last = glyphs[-1] if glyphs and glyphs[-1].line == glyph.line else None
            if repeated or (last and last.text == "\u0e33"):  # a space after what was left out is not on the page
                glyph = glyph._replace(spaced=False)
                repeated = False
            if last:  # boxes of such letters are only as high as their ink
                glyph = glyph._replace(height=max(glyph.height, last.height))
            glyphs.append(glyph)
    return glyphs


def _over(first: list[Glyph], second: list[Glyph]) -> bool:
    if abs(first[0].line - second[0].line) > first[0].height:
        return False
    shared = min(first[-1].right, second[-1].right) - max(first[0].left, second[0].left)
    return shared > 0.4 * min(first[-1].right - first[0].left, second[-1].right - second[0].left)


def runs_of(glyphs: Sequence[Glyph]) -> list[Run]:
    """Glyphs that follow each other on one line as one run, in the order of the file."""
    runs: list[Run] = []
    text, left, right, line, height = "", 0.0, 0.0, 0.0, 1.0
    for glyph in glyphs:
        mark = bool(MARK.match(glyph.text))
        same = text and abs(glyph.line - line) < 0.35 * max(height, glyph.height)
        gap = glyph.left - right
        if text and (mark or (same and -0.5 * height < gap < APART * height)):
            seen = 0.12 if glyph.spaced else 0.6
            if not mark and gap > seen * height and not text.endswith(" "):
                text += " "
            text += glyph.text
            right = max(right, glyph.right)
            continue
        if text.strip():
            runs.append(Run(text, left, right, line, height))
        text, left, right, line, height = glyph.text, glyph.left, glyph.right, glyph.line, glyph.height
    if text.strip():
        runs.append(Run(text, left, right, line, height))
    return runs


def lines_of(glyphs: Sequence[Glyph]) -> list[Run]:
    """The lines of a cell from top to bottom. Text set upright, a letter under the other, is one line."""
    runs = runs_of(glyphs)
    if len(runs) > 3 and sum(bool(_LETTER.fullmatch(run.text.strip())) for run in runs) > 0.8 * len(runs):
        columns = {round(run.left / 4) for run in runs}
        if len(columns) * 3 <= len(runs):
            return [Run("".join(run.text for run in runs), runs[0].left, runs[0].right, runs[0].line, runs[0].height)]
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.line):
        if lines and abs(run.line - lines[-1][0].line) < 0.35 * max(run.height, lines[-1][0].height):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_line(sorted(line, key=lambda run: run.left)) for line in lines]


def _line(runs: Sequence[Run]) -> Run:
    text = runs[0].text
    for before, after in pairwise(runs):
        text += (" " if after.left - before.right > 0.12 * after.height else "") + after.text
    return Run(text, runs[0].left, max(run.right for run in runs), runs[0].line, max(run.height for run in runs))


def flowed(lines: Sequence[Run], width: float) -> str:
    """Lines of a cell as wide as ``width`` as one text.

    Thai has no spaces between words, so a line that was full goes on without one; one that had room for the first word
    of the next was ended on purpose.
    """
    text = ""
    room = max((line.right - line.left for line in lines), default=0.0)
    room = max(room, width - 12)
    for number, line in enumerate(lines):
        shown = " ".join(line.text.split())
        if not text:
            text = shown
            continue
        before = lines[number - 1]
        first = shown.split(" ", 1)[0]
        needed = (line.right - line.left) * len(first) / max(1, len(shown))
        fits = needed < room - (before.right - before.left)
        glued = _HELD.search(text[-2:]) or (not fits and _goes_with(before.text.strip(), shown))
        text += ("" if glued else " ") + shown
    return text


def _goes_with(before: str, after: str) -> bool:
    """Whether a full line and the next hold one word: between Thai letters, or in a number longer than the line."""
    if THAI.match(before[-1]) and THAI.match(after[0]):
        return True
    return before[-1].isdigit() and after[0].isdigit() and " " not in before
