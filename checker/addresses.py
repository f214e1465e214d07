"""An address of a list against a crawled site: which of its pages or files it is, and the clicks that lead there."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crawler.scope import Scope, outside_kind
from crawler.site import CUT_SHORT, Document, Link, Page, Site
from crawler.text import tidy

_ROOT = re.compile(r"/|/(?:index|home|default|main)(?:\.[a-z]{2,5})?/?", re.I)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the crawl knows of an address. ``cause`` is why it was not read; ``own``: on the agency's hosts."""

    url: str  # as the archive spells what it led to
    asked: str  # as cleaned
    page: Page | None = None
    document: Document | None = None
    cause: str = ""
    detail: str = ""
    known: bool = True  # False: the crawl never met it
    own: bool = True
    kind: str = ""  # of an address outside: as in crawler.site.Outside


class Addresses:
    """Looks addresses up in one crawled site."""

    def __init__(self, site: Site, home: Page | None) -> None:
        self.site = site
        self.home = home
        self.scope = Scope(site.start, site.hosts)
        key = self.scope.key
        self._pages = {key(url): page for page in site.pages for url in (page.url, *page.aliases)}
        self._documents = {key(url): doc for doc in site.documents for url in (doc.url, *doc.aliases)}
        self._failures = {key(failure.url): failure for failure in site.failures}
        self._outside = {key(outside.url): outside for outside in site.outside}
        self._pending = {key(url) for url in site.pending}
        self._from: dict[str, tuple[str, str]] = {}  # key: (key of the page that leads to it, words of the link)
        if home is not None:
            with site.open():
                self._walk(home)

    def seen(self, written: str) -> Seen:
        """What is known of an address as a person wrote it."""
        asked = self.scope.canonical(written.split("#", 1)[0])
        if not asked:
            return Seen(written, "", known=False, own=False, cause="address")
        own = self.scope.owns(asked)
        kind = "" if own else outside_kind(asked)
        if kind == "file":  # whose it is says more
            kind = outside_kind(urljoin(asked, "/"))
        key = self.scope.key(asked)
        if page := self._pages.get(key):
            return Seen(page.url, asked, page=page, cause=page.cause, own=own, kind=kind)
        if document := self._documents.get(key):
            return Seen(document.url, asked, document=document, cause=document.cause, own=own, kind=kind)
        if failure := self._failures.get(key):
            return Seen(asked, asked, cause=failure.cause, detail=failure.detail, own=own, kind=kind)
        if outside := self._outside.get(key):
            return Seen(asked, asked, cause=outside.cause, own=own, kind=kind)
        if key in self._pending:
            cause = self.site.stopped_by if self.site.stopped_by in CUT_SHORT else "budget"
            return Seen(asked, asked, cause=cause, own=own, kind=kind)
        return Seen(asked, asked, known=False, own=own, kind=kind)

    def is_home(self, seen: Seen) -> bool:
        """Whether the address shows the home page."""
        return self.home is not None and seen.page is self.home

    def moved(self, seen: Seen) -> bool:
        """Whether the address leads on to another one; the root's index file is but another spelling of the root."""
        stored = seen.page or seen.document
        if stored is None or (self.is_home(seen) and _ROOT.fullmatch(urlsplit(seen.asked).path)):
            return False
        return self.scope.key(seen.asked) != self.scope.key(stored.url)

    def path(self, seen: Seen) -> tuple[str, ...]:
        """The clicks from the home page, as words of the links; () when no page leads there."""
        if self.is_home(seen):
            return ("หน้าแรก",)
        key = next((k for k in (self.scope.key(seen.asked), self.scope.key(seen.url)) if k in self._from), "")
        words: list[str] = []
        while key and key in self._from and len(words) < 30:
            key, text = self._from[key]
            words.append(text)
        return ("หน้าแรก", *reversed(words)) if words else ()

    def _walk(self, home: Page) -> None:
        """Breadth first over all links, pages in the order of their links, so that every path is a shortest one."""
        start = self.scope.key(home.url)
        reached = {start}
        queue = deque([(start, home)])
        while queue:
            at, page = queue.popleft()
            for link in page.links:
                if not link.url or link.tag == "form":
                    continue
                target = self.scope.key(link.url)
                found = self._pages.get(target)
                stored = self.scope.key(found.url) if found is not None else target
                for key in dict.fromkeys((target, stored)):
                    if key and key not in reached:
                        reached.add(key)
                        self._from[key] = (at, _words(link))
                        if found is not None and key == stored:
                            queue.append((stored, found))


def _words(link: Link) -> str:
    """What a visitor clicks on: the link's words with the menu entry that opens them."""
    text = tidy(link.text) or "(ลิงก์ที่ไม่มีข้อความ)"
    menu = [tidy(entry) for entry in link.menu[:1] if tidy(entry) and tidy(entry) != text]
    return " / ".join([*menu, text])[:80]
