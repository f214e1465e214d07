"""The crawl itself: a window of requests over the frontier, results taken in the order they were asked for.

Which address comes next depends only on the replies before it in that order, never on which of them arrived first:
the same site gives the same pages, also when the budget ends the crawl half-way.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urljoin

from scrapy import Spider

from config.settings import CrawlSettings
from crawler import posters
from crawler.address import DOCUMENT_ENDINGS, ending, host_of
from crawler.archive import Archive, Summary
from crawler.codes import Codes, chosen
from crawler.earlier import Earlier
from crawler.fetch import Fetcher
from crawler.frontier import SURE, Entry, Frontier
from crawler.guard import Guard
from crawler.intake import Intake
from crawler.leftout import told
from crawler.links import OFFSITE_KINDS, Links, Prefer
from crawler.opening import open_start
from crawler.progress import OPENING, Progress
from crawler.reply import Reply
from crawler.rereading import Scan
from crawler.scope import Scope, outside_kind
from crawler.sight import Sight
from crawler.sitemap import listed
from crawler.stores.asking import Stores, same
from crawler.taking import Taking
from crawler.turns import turns_for
from crawler.twins import Twins

WINDOW = 4  # requests under way, in multiples of those that go to one host at once
RETRIES = 60  # failed addresses asked a second time
_PROBE = "no-such-page-7f3a9c1e.html"  # fixed, so that two crawls ask the same


class SiteSpider(Spider):
    """Hands Scrapy's engine to a crawl; schedules nothing itself."""

    name = "site"
    crawl: Crawl

    async def start(self) -> AsyncIterator[Any]:
        """Run the whole crawl; yields nothing."""
        await self.crawl.run(self.crawler)
        return
        yield


