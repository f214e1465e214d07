"""Documents on their way from the network to the archive: read in a child process while the crawl goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from config.settings import CrawlSettings
from crawler.address import DOCUMENT_ENDINGS, ending
from crawler.archive import Archive
from crawler.reply import Reply
from crawler.rereading import Fetch, Rereading, Scan, Worked, by_page, completed
from crawler.site import Document
from crawler.spool import Spool

if TYPE_CHECKING:
    from crawler.documents.reader import Reader
    from crawler.documents.result import Limits, ReadResult
    from crawler.documents.scans import Read

GRACE = 5.0  # seconds that documents are still read for after the crawl was stopped
HELD = 64_000_000  # bytes of documents waiting to be read; beyond them the crawl waits


class Intake:
    """Reads documents one after the other, each in bounded time, and stores them; scans twice, by OCR at the end."""

    def __init__(self, settings: CrawlSettings, archive: Archive) -> None:
        self._settings = settings
        self._archive = archive
        self.later = Rereading(settings)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="documents")
        self._spool = Spool(Path(settings.keep)) if settings.keep else None
        self._reader: Reader | None = None
        self._waiting: dict[asyncio.Task[None], tuple[Document, int]] = {}
        self._held = 0
        self._aside: dict[str, Reply] = {}  # scans that wait for OCR: their bodies stay in the journal as well
        self._given_up = False  # a file may still be in the reader's hands

    async def add(self, url: str, reply: Reply, depth: int, digest: str, *, offsite: bool) -> None:
        """Take a document; returns at once unless too much is waiting."""
        while self._waiting and self._held + len(reply.body) > HELD:
            await asyncio.wait(self._waiting, return_when=asyncio.FIRST_COMPLETED)
        late = Document(
            url=url,
            kind=ending(url) if ending(url) in DOCUMENT_ENDINGS else "other",
            status=reply.status,
            size=len(reply.body),
            sha256=digest,
            title="",
            pages=(),
            tables=(),
            page_count=0,
            cause="timeout",
            offsite=offsite,
            depth=depth,
        )
        task = asyncio.ensure_future(self._read(late, reply))
        self._held += len(reply.body)
        self._waiting[task] = (late, len(reply.body))
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        _, size = self._waiting.pop(task)
        self._held -= size

    async def _read(self, late: Document, reply: Reply) -> None:
        loop = asyncio.get_running_loop()
        body, reply.body = reply.body, b""
        name = _named(late.url, reply)
        try:
            if self._spool is not None:
                await loop.run_in_executor(self._pool, self._spool.put, late.sha256, body)
            result = await loop.run_in_executor(self._pool, self._in_thread, body, name, reply.content_type)
        except asyncio.CancelledError:
            self._archive.add_document(late)
            raise
        document = _as_document(late, result)
        self._archive.add_document(document)
        if self.later.keep(document, body, name, reply.content_type):
            self._aside[late.url] = reply
        else:
            self._archive.journal.settled(reply, late.url)

    def _in_thread(self, body: bytes, name: str, content_type: str, limits: Limits | None = None) -> ReadResult:
        """Reads a file in the child process: without OCR, which would hold up the crawl, unless ``limits`` say so."""
        from crawler.documents.reader import Reader, limits_of

        if self._reader is None:
            self._reader = Reader(self._settings)
        return self._reader.read(body, name, content_type, limits or replace(limits_of(self._settings), ocr=False))

    def known(self, url: str, reply: Reply) -> None:
        """A document that is stored already: OCR reads on where it has not looked yet."""
        document = self._archive.document(url)
        if document is not None:
            self.later.keep(document, reply.body, _named(url, reply), reply.content_type, reply.url)

    def _by_ocr_in_thread(self, body: bytes, pages: tuple[int, ...], limits: Limits) -> Read:
        from crawler.documents.reader import Reader

        if self._reader is None:
            self._reader = Reader(self._settings)
        return self._reader.by_ocr(body, pages, limits)

    async def codes(self, picture: bytes) -> tuple[str, ...]:
        """Texts of the QR codes in a picture, read in the child process."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._codes_in_thread, picture)

    def _codes_in_thread(self, picture: bytes) -> tuple[str, ...]:
        from crawler.documents.reader import Reader

        if self._reader is None:
            self._reader = Reader(self._settings)
        return self._reader.codes(picture)

    async def reread(
        self,
        promise: Callable[[Document], float],
        seconds: float,
        fetch: Fetch,
        report: Callable[[str, str], None],
    ) -> None:
        """Have OCR read the scans met, within ``seconds``, those of the highest ``promise`` first."""

        async def work(scan: Scan, body: bytes, limits: Limits) -> Worked | None:
            worked = await self._work(scan, body, limits)
            if worked is not None:
                self._archive.replace_document(worked.document)
            if reply := self._aside.pop(scan.document.url, None):
                self._archive.journal.settled(reply, scan.document.url)
            return worked

        await self.later.run(promise, seconds, work, fetch, report)

    async def _work(self, scan: Scan, body: bytes, limits: Limits) -> Worked | None:
        """A stored document with what OCR reads of it; None when it reads nothing."""
        loop = asyncio.get_running_loop()
        document = self._archive.document(scan.document.url)
        if document is None:
            return None
        if by_page(document):
            found = await loop.run_in_executor(self._pool, self._by_ocr_in_thread, body, scan.left, limits)
            if not found.begun:
                return None
            done = completed(document, found) if found.texts else document
            return Worked(done, frozenset(index + 1 for index in found.begun), found.fresh)
        result = await loop.run_in_executor(self._pool, self._in_thread, body, scan.name, scan.content_type, limits)
        if not any(result.pages) or result.cause in ("timeout", "damaged", "too_large"):
            return None
        read = _as_document(document, result)
        return Worked(replace(read, title=read.title or document.title), frozenset(), 1)

    def give_up(self) -> None:
        """Let go of what OCR is reading, and begin no other."""
        self.later.give_up()
        if self.later.running and self._reader is not None:
            self._reader.abort()

    def unread(self, url: str, reply: Reply, depth: int, cause: str) -> None:
        """Store a document that is known beforehand not to be readable."""
        self._archive.add_document(
            Document(url, ending(url), reply.status, reply.size, "", "", (), (), 0, cause, depth=depth)
        )
        self._archive.journal.settled(reply, url)

    async def settle(self, stopped: Callable[[], bool], report: Callable[[str, str], None]) -> None:
        """Wait for what is being read; once ``stopped``, ``GRACE`` seconds more: the rest counts as timed out."""
        loop = asyncio.get_running_loop()
        end = 0.0
        while self._waiting:
            if stopped():
                end = end or loop.time() + GRACE
                if loop.time() >= end:
                    break
            report("documents", next(iter(self._waiting.values()))[0].url)
            await asyncio.wait(self._waiting, timeout=0.5, return_when=asyncio.FIRST_COMPLETED)
        tasks = list(self._waiting)
        self._given_up = bool(tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """End the reading process."""
        if self._reader is not None:
            if self._waiting or self._given_up:
                self._reader.abort()  # close() would wait for the file being read
            self._reader.close()
        self.later.close()
        self._pool.shutdown(wait=False, cancel_futures=True)


def _as_document(known: Document, result: ReadResult) -> Document:
    """A document with what reading it gave."""
    return replace(
        known,
        kind=result.kind,
        title=result.title,
        pages=tuple(result.pages),
        tables=tuple(result.tables),
        page_count=result.page_count,
        cause=result.cause,
        engine=" · ".join((result.engine, *result.notes)),
        unread=result.unread,
    )


def _named(url: str, reply: Reply) -> str:
    """The address, or the file name that the server gave when the address has none of its own."""
    if ending(url) in DOCUMENT_ENDINGS or "filename" not in reply.disposition:
        return url
    name = reply.disposition.rpartition("filename")[2].lstrip("*=").strip("\"' ;").rpartition("'")[2]
    return f"{url.rstrip('/')}/{name}" if ending("http://x/" + name) in DOCUMENT_ENDINGS else url
