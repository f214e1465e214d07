"""A site's pages and documents by address, and what its pages repeat: menus, banners, the site's name, ornaments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from crawler.site import Block, Document, Page, Site
from crawler.text import fold, tidy

HEADING_KINDS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "label", "dt"})
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
EMBEDDED = ("iframe", "frame", "embed", "object")
SPLASH = 5  # blocks and links that a start page may have and still only lead to the real one


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
        self.shared = _shared_lines(site.pages)
        self.shared_headings = _shared_lines(site.pages, headings=True)
        self.shared_links = _shared_links(site.pages)
        self.ornaments = _ornaments(site.pages)
        self._page_headings: dict[str, frozenset[str]] = {}
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
        parts = [part for part in re.split(r"\s+[|–—:»]\s*|\s*[|–—»]\s+|\s+-\s+", page.title) if part.strip()]
        own = [part for part in parts if fold(part) not in self.shared_titles]
        return tidy(" ".join(own)) if own else ""

    def headings_of(self, page: Page) -> frozenset[str]:
        if page.url not in self._page_headings:
            self._page_headings[page.url] = frozenset(
                fold(block.text) for block in page.blocks if block.kind in HEADING_KINDS
            )
        return self._page_headings[page.url]

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

    @property
    def shared_titles(self) -> frozenset[str]:
        """Parts of titles that more than half of the pages have (the site's name)."""
        return _shared_titles(tuple(page.title for page in self.site.pages))


def _shared_lines(pages: Sequence[Page], *, headings: bool = False) -> frozenset[str]:
    """Folded lines that stand on most pages of the site; with ``headings``, those that are headings there."""
    if len(pages) < 4:
        return frozenset()
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({fold(block.text) for block in page.blocks if not headings or block.kind in _TITLES})
    limit = max(3, round(0.4 * len(pages)))
    return frozenset(text for text, count in seen.items() if count >= limit)


def _shared_links(pages: Sequence[Page]) -> frozenset[tuple[str, str]]:
    """(address, folded words) of links that stand on most pages of the site: menus, whatever their markup."""
    if len(pages) < 4:
        return frozenset()
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(link.url, fold(link.text)) for link in page.links})
    limit = max(4, round(0.6 * len(pages)))
    return frozenset(link for link, count in seen.items() if count >= limit)


def _ornaments(pages: Sequence[Page]) -> frozenset[str]:
    """Addresses of pictures that are shown again and again: banners, buttons, file signs."""
    seen: Counter[str] = Counter()
    for page in pages:
        own = Counter(image.url for image in page.images)
        seen.update({url: 3 if times > 1 else 1 for url, times in own.items()})
    return frozenset(url for url, times in seen.items() if times >= 3)


@lru_cache(maxsize=8)
def _shared_titles(titles: tuple[str, ...]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for title in titles:
        seen.update({fold(part) for part in re.split(r"\s+[|–—:»]\s*|\s*[|–—»]\s+|\s+-\s+", title) if part.strip()})
    limit = max(2, round(0.4 * len(titles)))
    return frozenset(text for text, count in seen.items() if count >= limit)
