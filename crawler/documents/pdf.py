"""PDF: the text layer by the engine that reads it best, and the pages of a scan by OCR."""

from __future__ import annotations

import re
import time

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from crawler.documents import engines, layout, ocr, pdf_tables, scans, titles
from crawler.documents.pdf_tables import PageTables
from crawler.documents.quality import GOOD, letters, quality
from crawler.documents.result import Limits, ReadResult
from crawler.text import mend

PAGE_TEXT = 200_000  # characters read of one page
TEXT = engines.TEXT
TABLES = 200  # pages of one file whose tables are put together; the text of the others is read in rows
FEW = 60  # letters: a page with fewer, and a picture on it, is a picture
_DRAWN_BY_BROWSER = re.compile(r"skia|chrome|google docs|headless", re.I)


def read_pdf(data: bytes, limits: Limits) -> ReadResult:
    """Text page by page. ``scan`` when most pages are pictures, ``garbled`` when no engine reads the text layer."""
    end = time.monotonic() + limits.seconds * 0.75
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


def _read(document: pdfium.PdfDocument, data: bytes, limits: Limits, end: float) -> ReadResult:
    count = len(document)
    if not count:
        return ReadResult("pdf", cause="damaged", engine="pdfium")
    properties = document.get_metadata_dict()
    wanted = min(count, limits.pages)
    pages, pictured, failed, ruled = _layer(document, wanted, end)
    engine = "pdfium"
    maker = f"{properties.get('Producer', '')} {properties.get('Creator', '')}"
    score = quality("\n".join(pages))
    readable = score >= GOOD
    if _DRAWN_BY_BROWSER.search(maker) or score < GOOD:
        pages, score, engine = _rescue(data, pages, score, bool(_DRAWN_BY_BROWSER.search(maker)), end)
    ruled = [found if readable and found and quality(found.text) >= GOOD else None for found in ruled]
    pages = [found.text if found else page for found, page in zip(ruled, pages, strict=True)]
    pages = [_tidy(page) for page in pages]
    title_from = properties.get("Title", "")
    cause = ""
    if score < GOOD:
        cause = "garbled"
    elif pictured * 2 > len(pages):
        cause = "scan"
    elif failed * 2 > len(pages):
        cause = "damaged"
    elif not any(pages):
        cause = "empty"
    notes: tuple[str, ...] = (f"อ่าน {len(pages)} หน้าแรกจาก {count} หน้า",) if len(pages) < count else ()
    if cause in ("scan", "garbled") and limits.ocr and ocr.models():
        pages, engine, read = _by_ocr(document, data, pages, limits, end, engine, cause)
        notes = (*notes, read)
    first = next((page for page in pages if page), "")
    title = titles.of(title_from, first.split("\n", 40)[:40], doubtful=cause in ("scan", "garbled"))
    return ReadResult("pdf", title, tuple(pages), pdf_tables.join_pages(ruled), count, cause, engine, notes)


def _layer(
    document: pdfium.PdfDocument, wanted: int, end: float
) -> tuple[list[str], int, int, list[PageTables | None]]:
    """Texts of the pages, how many are pictures, how many could not be opened, and their tables. Stops at ``end``."""
    pages: list[str] = []
    ruled: list[PageTables | None] = []
    begun = time.monotonic()
    pictured = failed = total = tables = 0
    for index in range(wanted):
        if time.monotonic() > end or total > TEXT:
            break
        try:
            page = document[index]
        except pdfium.PdfiumError:
            pages.append("")
            ruled.append(None)
            failed += 1
            continue
        text = ""
        found = None
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
            failed += 1
        pages.append(text)
        ruled.append(found)
        total += len(text)
        if letters(text) < FEW and _has_picture(page):
            pictured += 1
        page.close()
    return pages, pictured, failed, ruled


def _has_picture(page: pdfium.PdfPage) -> bool:
    """Whether pictures cover a good part of the page (a stamp or a line of text may stand beside them)."""
    width, height = page.get_size()
    area = 0.0
    for number, item in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
        left, bottom, right, top = item.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
        if number > 200 or area > 0.25 * width * height:
            break
    return bool(area > 0.25 * width * height)


def _rescue(data: bytes, pages: list[str], score: float, by_browser: bool, end: float) -> tuple[list[str], float, str]:
    """The best reading of poppler and pdfminer beside ``pages``; poppler's wins a tie for files browsers drew."""
    best, best_score, engine = pages, score, "pdfium"
    drawn = sum(len("".join(page.split())) for page in pages)  # glyphs on the pages, told or not
    for name, reader in (("poppler", engines.poppler), ("pdfminer", engines.pdfminer)):
        if name == "pdfminer" and best_score >= GOOD:
            break
        left = end - time.monotonic()
        if left < 1:
            break
        other = reader(data, len(pages), left)
        if not any(other):
            continue
        other_score = quality("\n".join(other))
        if letters("\n".join(other)) * 4 < drawn and score < GOOD:
            continue  # it leaves out what it has no letters for, and the rest looks healthy
        if other_score > best_score + 0.02 or (by_browser and name == "poppler" and other_score >= best_score - 0.05):
            best, best_score, engine = other, other_score, name
    return best, best_score, engine


def _by_ocr(
    document: pdfium.PdfDocument, data: bytes, pages: list[str], limits: Limits, end: float, engine: str, cause: str
) -> tuple[list[str], str, str]:
    """Pages that are pictures with what OCR reads on them; a garbled layer gives way to it altogether."""
    if cause == "garbled":
        pages = [""] * len(pages)
    empty = [index for index, page in enumerate(pages) if letters(page) < FEW]
    read = scans.read(document, data, empty, limits, end)
    for index, text in read.texts.items():
        if letters(text) > letters(pages[index]):
            pages[index] = _tidy(text)
            engine = "tesseract"
    return pages, engine, read.note


def _tidy(page: str) -> str:
    """Lines mended, white space at their ends and empty lines dropped."""
    text = mend(page.replace("\r", "\n").replace("\ufffe", ""))
    lines = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
