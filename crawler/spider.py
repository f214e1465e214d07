"""The crawl itself: a window of requests over the frontier, results taken in the order they were asked for.

Which address comes next depends only on the replies before it in that order, never on which of them arrived first:
the same site gives the same pages, also when the budget ends the crawl half-way.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from scrapy import Spider

from config.settings import CrawlSettings
from crawler.address import DOCUMENT_ENDINGS, clean, ending
from crawler.archive import Archive, Summary
from crawler.causes import CAUSES
from crawler.codes import Codes, chosen
from crawler.earlier import Earlier
from crawler.fetch import RETRIED, Fetcher
from crawler.frontier import Entry, Frontier
from crawler.guard import Guard
from crawler.intake import Intake
from crawler.leftout import told
from crawler.links import OFFSITE_KINDS, Links, Prefer
from crawler.opening import adopt, open_start
from crawler.pagecause import hidden_spam
from crawler.progress import Progress
from crawler.reply import Reply
from crawler.scope import Scope, download_address, outside_kind
from crawler.sight import Sight
from crawler.site import Block, Failure, Page
from crawler.sitemap import listed
from crawler.twins import Twins, imprint

WINDOW = 4  # requests under way, in multiples of those that go to one host at once
_EMPTY = frozenset({"soft404", "parked", "hijacked", "botwall"})  # pages whose links lead nowhere of the agency's
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
        self.guard = Guard(self.scope, allow_private=settings.allow_private, offsite=settings.offsite)
        self._twins = Twins()
        self.frontier = Frontier(settings.max_pages // 2, self._twins.tiresome)
        self.links = Links(self.scope, self.frontier, archive, settings, prefer)
        self.stopped_by = ""
        self.failures: dict[str, Failure] = {}
        self.notes: list[str] = []
        self.pages = 0
        self.documents = 0
        self.rendered = 0
        self.complete = False
        self.fetched = 0
        self.received = 0  # bytes of bodies, decompressed
        self.error: BaseException | None = None
        self.on_start: Callable[[], None] = lambda: None
        self.alone = False  # nobody is left to hear of the end: what was read waits to be gone on with
        self._place = place
        self._start = start
        self._report = report
        self._sight = Sight(settings, self.guard)
        self._began = time.monotonic()
        self._started = _now()
        self._reported = 0.0
        self._intake = Intake(settings, archive)
        self._interrupted = False
        self._tasks: set[asyncio.Task[Reply]] = set()
        self._retry: list[Entry] = []
        self._retried: set[str] = set()
        self._led: dict[str, str] = {}  # file outside the site: address of the site that leads to it
        self._stored: dict[str, str] = {}  # key: address of the page or document it led to
        self._bodies: dict[str, str] = {}  # hash of a body: address it was stored under
        self._spoilt: list[str] = []  # pages with links hidden by those who broke in
        self._swallows = False  # an address that does not exist leads to the start page

    # running

    async def run(self, crawler: Any) -> None:
        """Crawl until nothing is left or a limit is met, then finish the archive."""
        self.on_start()
        loop = asyncio.get_running_loop()
        alarms = [
            loop.call_later(self.settings.deadline, self.stop, "deadline"),
            loop.call_later(self.settings.deadline - self._reserve, self._make_room),
        ]
        self._fetcher = Fetcher(crawler, self.guard, self.settings, self.archive, self.earlier)
        try:
            if await self._begin():
                await self._drain()
                await self._again()
                await self._look_for_codes()
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

    async def _look_for_codes(self) -> None:
        """What the QR codes of the site's pictures say."""
        if self.stopped_by or not self.settings.codes:
            return
        codes = Codes(self.scope, self._fetch_aside, self._intake.codes, offsite=self.settings.offsite)
        try:
            await codes.run(chosen(*self.archive.pictures(self._start)), self.archive.add_code)
        except asyncio.CancelledError:
            if not self.stopped_by:
                raise

    async def _fetch_aside(self, url: str, **how: bool) -> Reply:
        """A reply that counts by its bytes alone; none once they are spent."""
        if self.received >= self.settings.max_bytes:
            return Reply(url, url, cause="budget")
        reply = await self._fetch(url, **how)
        self.received += reply.size
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
            url = self._stored.get(key, key)
            best[url] = max(score, best.get(url, score))
        left = self.settings.deadline - (time.monotonic() - self._began)
        await self._intake.reread(lambda document: best.get(document.url, 0.0), left, self._tell)
        self.notes.extend(self._intake.later.notes)

    def _end(self) -> None:
        pending = self.frontier.pending()
        self.notes.extend(
            told(
                self.frontier,
                self.links,
                self._sight,
                self._twins,
                spoilt=self._spoilt,
                certificates=self.archive.certificates(),
                max_depth=self.settings.max_depth,
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
            start=self._start,
            asked=self.asked,
            hosts=self.scope.hosts,
            complete=complete,
            stopped_by=self.stopped_by,
            started=self._started,
            finished=_now(),
            fetched=self.fetched,
            notes=tuple(self.notes),
        )

    def _tell(self, stage: str, now: str, *, force: bool = False) -> None:
        moment = time.monotonic()
        if force or moment - self._reported >= 0.1:
            self._reported = moment
            self._report(
                Progress(
                    done=self.fetched,
                    documents=self.documents,
                    queued=len(self.frontier),
                    failures=len(self.failures),
                    now=now,
                    stage=stage,
                    elapsed=moment - self._began,
                    limit=self.settings.max_pages,
                )
            )

    async def _fetch(self, url: str, **how: bool) -> Reply:
        task = asyncio.ensure_future(self._fetcher.get(url, **how))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await task

    # the start

    async def _begin(self) -> bool:
        self._tell("start", self._start, force=True)
        try:
            reply = await open_start(self._start, self.scope, self._fetch, offsite=self.settings.offsite)
            if reply.cause or not reply.is_page:
                if not reply.cause:
                    reply.cause, reply.detail = "content_type", reply.content_type
                self._count(reply)
                self._fail(Entry(self._start, self.scope.key(self._start), 0, 0.0, "page", 0), reply)
                self.stopped_by = self.stopped_by or "unreachable"
                return False
            entry = Entry(self._start, self.scope.key(self._start), 0, 0.0, "page", 0)
            self.frontier.take(entry.key)
            self.scope.adopt(reply.url)  # what it answers by is how its addresses are written
            self._start = self.scope.canonical(reply.url)
            self.archive.note(self.summary())
            probe = await self._fetch(urljoin(self._start, "/" + _PROBE))
        except asyncio.CancelledError:
            if not self.stopped_by:
                raise
            return False
        self._learn(probe)
        await self._take(entry, reply)
        root = urljoin(self._start, "/")
        if self.scope.owns(root):
            self.frontier.add(root, self.scope.key(root), 1, 0.5, "page")
        for seed in self.settings.seeds:
            self._sow(seed)
        await self._list()
        return True

    async def _list(self) -> None:
        """What the site's sitemaps name joins the frontier, after what is linked."""
        try:
            named = (await self._fetcher.robots(self._start)).sitemaps if self.settings.robots else ()
            addresses = await listed(self._start, named, self.scope, self._fetch)
        except asyncio.CancelledError:
            if not self.stopped_by:
                raise
            return
        for address in addresses:
            self.links.listed(address, self._start)

    def _sow(self, seed: str) -> None:
        """An address that was asked for by name: before all others."""
        url = self.scope.canonical(seed)
        if url and self.scope.owns(url):
            kind = "file" if ending(url) in DOCUMENT_ENDINGS else "page"
            self.frontier.add(url, self.scope.key(url), 1, 100.0, kind)
        elif url:
            self.links.outside(url)
            if self.settings.offsite and outside_kind(url) in OFFSITE_KINDS:
                self.frontier.add(url, clean(url), 1, 100.0, "offsite")

    def _learn(self, probe: Reply) -> None:
        """What this site answers for an address that cannot exist."""
        if probe.cause or probe.left or not probe.is_page:
            return
        if self.scope.key(probe.url) == self.scope.key(self._start):
            self._swallows = True
            return
        self._sight.nowhere(probe)

    # the window

    def _next(self, under_way: int) -> Entry | None:
        if self.stopped_by:
            return None
        spent = "pages" if self.fetched + under_way >= self.settings.max_pages else ""
        spent = spent or ("bytes" if self.received >= self.settings.max_bytes else "")
        if spent:
            if not under_way and len(self.frontier):
                self.stopped_by = spent
            return None
        return self.frontier.pop()

    async def _drain(self, stage: str = "crawl") -> None:
        window: deque[tuple[Entry, asyncio.Task[Reply]]] = deque()
        most = WINDOW * self.settings.concurrency if stage == "crawl" else 1
        while True:
            while len(window) < most:
                entry = self._next(len(window))
                if entry is None:
                    break
                asking = self._ask_outside(entry.url) if entry.kind == "offsite" else self._fetcher.get(entry.url)
                task = asyncio.ensure_future(asking)
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
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
            await self._take(entry, reply)

    async def _ask_outside(self, url: str) -> Reply:
        """One public file outside the site; a short address may lead to a store's page about the file."""
        reply = await self._fetcher.get(download_address(url), robots=False, anywhere=True)
        file = download_address(reply.url)
        if not reply.cause and reply.hops and file != reply.url and reply.is_page:
            further = await self._fetcher.get(file, robots=False, anywhere=True)
            further.requests += reply.requests
            return further
        return reply

    async def _again(self) -> None:
        """What failed is asked once more, one at a time, before it counts."""
        while self._retry and not self.stopped_by:
            entries, self._retry = self._retry[:RETRIES], []
            for entry in entries:
                if self.stopped_by:
                    break
                self._retried.add(entry.key)
                self._tell("retry", entry.url)
                try:
                    reply = await self._fetch(entry.url)
                except asyncio.CancelledError:
                    break
                await self._take(entry, reply)
            await self._drain()

    # a reply

    def _count(self, reply: Reply) -> None:
        self.fetched += reply.requests
        self.received += 0 if reply.unchanged else reply.size

    async def _take(self, entry: Entry, reply: Reply) -> None:
        self._count(reply)
        if entry.kind == "offsite":
            await self._take_offsite(entry, reply)
            return
        if reply.left:
            self.links.outside(reply.left)
            self.links.outside(entry.url, kind=outside_kind(reply.left))
            if self.settings.offsite and outside_kind(reply.left) in OFFSITE_KINDS:
                self._led[reply.left] = entry.url
                self.frontier.add(reply.left, clean(reply.left), entry.depth, entry.score, "offsite")
            return
        if reply.cause:
            self._fail(entry, reply)
            return
        self._recover(entry)
        url = self.scope.canonical(reply.url)
        key = self.scope.key(url)
        if reply.hops:
            if self._swallows and entry.depth and key == self.scope.key(self._start):
                self._failed(Failure(entry.url, "soft404", "", reply.status))
                return
            if key in self._stored:
                self._alias(entry, reply, self._stored[key])
                return
        elif key in self._stored:
            return
        self.frontier.take(key)
        if reply.is_page:
            if ending(url) in DOCUMENT_ENDINGS:
                self._stored[key] = url
                self._intake.unread(url, reply, entry.depth, "html")
                self.documents += 1
            else:
                url = await self._take_page(entry, reply, url, key)
        elif reply.is_data:
            self._failed(Failure(entry.url, "content_type", reply.content_type, reply.status))
            return
        else:
            url = await self._take_document(entry, reply, url, key)
        self._alias(entry, reply, url)

    def _alias(self, entry: Entry, reply: Reply, stored: str) -> None:
        for address in (entry.url, *reply.hops, reply.url):
            canonical = self.scope.canonical(address)
            self._stored.setdefault(self.scope.key(address), stored)
            self.frontier.take(self.scope.key(address))
            self.archive.add_alias(canonical, stored)

    async def _take_page(self, entry: Entry, reply: Reply, url: str, key: str) -> str:
        if reply.sha256 in self._bodies:
            self._stored[key] = self._bodies[reply.sha256]
            self.archive.journal.settled(reply, self._stored[key])
            return self._stored[key]
        if self._known_page(entry, reply, url, key):
            return url
        if reply.unchanged:  # and yet it is not among what was read before
            reply = await self._fetcher.get(reply.url, whole=True)
            self._count(reply)
            if reply.cause or not reply.is_page:
                self._fail(entry, reply)
                return url
        seen = await self._sight.see(reply, url, start=not entry.depth)
        found = seen.found
        self._stored[key] = url
        if not seen.shell:
            self._bodies[reply.sha256] = url
        self.archive.add_page(
            Page(
                url=url,
                status=reply.status,
                title=found.title,
                depth=entry.depth,
                blocks=found.blocks,
                links=self.links.take(found.links, entry, follow=seen.cause not in _EMPTY),
                images=found.images,
                forms=found.forms,
                html=seen.html,
                sha256=reply.sha256,
                charset=seen.charset,
                rendered=seen.rendered,
                cause=seen.cause,
            )
        )
        self.archive.journal.settled(reply, url, seen.shell, seen.onward)
        self._learn_page(entry, url, seen.cause, found.blocks, seen.html)
        if seen.onward:
            self._go_on(entry, seen.onward)
        return url

    def _learn_page(self, entry: Entry, url: str, cause: str, blocks: tuple[Block, ...], html: str) -> None:
        self.pages += 1
        self._twins.learn(url, imprint(blocks))
        if hidden_spam(html):
            self._spoilt.append(url)
        if not entry.depth and cause in CAUSES:
            self.notes.append(f"หน้าแรก: {CAUSES[cause].thai} — {CAUSES[cause].advice}")

    def _known_page(self, entry: Entry, reply: Reply, url: str, key: str) -> bool:
        """Take a page over that was read before this crawl was cut short, or by an earlier crawl and is the same."""
        links, cause = self.archive.links(url) if reply.stored == url else None, ""
        if links is not None:
            cause, rendered = self.archive.seen(url)
            self._sight.known(reply, rendered)
        elif self.earlier is not None and (links := self.earlier.page(url, reply.sha256)) is not None:
            self.archive.copy("pages", url, entry.depth)
            self.earlier.same += 1
            cause, _ = self.archive.seen(url)
            self.archive.journal.settled(reply, url)
        if links is None:
            return False
        self._stored[key] = url
        if not reply.shell:
            self._bodies[reply.sha256] = url
        taken = self.links.take(links, entry, follow=cause not in _EMPTY)
        if moved := [new for new, old in zip(taken, links, strict=True) if new is not old]:
            self.archive.relink(url, moved)
        self._learn_page(entry, url, cause, *self.archive.page(url))
        if reply.onward:
            self._go_on(entry, reply.onward)
        return True

    def _go_on(self, entry: Entry, target: str) -> None:
        """A script sends the visitor on: follow, from the start page also to another host of the agency's."""
        if not entry.depth and not self.scope.owns(clean(target)) and self.settings.offsite:
            adopt(self.scope, clean(target))
        address = self.scope.canonical(target)
        if address and self.scope.owns(address):
            self.frontier.add(address, self.scope.key(address), entry.depth, max(entry.score, 1.0), "page")

    async def _take_document(self, entry: Entry, reply: Reply, url: str, key: str) -> str:
        if reply.sha256 in self._bodies:
            self._stored[key] = self._bodies[reply.sha256]
            self.archive.journal.settled(reply, self._stored[key])
            return self._stored[key]
        self._stored[key] = self._bodies[reply.sha256] = url
        await self._read(entry, reply, url, offsite=False)
        return url

    async def _read(self, entry: Entry, reply: Reply, url: str, *, offsite: bool) -> None:
        """Read a document, unless it was before."""
        if reply.stored == url and self.archive.holds_document(url):
            pass
        elif self.earlier is not None and self.earlier.document(url, reply.sha256):
            self.archive.copy("documents", url, entry.depth)
            self.earlier.same += 1
            self.archive.journal.settled(reply, url)
        else:
            if reply.unchanged:
                reply = await self._fetcher.get(reply.url, whole=True, anywhere=offsite, robots=not offsite)
                self._count(reply)
            if reply.cause:
                self._fail(entry, reply)
                return
            await self._intake.add(url, reply, entry.depth, reply.sha256, offsite=offsite)
        self.documents += 1

    async def _take_offsite(self, entry: Entry, reply: Reply) -> None:
        if reply.cause or reply.is_page or reply.is_data:
            self.links.outside(entry.url, cause=reply.cause or "offsite")
            return
        self.archive.drop_outside(entry.url)
        if entry.url in self._led:
            self.archive.drop_outside(self._led[entry.url])
            self.archive.add_alias(self._led[entry.url], entry.url)
        if reply.sha256 in self._bodies:
            self.archive.add_alias(entry.url, self._bodies[reply.sha256])
            self.archive.journal.settled(reply, self._bodies[reply.sha256])
            return
        self._bodies[reply.sha256] = entry.url
        await self._read(entry, reply, entry.url, offsite=True)

    # failures

    def _fail(self, entry: Entry, reply: Reply) -> None:
        if reply.cause in RETRIED and entry.key not in self._retried:
            self._retry.append(entry)
        attempts = 2 if entry.key in self._retried else 1
        self._failed(Failure(entry.url, reply.cause, reply.detail, reply.status, attempts))

    def _failed(self, failure: Failure) -> None:
        self.failures[failure.url] = failure
        self.archive.add_failure(failure)

    def _recover(self, entry: Entry) -> None:
        if self.failures.pop(entry.url, None):
            self.archive.drop_failure(entry.url)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
