"""Text of pictures of pages, by tesseract when the machine has it.

No model of tesseract knows the Thai digits ๔ ๖ ๗ ๘ ๙, so digits are settled by their shapes (``ocr_digits``); a number
that could be a year and is not sure is masked, so that a wrong year can never become a fact.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from PIL import Image, ImageFilter

from crawler.documents.ocr_digits import MASK, Line, Sign, masked, settle
from crawler.documents.quality import letters

__all__ = ["MASK", "Look", "look_at", "masked", "models", "read_pages", "read_picture", "version"]

EDITION = 2  # of what this module makes of tesseract's answer: part of the cache's key
PIXELS = 40_000_000
LONGEST = 40.0  # seconds for one page: most take one or two, a crowded chart must not take the time of all others
# Measured on pages drawn and on real ones: by tesseract's own measure of a line's height the marks above Thai letters
# become lines of their own on pages of few lines, and the edges of print drawn by program are too sharp for its models.
_LINES = ("-c", "textord_min_linesize=2")
_SOFT = 0.5  # pixels
_HTML = "{http://www.w3.org/1999/xhtml}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WORD = re.compile(rb"x_wconf (\d+)")
_SURE = 60.0  # mean confidence in words below which a page may stand on its side
_FEW = 40  # letters


class Look(NamedTuple):
    """What OCR read on a page, and its mean confidence in the words, from 0 to 100; 0 where it saw none."""

    text: str
    sure: float
    sideways: bool = False  # some lines run up or down: a column's heading, or the whole page lies on its side


@lru_cache(maxsize=1)
def models() -> str:
    """The languages to read with, as tesseract names them; "" when it or a Thai model is missing."""
    names = set(_said("--list-langs").split())
    thai = next((name for name in ("Thai", "script/Thai", "tha") if name in names), "")
    return f"{thai}+eng" if thai and "eng" in names else thai


@lru_cache(maxsize=1)
def version() -> str:
    """What reads, with its version: the same words, the same text of the same picture."""
    first = _said("--version").split("\n", 1)[0].strip()
    return f"{first} {models()} {EDITION}"


def _said(option: str) -> str:
    program = shutil.which("tesseract")
    if not program:
        return ""
    try:
        done = subprocess.run([program, option], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return (done.stdout or done.stderr).decode("utf-8", "replace")


def read_pages(pictures: Sequence[Image.Image], seconds: float) -> list[str | None]:
    """Texts of grey pictures of pages, several at once; None of those not read in ``seconds``."""
    return [look.text if look else None for look in look_at(pictures, seconds)]


def look_at(pictures: Sequence[Image.Image], seconds: float) -> list[Look | None]:
    """What is on grey pictures of pages, several at once; None of those not read in ``seconds``."""
    if not models() or seconds < 1 or not pictures:
        return [None] * len(pictures)
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(max(1, min(4, os.cpu_count() or 1, len(pictures)))) as pool:
        return list(pool.map(lambda picture: _read(picture, min(end, time.monotonic() + LONGEST)), pictures))


def read_picture(picture: bytes, seconds: float) -> str:
    """Text of one picture (PNG, PPM, JPEG), years masked where they are not sure; "" when nothing could be read."""
    try:
        opened = Image.open(io.BytesIO(picture))
        if opened.width * opened.height > PIXELS:
            return ""
        grey = opened.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    return read_pages([grey], seconds)[0] or ""


def _read(picture: Image.Image, end: float) -> Look | None:
    """Text of one page; turned upright and read again when it was read badly and stands on its side or its head."""
    read = _recognise(picture, end)
    if read is None:
        return None
    text, sure = read.text, 0.0 if read.sideways else read.sure
    if (sure < _SURE or letters(text) < _FEW) and end - time.monotonic() > 3:
        turned = _upright(picture, end)
        again = _recognise(turned, end) if turned is not None else None
        if again is not None and again.sure > sure + 5 and letters(again.text) >= letters(text) // 2:
            return again
    return read


def _upright(picture: Image.Image, end: float) -> Image.Image | None:
    """The page turned as tesseract's orientation model says; None when it stands upright or nothing can be said."""
    with tempfile.TemporaryDirectory(prefix="oit-ocr-") as folder:
        name = Path(folder, "page.pgm")
        picture.save(name)
        said = _run([str(name), "-", "--psm", "0"], end)
    found = re.search(rb"^Rotate: (90|180|270)", said or b"", re.M)
    turn = {b"90": 270, b"180": 180, b"270": 90}
    return picture.rotate(turn[found[1]], expand=True) if found else None


def _recognise(picture: Image.Image, end: float) -> Look | None:
    """Text of a page and tesseract's mean confidence in its words (0 to 100)."""
    with tempfile.TemporaryDirectory(prefix="oit-ocr-") as folder:
        name, out = Path(folder, "page.pgm"), Path(folder, "out")
        picture.filter(ImageFilter.GaussianBlur(_SOFT)).save(name)
        options = ["--dpi", "200", *_LINES, "-c", "preserve_interword_spaces=1", "-c", "hocr_char_boxes=1"]
        if _run([str(name), str(out), "-l", models(), *options, "txt", "hocr"], end) is None:
            return None
        try:
            text = out.with_suffix(".txt").read_text("utf-8", "replace").replace("\f", "")
            layout = out.with_suffix(".hocr").read_bytes()
        except OSError:
            return None
    words = [int(number) for number in _WORD.findall(layout)]
    sure = sum(words) / len(words) if words else 0.0
    # Lines that tesseract read sideways have their places in another order than the digits are looked for.
    placed = _placed(_lines(layout), text)
    return Look(settle(picture, text, placed) if placed else masked(text), sure, b"textangle" in layout)


def _run(arguments: list[str], end: float) -> bytes | None:
    left = end - time.monotonic()
    if left < 1:
        return None
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            ["tesseract", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=left,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
        return done.stdout if done.returncode == 0 else None
    return None


def _lines(layout: bytes) -> list[Line]:
    """Lines and characters of tesseract's hOCR; the characters' places in the text are not set yet."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(layout, parser)
    except etree.XMLSyntaxError:
        return []
    lines: list[Line] = []
    for node in tree.iter(f"{_HTML}span") if tree is not None else ():
        kind, title = node.get("class", ""), node.get("title", "")
        if kind == "ocrx_cinfo" and lines:
            numbers = [float(number) for number in _NUMBER.findall(title)]
            if len(numbers) >= 5 and node.text:
                left, top, right, bottom = map(int, numbers[:4])
                lines[-1].signs.extend(Sign(one, -1, left, top, right, bottom, numbers[4]) for one in node.text)
        elif kind not in ("ocrx_word", "ocrx_cinfo") and title.startswith("bbox"):
            box = [int(float(number)) for number in _NUMBER.findall(title)[:4]]
            slope, offset = 0.0, 0.0
            if "baseline" in title:
                slope, offset = (float(number) for number in _NUMBER.findall(title.partition("baseline")[2])[:2])
            if len(box) == 4:
                lines.append(Line([], (box[0], box[1], box[2], box[3]), slope, offset))
    return lines


def _placed(lines: list[Line], text: str) -> list[Line]:
    """The lines with each character's place in ``text``; none when the two do not hold the same characters."""
    at = 0
    placed = []
    for line in lines:
        signs = []
        for sign in line.signs:
            while at < len(text) and text[at].isspace():
                at += 1
            if at >= len(text) or text[at] != sign.letter:
                return []
            signs.append(sign._replace(at=at))
            at += 1
        placed.append(Line(signs, line.box, line.slope, line.offset))
    return placed
