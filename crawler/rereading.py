"""Scans put aside while a site is crawled, and read by OCR once everything else is read: the most promising first."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from config.settings import CrawlSettings
from crawler.site import Document

if TYPE_CHECKING:
    from crawler.documents.result import Limits, ReadResult

CAUSES = frozenset({"scan", "garbled", "picture"})  # of documents that OCR may make readable
HELD = 600_000_000  # bytes of scans kept on disk for one site
LONGEST = 120.0  # seconds for one document
SHORTEST = 4.0  # seconds below which no document is begun

Read = Callable[[bytes, str, str, "Limits"], Awaitable["ReadResult"]]


@dataclass(frozen=True, slots=True)
class _Scan:
    document: Document
    path: Path
    name: str
    content_type: str
    order: int


class Rereading:
    """The scans of one crawl. Use ``close`` in any case: it removes the files."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._settings = settings
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._scans: list[_Scan] = []
        self._bytes = 0
        self._order = 0
        self._given_up = False
        self.running = False
        self.documents = 0  # that OCR was to read
        self.read = 0  # that it did read
        self.notes: list[str] = []

    @property
    def waiting(self) -> int:
        """Scans not looked at yet."""
        return len(self._scans)

    @property
    def able(self) -> bool:
        """Whether OCR is wanted and there."""
        from crawler.documents import ocr

        return self._settings.ocr and bool(ocr.models())

    def keep(self, document: Document, body: bytes, name: str, content_type: str) -> bool:
        """Put a document aside when OCR may read it; whether it did. ``name`` and ``content_type`` are those it is
        read by."""
        if document.cause not in CAUSES or not self.able:
            return False
        self.documents += 1
        if self._bytes + len(body) > HELD:
            return False
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="oit-scans-", ignore_cleanup_errors=True)
        path = Path(self._folder.name, f"{self._order}")
        try:
            path.write_bytes(body)
        except OSError:
            return False
        self._bytes += len(body)
        self._scans.append(_Scan(document, path, name, content_type, self._order))
        self._order += 1
        return True

    def known(self, cause: str) -> None:
        """Count a document that OCR read in an earlier crawl and that has not changed."""
        if cause in CAUSES:
            self.documents += 1
            self.read += 1

    async def run(
        self,
        promise: Callable[[Document], float],
        seconds: float,
        read: Read,
        store: Callable[[Document], None],
        report: Callable[[str, str], None],
    ) -> None:
        """Read the scans within ``seconds``, the highest ``promise`` first; ``store`` takes each that was read."""
        if not self.documents:
            return
        from crawler.documents.reader import limits_of

        end = time.monotonic() + min(seconds, self._settings.ocr_seconds)
        limits = limits_of(self._settings)
        ranked = sorted(self._scans, key=lambda scan: (-promise(scan.document), scan.document.url))
        self._scans = []
        self.running = True
        for scan in ranked:
            left = end - time.monotonic()
            if left < SHORTEST or self._given_up:
                break
            report("ocr", scan.document.url)
            body = await asyncio.to_thread(scan.path.read_bytes)
            scan.path.unlink(missing_ok=True)
            result = await read(body, scan.name, scan.content_type, replace(limits, seconds=min(left, LONGEST)))
            if not any(result.pages) or result.cause in ("timeout", "damaged", "too_large"):
                continue
            self.read += 1
            store(
                replace(
                    scan.document,
                    title=result.title or scan.document.title,
                    pages=tuple(result.pages),
                    tables=tuple(result.tables),
                    page_count=result.page_count,
                    cause=result.cause,
                    engine=" · ".join((result.engine, *result.notes)),
                )
            )
        self.running = False
        if self.documents:
            self.notes.append(f"เอกสารที่เป็นภาพสแกน {self.documents} ฉบับ อ่านด้วย OCR ได้ {self.read} ฉบับ")

    def give_up(self) -> None:
        """Begin no further document."""
        self._given_up = True

    def close(self) -> None:
        """Remove the files kept."""
        self._scans = []
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
