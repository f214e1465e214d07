"""Scanned pages put aside while a site is crawled, and read by OCR once everything else is read.

Every document gets a few pages first, the most promising document first; then, while there is time, they are read on.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from config.settings import CrawlSettings
from crawler.site import Document

if TYPE_CHECKING:
    from crawler.documents.result import Limits
    from crawler.documents.scans import Read

CAUSES = frozenset({"scan", "garbled", "picture"})  # of documents that OCR may make readable
HELD = 600_000_000  # bytes of scans kept on disk for one site
LONGEST = 120.0  # seconds for one document at a time
SHORTEST = 4.0  # seconds below which no document is begun
MORE = 4  # times as many pages of a document in each further round
_BY_OCR = re.compile("tesseract|OCR")  # in the words of what read a document
_NOTE = re.compile(r"อ่าน OCR (\d+) จาก (\d+) (?:หน้า|ภาพ)")
# Kinds of files whose pictures stand as pages after their own.
_WITH_PICTURES = frozenset({"docx", "doc", "rtf", "odt", "odp", "pptx", "ppt", "xlsx", "xlsb", "xls", "ods"})


@dataclass(frozen=True, slots=True)
class Scan:
    """A document that waits for OCR. ``document`` is without text; ``left``: pages, from 1, not looked at yet, the most
    promising first."""

    document: Document
    path: Path | None  # its bytes; None when they were not sent because they had not changed
    name: str
    content_type: str
    source: str  # the address that gave its bytes
    left: tuple[int, ...]


class Worked(NamedTuple):
    """A document as it is stored after OCR, and the pages, from 1, that were begun: none is begun twice in a crawl."""

    document: Document
    tried: frozenset[int]
    cost: int  # pages that OCR had to read for it


Work = Callable[[Scan, bytes, "Limits"], Awaitable[Worked | None]]
Fetch = Callable[[Scan], Awaitable[bytes]]


class Rereading:
    """The scans of one crawl. Use ``close`` in any case: it removes the files."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._settings = settings
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._scans: list[Scan] = []
        self._bytes = 0
        self._order = 0
        self._given_up = False
        self._met: dict[str, tuple[bool, int]] = {}  # documents for OCR: whether it read any of it, pages left
        self.running = False
        self.notes: list[str] = []

    @property
    def waiting(self) -> int:
        """Documents not looked at yet."""
        return len(self._scans)

    @property
    def able(self) -> bool:
        """Whether OCR is wanted and there."""
        from crawler.documents import ocr

        return self._settings.ocr and bool(ocr.models())

    def keep(self, document: Document, body: bytes, name: str, content_type: str, source: str = "") -> bool:
        """Put a document aside when OCR may read it, or more of it; whether it did. ``name`` and ``content_type`` are
        those it is read by; without ``body`` ``source`` is asked for it once it is its turn."""
        by_ocr = bool(_BY_OCR.search(document.engine))
        if not (document.cause in CAUSES or document.unread or by_ocr) or not self.able:
            return False
        self._met[document.url] = by_ocr, len(document.unread)
        if self._bytes + len(body) > HELD or not self._owes(document, by_ocr):
            return False
        path = None
        if body:
            path = self._put(body)
            if path is None:
                return False
        from crawler.documents import scans

        light = replace(document, pages=(), tables=())
        left = tuple(scans.order(list(document.unread)))
        self._scans.append(Scan(light, path, name, content_type, source, left))
        return True

    def _owes(self, document: Document, by_ocr: bool) -> bool:
        """Whether OCR has not looked at all of it yet."""
        if not by_page(document):
            return (document.cause in CAUSES or bool(document.unread)) and not by_ocr
        from crawler.documents import scans

        wanted = [number - 1 for number in document.unread]
        if not _NOTE.search(document.engine):  # not even what OCR kept of it from another crawl was put in yet
            return bool(wanted)
        return bool(wanted) and scans.untried(document.sha256, wanted, self._settings.ocr_cache)

    def _put(self, body: bytes) -> Path | None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="oit-scans-", ignore_cleanup_errors=True)
        path = Path(self._folder.name, f"{self._order}")
        try:
            path.write_bytes(body)
        except OSError:
            return None
        self._bytes += len(body)
        self._order += 1
        return path

    async def run(
        self,
        promise: Callable[[Document], float],
        seconds: float,
        work: Work,
        fetch: Fetch,
        report: Callable[[str, str], None],
    ) -> None:
        """Read the scans within ``seconds``, the highest ``promise`` first. ``work`` reads and stores, None when
        nothing could be read; ``fetch`` gives the bytes of a document that had not changed, b"" when it cannot."""
        if not self._met:
            return
        end = time.monotonic() + min(seconds, self._settings.ocr_seconds)
        scans = sorted(self._scans, key=lambda scan: (-promise(scan.document), scan.document.url))
        self._scans = []
        self.running = True
        share, pages = self._settings.ocr_pages, self._settings.ocr_site_pages
        while scans and pages > 0 and end - time.monotonic() >= SHORTEST and not self._given_up:
            again = []
            for scan in scans:
                if end - time.monotonic() < SHORTEST or pages <= 0 or self._given_up:
                    break
                report("ocr", scan.document.url)
                worked, further = await self._read(scan, work, fetch, min(share, pages), end)
                pages -= worked.cost if worked else 0
                again += further
            scans, share = again, share * MORE
        self.running = False
        read, left = sum(by_ocr for by_ocr, _ in self._met.values()), sum(left for _, left in self._met.values())
        rest = f" ยังไม่ได้อ่าน {left} หน้า" if left else ""
        self.notes.append(f"เอกสารที่เป็นภาพสแกนทั้งฉบับหรือบางหน้า {len(self._met)} ฉบับ อ่านด้วย OCR ได้ {read} ฉบับ{rest}")

    async def _read(
        self, scan: Scan, work: Work, fetch: Fetch, share: int, end: float
    ) -> tuple[Worked | None, list[Scan]]:
        """What came of one document, and the document again when there is more to read of it."""
        from crawler.documents.reader import limits_of

        if scan.path is not None:
            body = await asyncio.to_thread(scan.path.read_bytes)
        else:
            body = await fetch(scan)
        seconds = min(end - time.monotonic(), LONGEST)
        limits = replace(limits_of(self._settings), seconds=seconds, ocr_pages=share)
        worked = await work(scan, body, limits) if body and seconds >= SHORTEST else None
        left = tuple(number for number in scan.left if worked and number not in worked.tried)
        if worked:
            self._met[scan.document.url] = bool(_BY_OCR.search(worked.document.engine)), len(worked.document.unread)
        if not left or left == scan.left:
            if scan.path is not None:
                scan.path.unlink(missing_ok=True)
            return worked, []
        path = scan.path or await asyncio.to_thread(self._put, body)
        return worked, [replace(scan, path=path, left=left)] if path else []

    def give_up(self) -> None:
        """Begin no further document."""
        self._given_up = True

    def close(self) -> None:
        """Remove the files kept."""
        self._scans = []
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def by_page(document: Document) -> bool:
    """Whether OCR is asked for single pages of a document, or for the pictures in it that stand for pages; else it is
    read as a whole."""
    of_its_own = document.kind in _WITH_PICTURES and not document.engine.startswith("libreoffice")
    return document.kind == "pdf" or (of_its_own and bool(document.unread))


