"""A site's pages and documents by address, and what its pages repeat: menus, banners, the site's name, ornaments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import TypeVar
from zlib import crc32

from crawler.garbage import uncollected
from crawler.site import Block, Document, Page, Site
from crawler.text import fold, tidy

HEADING_KINDS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "label", "dt"})
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
EMBEDDED = ("iframe", "frame", "embed", "object")
SPLASH = 5  # blocks and links that a start page may have and still only lead to the real one
SAMPLE = 400  # pages by which it is told what a site repeats: of more, a share is known to about 2 in 100
_BETWEEN = re.compile(r"\s+[|–—:»]\s*|\s*[|–—»]\s+|\s+-\s+")  # the parts of a title

_T = TypeVar("_T", bound=Hashable)


class Pages:
    """What was read of one site, by address, without what it repeats."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pages: dict[str, Page] = {}
        self.documents: dict[str, Document] = {}
        for page in site.pages:
            for url in (page.url, *page.aliases):
                self.pages.setdefault(url, page)
        for document in site.documents:
            for url in (document.url, *document.aliases):
                self.documents.setdefault(url, document)
        self.failures = {failure.url: failure for failure in site.failures}
        self.outside = {out.url: out for out in site.outside}
        self.pending = frozenset(site.pending)
        self.home = self._home()
        self.fronts = frozenset({site.start, self.home.url, *self.home.aliases}) if self.home else frozenset()
        # Folded lines on most pages; those that are headings there; (address, folded words) of links: menus, whatever
        # their markup.
        with uncollected():
            self.shared, self.shared_headings, self.shared_links = _shared(site.pages)
        self._headings: tuple[Page | None, frozenset[str]] = (None, frozenset())
        self._own_titles: dict[str, str] = {}

    def own_blocks(self, page: Page) -> list[tuple[int, Block]]:
        """A page's own blocks with their positions: without menus, footers and lines that the site repeats."""
        return [(at, block) for at, block in enumerate(page.blocks) if self._own(block, page)]

    def _own(self, block: Block, page: Page) -> bool:
        return block.place not in ("nav", "footer") and not self._repeated(block, page)

    def _repeated(self, block: Block, page: Page) -> bool:
        """Whether the site repeats a block; a heading only when it is one elsewhere too, not for a menu's words."""
        if page is self.home:
            return False
        return fold(block.text) in (self.shared_headings if block.kind in _TITLES else self.shared)

    def is_shared(self, text: str, page: Page) -> bool:
        """Whether a line stands on most pages of the site (a menu, a banner), and so says nothing about ``page``."""
        return page is not self.home and fold(text) in self.shared

    def is_front(self, page: Page) -> bool:
        """Whether this is the home page, or the splash before it."""
        return page is self.home or page.url in self.fronts

    def own_title(self, page: Page) -> str:
        """The page's first own heading, else its title without what all titles share."""
        if self.pages.get(page.url) is not page:  # a part of a page
            return self._own_title(page)
        if page.url not in self._own_titles:
            self._own_titles[page.url] = self._own_title(page)
        return self._own_titles[page.url]

    def _own_title(self, page: Page) -> str:
        for block in page.blocks:
            if block.kind in ("h1", "h2", "h3") and len(block.text) < 200 and self._own(block, page):
                return block.text
        return self.short_title(page)

    def short_title(self, page: Page) -> str:
        """The page's title without the site's name in it."""
        own = [part for part in _BETWEEN.split(page.title) if part.strip() and fold(part) not in self.shared_titles]
        return tidy(" ".join(own)) if own else ""

    def headings_of(self, page: Page) -> frozenset[str]:
        """The folded headings of a page; those of the page asked for last are kept."""
        if self._headings[0] is not page:
            self._headings = page, frozenset(fold(block.text) for block in page.blocks if block.kind in HEADING_KINDS)
        return self._headings[1]

    def _home(self) -> Page | None:
        """The start page; behind a frameset, a splash or a redirect in the markup, the page that is shown."""
        found = self.pages.get(self.site.start)
        if found is None:
            return min(self.site.pages, key=lambda page: (page.depth, page.url), default=None)
        for _ in range(2):
            shown = {link.url: link for link in found.links if link.url in self.pages}
            framed = [url for url, link in shown.items() if link.tag in (*EMBEDDED, "meta")]
            only = [] if found.url in shown or len(found.blocks) > SPLASH else list(shown)
            ahead = [self.pages[url] for url in (framed or (only if len(only) == 1 else []))]
            ahead = [page for page in ahead if len(page.links) > max(SPLASH, len(found.links))]
            if not ahead or len(found.blocks) > SPLASH:
                break
            found = max(ahead, key=lambda page: (len(page.blocks), page.url))
        return found

    @cached_property
    def shared_titles(self) -> frozenset[str]:
        """Parts of titles that more than half of the pages have (the site's name)."""
        pages = self.site.pages
        seen: Counter[str] = Counter()
        for page in pages:
            seen.update({fold(part) for part in _BETWEEN.split(page.title) if part.strip()})
        return _often(seen, max(2, round(0.4 * len(pages))))

    @cached_property
    def ornaments(self) -> frozenset[str]:
        """Addresses of pictures that are shown again and again: banners, buttons, file signs."""
        seen: Counter[str] = Counter()
        for page in self.site.pages:
            own = Counter(image.url for image in page.images)
            seen.update({url: 3 if times > 1 else 1 for url, times in own.items()})
        return _often(seen, 3)


def _shared(pages: Sequence[Page]) -> tuple[frozenset[str], frozenset[str], frozenset[tuple[str, str]]]:
    """The lines, the headings and the links that stand on most pages of a site; see ``Pages``.

    Of a large site ``SAMPLE`` pages tell it, as good as drawn by lot but always the same ones.
    """
    if len(pages) < 4:
        return frozenset(), frozenset(), frozenset()
    if len(pages) > SAMPLE:
        drawn = sorted(pages, key=lambda page: (crc32(page.url.encode("utf-8", "surrogatepass")), page.url))[:SAMPLE]
        pages = sorted(drawn, key=lambda page: page.url)
    lines: Counter[str] = Counter()
    headings: Counter[str] = Counter()
    links: Counter[tuple[str, str]] = Counter()
    for page in pages:
        folded = [(fold(block.text), block.kind) for block in page.blocks]
        lines.update({text for text, _ in folded})
        headings.update({text for text, kind in folded if kind in _TITLES})
        links.update({(link.url, fold(link.text)) for link in page.links})
    most, menu = max(3, round(0.4 * len(pages))), max(4, round(0.6 * len(pages)))
    return _often(lines, most), _often(headings, most), _often(links, menu)


def _often(seen: Counter[_T], limit: int) -> frozenset[_T]:
    return frozenset(one for one, count in seen.items() if count >= limit)
