"""Digits of a text that OCR gave, settled by the picture: corrected where shapes are sure, masked where years are not.

Tesseract says where on the page each character stands. Where it may have met a digit, the pieces of ink there are told
by shape (``digits``); a whole run of digits is believed or none of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from PIL import Image

from crawler.documents.digits import DIGITS, Blob, blobs, features, network, threshold

MASK = "□□□□"
SURE = 0.9  # chance from which a digit is believed
FIRST = 0.4  # the same for the century of what is a year
AGAINST = 0.98  # the same where tesseract reads another digit than one that it knows
KNOWN = "๐๑๒๓๕0123456789"  # digits that tesseract's models tell from others
_THAI_LETTER = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
_DIGIT = re.compile("[0-9๐-๙]")
_YEAR = re.compile(
    r"(?<![\d,./])(?:2[3-6]\d\d\d?|(?:19|20)\d\d|(?=\d{0,3}[๐-๙])\d{4})(?![\d,])"
    r"|(?:(?<=พ\.ศ\.)|(?<=พ\.ศ)|(?<=ค\.ศ\.)|(?<=ปี))\s*\d{2,4}"
)
# Settled digits, out of the mask's sight: of two runs side by side in different signs, so that they stay two.
_HIDDEN = [{ord(digit): start + at for at, digit in enumerate(DIGITS)} for start in (0xE100, 0xE200)]
_SHOWN = {code: digit for hidden in _HIDDEN for digit, code in hidden.items()}
_PRIVATE = frozenset(map(chr, _SHOWN))
_SEQUENCE = re.compile("[0-9๐-๙\ue100-\ue113\ue200-\ue213]{2,}")


class Sign(NamedTuple):
    """A character as tesseract placed it. ``at`` is its place in the text, ``sure`` from 0 to 100."""

    letter: str
    at: int
    left: int
    top: int
    right: int
    bottom: int
    sure: float

    @property
    def centre(self) -> float:
        """Its middle, in pixels from the left."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Line:
    """A line of text: its signs, its box and the slope of its baseline (pixels down for each to the right)."""

    signs: list[Sign]
    box: tuple[int, int, int, int]
    slope: float = 0.0
    offset: float = 0.0  # of the baseline at the left end from the box's bottom


@dataclass(slots=True)
class _Glyph:
    blob: Blob
    over: list[Sign] = field(default_factory=list)
    odds: tuple[float, ...] = ()

    @property
    def digit(self) -> int:
        """The likeliest class: an index of ``DIGITS``, or -1."""
        best = max(range(len(self.odds)), key=self.odds.__getitem__) if self.odds else -1
        return best if best < len(DIGITS) else -1


def masked(text: str) -> str:
    """``text`` with every number that could be a year made unreadable."""
    return _YEAR.sub(MASK, text).strip()


def settle(picture: Image.Image, text: str, lines: list[Line]) -> str:
    """``text`` with the digits that the grey ``picture`` shows, and what may be a year masked where it is not sure.

    The signs' places (``Sign.at``) are positions in ``text``.
    """
    found = blobs(picture)
    level = threshold(picture)
    letters: list[str] = list(text)
    for line in lines:
        for number, glyphs in enumerate(_runs(picture, level, line, found)):
            _put(glyphs, line, letters, _HIDDEN[number % 2])
    return masked(_SEQUENCE.sub(_unmixed, "".join(letters))).translate(_SHOWN)


def _unmixed(found: re.Match[str]) -> str:
    """A number that was settled in one piece stays settled; of pieces, or partly, it is what tesseract read."""
    planes = {ord(letter) >> 8 if letter in _PRIVATE else 0 for letter in found[0]}
    return found[0] if len(planes) == 1 else found[0].translate(_SHOWN)


def _runs(picture: Image.Image, level: int, line: Line, found: list[Blob]) -> list[list[_Glyph]]:
    """Runs of glyphs that look like digits, on one line, from left to right."""
    if not _worth_a_look(line):
        return []
    glyphs, dots = _on_line(line, _parted(picture, level, line, found))
    _ask(picture, line, glyphs)
    runs: list[list[_Glyph]] = []
    before: _Glyph | None = None
    for glyph in glyphs:
        if glyph.digit < 0:
            before = None
            continue
        if before is not None and _together(before, glyph, dots, line.signs):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        before = glyph
    return [run for run in runs if _alone(run, glyphs)]