def completed(document: Document, found: Read) -> Document:
    """A document of pages (``by_page``) with what OCR read of those it lacked."""
    from crawler.documents import scans, titles

    wanted = [number - 1 for number in document.unread]
    pages = list(document.pages)
    if document.cause == "garbled" and not _NOTE.search(document.engine):
        pages = ["" if number in document.unread else page for number, page in enumerate(pages, 1)]
    texts, unread = scans.merged(pages, wanted, found)
    first = next((index for index, page in enumerate(texts) if page), 0)
    title = document.title
    if first in found.texts and (document.cause or not pages[first]):
        title = titles.of(title, texts[first].split("\n", 40)[:40], doubtful=True) or title
    return replace(
        document,
        title=title,
        pages=texts,
        unread=unread,
        engine=_told(document, any(found.texts.values()), len(wanted), len(unread)),
    )


def _told(document: Document, read: bool, wanted: int, left: int) -> str:
    """What read a document, with how many of its pages OCR read so far."""
    known = _NOTE.search(document.engine)
    whole = int(known[2]) if known else wanted
    note = f"อ่าน OCR {whole - left} จาก {whole} {'หน้า' if document.kind == 'pdf' else 'ภาพ'}"
    engine = _NOTE.sub(note, document.engine) if known else f"{document.engine} · {note}"
    return engine.replace(engine.split(" · ")[0], "tesseract", 1) if document.cause and read else engine
