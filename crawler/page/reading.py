"""What has been read of a page so far, and how text becomes blocks, blocks table rows, and headings hold."""

from __future__ import annotations

import re

from crawler.page.hrefs import OTHER_SCHEMES, Joiner, scheme
from crawler.page.parts import Attributes, FormPart, Frame, Heads, ImagePart, LinkPart, Row

AROUND = 300
NEAR = 200
TITLE = 150  # characters a heading made of a paragraph, a panel title or a menu label may have
MAX_LINKS = 10_000
ROW_TEXT = 1500  # a longer table row is layout, not data
LISTED_TEXT = 600  # the same for a row that holds lists
_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_INVISIBLE = re.compile(f"[{_HIDDEN}]")
_WRITTEN_OUT = re.compile("&(?:#|shy|zw|Zero|Neg|NoBreak)")  # how markup may name such characters
EMBEDS = frozenset(("iframe", "frame", "embed", "object", "meta"))
_NO_ADDRESS = OTHER_SCHEMES | {"javascript"}


def tidy(text: str) -> str:
    """One line without invisible characters."""
    if not text.isascii() and _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


class Reading:
    """The state of a walk."""

    def __init__(self, url: str, html: str) -> None:
        # To look for invisible characters in a whole page at once is much cheaper than in each of its texts.
        hides = any(sign in html for sign in _HIDDEN) or _WRITTEN_OUT.search(html)
        self.tidy = tidy if hides else _on_one_line
        self.url = url
        self.joiner = Joiner(url)
        self.base = url
        self.title = self.og_title = self.refresh = ""
        self.blocks: list[list[str]] = []  # kind, place, text
        self.links: list[LinkPart] = []
        self.images: list[ImagePart] = []
        self.forms: list[FormPart] = []
        self.loose = FormPart("", "", "main", 0)  # fields outside any form
        self.buffer: list[str] = []
        self.kind = "p"
        self.place = "main"
        self.inner = 0
        self.heads: Heads = ()
        self.menus: tuple[str, ...] = ()
        self.row: Row | None = None
        self.form: FormPart | None = None
        self.open: list[LinkPart] = []  # links and triggers around the present position
        self.fresh: list[LinkPart] = []  # links since the last block
        self.waiting: list[ImagePart] = []  # images that the next block may name
        self.photos: list[ImagePart] = []  # images of a row of pictures: the next row may name them
        self.panels: dict[str, str] = {}  # id of a panel: the title of what opens it
        self.labels: dict[str, str] = {}  # id of a field: its label
        self.ids: set[str] = set()
        self.bold = 0
        self.bold_seen = self.plain_seen = False
        self.link_closed = False
        self.length = 0

    def words(self, text: str) -> None:
        """Text that shows at the present position."""
        self.buffer.append(text)
        self.length += len(text)
        self.link_closed = False
        if self.bold:
            self.bold_seen = True
        else:
            self.plain_seen = True
        for link in self.open:
            link.parts.append(text)

    def flush(self) -> None:
        """The text gathered so far becomes a block."""
        if not self.buffer:
            return
        text = self.tidy("".join(self.buffer))
        self.buffer.clear()
        for link in self.open:
            link.parts.append(" ")
        if text:
            self.blocks.append([self.kind, self.place, text])
            for link in self.fresh:
                link.around = text[:AROUND]
            for image in self.waiting:
                image.near = text[:NEAR]
            only_bold = self.bold_seen and not self.plain_seen and not self.fresh and not self.open
            if only_bold and len(text) <= TITLE and self.kind in ("p", "li"):
                self.push(7, text)
            self.fresh = []
            self.waiting = []
        self.bold_seen = self.plain_seen = self.link_closed = False

    def part(self, tag: str, attributes: Attributes) -> LinkPart:
        """A link or trigger at the present position."""
        hint = attributes.get("title") or attributes.get("aria-label") or ""
        return LinkPart(tag, hint, self.heads, self.menus, self.place)

    def add_link(self, tag: str, href: str, attributes: Attributes, dead: str = "") -> LinkPart | None:
        """A link to ``href``; ``dead`` says what it is when ``href`` is empty or no address. None: too many links."""
        if len(self.links) >= MAX_LINKS:
            return None
        link = self.part(tag, attributes)
        if href and scheme(href) not in _NO_ADDRESS:
            link.url, link.fragment = self.joiner.join(href)
        if not link.url:
            link.dead = dead or "empty"
        self.links.append(link)
        if tag not in EMBEDS:  # what follows a frame is not about it
            self.fresh.append(link)
        return link

    # -- headings ---------------------------------------------------------------------------------------------

    def under(self, level: int) -> Heads:
        """The headings that a heading of ``level`` stands under. A panel's title (level 0) ends only with its panel."""
        heads = self.heads
        while level and heads and heads[-1][0] >= level and heads[-1][0]:
            heads = heads[:-1]
        return heads

    def push(self, level: int, text: str) -> None:
        """A heading was read."""
        self.heads = (*self.under(level), (level, text, len(self.blocks), len(self.links)))[-12:]

    def head(self, level: int, frame: Frame) -> None:
        """The text of an element is a heading."""
        if len(self.blocks) - frame.blocks <= 8:
            text = " ".join(block[2] for block in self.blocks[frame.blocks :])
            if text and len(text) <= AROUND:
                self.push(level, text)

    # -- rows and boxes ---------------------------------------------------------------------------------------

    def close_row(self, row: Row) -> None:
        """A row of data becomes one block; a row of layout stays as the blocks it was read as."""
        count = len(self.blocks) - row.blocks
        if row.broken or not row.cells or not count:
            self.name_photos(row, [])
            return
        edges = [*row.cells[1:], len(self.blocks)]
        blocks = self.blocks
        cells = [
            blocks[start][2] if end == start + 1 else " ".join([block[2] for block in blocks[start:end]])
            for start, end in zip(row.cells, edges, strict=True)
        ]
        total = sum(map(len, cells))
        filled = len(cells) - cells.count("")
        most = (LISTED_TEXT if row.listed else ROW_TEXT) if len(cells) > 1 else AROUND
        if total > most or (filled == 1 and count > 1):
            return
        line = "\t".join(cells).rstrip("\t")
        self.blocks[row.blocks :] = [["tr", self.blocks[-1][1], line]]
        links = self.links[row.links :]
        for link in links:
            link.around = line[:AROUND]
            link.heads = row.heads
        self.heads = row.heads
        self.name_photos(row, cells)
        if filled == 1 and not links and total <= TITLE and (row.span > 1 or len(cells) == 1):
            self.push(8, line.strip("\t"))

    def name_photos(self, row: Row, cells: list[str]) -> None:
        """Pictures are named by the text of their cell, or, in a row of pictures only, by the cell below."""
        own = self.images[row.images :]
        for image in own or self.photos:
            if 0 <= image.cell < len(cells) and cells[image.cell]:
                image.near = cells[image.cell][:NEAR]
        if own and not any(cells):
            self.waiting = []
        self.photos = own if own and not any(cells) else []

    def widen(self, frame: Frame) -> None:
        """The one to three links of a small box or list entry are told by all of its text."""
        if not 2 <= len(self.blocks) - frame.blocks <= 8:
            return
        text = " ".join(block[2] for block in self.blocks[frame.blocks :])
        if len(text) <= AROUND:
            for link in self.links[frame.links :]:
                link.around = text

    def relabel(self, frame: Frame) -> None:
        """A class word that takes in the page's own text was no menu: its parts count as where the element stands."""
        linked = sum(len(link.text) for link in self.links[frame.links :])
        shown = sum(len(block[2]) for block in self.blocks[frame.blocks :])
        if shown - linked <= 1500:
            return
        for block in self.blocks[frame.blocks :]:
            if block[1] == self.place:
                block[1] = frame.place
        for link in self.links[frame.links :]:
            if link.place == self.place:
                link.place = frame.place