def _worth_a_look(line: Line) -> bool:
    return any(not _THAI_LETTER.match(sign.letter) or sign.sure < 85 for sign in line.signs) or not line.signs


def _parted(picture: Image.Image, level: int, line: Line, found: list[Blob]) -> list[Blob]:
    """Digits that touch (bold type, blur) cut apart where tesseract sees one end and the next begin."""
    numbers = [sign for sign in line.signs if _DIGIT.match(sign.letter)]
    parted: list[Blob] = []
    for blob in found:
        inside = [sign for sign in numbers if _within(sign, blob)]
        if len(inside) < 2 or not 1.3 * blob.height <= blob.width <= 6 * blob.height:
            parted.append(blob)
            continue
        cuts = sorted((one.right + other.left) // 2 for one, other in pairwise(inside))
        for start, end in pairwise([blob.left, *cuts, blob.right]):
            if end - start < 4:
                continue
            piece = picture.crop((start, blob.top, end, blob.bottom))
            if box := piece.point([255 * (grey <= level) for grey in range(256)]).getbbox():
                parted.append(Blob(start + box[0], blob.top + box[1], start + box[2], blob.top + box[3]))
    return parted


def _within(sign: Sign, blob: Blob) -> bool:
    return blob.left < sign.centre < blob.right and blob.top < (sign.top + sign.bottom) / 2 < blob.bottom


def _on_line(line: Line, found: list[Blob]) -> tuple[list[_Glyph], list[Blob]]:
    """The pieces of ink that stand on the baseline, from left to right, and the dots and commas between them."""
    left, top, right, bottom = line.box
    here = [blob for blob in found if blob.right > left - 5 and blob.left < right + 60 and blob.bottom > top - 40]
    here = [blob for blob in here if blob.top < bottom + 40]
    rises = [(blob, bottom + line.offset + line.slope * ((blob.left + blob.right) / 2 - left)) for blob in here]
    tall = [blob.height for blob, base in rises if abs(blob.bottom - base) < 12 and blob.height >= 12]
    if not tall:
        return [], []
    size = median(tall)
    glyphs = [
        _Glyph(blob)
        for blob, base in rises
        if 0.6 * size <= blob.height <= 1.9 * size
        and abs(blob.bottom - base) < 0.35 * size
        and blob.width < 1.8 * blob.height
    ]
    dots = [blob for blob, base in rises if blob.height < 0.5 * size and abs(blob.bottom - base) < 0.5 * size]
    glyphs.sort(key=lambda glyph: glyph.blob.left)
    for sign in line.signs:
        for glyph in glyphs:
            if glyph.blob.left - 2 <= sign.centre <= glyph.blob.right + 2:
                glyph.over.append(sign)
    return glyphs, dots


def _ask(picture: Image.Image, line: Line, glyphs: list[_Glyph]) -> None:
    """Has the network weigh what may be a digit: what tesseract did not take for a letter, and its neighbours."""
    doubtful = [
        not glyph.over or any(not _THAI_LETTER.match(sign.letter) or sign.sure < 80 for sign in glyph.over)
        for glyph in glyphs
    ]
    for at, glyph in enumerate(glyphs):
        if any(doubtful[max(0, at - 3) : at + 4]):
            glyph.odds = tuple(network().weigh(features(picture, glyph.blob)))


def _together(one: _Glyph, other: _Glyph, dots: list[Blob], signs: list[Sign]) -> bool:
    """Whether two digits belong to one number: near each other, of one height, with no comma or dot between."""
    size = max(one.blob.height, other.blob.height)
    gap = other.blob.left - one.blob.right
    if gap > 0.75 * size or abs(one.blob.bottom - other.blob.bottom) > 0.3 * size:
        return False
    left, right = one.blob.right - 2, other.blob.left + 2
    if any(left <= (dot.left + dot.right) / 2 <= right for dot in dots):
        return False
    return not any(left <= sign.centre <= right and not sign.letter.isalnum() for sign in signs)


def _alone(run: list[_Glyph], glyphs: list[_Glyph]) -> bool:
    """Whether no digit was missed before or after: what touches the run is a letter or stands apart."""
    first, last = glyphs.index(run[0]), glyphs.index(run[-1])
    size = run[0].blob.height
    for at, gap_of in ((first - 1, -1), (last + 1, 1)):
        if not 0 <= at < len(glyphs):
            continue
        near = glyphs[at]
        gap = run[0].blob.left - near.blob.right if gap_of < 0 else near.blob.left - run[-1].blob.right
        letter = any(_THAI_LETTER.match(sign.letter) and sign.sure > 85 for sign in near.over)
        if gap < 0.3 * size and not letter and near.odds and near.odds[-1] < 0.8 and near.digit < 0:
            return False
    return True


def _put(run: list[_Glyph], line: Line, letters: list[str], hidden: dict[int, int]) -> None:
    """Writes a run of digits over the letters that stand there, when every one of them is sure."""
    left, right = run[0].blob.left - 2, run[-1].blob.right + 2
    over = [sign for sign in line.signs if left <= sign.centre <= right]
    script = _script(run)
    odds = [_among(glyph, script) for glyph in run]
    said = "".join(DIGITS[max(script, key=chances.__getitem__)] for chances in odds)
    year = len(run) == 4 and _is_year(said)
    sure = all(
        _is_sure(glyph, letter, chances[DIGITS.index(letter)], FIRST if year and at < 2 else SURE)
        for at, (glyph, letter, chances) in enumerate(zip(run, said, odds, strict=True))
    )
    digits_over = sum(1 for sign in over if _DIGIT.match(sign.letter))
    latin = len(run) > 1 and script[0] < 10 and not any(_THAI_LETTER.match(sign.letter) for sign in over)
    if over and not (digits_over * 2 >= len(run) or (sure and (year or latin))):
        return  # letters that look like digits
    if not over and not (year and sure):
        return
    if not sure:
        if len(run) == 4 and digits_over < 4 and over and script[0] < 10:
            _write(MASK, over, letters)
        return
    if len(run) == 4 and script[0] < 10 and not year and said[0] in "๑๒":
        _write(MASK, over, letters)  # four Thai digits that are no year: more likely misread than a number
        return
    if over:
        _write(said.translate(hidden), over, letters)
    else:
        _add(said.translate(hidden), line, left, letters)


def _among(glyph: _Glyph, script: range) -> dict[int, float]:
    """The chances of the digits of one script, once the glyph is taken to be one of them."""
    total = sum(glyph.odds[at] for at in script) or 1.0
    doubt = max(0.0, glyph.odds[-1] - 0.5)  # that it is no digit at all
    return {at: glyph.odds[at] / total * (1 - doubt) for at in script}


def _is_sure(glyph: _Glyph, letter: str, chance: float, limit: float) -> bool:
    """Whether to believe a digit; what tesseract reads counts against it where its models know the digit."""
    over = [sign.letter for sign in glyph.over if _DIGIT.match(sign.letter)]
    against = len(over) == 1 and over[0] != letter and letter in KNOWN
    return chance >= (AGAINST if against else limit)


def _script(run: list[_Glyph]) -> range:
    thai = sum(max(glyph.odds[:10]) for glyph in run)
    arabic = sum(max(glyph.odds[10:20]) for glyph in run)
    return range(10) if thai >= arabic else range(10, 20)


def _is_year(said: str) -> bool:
    number = int(said)
    return 2400 <= number <= 2620 or 1950 <= number <= 2080


def _write(said: str, over: list[Sign], letters: list[str]) -> None:
    letters[over[0].at] = said
    for sign in over[1:]:
        letters[sign.at] = ""


def _add(said: str, line: Line, left: int, letters: list[str]) -> None:
    """Writes a number that tesseract passed over where it stands on the line."""
    after = next((sign for sign in line.signs if sign.centre > left), None)
    if after is not None:
        letters[after.at] = f"{said} {letters[after.at]}"
    elif line.signs:
        letters[line.signs[-1].at] += f" {said}"
