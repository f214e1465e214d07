"""What a reader of an HTML page sees, as plain values, from one walk of its tree.

The walk keeps a stack of open elements and no recursion, so that nesting of any depth costs memory in proportion
and nothing else. This is the hot path of a crawl: one pass, no selectors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.hrefs import OTHER_SCHEMES, Joiner, called, scheme
from crawler.markup import (
    BLOCKS,
    BOLD,
    BOXES,
    DROPDOWN,
    HEADINGS,
    KINDS,
    LISTS,
    PANEL_TITLE,
    PLACED,
    SECTIONS,
    SKIPPED,
    TRIGGER,
    hidden,
    place_of,
)
from crawler.site import Block, Form, Image, Link

AROUND = 300
NEAR = 200
TITLE = 150  # characters a heading made of a paragraph, a panel title or a menu label may have
MAX_NODES = 400_000
MAX_BLOCKS = 20_000
MAX_LINKS = 10_000
MAX_TEXT = 4_000_000
MAX_FIELDS = 60
ROW_TEXT = 1500  # a longer table row is layout, not data

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_REFRESH = re.compile(r"""^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?['"]?\s*([^'"]+?)\s*['"]?\s*$""", re.I)
_PIXELS = re.compile(r"^\s*(\d{1,5})")
_PANEL_ID = re.compile(r"tab|pane|collaps|accord|toggle", re.I)
_NAMED = re.compile(r"""\(\s*(?:event\s*,\s*)?['"]#?([\w\-]+)['"]""")


@dataclass(frozen=True, slots=True)
class Extract:
    """The parts of one page. ``refresh`` is the target of a meta refresh, ``base`` the address links are joined to."""

    title: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    forms: tuple[Form, ...]
    refresh: str
    base: str

    @property
    def text(self) -> str:
        """All blocks, one under the other."""
        return "\n".join(block.text for block in self.blocks)


def extract(html: str, url: str) -> Extract:
    """What stands on the page ``html`` of address ``url``. Never raises on any markup; sizes are bounded."""
    return _Walk(url).run(html)


Heads = tuple[tuple[int, str, int, int], ...]  # level, text, blocks and links there were when it was read


class _Frame:
    """An open element, and what to put back when it closes."""

    __slots__ = (
        "blocks", "bold", "control", "form", "heads", "inner", "kind", "label_at", "link", "links", "menus", "node",
        "panel", "place", "placed", "row", "tag", "title",
    )  # fmt: skip

    def __init__(self, node: LexborNode, tag: str, walk: _Walk) -> None:
        self.node = node
        self.tag = tag
        self.blocks = len(walk.blocks)
        self.links = len(walk.links)
        self.heads = walk.heads
        self.menus = walk.menus
        self.place = walk.place
        self.inner = walk.inner
        self.kind = walk.kind
        self.row = walk.row
        self.link: _Link | None = None
        self.control: _Link | None = None
        self.form: _Form | None = None
        self.panel = ""  # id that the element, a trigger, opens
        self.placed = False  # its class words, not its tag, gave the place
        self.title = False  # heading of a panel
        self.bold = 0
        self.label_at = ""


class _Link:
    """A link being read."""

    __slots__ = ("alt", "around", "dead", "fragment", "heads", "hint", "menu", "parts", "place", "tag", "text", "url")

    def __init__(self, walk: _Walk, tag: str, url: str, fragment: str, hint: str, dead: str) -> None:
        self.tag = tag
        self.url = url
        self.fragment = fragment
        self.hint = hint  # title or aria-label
        self.dead = dead
        self.parts: list[str] = []
        self.alt = ""
        self.text = ""
        self.around = ""
        self.heads = walk.heads
        self.menu = walk.menus
        self.place = walk.place


class _Image:
    __slots__ = ("alt", "cell", "height", "link", "near", "place", "url", "width")

    def __init__(self, url: str, alt: str, width: int, height: int, place: str) -> None:
        self.url, self.alt, self.width, self.height, self.place = url, alt, width, height, place
        self.near = ""
        self.link: _Link | None = None
        self.cell = -1


class _Form:
    __slots__ = ("action", "blocks", "fields", "method", "place", "submit", "text")

    def __init__(self, action: str, method: str, place: str, blocks: int) -> None:
        self.action, self.method, self.place, self.blocks = action, method, place, blocks
        self.fields: list[tuple[str, str]] = []  # visible name, or "" and the id its label may name
        self.text = ""
        self.submit = ""


class _Row:
    """A table row being read: where each of its cells begins, and whether it holds more than text."""

    __slots__ = ("blocks", "broken", "cells", "heads", "images", "links", "listed", "span")

    def __init__(self, walk: _Walk) -> None:
        self.blocks = len(walk.blocks)
        self.links = len(walk.links)
        self.images = len(walk.images)
        self.heads = walk.heads
        self.cells: list[int] = []
        self.broken = False
        self.listed = False
        self.span = 1


def _tidy(text: str) -> str:
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


class _Walk:
    def __init__(self, url: str) -> None:
        self.url = url
        self.joiner = Joiner(url)
        self.base = url
        self.title = self.og_title = ""
        self.refresh = ""
        self.blocks: list[list[str]] = []  # kind, place, text
        self.links: list[_Link] = []
        self.images: list[_Image] = []
        self.forms: list[_Form] = []
        self.loose = _Form("", "", "main", 0)  # fields outside any form
        self.buffer: list[str] = []
        self.kind = "p"
        self.place = "main"
        self.inner = 0
        self.heads: Heads = ()
        self.menus: tuple[str, ...] = ()
        self.row: _Row | None = None
        self.form: _Form | None = None
        self.open: list[_Link] = []  # links and triggers around the present position
        self.fresh: list[_Link] = []  # links since the last block
        self.waiting: list[_Image] = []  # images that the next block may name
        self.photos: list[_Image] = []  # images of a row of pictures: the next row may name them
        self.panels: dict[str, str] = {}  # id of a panel: the title of what opens it
        self.labels: dict[str, str] = {}  # id of a field: its label
        self.ids: set[str] = set()
        self.bold = 0
        self.bold_seen = self.plain_seen = False
        self.link_closed = False
        self.length = 0

    # -- the walk -----------------------------------------------------------------------------------------------

    def run(self, html: str) -> Extract:
        node: LexborNode | None = LexborHTMLParser(html).root if html.strip() else None
        stack: list[_Frame] = []
        left = MAX_NODES
        while True:
            if node is None:
                if not stack:
                    break
                frame = stack.pop()
                self.close(frame, stack[-1] if stack else None)
                node = frame.node.next
                continue
            left -= 1
            if left < 0 or self.length > MAX_TEXT or len(self.blocks) > MAX_BLOCKS:
                while stack:
                    frame = stack.pop()
                    self.close(frame, stack[-1] if stack else None)
                break
            tag = node.tag or ""
            if tag == "-text":
                self.words(node.text_content or "")
            elif tag in SKIPPED or tag[:1] in ("-", "!"):
                pass
            else:
                frame_or_none = self.enter(node, tag, stack)
                if frame_or_none is not None:
                    stack.append(frame_or_none)
                    node = node.first_child
                    continue
            node = node.next
        self.flush()
        return self.finish()

    def words(self, text: str) -> None:
        if text.isspace():
            if self.buffer:
                self.buffer.append(" ")
                for link in self.open:
                    link.parts.append(" ")
            return
        self.buffer.append(text)
        self.length += len(text)
        self.link_closed = False
        if self.bold:
            self.bold_seen = True
        else:
            self.plain_seen = True
        for link in self.open:
            link.parts.append(text)

    def enter(self, node: LexborNode, tag: str, stack: list[_Frame]) -> _Frame | None:
        """Opens an element; None when its children are not walked."""
        attributes: dict[str, str | None] = node.attributes
        if tag == "br":
            self.flush()
            return None
        if tag in _VOID or tag in _HEAD:
            self.void(node, tag, attributes)
            return None
        if attributes and ("hidden" in attributes or "style" in attributes) and hidden(tag, attributes):
            return None
        block = tag in BLOCKS
        if block:
            self.flush()
        frame = _Frame(node, tag, self)
        if block:
            kind = KINDS.get(tag)
            if kind is None:
                if self.kind not in _KEPT:
                    self.kind = "p"
            elif kind != "p" or self.kind not in _KEPT:
                self.kind = kind
            self.enter_block(frame, tag, attributes, stack)
        elif tag in BOLD:
            self.bold += 1
            frame.bold = 1
        elif tag == "a":
            self.enter_anchor(frame, attributes, stack)
        elif tag == "select":
            self.select(node, attributes)
            return None
        elif tag == "textarea":
            self.field(attributes, "textarea")
            return None
        elif tag == "object":
            target = attributes.get("data")
            if target:
                self.add_link("object", target, attributes)
        if attributes and tag != "a":
            self.enter_script(frame, tag, attributes)
        if attributes or tag in PLACED:
            self.enter_named(frame, tag, attributes, stack)
        return frame

    def enter_block(self, frame: _Frame, tag: str, attributes: dict[str, str | None], stack: list[_Frame]) -> None:
        if tag in HEADINGS:
            self.heads = self.under(HEADINGS[tag])
            if self.row:
                self.row.broken = True
        elif tag in LISTS:
            if self.row:
                self.row.listed = True
            if stack:
                self.submenu(stack[-1])
        elif tag == "table":
            if self.row:
                self.row.broken = True
            self.row = None
            self.photos = []
        elif tag == "tr":
            self.row = _Row(self)
        elif tag in ("td", "th"):
            if self.row:
                self.row.cells.append(len(self.blocks))
                span = attributes.get("colspan") or ""
                self.row.span = max(self.row.span, int(span) if span.isdecimal() and len(span) < 4 else 1)
        elif tag == "form":
            action = attributes.get("action") or ""
            method = (attributes.get("method") or "get").strip().lower()
            frame.form = self.form
            self.form = _Form(self.joiner.join(action)[0], method, self.place, len(self.blocks))
            self.forms.append(self.form)

    def enter_named(self, frame: _Frame, tag: str, attributes: dict[str, str | None], stack: list[_Frame]) -> None:
        """What id, class and role say: a place, a panel, a panel's title, a menu."""
        name = attributes.get("id") or ""
        words = attributes.get("class") or ""
        if name:
            self.ids.add(name)
        if tag == "a":
            return
        if tag in BLOCKS and tag not in ("html", "body", "tr", "td", "th", "button", "label", "p", "li"):
            place = place_of(tag, attributes.get("role") or "", f"{words} {name}".strip(), self.inner)
            if place and place != self.place:
                self.flush()
                frame.placed = tag not in ("nav", "footer", "aside", "main", "header")
                self.place = place
                if place in ("nav", "footer", "aside"):
                    self.heads = ()
            if tag in ("main", "article", "section"):
                self.inner = max(self.inner, 1 if tag == "main" else 2)
        if words:
            if DROPDOWN.search(words) and tag not in LISTS and stack:
                self.flush()
                self.submenu(stack[-1])
            if tag in _TITLE_TAGS and PANEL_TITLE.search(words):
                frame.title = True
        if tag == "button" and (TRIGGER.search(words) or "aria-expanded" in attributes):
            frame.title = True
            self.kind = "summary"
        title = self.panels.get(name) if name else None
        if title is None and attributes.get("aria-labelledby"):
            title = self.panels.get("=" + (attributes["aria-labelledby"] or ""))
        if title and tag != "button":
            self.flush()
            if self.heads and self.heads[-1][0] >= 3 and self.heads[-1][1] == title:
                self.heads = self.heads[:-1]
            self.heads = (*self.heads, (0, title, len(self.blocks), len(self.links)))
            frame.panel = "="  # its heads are put back whatever it holds

    def enter_script(self, frame: _Frame, tag: str, attributes: dict[str, str | None]) -> None:
        """Links and triggers made by attributes of elements other than anchors."""
        handler = attributes.get("onclick") or ""
        if handler:
            target = called(handler)
            if target:
                frame.link = self.add_link("onclick", target, attributes)
        for name in ("data-href", "data-url", "data-link"):
            target = attributes.get(name) or ""
            if target and not frame.link and (target.startswith(("/", "http", ".")) or "/" in target or "." in target):
                frame.link = self.add_link("data", target, attributes)
        if frame.link:
            self.open.append(frame.link)
        self.trigger(frame, tag, attributes)

    def trigger(self, frame: _Frame, tag: str, attributes: dict[str, str | None]) -> bool:
        """Notes an element that opens a panel: its text becomes the panel's title."""
        panel = (
            attributes.get("data-target") or attributes.get("data-bs-target") or attributes.get("aria-controls") or ""
        )
        words = attributes.get("class") or ""
        if not panel and tag == "a":
            href = (attributes.get("href") or "").strip()
            if href.startswith("#") and len(href) > 1:
                signs = "data-toggle" in attributes or "data-bs-toggle" in attributes or "aria-expanded" in attributes
                if signs or attributes.get("role") == "tab" or TRIGGER.search(words) or _PANEL_ID.search(href):
                    panel = href
        if not panel and attributes.get("onclick") and (tag == "button" or TRIGGER.search(words)):
            named = _NAMED.search((attributes["onclick"] or "")[:300])
            panel = named[1] if named else ""
        if not panel:
            return False
        frame.panel = panel.strip().lstrip("#.")
        frame.label_at = attributes.get("id") or ""
        frame.control = _Link(self, "", "", "", attributes.get("aria-label") or attributes.get("title") or "", "")
        self.open.append(frame.control)
        return True

    def enter_anchor(self, frame: _Frame, attributes: dict[str, str | None], stack: list[_Frame]) -> None:
        href = attributes.get("href")
        handler = attributes.get("onclick") or ""
        if self.link_closed and self.buffer:
            self.buffer.append(" ")  # two links side by side are two words
        if attributes and self.trigger(frame, "a", attributes) and (not href or href.strip().startswith("#")):
            return
        if href is None and not handler and ("name" in attributes or "id" in attributes):
            self.ids.add(attributes.get("name") or "")
            return
        target = (href or "").strip()
        kind = scheme(target)
        if kind == "javascript":
            frame.link = self.add_link("a", called(target) or called(handler), attributes, "script")
        elif kind in OTHER_SCHEMES:
            frame.label_at = target
            frame.control = _Link(self, "", "", "", "", "")
            self.open.append(frame.control)
            return
        elif target in ("", "#", "#!", "#top", "#0"):
            shown = called(handler)
            if not shown and ("data-toggle" in attributes or "data-bs-toggle" in attributes):
                return  # opens a menu or a window of the page itself
            if not shown:
                shown = next(
                    (attributes[k] or "" for k in ("data-href", "data-url", "data-link") if k in attributes), ""
                )
            frame.link = self.add_link("a", shown, attributes, "empty")
        else:
            frame.link = self.add_link("a", target, attributes)
        if frame.link:
            self.open.append(frame.link)

    def add_link(self, tag: str, href: str, attributes: dict[str, str | None], dead: str = "") -> _Link | None:
        """A link to ``href``; ``dead`` says what it is when ``href`` is empty or no address."""
        if len(self.links) >= MAX_LINKS:
            return None
        url = fragment = ""
        if href and scheme(href.strip()) not in _NO_ADDRESS:
            url, fragment = self.joiner.join(href.strip())
        hint = attributes.get("title") or attributes.get("aria-label") or ""
        link = _Link(self, tag, url, fragment, hint, "" if url else (dead or "empty"))
        self.links.append(link)
        self.fresh.append(link)
        return link

    def submenu(self, parent: _Frame) -> None:
        """A list opens: what its parent said so far is the label of its entries."""
        if parent.tag not in ("li", "div", "nav", "td", "dd") or len(self.blocks) <= parent.blocks:
            return
        if parent.tag in ("div", "td", "dd") and self.place == "main":
            return
        label = self.blocks[-1][2]
        if len(label) <= TITLE:
            self.menus = (*self.menus, label)
            for link in self.links[parent.links :]:
                if link.dead == "empty":
                    link.tag = ""  # it only opens the list

    # -- elements without children that matter ----------------------------------------------------------------

    def void(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "img":
            self.image(attributes)
        elif tag == "input":
            self.field(attributes, (attributes.get("type") or "text").strip().lower())
        elif tag == "title":
            self.title = self.title or _tidy(node.text_content or node.text())[:500]
        elif tag == "meta":
            self.meta(attributes)
        elif tag == "base":
            href = attributes.get("href")
            if href and self.base == self.url:
                self.base = self.joiner.join(href)[0] or self.url
                self.joiner = Joiner(self.base)
        elif tag == "area":
            href = attributes.get("href") or ""
            if scheme(href.strip()) not in OTHER_SCHEMES:
                target = called(href) if scheme(href.strip()) == "javascript" else href.strip()
                link = self.add_link("area", "" if target == "#" else target, attributes)
                if link:
                    link.text = _tidy(attributes.get("alt") or link.hint)
        elif tag in ("iframe", "frame", "embed"):
            target = (attributes.get("src") or "").strip()
            if not target or target.startswith("about:"):
                target = (attributes.get("data-src") or attributes.get("data-lazy-src") or "").strip()
            if target and scheme(target) != "javascript":
                self.add_link(tag, target, attributes)
        elif tag == "hr":
            self.flush()

    def meta(self, attributes: dict[str, str | None]) -> None:
        content = attributes.get("content") or ""
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            found = _REFRESH.match(content)
            target = found[1] if found and not self.refresh else ""
            if target and not target.replace(".", "").isdecimal():
                link = self.add_link("meta", target, {})
                self.refresh = link.url if link else ""
        elif attributes.get("property") == "og:title":
            self.og_title = self.og_title or _tidy(content)[:500]

    def image(self, attributes: dict[str, str | None]) -> None:
        if len(self.images) >= MAX_LINKS:
            return
        source = ""
        for name in ("data-src", "data-lazy-src", "data-original", "src", "srcset"):
            source = (attributes.get(name) or "").strip()
            if source and not source.startswith("data:"):
                break
        if name == "srcset":
            source = source.partition(" ")[0]
        alt = _tidy(attributes.get("alt") or attributes.get("title") or "")
        url = "" if not source or source.startswith("data:") else self.joiner.join(source)[0]
        for link in self.open:
            if alt and not link.alt:
                link.alt = alt
        if not url:
            return
        found = [_PIXELS.match(attributes.get(side) or "") for side in ("width", "height")]
        width, height = (int(pixels[1]) if pixels else 0 for pixels in found)
        image = _Image(url, alt, width, height, self.place)
        image.link = next((link for link in reversed(self.open) if link.tag), None)
        if self.row and self.row.cells:
            image.cell = len(self.row.cells) - 1
        self.images.append(image)
        self.waiting.append(image)

    def field(self, attributes: dict[str, str | None], kind: str) -> None:
        form = self.form or self.loose
        if kind in ("submit", "button", "reset", "image"):
            value = _tidy(attributes.get("value") or attributes.get("alt") or "")
            target = called(attributes.get("onclick") or "")
            if target:
                link = self.add_link("onclick", target, attributes)
                if link:
                    link.text = value
            if value and kind != "image":
                self.words(value + " ")
                form.submit = form.submit or value
            return
        if kind == "hidden" or len(form.fields) >= MAX_FIELDS:
            return
        before = _tidy("".join(self.buffer))
        if not before and len(self.blocks) > form.blocks:
            before = self.blocks[-1][2]
        own = attributes.get("placeholder") or attributes.get("aria-label") or attributes.get("title") or ""
        if kind in ("radio", "checkbox"):
            before = ""
        name = own or (before if len(before) <= 80 else "") or attributes.get("name") or ""
        form.fields.append((_tidy(name), attributes.get("id") or ""))

    def select(self, node: LexborNode, attributes: dict[str, str | None]) -> None:
        self.field(attributes, "select")
        jumps = bool(called(attributes.get("onchange") or "") or "location" in (attributes.get("onchange") or ""))
        for option in node.css("option")[:200]:
            value = (option.attributes.get("value") or "").strip()
            if value.startswith(("http://", "https://", "/")) or (jumps and "." in value):
                link = self.add_link("data", value, {})
                if link:
                    link.text = _tidy(option.text_content or option.text())[:AROUND]

    # -- closing ----------------------------------------------------------------------------------------------

    def close(self, frame: _Frame, parent: _Frame | None) -> None:
        tag = frame.tag
        if tag in BLOCKS or frame.title:
            self.flush()
            self.kind = frame.kind
        if frame.bold:
            self.bold -= 1
        if frame.link or frame.control:
            self.close_link(frame)
        if tag in HEADINGS:
            self.head(HEADINGS[tag], frame)
        elif tag == "summary" or (frame.title and self.heads == frame.heads):
            quiet = all(link.dead or not link.tag for link in self.links[frame.links :])
            if quiet:
                self.head(0 if tag == "summary" else 6, frame)
        elif tag == "dt":
            self.head(8, frame)
        elif tag == "caption":
            self.head(6, frame)
        elif tag == "label":
            self.close_label(frame)
        elif tag == "tr" and self.row:
            self.close_row(self.row, frame)
        elif tag == "form":
            if self.form:
                self.form.text = "\n".join(block[2] for block in self.blocks[self.form.blocks :])[:4000]
            self.form = frame.form
        if tag in ("table", "tr"):
            self.row = frame.row if tag == "table" else None
        if tag in BOXES or tag == "li":
            self.widen(frame)
        if frame.placed and self.place != "main":
            self.relabel(frame)
        self.menus = frame.menus
        self.place = frame.place
        self.inner = frame.inner
        if self.heads != frame.heads:
            self.leave(frame, tag)

    def leave(self, frame: _Frame, tag: str) -> None:
        """Which headings read inside an element still hold after it: those that nothing in it stood under yet."""
        place_ended = tag in ("nav", "footer", "aside") or frame.placed
        if frame.panel == "=" or place_ended or tag in ("li", "details"):
            self.heads = frame.heads
        elif tag in SECTIONS:
            if self.heads and len(self.blocks) > self.heads[-1][2]:
                self.heads = frame.heads
        elif tag == "div" and self.heads and self.heads[-1][0] >= 3 and len(self.links) > self.heads[-1][3]:
            self.heads = tuple(head for head in self.heads if head in frame.heads or 0 < head[0] < 3)

    def close_link(self, frame: _Frame) -> None:
        for link in (frame.link, frame.control):
            if link is None:
                continue
            self.open.remove(link)
            text = _tidy("".join(link.parts))[:AROUND]
            link.text = link.text or text or link.alt or _tidy(link.hint)[:AROUND]
            if link is frame.control:
                if frame.label_at and not frame.panel:
                    self.show_address(frame.label_at, text)
                elif frame.panel and link.text and len(link.text) <= TITLE:
                    self.panels[frame.panel] = link.text
                    if frame.label_at:
                        self.panels["=" + frame.label_at] = link.text
        self.link_closed = True

    def show_address(self, href: str, shown: str) -> None:
        """A mail address or telephone number that stands only in the reference is shown in the text."""
        kind, _, target = href.partition(":")
        target = _tidy(target.partition("?")[0]).strip("/")
        same = target.replace("-", "").replace(" ", "") in shown.replace("-", "").replace(" ", "")
        if kind.lower() in ("mailto", "tel", "fax", "callto", "sms") and target and not same and len(target) < 120:
            self.words(f" {target} ")

    def close_label(self, frame: _Frame) -> None:
        name = frame.node.attributes.get("for")
        if name and len(self.blocks) > frame.blocks:
            self.labels[name] = self.blocks[-1][2][:TITLE]

    def close_row(self, row: _Row, frame: _Frame) -> None:
        """A row of data becomes one block; a row of layout stays as the blocks it was read as."""
        count = len(self.blocks) - row.blocks
        if row.broken or not row.cells or not count:
            self.photo_row(row, [])
            return
        edges = [*row.cells[1:], len(self.blocks)]
        texts = [
            " ".join(block[2] for block in self.blocks[start:end]) for start, end in zip(row.cells, edges, strict=True)
        ]
        total = sum(map(len, texts))
        filled = sum(1 for text in texts if text)
        if (
            total > (ROW_TEXT if len(texts) > 1 else AROUND)
            or (row.listed and total > 600)
            or (filled == 1 and count > 1)
        ):
            return
        place = self.blocks[-1][1]
        line = "\t".join(texts).rstrip("\t")
        del self.blocks[row.blocks :]
        self.blocks.append(["tr", place, line])
        links = self.links[row.links :]
        for link in links:
            link.around = line[:AROUND]
            link.heads = row.heads
        self.heads = row.heads
        self.photo_row(row, texts)
        lone = filled == 1 and not links and total <= TITLE
        if lone and (row.span > 1 or (len(texts) == 1 and frame.node.first_child is not None)):
            self.push(8, line.strip("\t"))

    def photo_row(self, row: _Row, texts: list[str]) -> None:
        own = self.images[row.images :]
        for image in own:
            if 0 <= image.cell < len(texts) and texts[image.cell]:
                image.near = texts[image.cell][:NEAR]
        if own and not any(texts):
            self.photos = own
            self.waiting = []
        elif not own:
            for image in self.photos:
                if 0 <= image.cell < len(texts) and texts[image.cell]:
                    image.near = texts[image.cell][:NEAR]
            self.photos = []

    def widen(self, frame: _Frame) -> None:
        """Links of a small box or list entry are told by all of its text."""
        links = self.links[frame.links :]
        if not 1 <= len(links) <= 3 or not 2 <= len(self.blocks) - frame.blocks <= 8:
            return
        text = " ".join(block[2] for block in self.blocks[frame.blocks :])
        if len(text) <= AROUND:
            for link in links:
                link.around = text

    def relabel(self, frame: _Frame) -> None:
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

    def flush(self) -> None:
        """The text gathered so far becomes a block."""
        if self.buffer:
            text = _tidy("".join(self.buffer))
            self.buffer.clear()
            for link in self.open:
                link.parts.append(" ")
            if text:
                self.blocks.append([self.kind, self.place, text])
                for link in self.fresh:
                    link.around = text[:AROUND]
                for image in self.waiting:
                    image.near = text[:NEAR]
                only_bold = self.bold_seen and not self.plain_seen
                if only_bold and not self.fresh and len(text) <= TITLE and self.kind in ("p", "li") and not self.open:
                    self.push(7, text)
                self.fresh = []
                self.waiting = []
        self.bold_seen = self.plain_seen = self.link_closed = False

    def head(self, level: int, frame: _Frame) -> None:
        text = " ".join(block[2] for block in self.blocks[frame.blocks :])
        if text and len(text) <= AROUND:
            self.push(level, text)

    def under(self, level: int) -> Heads:
        heads = self.heads
        while heads and heads[-1][0] >= level and heads[-1][0]:
            heads = heads[:-1]
        return heads

    def push(self, level: int, text: str) -> None:
        self.heads = (*self.under(level), (level, text, len(self.blocks), len(self.links)))[-12:]

    # -- the result -------------------------------------------------------------------------------------------

    def finish(self) -> Extract:
        own = self.url.partition("#")[0]
        links: list[Link] = []
        place_of_link: dict[int, str] = {}
        for link in self.links:
            if not link.tag:
                continue
            dead = link.dead
            if link.url == own and link.tag in ("a", "area") and link.fragment not in self.ids:
                dead = dead or "self"
            heads = tuple(dict.fromkeys(head[1] for head in link.heads))
            text = link.text or link.around[:TITLE] or (heads[-1] if heads else "")
            if dead == "empty" and not text:
                continue
            place_of_link[id(link)] = link.url
            links.append(
                Link(
                    self.url, len(links), link.url, link.fragment, text, heads, link.menu,
                    link.around, link.place, link.tag, dead,
                )
            )  # fmt: skip
        images = tuple(
            Image(
                self.url, order, image.url, image.alt, image.width, image.height, image.near, image.place,
                place_of_link.get(id(image.link), "") if image.link else "",
            )
            for order, image in enumerate(self.images)
        )  # fmt: skip
        blocks = tuple(Block(kind, place, text) for kind, place, text in self.blocks)
        title = self.title or self.og_title or next((block.text for block in blocks if block.kind == "h1"), "")
        return Extract(title, blocks, tuple(links), images, self.finish_forms(), self.refresh, self.base)

    def finish_forms(self) -> tuple[Form, ...]:
        forms = list(self.forms)
        if len(self.loose.fields) >= 3:
            forms.append(self.loose)
        result: list[Form] = []
        for form in forms:
            names = (self.labels.get(name, "") or text for text, name in form.fields)
            fields = tuple(dict.fromkeys(name for name in names if name))
            result.append(Form(self.url, len(result), form.action, form.method, fields, form.text, form.place))
        return tuple(result)


_VOID = frozenset(
    ("img", "input", "meta", "base", "area", "iframe", "frame", "embed", "hr", "link", "source", "wbr", "col")
)
_HEAD = frozenset(("title",))
_KEPT = frozenset((*HEADINGS, "li", "label", "summary", "caption"))
_TITLE_TAGS = frozenset(("div", "button", "a", "span", "header", "p", "strong"))
_NO_ADDRESS = OTHER_SCHEMES | {"javascript"}
