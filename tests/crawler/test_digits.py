"""Digits told by shape, on fonts that were not trained on."""

from __future__ import annotations

import random
import re

import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz
from scans_made import HELD_OUT, TLWG, fonts, lines_of, page, scanned

from crawler.documents import ocr
from crawler.documents.digits import DIGITS, Blob, blobs, features, network, threshold
from crawler.documents.ocr_digits import Line, Sign, settle
from crawler.text import digits

needs_ocr = pytest.mark.skipif(not ocr.models(), reason="no tesseract with Thai on this machine")
needs_fonts = pytest.mark.skipif(not fonts(), reason=f"no {' '.join(HELD_OUT)} in {TLWG}")
_YEAR = re.compile(r"(?<!\d)(?:2[456]\d\d|19\d\d|20\d\d)(?![\d,])")


def test_blobs_of_a_drawing() -> None:
    picture = Image.new("L", (100, 60), 250)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((10, 10, 19, 39), fill=5)
    draw.line((50, 10, 70, 30), fill=0, width=3)
    draw.line((70, 10, 50, 30), fill=0, width=3)  # crosses the other: one piece
    draw.rectangle((80, 50, 82, 52), fill=0)  # a dot
    assert 5 <= threshold(picture) < 250
    found = blobs(picture)
    assert Blob(10, 10, 20, 40) in found
    assert len([blob for blob in found if blob.height > 15]) == 2


def test_blank_pages_have_none() -> None:
    assert blobs(Image.new("L", (100, 100), 255)) == [] or blobs(Image.new("L", (100, 100), 255))[0].height == 100


@needs_fonts
@pytest.mark.parametrize("font", [f"{family}.ttf" for family in HELD_OUT if (TLWG / f"{family}.ttf").exists()])
def test_clean_digits_are_told(font: str) -> None:
    right = 0
    for size in (36, 44, 56):
        face = ImageFont.truetype(str(TLWG / font), size)
        for digit in DIGITS:
            picture = Image.new("L", (3 * size, 3 * size), 255)
            ImageDraw.Draw(picture).text((size, size), digit, font=face, fill=0)
            box = max(blobs(picture), key=lambda blob: blob.height)
            odds = network().weigh(features(picture, box))
            assert abs(sum(odds) - 1) < 1e-6
            right += network().classes[max(range(len(odds)), key=odds.__getitem__)] == digit
    assert right >= 0.9 * 3 * len(DIGITS)


@needs_fonts
def test_a_text_is_settled_by_its_picture() -> None:
    face = ImageFont.truetype(str(TLWG / "Umpush.ttf"), 44)
    picture = Image.new("L", (900, 200), 255)
    draw = ImageDraw.Draw(picture)
    signs = []
    shown, given = "ปี ๒๕๖๗ ที่ ๔", "ปี ๒๕๒๓ ที่ ๕"
    left = 60
    for at, (real, read) in enumerate(zip(shown, given, strict=True)):
        width = int(face.getlength(real))
        draw.text((left, 80), real, font=face, fill=0)
        if not read.isspace():
            signs.append(Sign(read, at, left, 80, left + max(2, width), 125, 97.0))
        left += width
    line = Line(signs, (60, 70, left, 125))
    base = max(blob.bottom for blob in blobs(picture) if blob.height < 40)
    line.offset = base - 125
    assert settle(picture, given, [line]) == shown


@needs_ocr
@needs_fonts
def test_years_of_scans_are_right_or_unknown() -> None:
    """One page here; benchmarks/documents.py measures on more."""
    right = wrong = count = 0
    for number, font in enumerate(path for path in fonts() if path.stem == "Norasi-Bold"):
        dice = random.Random(number)
        lines = lines_of(dice)
        picture = scanned(page([text for text, _ in lines], font), dice)
        got = [line for line in (ocr.read_pages([picture], 120)[0] or "").split("\n") if line.strip()]
        for text, year in lines:
            line = max(got, key=lambda one: fuzz.ratio(_words(one), _words(text)))
            years = set(_YEAR.findall(digits(line)))
            right += years == {year}
            wrong += bool(years - {year})
            count += 1
    assert wrong == 0
    assert right >= 0.8 * count


def _words(line: str) -> str:
    return re.sub(r"[\s\d□.,]+", "", digits(line)).replace("ํา", "ำ")
