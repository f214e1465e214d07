"""Which pages of a document without readable text OCR reads, in which order, and what was left out.

The pages most likely to decide come first: the first page, the last (it bears the signature), then on from the first;
a table of contents does not count, what comes after it does.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PIL import Image

from crawler.documents import ocr
from crawler.documents.ocr_cache import OcrCache
from crawler.documents.result import Limits

DPI = 200
SIDE = 4000  # pixels of a rendered page's longer side
SECONDS = 2.0  # below which no page is begun
_CONTENTS = re.compile(r"สาร\s*บั?[ญณน]|^\s*(?:เรื่อง|หัวข้อ)\s+หน้า(?:ที่)?\s*$", re.M)
CONTENTS = 3  # pages of contents passed over at most


@dataclass(frozen=True, slots=True)
class Read:
    """Texts by page index, and how many pages were wanted."""

    texts: dict[int, str]
    wanted: int

    @property
    def note(self) -> str:
        """What was read, in Thai."""
        return f"อ่าน OCR {len(self.texts)} จาก {self.wanted} หน้า"


def order(wanted: list[int]) -> list[int]:
    """Page indices, most promising first."""
    return [*wanted[:1], *wanted[-1:], *wanted[1:-1]] if len(wanted) > 1 else wanted


def read(document: pdfium.PdfDocument, data: bytes, wanted: list[int], limits: Limits, end: float) -> Read:
    """The pages of ``wanted`` that fit into ``limits.ocr_pages`` and the time until ``end`` (monotonic seconds)."""
    digest = hashlib.sha256(data).hexdigest()
    cache = OcrCache(limits.ocr_cache)
    left = order(wanted)
    keys = {index: f"{digest}:{index}:{ocr.version()}" for index in left}
    # What was read before costs nothing: the budget goes to the pages that it did not reach then.
    texts = {index: text for index in left if (text := cache.get(keys[index])) is not None}
    left = [index for index in left if index not in texts]
    done = contents = 0
    at_once = max(1, min(4, os.cpu_count() or 1))
    while left and done - contents < limits.ocr_pages and end - time.monotonic() > SECONDS:
        ask = left[: min(at_once, limits.ocr_pages - (done - contents))]
        left = left[len(ask) :]
        read = ocr.read_pages([picture(document, index) for index in ask], end - time.monotonic())
        for index, text in zip(ask, read, strict=True):
            if text is None:
                continue
            done += 1
            texts[index] = text
            cache.put(keys[index], text)
            contents += contents < CONTENTS and bool(_CONTENTS.search(text[:400]))
    return Read(texts, len(wanted))


def picture(document: pdfium.PdfDocument, index: int) -> Image.Image:
    """One page as a grey picture of ``DPI``."""
    page = document[index]
    try:
        scale = min(DPI / 72, SIDE / max(1.0, *page.get_size()))
        bitmap = page.render(scale=scale, grayscale=True)
        grey: Image.Image = bitmap.to_pil().convert("L").copy()
        bitmap.close()
    finally:
        page.close()
    return grey
