"""Which part of a page stands under which item's name, and which pages are indexes of many items."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from crawler.site import Block, Image, Page, Site
from crawler.text import fold
from rules.labels import coded
from rules.match import Matcher
from rules.pages import HEADING_KINDS, Pages
from rules.parts import large, pictures

EXACT = 0.97  # how near a plain line must come to an item's name to be a heading
ROW_WORDS = 15  # letters a cell beside an item's name must have to be an answer
CODES_AGREE = 5  # numbers beside names that must be this list's before a bare number counts
INDEX_ITEMS = 6  # a page that names so many different items is an index of them


class Sections(Pages):
    """A site's pages with their parts, item by item."""

    def __init__(self, site: Site, matcher: Matcher) -> None:
        super().__init__(site)
        self.matcher = matcher
        self.index_pages: dict[str, int] = {}  # page address -> how many items it names
        self._named: dict[str, set[str]] = defaultdict(set)  # page address -> items its own links name
        self._sections: dict[str, list[tuple[str, int, int, str, float]]] = {}
        self._coded: dict[str, bool] = {}

    def _find_sections(self, page: Page) -> None:
        """Note which parts of ``page`` stand under which items' names."""
        found: list[tuple[int, str, str, float, bool]] = []
        named: set[str] = set()
        labels: frozenset[str] | None = None
        for at, block in enumerate(page.blocks):
            text = block.text
            if not 4 <= len(text) <= 250 or block.place in ("nav", "footer"):
                continue
            plain = block.kind not in HEADING_KINDS and not (block.kind in ("p", "li", "tr") and coded(text))
            if plain and (block.kind != "p" or len(text) > 60):
                continue
            if not self._own(block, page):
                continue
            if plain:
                labels = _labels(page) if labels is None else labels
                if fold(text) in labels or at + 1 == len(page.blocks) or fold(page.blocks[at + 1].text) in labels:
                    continue  # an entry of a list of links
            match = self.matcher.match(text.replace("\t", " "), (page.title,))
            if match.best and not match.negative and match.score >= (EXACT if plain else 0.0):
                if plain and found and found[-1][1] == match.best:
                    continue  # the name again under its own heading
                found.append((at, match.best, text, match.score, plain))
                named.add(match.best)
        spans = []
        for position, (at, item, text, score, plain) in enumerate(found):
            after = (other[0] for other in found[position + 1 :] if plain or not other[4])
            end = next(after, len(page.blocks))
            end = min(end, _end_of_section(page.blocks, at, end))
            spans.append((item, at, end, text, score))
        if spans:
            self.index_pages[page.url] = len(named)
            self._sections[page.url] = spans

    def is_index(self, page: Page) -> bool:
        """Whether a page lists many items, so that only its sections speak for one."""
        return max(self.index_pages.get(page.url, 0), len(self._named.get(page.url, ()))) >= INDEX_ITEMS

    def _own_codes(self, page: Page) -> bool:
        """Whether the numbers beside names on ``page`` are those of this list, not of another year's or scheme's."""
        if page.url not in self._coded:
            texts = {block.text.replace("\t", " ") for block in page.blocks if len(block.text) <= 250}
            texts |= {link.text for link in page.links}
            agree = differ = 0
            for text in sorted(texts):
                match = self.matcher.match(text) if coded(text) else None
                if match is not None and match.best and match.code_hint:
                    agree += match.best == match.code_hint
                    differ += match.best != match.code_hint
            self._coded[page.url] = agree >= CODES_AGREE and differ * 4 <= agree
        return self._coded[page.url]

    def pictured(self, page: Page, heading: int, end: int) -> bool:
        """Whether a large picture is all that stands under the heading at ``heading``."""
        return any(large(image) for image in self.pictures_under(page, heading, end))

    def pictures_under(self, page: Page, heading: int, end: int) -> tuple[Image, ...]:
        """The pictures between the heading at ``heading`` and the block at ``end``, those of the site's dress aside."""
        following = page.blocks[end].text if end < len(page.blocks) else ""
        found = pictures(page, page.blocks[heading].text, following)
        return tuple(image for image in found if image.url not in self.ornaments)

    def section_of(self, page: Page, item: str) -> tuple[int, int] | None:
        """The span of blocks below the first heading of ``page`` that names ``item``; None when none does."""
        for found, start, end, _, _ in self._sections.get(page.url, ()):
            if found == item:
                return start + 1, end
        return None


def _labels(page: Page) -> frozenset[str]:
    """The folded words of a page's links and forms."""
    links = (fold(link.text) for link in page.links)
    return frozenset(links) | {fold(line) for form in page.forms for line in (*form.text.split("\n"), *form.fields)}


def rest_of_row(page: Page, at: int, item: str, matcher: Matcher) -> tuple[str, ...]:
    """What an index row says after the item's name: cells that are no labels of links and more than a word or two."""
    cells = [cell.strip() for cell in page.blocks[at].text.split("\t")]
    named = next((n for n, cell in enumerate(cells) if matcher.match(cell).best == item), len(cells))
    labels = {fold(link.text) for link in page.links}
    rest = [cell for cell in cells[named + 1 :] if fold(cell) not in labels and not cell.startswith("http")]
    return tuple(cell for cell in rest if len(re.findall(r"[ก-ฮa-z]", fold(cell))) >= ROW_WORDS)


def _end_of_section(blocks: Sequence[Block], start: int, limit: int) -> int:
    """Where the section that begins at ``start`` ends: at the next heading of the same or a higher level."""
    kind = blocks[start].kind
    if not re.match(r"h[1-6]$", kind):
        kind = "h6" if kind == "p" else "h0"
    for at in range(start + 1, limit):
        other = blocks[at].kind
        if re.match(r"h[1-6]$", other) and other <= kind:
            return at
    return limit
