"""Pages without readable text: which of them OCR reads, in which order, and what was left out.

The pages most likely to decide come first: the first page, the last (it bears the signature), then on from the first;
a table of contents does not count, what comes after it does.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PIL import Image

from crawler.documents import ocr
from crawler.documents.ocr_cache import OcrCache
from crawler.documents.quality import is_broken, letters, quality
from crawler.documents.result import Limits
from crawler.text import mend

DPI = 200
SIDE = 4000  # pixels of a rendered page's longer side
SECONDS = 2.0  # below which no page is begun
SHARE = 0.75  # of the time for a file: the rest is for what comes before and after
_CONTENTS = re.compile(r"สาร\s*บั?[ญณน]|^\s*(?:เรื่อง|หัวข้อ)\s+หน้า(?:ที่)?\s*$", re.M)
CONTENTS = 3  # pages of contents passed over at most
UNSURE = 50.0  # mean confidence in words below which a page full of letters was not really read: pale, by hand, torn
FULL = 150  # letters; on photographs OCR finds fewer, as unsure as they are
_PLAIN = 48  # between the darkest and the lightest spot of a page that has nothing on it


@dataclass(frozen=True, slots=True)
class Read:
    """Texts by page index, how many pages were wanted, which texts are not to be relied on, and the pages that were
    begun, ``fresh`` of them now and not in an earlier crawl: a page that takes too long has no text."""

    texts: dict[int, str]
    wanted: int
    unsure: frozenset[int] = frozenset()
    begun: frozenset[int] = frozenset()
    fresh: int = 0

    @property
    def note(self) -> str:
        """What was read, in Thai."""
        return f"อ่าน OCR {len(self.texts) - len(self.unsure)} จาก {self.wanted} หน้า"


def order(wanted: list[int]) -> list[int]:
    """Page indices, most promising first."""
    return [*wanted[:1], *wanted[-1:], *wanted[1:-1]] if len(wanted) > 1 else wanted


Draw = Callable[[int], Image.Image | None]  # a page, by its index, in grey; None when it cannot be had


def read(draw: Draw, digest: str, wanted: list[int], limits: Limits, end: float) -> Read:
    """The first pages of ``wanted`` that fit into ``limits.ocr_pages`` and the time until ``end`` (monotonic seconds).

    ``digest``: the SHA-256 of the file, by which what is read is kept.
    """
    cache = OcrCache(limits.ocr_cache)
    left = wanted
    # What was read before costs nothing: the budget goes to the pages that it did not reach then.
    looks = {index: look for index in left if (look := _kept(cache, digest, index)) is not None}
    left = [index for index in left if index not in looks]
    kept = set(looks)
    begun = set(kept)
    done = contents = 0
    at_once = max(1, min(4, os.cpu_count() or 1))
    while left and done - contents < limits.ocr_pages and end - time.monotonic() > SECONDS:
        ask = left[: min(at_once, limits.ocr_pages - (done - contents))]
        left = left[len(ask) :]
        begun.update(ask)
        for index, look in zip(ask, _looks(draw, ask, end), strict=True):
            if look is None:
                continue
            done += 1
            looks[index] = look
            cache.put(_key(digest, index), f"{look.sure:.0f}\n{look.text}")
            contents += contents < CONTENTS and bool(_CONTENTS.search(look.text[:400]))
    unsure = frozenset(i for i, look in looks.items() if look.sure < UNSURE and letters(look.text) >= FULL)
    return Read(
        {index: tidied(look.text) for index, look in looks.items()},
        len(wanted),
        unsure,
        frozenset(begun),
        len(begun - kept),
    )


def read_file(data: bytes, wanted: list[int], limits: Limits) -> Read:
    """The same of a file that was read before and lacks these pages; nothing when it cannot be opened."""
    end = time.monotonic() + limits.seconds * SHARE
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return Read({}, len(wanted))
    try:
        there = [index for index in wanted if index < len(document)]
        return read(drawn(document), hashlib.sha256(data).hexdigest(), there, limits, end)
    finally:
        document.close()


def untried(digest: str, wanted: Sequence[int], kept: str) -> bool:
    """Whether there are pages that OCR has not looked at yet; ``kept``: the cache's file."""
    cache = OcrCache(kept)
    return any(_kept(cache, digest, index) is None for index in wanted)


def merged(pages: Sequence[str], wanted: Sequence[int], found: Read) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The pages with what OCR read where that is more, and the numbers (from 1) of those still not read.

    What was typed over a picture stays, and comes first: it is surer than what OCR makes of it.
    A page on which OCR looked and found nothing is read: it is blank, or a photograph.
    """
    texts = list(pages)
    for index, text in found.texts.items():
        if letters(text) > letters(texts[index]) * quality(texts[index]):
            typed = "" if is_broken(texts[index]) else texts[index]
            texts[index] = f"{typed}\n{text}" if typed else text
    left = (index for index in wanted if index not in found.texts or index in found.unsure)
    return tuple(texts), tuple(sorted(index + 1 for index in left))


def tidied(page: str) -> str:
    """Lines mended, white space at their ends and empty lines dropped."""
    text = mend(page.replace("\r", "\n").replace("\ufffe", ""))
    lines = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _looks(draw: Draw, ask: Sequence[int], end: float) -> list[ocr.Look | None]:
    """What is on these pages; None for those there was no time for. Plain ones need no reading."""
    looks: dict[int, ocr.Look | None] = {}
    shown: dict[int, Image.Image] = {}
    for index in ask:
        grey = draw(index)
        if grey is None:
            looks[index] = None
            continue
        if is_plain(grey):
            looks[index] = ocr.Look("", 0.0)
        else:
            shown[index] = grey
    for index, look in zip(shown, ocr.look_at(list(shown.values()), end - time.monotonic()), strict=True):
        looks[index] = look
    return [looks[index] for index in ask]


def is_plain(grey: Image.Image) -> bool:
    """Whether a page has nothing on it: specks are averaged away, the smallest number is not."""
    small = grey.reduce(4).tobytes()
    return max(small) - min(small) < _PLAIN


def drawn(document: pdfium.PdfDocument) -> Draw:
    """The pages of a PDF as grey pictures of ``DPI``."""
    return partial(_drawn, document)


def _drawn(document: pdfium.PdfDocument, index: int) -> Image.Image | None:
    try:
        return _picture(document[index])
    except (pdfium.PdfiumError, MemoryError):
        return None


def _picture(page: pdfium.PdfPage) -> Image.Image:
    try:
        scale = min(DPI / 72, SIDE / max(1.0, *page.get_size()))
        bitmap = page.render(scale=scale, grayscale=True)
        grey: Image.Image = bitmap.to_pil().convert("L").copy()
        bitmap.close()
    finally:
        page.close()
    return grey


def _key(digest: str, index: int) -> str:
    return f"{digest}:{index}:sure:{ocr.version()}"


def _kept(cache: OcrCache, digest: str, index: int) -> ocr.Look | None:
    kept = cache.get(_key(digest, index))
    sure, line, text = (kept or "").partition("\n")
    return ocr.Look(text, float(sure)) if line and sure.isdigit() else None
