"""What becomes of a reply: a page, a document, a file elsewhere, a failure, or another address of what is known."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from config.settings import CrawlSettings
from crawler import posters
from crawler.address import DOCUMENT_ENDINGS, clean, ending
from crawler.archive import Archive, Marks
from crawler.causes import CAUSES
from crawler.earlier import Earlier
from crawler.fetch import RETRIED
from crawler.frontier import Entry, Frontier
from crawler.intake import Intake
from crawler.links import OFFSITE_KINDS, Links
from crawler.opening import adopt
from crawler.pagecause import hidden_spam
from crawler.reply import Reply
from crawler.rereading import Scan
from crawler.scope import Scope, outside_kind
from crawler.sight import Sight
from crawler.site import Failure, Image, Page
from crawler.stores import folders
from crawler.stores.asking import Stores, same
from crawler.twins import Twins, imprint

_EMPTY = frozenset({"soft404", "parked", "hijacked", "botwall"})  # pages whose links lead nowhere of the agency's


class Taking:
    """Takes replies in, one after the other in the order they were asked for, and counts what came of them."""

    def __init__(
        self,
        start: str,
        settings: CrawlSettings,
        archive: Archive,
        earlier: Earlier | None,
        scope: Scope,
        frontier: Frontier,
        links: Links,
        sight: Sight,
        intake: Intake,
        twins: Twins,
        get: Callable[..., Awaitable[Reply]],
        stores: Stores,
    ) -> None:
        """``get`` asks for an address again, whole."""
        self.start = start  # the address that the site's start page answers by
        self.twins = twins
        self.failures: dict[str, Failure] = {}
        self.notes: list[str] = []
        self.pages = 0
        self.documents = 0
        self.fetched = 0  # requests
        self.received = 0  # bytes of bodies, decompressed
        self.spoilt: list[str] = []  # pages with links hidden by those who broke in
        self.swallows = False  # an address that does not exist leads to the start page
        self.retry: list[Entry] = []  # failed, to be asked once more
        self.retried: set[str] = set()
        self.stored: dict[str, str] = {}  # key: address of the page or document it led to
        self._settings = settings
        self._archive = archive
        self._earlier = earlier
        self._scope = scope
        self._frontier = frontier
        self._links = links
        self._sight = sight
        self._intake = intake
        self._get = get
        self._stores = stores
        self._elsewhere: dict[str, str] = {}  # address outside the site: what it led to
        self._led: dict[str, list[str]] = {}  # address or key: addresses that lead there, before it was read
        self._bodies: dict[str, str] = {}  # hash of a body: address it was stored under

    def count(self, reply: Reply) -> None:
        """Count the requests and bytes of a reply."""
        self.fetched += reply.requests
        self.received += 0 if reply.unchanged else reply.size

    async def take(self, entry: Entry, reply: Reply) -> None:
        """Take in what came of asking for an address of the frontier."""
        self.count(reply)
        if entry.kind == "offsite":
            await self._take_offsite(entry, reply)
            return
        if reply.left:
            self._links.outside(reply.left)
            self._links.outside(entry.url, kind=outside_kind(reply.left))
            self._archive.lead(entry.url, reply.left)
            if self._settings.offsite and outside_kind(reply.left) in OFFSITE_KINDS:
                self._led.setdefault(reply.left, []).append(entry.url)
                self._frontier.add(reply.left, same(reply.left), entry.depth, entry.score, "offsite")
            return
        if reply.cause:
            self.fail(entry, reply)
            return
        self._recover(entry)
        url = self._scope.canonical(reply.url)
        key = self._scope.key(url)
        if reply.hops:
            if self.swallows and entry.depth and key == self._scope.key(self.start):
                self._failed(Failure(entry.url, "soft404", "", reply.status))
                return
            if key in self.stored:
                self._alias(entry, reply, self.stored[key])
                return
        elif key in self.stored:
            return
        self._frontier.take(key)
        if reply.is_page:
            if ending(url) in DOCUMENT_ENDINGS:
                self.stored[key] = url
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

    def foresee(self, entry: Entry, reply: Reply) -> None:
        """Let the browser begin with a page whose turn has not come; the archive knows nothing of it yet."""
        if not self._sight.used or entry.kind == "offsite":
            return
        if reply.left or reply.cause or reply.stored or reply.unchanged or not reply.is_page:
            return
        url = self._scope.canonical(reply.url)
        known = self._scope.key(url) in self.stored or reply.sha256 in self._bodies or ending(url) in DOCUMENT_ENDINGS
        if not known and (self._earlier is None or not self._earlier.holds_page(url, reply.sha256)):
            self._sight.foresee(reply, url)

    def _alias(self, entry: Entry, reply: Reply, stored: str) -> None:
        for address in (entry.url, *reply.hops, reply.url):
            canonical = self._scope.canonical(address)
            self.stored.setdefault(self._scope.key(address), stored)
            self._frontier.take(self._scope.key(address))
            self._archive.add_alias(canonical, stored)
            for before in self._led.pop(self._scope.key(address), ()):
                self._reached(before, stored)

    def take_copies(self, copies: Mapping[str, str]) -> None:
        """Addresses not asked for because they copy another, with its key: they lead to what that led to."""
        for url, key in copies.items():
            if key in self.stored:
                self._archive.add_alias(url, self.stored[key])

    def take_spellings(self) -> None:
        """Files kept elsewhere are asked for by one of their addresses: what came of it is true of the others."""
        for key, others in self._links.spellings.items():
            spelt = [key, *others] if key in self._elsewhere or self._links.cause(key) else list(others)
            stored = next((self._elsewhere[url] for url in spelt if url in self._elsewhere), "")
            cause = next((told for url in spelt if (told := self._links.cause(url)) not in ("", "offsite")), "")
            for url in spelt:
                if stored and url not in self._elsewhere:
                    self._reached(url, stored)
                elif cause and not stored:
                    self._links.outside(url, cause=cause)

    def _reached(self, url: str, stored: str) -> None:
        """An address outside the site, or one that leads out of it, led to what is in the archive."""
        self._elsewhere[url] = stored
        self._archive.drop_outside(url)
        self._archive.lead(url, stored)
        for before in self._led.pop(url, ()):
            self._reached(before, stored)

    async def _take_page(self, entry: Entry, reply: Reply, url: str, key: str) -> str:
        if reply.sha256 in self._bodies:
            self.stored[key] = self._bodies[reply.sha256]
            self._archive.journal.settled(reply, self.stored[key])
            return self.stored[key]
        if self._known_page(entry, reply, url, key):
            return url
        if reply.unchanged:  # and yet it is not among what was read before
            reply = await self._get(reply.url)
            self.count(reply)
            if reply.cause or not reply.is_page:
                self.fail(entry, reply)
                return url
        seen = await self._sight.see(reply, url, start=not entry.depth)
        found = seen.found
        self.stored[key] = url
        if not seen.shell:
            self._bodies[reply.sha256] = url
        links = self._links.take(found.links, entry, follow=seen.cause not in _EMPTY)
        marks = Marks(imprint(found.blocks, links), hidden_spam(seen.html))
        self._archive.add_page(
            Page(
                url=url,
                status=reply.status,
                title=found.title,
                depth=entry.depth,
                blocks=found.blocks,
                links=links,
                images=found.images,
                forms=found.forms,
                html=seen.html,
                sha256=reply.sha256,
                charset=seen.charset,
                rendered=seen.rendered,
                cause=seen.cause,
            ),
            marks,
        )
        self._archive.journal.settled(reply, url, seen.shell, seen.onward)
        self._learn_page(entry, url, seen.cause, marks)
        if seen.onward:
            self._go_on(entry, seen.onward)
        return url

    def _learn_page(self, entry: Entry, url: str, cause: str, marks: Marks) -> None:
        self.pages += 1
        self.twins.learn(url, marks.imprint)
        if marks.spoilt:
            self.spoilt.append(url)
        if not entry.depth and cause in CAUSES:
            self.notes.append(f"หน้าแรก: {CAUSES[cause].thai} — {CAUSES[cause].advice}")

    def _known_page(self, entry: Entry, reply: Reply, url: str, key: str) -> bool:
        """Take a page over that was read before this crawl was cut short, or by an earlier crawl and is the same."""
        before = reply.stored == url and self._archive.holds(url)
        if not before:
            if self._earlier is None or not self._earlier.holds_page(url, reply.sha256):
                return False
            page = self._archive.meet_page(url, entry.depth)
            self._earlier.same += 1
            self._archive.journal.settled(reply, url)
        else:
            page = self._archive.stored(url)
        links = self._archive.links(page)
        if before:
            self._sight.known(reply, page.rendered, self._archive.page(url), [link[0] for link in links])
        self.stored[key] = url
        if not reply.shell:
            self._bodies[reply.sha256] = url
        if moved := self._links.recall(url, links, entry, follow=page.cause not in _EMPTY):
            self._archive.relink(page, moved)
        self._learn_page(entry, url, page.cause, page.marks)
        if reply.onward:
            self._go_on(entry, reply.onward)
        return True

    def _go_on(self, entry: Entry, target: str) -> None:
        """A script sends the visitor on: follow, from the start page also to another host of the agency's."""
        if not entry.depth and not self._scope.owns(clean(target)) and self._settings.offsite:
            adopt(self._scope, clean(target))
        address = self._scope.canonical(target)
        if address and self._scope.owns(address):
            self._frontier.add(address, self._scope.key(address), entry.depth, max(entry.score, 1.0), "page")

    async def _take_document(self, entry: Entry, reply: Reply, url: str, key: str) -> str:
        if reply.sha256 in self._bodies:
            self.stored[key] = self._bodies[reply.sha256]
            self._archive.journal.settled(reply, self.stored[key])
            return self.stored[key]
        self.stored[key] = self._bodies[reply.sha256] = url
        await self._read(entry, reply, url, offsite=False)
        return url

    async def _read(self, entry: Entry, reply: Reply, url: str, *, offsite: bool) -> None:
        """Read a document, unless it was before."""
        if reply.stored == url and self._archive.document(url) is not None:
            self._intake.known(url, reply)
        elif self._earlier is not None and self._earlier.holds_document(url, reply.sha256):
            self._archive.meet_document(url, entry.depth)
            self._earlier.same += 1
            self._intake.known(url, reply)
            self._archive.journal.settled(reply, url)
        else:
            if reply.unchanged:
                reply = await self._get(reply.url, anywhere=offsite, robots=not offsite)
                self.count(reply)
            if reply.cause and offsite:
                self._links.outside(url, cause=reply.cause)
                return
            if reply.cause:
                self.fail(entry, reply)
                return
            await self._intake.add(url, reply, entry.depth, reply.sha256, offsite=offsite)
        self.documents += 1

    async def body(self, scan: Scan, get: Callable[..., Awaitable[Reply]]) -> bytes:
        """The bytes of a document that had not changed and so was not sent; b"" when it is not that one any more."""
        away = scan.document.offsite
        reply = await get(scan.source, anywhere=away, robots=not away, whole=True)
        if not reply.cause:
            self._archive.journal.settled(reply, scan.document.url)
        return reply.body if not reply.cause and reply.sha256 == scan.document.sha256 else b""

    async def picture(self, image: Image, score: float, get: Callable[..., Awaitable[Reply]]) -> None:
        """Take in a picture that a page shows, as a document; ``score``: what it promises."""
        canonical = self._scope.canonical(image.url) or image.url
        key = self._scope.key(canonical)
        self._links.promise[key] = max(score, self._links.promise.get(key, 0.0))
        if key not in self.stored:
            reply = await get(image.url, anywhere=not self._scope.owns(image.url), whole=True)
            if reply.cause or reply.is_page or reply.is_data or not 0 < len(reply.body) <= posters.LARGEST:
                return
            await self._take_document(Entry(canonical, key, 1, score, "file", 0), reply, canonical, key)
            self._frontier.take(key)
        if image.url != self.stored[key]:
            self._archive.add_alias(image.url, self.stored[key])

    # elsewhere

    async def _take_offsite(self, entry: Entry, reply: Reply) -> None:
        self._stores.taken(entry.url, reply)
        if reply.cause in RETRIED and entry.key not in self.retried:
            self.retry.append(entry)
        if reply.left:
            self._lead_home(entry, self._scope.canonical(reply.left))
        elif folder := folders.listing(reply, entry.depth):
            self._take_folder(entry, folder)
        elif reply.cause or reply.is_page or reply.is_data:
            if outside_kind(entry.url) == "short":
                self._archive.lead(entry.url, reply.url)
            self._links.outside(entry.url, cause=reply.cause or "content_type")
        elif reply.sha256 in self._bodies:
            self.stored[entry.key] = self._bodies[reply.sha256]
            self._reached(entry.url, self._bodies[reply.sha256])
            self._archive.journal.settled(reply, self._bodies[reply.sha256])
        else:
            self.stored[entry.key] = self._bodies[reply.sha256] = entry.url
            self._reached(entry.url, entry.url)
            await self._read(entry, reply, entry.url, offsite=True)

    def _lead_home(self, entry: Entry, address: str) -> None:
        """A short link, or a viewer of files, led to an address of the site itself."""
        key = self._scope.key(address)
        if key in self.stored:
            self._reached(entry.url, self.stored[key])
            return
        self._archive.lead(entry.url, address)
        self._led.setdefault(key, []).append(entry.url)
        kind = "file" if ending(address) in DOCUMENT_ENDINGS else "page"
        self._frontier.add(address, key, entry.depth, entry.score, kind)

    def _take_folder(self, entry: Entry, folder: Page) -> None:
        """A folder elsewhere stands in the archive as a page whose links are its files."""
        if folder.url not in self.stored:
            self.stored[folder.url] = folder.url
            links = self._links.take(folder.links, entry, follow=True)
            if not self._archive.holds(folder.url):
                self._archive.add_page(replace(folder, links=links))
            self.pages += 1
        self._reached(entry.url, folder.url)

    # failures

    def fail(self, entry: Entry, reply: Reply) -> None:
        """Note why an address could not be read; it is asked once more where that may help."""
        if reply.cause in RETRIED and entry.key not in self.retried:
            self.retry.append(entry)
        attempts = 2 if entry.key in self.retried else 1
        self._failed(Failure(entry.url, reply.cause, reply.detail, reply.status, attempts))

    def _failed(self, failure: Failure) -> None:
        self.failures[failure.url] = failure
        self._archive.add_failure(failure)

    def _recover(self, entry: Entry) -> None:
        if self.failures.pop(entry.url, None):
            self._archive.drop_failure(entry.url)
