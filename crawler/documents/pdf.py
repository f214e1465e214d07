"""PDF: the text layer by the engine that reads it best, page by page, and what is scanned or broken by OCR."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from crawler.documents import engines, layout, ocr, pdf_tables, scans, titles
from crawler.documents.pdf_tables import PageTables
from crawler.documents.quality import GOOD, is_broken, letters, quality
from crawler.documents.result import Limits, ReadResult
from crawler.documents.scans import tidied

PAGE_TEXT = 200_000  # characters read of one page
TEXT = engines.TEXT
TABLES = 200  # pages of one file whose tables are put together; the text of the others is read in rows
FEW = 60  # letters: a page with fewer, and a picture on it, is a picture
LONG = 400  # letters: a page with more is none, whatever of them is header and footer
COVERED = 0.25  # of a page, by pictures: a stamp or a line of text may stand beside them
ALL = 0.75  # of a page: nearly all of it is a picture
STAMPED = 150  # letters that a stamp beside an electronic signature may have on such a page
OBJECTS = 1_000  # of one page that are looked at
DRAWN = 150  # lines and shapes on a page with few letters: its letters may be drawn as shapes
OFTEN = 3  # pages that bear the same line, which then is their header or footer and not what they say
_DRAWN_BY_BROWSER = re.compile(r"skia|chrome|google docs|headless", re.I)


def read_pdf(data: bytes, limits: Limits) -> ReadResult:
    """Text page by page. ``scan`` when most pages are pictures, ``garbled`` when no engine reads the text layer.

    ``unread`` of the result are the pages of which the same is true in any file, unless OCR has looked at them.
    """
    end = time.monotonic() + limits.seconds * scans.SHARE
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        code = raw.FPDF_GetLastError()
        cause = "encrypted" if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) else "damaged"
        return ReadResult("pdf", cause=cause, engine="pdfium")
    try:
        return _read(document, data, limits, end)
    except pdfium.PdfiumError:
        return ReadResult("pdf", cause="damaged", engine="pdfium")
    finally:
        document.close()


class _Layer(NamedTuple):
    """A text and tables per page; by index, the pages that are pictures and those that could not be opened."""

    pages: list[str]
    ruled: list[PageTables | None]
    pictured: set[int]
    failed: set[int]


def _read(document: pdfium.PdfDocument, data: bytes, limits: Limits, end: float) -> ReadResult:
    count = len(document)
    if not count:
        return ReadResult("pdf", cause="damaged", engine="pdfium")
    properties = document.get_metadata_dict()
    layer = _layer(document, min(count, limits.pages), end)
    if not layer.pages:
        return ReadResult("pdf", page_count=count, cause="timeout", engine="pdfium")
    maker = f"{properties.get('Producer', '')} {properties.get('Creator', '')}"
    readable = quality("\n".join(layer.pages)) >= GOOD
    pages, engine = _rescued(data, layer.pages, bool(_DRAWN_BY_BROWSER.search(maker)), end)
    ruled = [found if readable and found and quality(found.text) >= GOOD else None for found in layer.ruled]
    pages = [found.text if found else page for found, page in zip(ruled, pages, strict=True)]
    pages = [tidied(page) for page in pages]
    cause = _cause(pages, layer)
    broken = {index for index, page in enumerate(pages) if is_broken(page)}
    if cause == "garbled":
        broken |= {index for index, page in enumerate(pages) if page}
    wanted = sorted(layer.pictured | layer.failed | broken)
    unread = tuple(index + 1 for index in wanted)
    notes: tuple[str, ...] = (f"อ่าน {len(pages)} หน้าแรกจาก {count} หน้า",) if len(pages) < count else ()
    typed = pages
    if wanted and limits.ocr and ocr.models():
        if cause == "garbled":
            pages = typed = [""] * len(pages)
        read = scans.read(scans.drawn(document), hashlib.sha256(data).hexdigest(), scans.order(wanted), limits, end)
        texts, unread = scans.merged(pages, wanted, read)
        pages = list(texts)
        notes = (*notes, read.note)
        if cause and any(read.texts.values()):
            engine = "tesseract"
    first = next((index for index, page in enumerate(pages) if page), 0)
    doubtful = cause in ("scan", "garbled")
    own = properties.get("Title", "")
    title = titles.of(own, typed[first].split("\n", 40)[:40], doubtful=doubtful)
    if not title or not typed[first]:
        title = titles.of(own, pages[first].split("\n", 40)[:40], doubtful=doubtful or first in wanted)
    return ReadResult("pdf", title, tuple(pages), pdf_tables.join_pages(ruled), count, cause, engine, notes, unread)


def _cause(pages: Sequence[str], layer: _Layer) -> str:
    if quality("\n".join(pages)) < GOOD:
        return "garbled"
    if len(layer.pictured) * 2 > len(pages) or (layer.pictured and not any(pages)):
        return "scan"
    if len(layer.failed) * 2 > len(pages):
        return "damaged"
    return "" if any(pages) else "empty"


def _layer(document: pdfium.PdfDocument, wanted: int, end: float) -> _Layer:
    """The text layer of the first ``wanted`` pages, or as many as can be read until ``end``."""
    made = _Layer([], [], set(), set())
    begun = time.monotonic()
    total = tables = 0
    bare: dict[int, int] = {}  # pages with a picture: letters that they ought to have beside it
    for index in range(wanted):
        if time.monotonic() > end or total > TEXT:
            break
        text = ""
        found = None
        try:
            page = document[index]
        except pdfium.PdfiumError:
            made.pages.append("")
            made.ruled.append(None)
            made.failed.add(index)
            continue
        try:
            layer = page.get_textpage()
            text = layer.get_text_range(0, min(layer.count_chars(), PAGE_TEXT))
            text = layout.in_rows(layer, text, rows=page.get_rotation() in (0, 180))
            # The text of later pages is worth more than their tables.
            if tables < TABLES and time.monotonic() < (begun + end) / 2:
                found = pdf_tables.read_tables(page, layer)
                tables += found is not None
            layer.close()
        except (pdfium.PdfiumError, UnicodeDecodeError):
            made.failed.add(index)
        made.pages.append(text)
        made.ruled.append(found)
        total += len(text)
        if letters(text) < LONG:
            share, shapes = _shown(page)
            if share > COVERED:
                bare[index] = STAMPED if share > ALL else FEW
            elif shapes >= DRAWN and letters(text) < FEW:
                made.pictured.add(index)
        page.close()
    often = Counter(line for page in made.pages for line in {" ".join(line.split()) for line in page.split("\n")})
    for index, few in bare.items():
        lines = (" ".join(line.split()) for line in made.pages[index].split("\n"))
        if sum(letters(line) for line in lines if often[line] < OFTEN) < few:
            made.pictured.add(index)
    return made


def _shown(page: pdfium.PdfPage) -> tuple[float, int]:
    """How much of a page pictures cover, and how many lines and shapes are drawn on it; neither counted to its end."""
    width, height = page.get_size()
    area = 0.0
    shapes = 0
    for number, item in enumerate(page.get_objects(max_depth=3)):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            area += max(0.0, right - left) * max(0.0, top - bottom)
        elif item.type == raw.FPDF_PAGEOBJ_PATH:
            shapes += 1
        if number > OBJECTS or area > ALL * width * height:
            break
    return area / max(1.0, width * height), shapes


def _rescued(data: bytes, pages: list[str], by_browser: bool, end: float) -> tuple[list[str], str]:
    """The pages as the engine reads them that reads them best, and its name; poppler's win a tie where browsers drew.

    Of a file that is broken here and there only the broken pages are another engine's.
    """
    score = quality("\n".join(pages))
    broken = {index for index, page in enumerate(pages) if is_broken(page)}
    if not by_browser and score >= GOOD and not broken:
        return pages, "pdfium"
    best, engine = pages, "pdfium"
    for name, reader in (("poppler", engines.poppler), ("pdfminer", engines.pdfminer)):
        left = end - time.monotonic()
        if left < 1 or (name == "pdfminer" and score >= GOOD and not broken):
            break
        other = reader(data, len(pages), left, broken if score >= GOOD and not by_browser else ())
        if not any(other):
            continue
        better = _whole(other, score, by_browser and name == "poppler", _drawn(pages))
        if better:
            best, engine, score = other, name, quality("\n".join(other))
        elif score >= GOOD:
            best = [
                theirs if index in broken and not is_broken(theirs) and letters(theirs) * 4 >= _drawn([ours]) else ours
                for index, (ours, theirs) in enumerate(zip(best, other, strict=True))
            ]
        broken = {index for index, page in enumerate(best) if is_broken(page)}
    return best, engine


def _whole(theirs: list[str], score: float, favoured: bool, drawn: int) -> bool:
    """Whether another engine's reading is the better one of the whole file."""
    other = quality("\n".join(theirs))
    if score >= GOOD and not favoured:
        return False
    if letters("\n".join(theirs)) * 4 < drawn and score < GOOD:
        return False  # it leaves out what it has no letters for, and the rest looks healthy
    return other > score + 0.02 or (favoured and other >= score - 0.05)


def _drawn(pages: Sequence[str]) -> int:
    """Glyphs on the pages, told or not."""
    return sum(len("".join(page.split())) for page in pages)