class Crawl:
    """One crawl of one site into one archive."""

    def __init__(
        self,
        asked: str,
        start: str,
        archive: Archive,
        settings: CrawlSettings,
        prefer: Prefer,
        report: Callable[[Progress], None],
        earlier: Earlier | None = None,
        *,
        place: bool = True,
    ) -> None:
        self.earlier = earlier
        self.asked = asked
        self.settings = settings
        self.archive = archive
        self.scope = Scope(start, settings.also, settings.folder)
        self.guard = Guard(
            self.scope, allow_private=settings.allow_private, offsite=settings.offsite, hosts=settings.hosts
        )
        self._twins = Twins()
        self._prefer = prefer
        self.frontier = Frontier(settings.max_pages // 2, self._twins.tiresome, self._copied)
        self.links = Links(self.scope, self.frontier, archive, settings, prefer)
        self.stopped_by = ""
        self.rendered = 0
        self.complete = False
        self.error: BaseException | None = None
        self.on_start: Callable[[], None] = lambda: None
        self.alone = False  # nobody is left to hear of the end: what was read waits to be gone on with
        self._place = place
        self._report = report
        self._turns = turns_for(settings)
        self._sight = Sight(settings, self.guard, self._turns)
        self._began = time.monotonic()
        self._started = _now()
        self._reported = 0.0
        self._intake = Intake(settings, archive)
        self._stores = Stores(self.scope, settings, self._get)
        self.taking = Taking(
            start,
            settings,
            archive,
            earlier,
            self.scope,
            self.frontier,
            self.links,
            self._sight,
            self._intake,
            self._twins,
            self._get_whole,
            self._stores,
        )
        self._window: deque[tuple[Entry, asyncio.Task[Reply]]] = deque()
        self._sight.on_first = self._look_ahead
        self._interrupted = False
        self._tasks: set[asyncio.Task[Reply]] = set()

    # running

    async def run(self, crawler: Any) -> None:
        """Crawl until nothing is left or a limit is met, then finish the archive."""
        self.on_start()
        loop = asyncio.get_running_loop()
        alarms = [
            loop.call_later(self.settings.deadline, self.stop, "deadline"),
            loop.call_later(self.settings.deadline - self._reserve, self._make_room),
        ]
        self._fetcher = Fetcher(crawler, self.guard, self.settings, self.archive, self.earlier, self._turns)
        self._fetcher.on_silence = self._silent
        try:
            await self._turns.open(self.abandon)
            if await self._begin():
                await self._drain()
                await self._again()
                await self._look_for_codes()
                await self._look_for_posters()
            await self._intake.settle(lambda: bool(self.stopped_by), self._tell)
            for alarm in alarms:
                alarm.cancel()
            await self._reread()
            self._end()
        except BaseException as error:
            self.error = error
            self.archive.close()
        finally:
            for alarm in alarms:
                alarm.cancel()
            await self._intake.close()
            self._sight.close()
            self._turns.close()

    def _copied(self, url: str) -> str:
        original = self._twins.original(url)
        return self.scope.key(original) if original else ""

    def stop(self, why: str) -> None:
        """End the crawl in order; the first reason counts."""
        if why == "interrupt":
            self._interrupted = True
            self._intake.give_up()
        if not self.stopped_by:
            self.stopped_by = why
            for task in self._tasks:
                task.cancel()
            self._sight.stop()

    def _silent(self, url: str) -> None:
        """A host is no longer there: if it is the site's, nothing more is to be had of it today."""
        if host_of(url) == host_of(self.taking.start):
            self.stop("silent")

    def abandon(self) -> None:
        """The caller, or the keeper of turns, is gone: leave the archive to be gone on with."""
        self.alone = True
        self.stop("interrupt")

    async def _look_for_codes(self) -> None:
        """What the QR codes of the site's pictures say."""
        if self.stopped_by or not self.settings.codes:
            return
        codes = Codes(self.scope, self._fetch_aside, self._intake.codes, offsite=self.settings.offsite)
        try:
            await codes.run(chosen(*self.archive.pictures(self.taking.start)), self.archive.add_code)
        except asyncio.CancelledError:
            if not self.stopped_by:
                raise

    async def _look_for_posters(self) -> None:
        """Pictures that are all that a promising page shows, as documents for OCR."""
        if self.stopped_by or not self._intake.later.able:
            return
        home, others = self.archive.pictures(self.taking.start)
        promise = self.links.promise
        found = posters.chosen(
            (*home, *others),
            self.archive.frame,
            lambda url: promise.get(self.scope.key(url), 0.0),
            self._prefer,
        )
        try:
            for image, score in found:
                if self.scope.owns(image.url) or self.settings.offsite:
                    await self.taking.picture(image, score, self._fetch_aside)
        except asyncio.CancelledError:
            if not self.stopped_by:
                raise

    async def _fetch_aside(self, url: str, **how: bool) -> Reply:
        """A reply that counts by its bytes alone; none once they are spent."""
        if self.taking.received >= self.settings.max_bytes:
            return Reply(url, url, cause="budget")
        reply = await self._fetch(url, **how)
        self.taking.received += reply.size
        return reply

    @property
    def _reserve(self) -> float:
        """Seconds before the deadline that are OCR's when there are scans to read."""
        return min(self.settings.ocr_seconds, 0.2 * self.settings.deadline) if self.settings.ocr else 0.0

    def _make_room(self) -> None:
        if self._intake.later.waiting:
            self.stop("deadline")

    async def _reread(self) -> None:
        """Scans by OCR, once everything else is read or the time for it is over."""
        if self._interrupted or self.alone:
            return
        best: dict[str, float] = {}
        for key, score in self.links.promise.items():
            url = self.taking.stored.get(key, key)
            best[url] = max(score, best.get(url, score))
        left = self.settings.deadline - (time.monotonic() - self._began)

        async def fetch(scan: Scan) -> bytes:
            try:
                return await self.taking.body(scan, self._fetch_aside)
            except asyncio.CancelledError:
                if not self._interrupted:
                    raise
                return b""

        await self._intake.reread(lambda document: best.get(document.url, 0.0), left, fetch, self._tell)
        self.taking.notes.extend(self._intake.later.notes)

    def _end(self) -> None:
        pending = self.frontier.pending()
        self.taking.take_copies(self.frontier.copies)
        self.taking.take_spellings()
        self.taking.notes.extend(
            told(
                self.frontier,
                self.links,
                self._sight,
                self._twins,
                spoilt=self.taking.spoilt,
                certificates=self.archive.certificates(),
                max_depth=self.settings.max_depth,
                elsewhere=self._stores.left,
                trusted=self._fetcher.trusted,
            )
        )
        self.rendered = self._sight.rendered
        self.complete = not (self.stopped_by or pending or self.links.deep or self.frontier.full)
        if self.alone:
            self.archive.close()
            return
        self.archive.finish(self.summary(complete=self.complete), pending, place=self._place)
        self._tell("finish", "", force=True)

    def summary(self, *, complete: bool = False) -> Summary:
        """What the archive says of the crawl at this moment."""
        return Summary(
            start=self.taking.start,
            asked=self.asked,
            hosts=self.scope.hosts,
            complete=complete,
            stopped_by=self.stopped_by,
            started=self._started,
            finished=_now(),
            fetched=self.taking.fetched,
            notes=tuple(self.taking.notes),
        )

    def _tell(self, stage: str, now: str, *, force: bool = False) -> None:
        moment = time.monotonic()
        if force or moment - self._reported >= 0.1:
            self._reported = moment
            self._report(
                Progress(
                    done=self.taking.fetched,
                    documents=self.taking.documents,
                    queued=len(self.frontier),
                    failures=len(self.taking.failures),
                    now=now,
                    stage=stage,
                    elapsed=moment - self._began,
                    limit=self.settings.max_pages,
                )
            )

    async def _get_whole(self, url: str, **how: bool) -> Reply:
        return await self._fetcher.get(url, whole=True, **how)

    async def _get(self, url: str, **how: bool) -> Reply:
        return await self._fetcher.get(url, **how)

    async def _fetch(self, url: str, **how: bool) -> Reply:
        return await self._task(self._get(url, **how))

    def _asking(self, entry: Entry) -> asyncio.Task[Reply]:
        if entry.kind == "offsite":
            return self._task(self._stores.ask(entry.url))
        return self._task(self._get(entry.url, faint=entry.depth > 0 and entry.score < SURE))

    def _task(self, asking: Coroutine[Any, Any, Reply]) -> asyncio.Task[Reply]:
        task = asyncio.ensure_future(asking)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # the start

    async def _begin(self) -> bool:
        self._tell(OPENING, self.taking.start, force=True)
        try:
            reply = await open_start(self.taking.start, self.scope, self._fetch, offsite=self.settings.offsite)
            if reply.cause or not reply.is_page:
                if not reply.cause:
                    reply.cause, reply.detail = "content_type", reply.content_type
                self.taking.count(reply)
                self.taking.fail(Entry(self.taking.start, self.scope.key(self.taking.start), 0, 0.0, "page", 0), reply)
                self.stopped_by = self.stopped_by or "unreachable"
                return False
            entry = Entry(self.taking.start, self.scope.key(self.taking.start), 0, 0.0, "page", 0)
            self.frontier.take(entry.key)
            self.scope.adopt(reply.url)  # what it answers by is how its addresses are written
            self.taking.start = self.scope.canonical(reply.url)
            await self._turns.settle(self.taking.start)
            self.archive.note(self.summary())
            probe = await self._fetch(urljoin(self.taking.start, "/" + _PROBE))
        except asyncio.CancelledError:
            if not self.stopped_by:
                raise
            return False
        self._learn(probe)
        await self.taking.take(entry, reply)
        root = urljoin(self.taking.start, "/")
        if self.scope.owns(root):
            self.frontier.add(root, self.scope.key(root), 1, 0.5, "page")
        for seed in self.settings.seeds:
            self._sow(seed)
        await self._list()
        return True

    async def _list(self) -> None:
        """What the site's sitemaps name joins the frontier, after what is linked."""
        try:
            named = (await self._fetcher.robots(self.taking.start)).sitemaps if self.settings.robots else ()
            addresses = await listed(self.taking.start, named, self.scope, self._fetch)
        except asyncio.CancelledError:
            if not self.stopped_by:
                raise
            return
        for address in addresses:
            self.links.listed(address, self.taking.start)

    def _sow(self, seed: str) -> None:
        """An address that was asked for by name: before all others."""
        url = self.scope.canonical(seed)
        if url and self.scope.owns(url):
            kind = "file" if ending(url) in DOCUMENT_ENDINGS else "page"
            self.frontier.add(url, self.scope.key(url), 1, 100.0, kind)
        elif url:
            self.links.outside(url)
            if self.settings.offsite and outside_kind(url) in OFFSITE_KINDS:
                self.frontier.add(url, same(url), 1, 100.0, "offsite")

    def _learn(self, probe: Reply) -> None:
        """What this site answers for an address that cannot exist."""
        if probe.cause or probe.left or not probe.is_page:
            return
        if self.scope.key(probe.url) == self.scope.key(self.taking.start):
            self.taking.swallows = True
            return
        self._sight.nowhere(probe)

    # the window

    def _next(self, under_way: int, *, hopeful: bool) -> Entry | None:
        if self.stopped_by:
            return None
        spent = "pages" if self.taking.fetched + under_way >= self.settings.max_pages else ""
        spent = spent or ("bytes" if self.taking.received >= self.settings.max_bytes else "")
        if spent:
            if not under_way and len(self.frontier):
                self.stopped_by = spent
            return None
        return self.frontier.pop(hopeful=hopeful)

    async def _drain(self, stage: str = "crawl") -> None:
        window = self._window
        most = WINDOW * self.settings.concurrency if stage == "crawl" else 1
        while True:
            while len(window) < most:
                entry = self._next(len(window), hopeful=any(asked.score > 0 for asked, _ in window))
                if entry is None:
                    break
                if entry.kind == "offsite" and (cause := self._stores.refuse(entry.url)):
                    self.links.outside(entry.url, cause=cause)
                    continue
                task = self._asking(entry)
                task.add_done_callback(partial(self._foresee, entry))
                window.append((entry, task))
            if not window:
                return
            entry, task = window.popleft()
            self._tell(stage, entry.url)
            try:
                reply = await task
            except asyncio.CancelledError:
                if not self.stopped_by:
                    raise
                self.frontier.give_back(entry)
                continue
            await self.taking.take(entry, reply)
            self._sight.forget(reply)

    def _look_ahead(self) -> None:
        for entry, task in self._window:
            self._foresee(entry, task)

    def _foresee(self, entry: Entry, task: asyncio.Task[Reply]) -> None:
        """Let the browser begin with a page that it may be needed for, before its turn has come."""
        if task.done() and not task.cancelled() and task.exception() is None:
            self.taking.foresee(entry, task.result())

    async def _again(self) -> None:
        """What failed is asked once more, one at a time, before it counts."""
        while self.taking.retry and not self.stopped_by:
            entries, self.taking.retry = self.taking.retry[:RETRIES], []
            for entry in entries:
                if self.stopped_by:
                    break
                self.taking.retried.add(entry.key)
                self._tell("retry", entry.url)
                try:
                    reply = await self._asking(entry)
                except asyncio.CancelledError:
                    break
                await self.taking.take(entry, reply)
            await self._drain()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
