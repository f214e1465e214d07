"""What the walk over a page keeps while it reads: open elements, links, images, forms and table rows."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

Heads = tuple[tuple[int, str, int, int], ...]  # level, text, blocks and links there were when it was read
Attributes = dict[str, str | None]


class LinkPart:
    """A link being read, or (``tag`` "") an element that opens a panel."""

    __slots__ = ("alt", "around", "dead", "fragment", "heads", "hint", "menu", "parts", "place", "tag", "text", "url")

    def __init__(self, tag: str, hint: str, heads: Heads, menu: tuple[str, ...], place: str) -> None:
        self.tag = tag
        self.hint = hint  # title or aria-label
        self.heads = heads
        self.menu = menu
        self.place = place
        self.url = self.fragment = self.dead = ""
        self.parts: list[str] = []
        self.alt = self.text = self.around = ""


class ImagePart:
    """A picture; ``cell`` is the table cell it stands in, -1 outside rows."""

    __slots__ = ("alt", "cell", "height", "link", "near", "place", "url", "width")

    def __init__(self, url: str, alt: str, width: int, height: int, place: str) -> None:
        self.url, self.alt, self.width, self.height, self.place = url, alt, width, height, place
        self.near = ""
        self.link: LinkPart | None = None
        self.cell = -1


class FormPart:
    """A form; each field is its visible name, and the id by which a label may name it better."""

    __slots__ = ("action", "blocks", "fields", "method", "place", "text")

    def __init__(self, action: str, method: str, place: str, blocks: int) -> None:
        self.action, self.method, self.place, self.blocks = action, method, place, blocks
        self.fields: list[tuple[str, str]] = []
        self.text = ""


class Row:
    """A table row: where each of its cells begins among the blocks, and whether it holds more than text."""

    __slots__ = ("blocks", "broken", "cells", "heads", "images", "links", "listed", "span")

    def __init__(self, blocks: int, links: int, images: int, heads: Heads) -> None:
        self.blocks, self.links, self.images, self.heads = blocks, links, images, heads
        self.cells: list[int] = []
        self.broken = False  # holds a table or heading
        self.listed = False
        self.span = 1  # widest cell in columns


class Frame:
    """An open element, and what to put back when it closes. What few elements have stands on the class."""

    link: LinkPart | None = None
    control: LinkPart | None = None
    form: FormPart | None = None
    opens = ""  # id of the panel that it, a trigger, opens
    name = ""  # its own id when it is a trigger, its address when it is a mail or telephone link
    panel = False  # its headings end with it
    placed = False  # its class words, not its tag, gave the place
    title = False  # heading of a panel
    bold = False

    def __init__(
        self, node: LexborNode, tag: str, blocks: int, links: int, heads: Heads, menus: tuple[str, ...], place: str,
        inner: int, kind: str, row: Row | None,
    ) -> None:  # fmt: skip
        self.node, self.tag, self.blocks, self.links = node, tag, blocks, links
        self.heads, self.menus, self.place, self.inner, self.kind, self.row = heads, menus, place, inner, kind, row
