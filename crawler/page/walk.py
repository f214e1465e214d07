"""The walk over a page's tree: one pass with a stack and no recursion, so that nesting of any depth is harmless.

This is the hot path of a crawl: no selectors, and elements that say nothing cost no more than a step.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.page import leaves
from crawler.page.hrefs import OTHER_SCHEMES, called, scheme
from crawler.page.parts import Attributes, FormPart, Frame, Row
from crawler.page.reading import AROUND, TITLE, Reading, tidy
from crawler.page.signs import (
    ACTING,
    BLOCKS,
    BOXES,
    HEADINGS,
    KEPT,
    KINDS,
    LEAVES,
    LISTS,
    NONE,
    NOT_PLACED,
    PLACES,
    SECTIONS,
    SKIPPED,
    TELLING,
    TITLES,
    hidden,
    place_of,
    signs,
)

MAX_NODES = 400_000
MAX_BLOCKS = 20_000
MAX_TEXT = 4_000_000
MAX_DEPTH = 400  # open elements below which deeper ones are read for their text only
MAX_MENUS = 8
MAX_OPEN = 3000  # depth of markup that is handed to the parser
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)[^<>]*>?")
# Elements that have no end tag, or whose end tag authors leave out because the next one ends them.
_FLAT = LEAVES | {"p", "td", "th", "tr", "option", "dt", "dd", "tbody", "thead", "b", "i", "font", "a", "span"}
_PANEL_ID = re.compile(r"tab|pane|collaps|accord|toggle", re.I)
_NAMED = re.compile(r"""\(\s*(?:event\s*,\s*)?['"]#?([\w\-]+)['"]""")
_UNREAL = ("-", "!")  # text, comments, declarations
_NOWHERE = frozenset(("", "#", "#!", "#top", "#0"))
_MEANT = BLOCKS | {"a", "b", "strong", "select", "textarea", "object"}
_LIST_PARENTS = frozenset(("li", "div", "nav", "td", "dd"))
_DATA = ("data-href", "data-url", "data-link")
# Most elements are paragraphs, cells and entries: these alone need more than that a block begins, or ends, with them.
_BEGIN = {*HEADINGS, *LISTS, "table", "tr", "td", "th", "form"}
_PLAIN = frozenset(("p", "td", "th", "div", "dd", "center"))  # those that are read at once when they hold only text
_END = {*HEADINGS, *BOXES, "summary", "dt", "caption", "label", "tr", "table", "form", "li"}


def walk(html: str, url: str) -> Reading:
    """All that stands on the page, in reading order."""
    page = Reading(url, html)
    node = LexborHTMLParser(_shallow(html)).root if html.strip() else None
    path: list[LexborNode] = []
    marks: list[Frame | None] = []  # of each element of the path, what to put back; None for those that say nothing
    frames: list[Frame] = []  # those of the marks that are not None
    left = MAX_NODES
    while True:
        if node is None:
            if not path:
                break
            node = path.pop()
            frame = marks.pop()
            if frame is not None:
                frames.pop()
                _close(page, frame)
            node = node.next
            continue
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if not text.isspace():
                page.words(text)
            elif page.buffer:
                page.buffer.append(" ")
                for link in page.open:
                    link.parts.append(" ")
        elif tag in LEAVES:
            leaves.leaf(page, node, tag, node.attributes)
        elif tag not in SKIPPED and tag[:1] not in _UNREAL:
            left -= 1
            if left < 0 or page.length > MAX_TEXT or len(page.blocks) > MAX_BLOCKS:
                break
            attributes: Attributes = node.attributes
            frame = None
            skip = False
            if tag == "a" or (tag in _PLAIN and not attributes and not page.bold):
                child = node.first_child
                if child is not None and child.tag == "-text" and child.next is None and len(frames) < MAX_DEPTH:
                    text = child.text_content or ""
                    if tag != "a":
                        _only_text(page, tag, text)
                        node = node.next
                        continue
                    if not text.isspace() and _link_of_text(page, attributes, text):
                        node = node.next
                        continue
            if len(frames) < MAX_DEPTH and (
                tag in _MEANT or not (TELLING.isdisjoint(attributes) and ACTING.isdisjoint(attributes))
            ):
                if "style" in attributes or "hidden" in attributes:
                    skip = hidden(tag, attributes)
                if not skip:
                    frame = _enter(page, node, tag, attributes, frames)
                    skip = tag in ("select", "textarea")
                    frames.append(frame)
            elif tag in BLOCKS:
                page.flush()
            if not skip:
                path.append(node)
                marks.append(frame)
                node = node.first_child
                continue
            if frame is not None:
                frames.pop()
        node = node.next
    while frames:
        _close(page, frames.pop())
    page.flush()
    return page


def _shallow(html: str) -> str:
    """``html`` without tags that nest deeper than in any page: the parser's work grows with the square of depth."""
    if html.count("<") - 2 * html.count("</") < MAX_OPEN:  # elements left open, an upper bound of depth
        return html
    depth = 0

    def keep(found: re.Match[str]) -> str:
        nonlocal depth
        if found[0][1] == "/":
            depth = max(0, depth - 1)
        elif found[1].lower() not in _FLAT:
            if depth >= MAX_OPEN:
                return " "
            depth += 1
        return found[0]

    return _TAG.sub(keep, html)


def _only_text(page: Reading, tag: str, text: str) -> None:
    """What ``_enter`` and ``_close`` come to for a cell or a paragraph of nothing but text."""
    if page.buffer:
        page.flush()
    kind = page.kind
    if tag in ("td", "th"):
        page.kind = "p"
        if page.row:
            page.row.cells.append(len(page.blocks))
    elif kind not in KEPT:
        page.kind = "p"
    if not text.isspace():
        page.words(text)
        page.flush()
    page.kind = kind


def _link_of_text(page: Reading, attributes: Attributes, text: str) -> bool:
    """The same for a link that is nothing but text and leads to an address; False for what is more than that."""
    target = (attributes.get("href") or "").strip()
    kind = scheme(target)
    if not target or target[0] == "#" or kind == "javascript" or kind in OTHER_SCHEMES:
        return False
    if "style" in attributes or "hidden" in attributes or not ACTING.isdisjoint(attributes):
        return False
    if page.link_closed:
        page.buffer.append(" ")
    if name := attributes.get("id"):
        page.ids.add(name)
    link = page.add_link("a", target, attributes)
    if link is None:
        page.words(text)
        return True
    page.words(text)
    link.text = page.tidy(text)[:AROUND] or tidy(link.hint)[:AROUND]
    page.link_closed = True
    return True


def _enter(page: Reading, node: LexborNode, tag: str, attributes: Attributes, frames: list[Frame]) -> Frame:
    block = tag in BLOCKS
    if block and page.buffer:
        page.flush()
    frame = Frame(
        node,
        tag,
        len(page.blocks),
        len(page.links),
        page.heads,
        page.menus,
        page.place,
        page.inner,
        page.kind,
        page.row,
    )
    if block:
        kind = KINDS.get(tag, "p")
        if kind != "p" or page.kind not in KEPT or tag in ("td", "th"):
            page.kind = kind
        if tag in _BEGIN:
            _enter_block(page, frame, attributes, frames)
    elif tag == "a":
        _enter_anchor(page, frame, attributes)
    elif tag in ("b", "strong"):
        page.bold += 1
        frame.bold = True
    elif tag == "select":
        leaves.select(page, node, attributes)
    elif tag == "textarea":
        leaves.field(page, attributes, tag)
    elif tag == "object" and attributes.get("data"):
        page.add_link(tag, (attributes["data"] or "").strip(), attributes)
    if attributes:
        if tag != "a" and not ACTING.isdisjoint(attributes):
            _enter_acting(page, frame, attributes)
        if not TELLING.isdisjoint(attributes) or tag in PLACES:
            _enter_named(page, frame, attributes, frames)
    elif tag in PLACES:
        _enter_named(page, frame, attributes, frames)
    if tag in ("article", "section", "main"):
        page.inner = max(page.inner, 1 if tag == "main" else 2)
    return frame


def _enter_block(page: Reading, frame: Frame, attributes: Attributes, frames: list[Frame]) -> None:
    tag = frame.tag
    if tag in HEADINGS:
        page.heads = page.under(HEADINGS[tag])
        if page.row:
            page.row.broken = True
    elif tag in LISTS:
        if page.row:
            page.row.listed = True
        if frames:
            _submenu(page, frames[-1])
    elif tag == "table":
        if page.row:
            page.row.broken = True
        page.row = None
        page.photos = []
    elif tag == "tr":
        page.row = Row(len(page.blocks), len(page.links), len(page.images), page.heads)
    elif tag in ("td", "th"):
        if page.row:
            page.row.cells.append(len(page.blocks))
            span = attributes.get("colspan") or ""
            if span.isascii() and span.isdecimal() and len(span) < 4:
                page.row.span = max(page.row.span, int(span))
    elif tag == "form":
        action = (attributes.get("action") or "").strip()
        method = (attributes.get("method") or "get").strip().lower()
        frame.form = page.form
        page.form = FormPart(page.joiner.join(action)[0], method, page.place, len(page.blocks))
        page.forms.append(page.form)


def _enter_named(page: Reading, frame: Frame, attributes: Attributes, frames: list[Frame]) -> None:
    """What id, class and role say: a place, a panel, a panel's title, a menu."""
    tag = frame.tag
    name = attributes.get("id") or ""
    if name:
        page.ids.add(name)
    if tag == "a":
        return
    words = attributes.get("class") or ""
    by_class = signs(words) if words else NONE
    if tag in BLOCKS and tag not in NOT_PLACED:
        place = place_of(tag, attributes.get("role") or "", words, name, page.inner)
        if place and place != page.place:
            page.flush()
            frame.placed = tag not in PLACES
            page.place = place
            if place in ("nav", "footer", "aside"):
                page.heads = ()
    if by_class.dropdown and tag not in LISTS and frames:
        page.flush()
        _submenu(page, frames[-1])
    if by_class.title and tag in TITLES:
        frame.title = True
    if tag == "button":
        if by_class.trigger or "aria-expanded" in attributes:
            frame.title = True
            page.kind = "summary"
        return
    title = page.panels.get(name) if name else None
    if title is None and attributes.get("aria-labelledby"):
        title = page.panels.get("=" + (attributes["aria-labelledby"] or ""))
    if title:
        page.flush()
        heads = page.heads
        if heads and heads[-1][0] >= 3 and heads[-1][1] == title:
            heads = frame.heads = heads[:-1]  # the same words as a heading: they end with the panel
        page.heads = (*heads, (0, title, len(page.blocks), len(page.links)))[-12:]
        frame.panel = True


def _enter_acting(page: Reading, frame: Frame, attributes: Attributes) -> None:
    """Links and triggers made by attributes of elements other than anchors."""
    handler = attributes.get("onclick") or ""
    target = called(handler) if handler else ""
    if target:
        frame.link = page.add_link("onclick", target, attributes)
    else:
        target = next((attributes[name] or "" for name in _DATA if attributes.get(name)), "").strip()
        if "/" in target or "." in target:
            frame.link = page.add_link("data", target, attributes)
    if frame.link:
        page.open.append(frame.link)
    _trigger(page, frame, attributes)


def _trigger(page: Reading, frame: Frame, attributes: Attributes) -> bool:
    """Notes an element that opens a panel: its text becomes the panel's title."""
    panel = attributes.get("data-target") or attributes.get("data-bs-target") or attributes.get("aria-controls") or ""
    words = attributes.get("class") or ""
    handler = attributes.get("onclick")
    if not panel and frame.tag == "a":
        href = (attributes.get("href") or "").strip()
        if href.startswith("#") and len(href) > 1:
            shown = "data-toggle" in attributes or "data-bs-toggle" in attributes or "aria-expanded" in attributes
            if shown or attributes.get("role") == "tab" or signs(words).trigger or _PANEL_ID.search(href):
                panel = href
    if not panel and handler and (frame.tag == "button" or signs(words).trigger):
        named = _NAMED.search(handler[:300])
        panel = named[1] if named else ""
    panel = panel.strip().lstrip("#.")
    if not panel:
        return False
    frame.opens = panel
    frame.name = attributes.get("id") or ""
    frame.control = page.part("", attributes)
    page.open.append(frame.control)
    return True


def _enter_anchor(page: Reading, frame: Frame, attributes: Attributes) -> None:
    href = attributes.get("href")
    target = (href or "").strip()
    if page.link_closed:
        page.buffer.append(" ")  # two links side by side are two words
    inside = target.startswith("#")
    may_open = inside or not ACTING.isdisjoint(attributes)
    if may_open and _trigger(page, frame, attributes) and (inside or not target):
        return
    handler = attributes.get("onclick") or ""
    if href is None and not handler and ("name" in attributes or "id" in attributes):
        page.ids.add(attributes.get("name") or "")
        return
    kind = scheme(target)
    if kind == "javascript":
        frame.link = page.add_link("a", called(target) or called(handler), attributes, "script")
    elif kind in OTHER_SCHEMES:
        frame.name = target
        frame.control = frame.control or page.part("", attributes)
        if frame.control not in page.open:
            page.open.append(frame.control)
        return
    elif target in _NOWHERE:
        shown = called(handler) if handler else ""
        if not shown and ("data-toggle" in attributes or "data-bs-toggle" in attributes):
            return  # opens a menu or a window of the page itself
        shown = shown or next((attributes[name] or "" for name in _DATA if attributes.get(name)), "").strip()
        frame.link = page.add_link("a", shown, attributes, "empty")
    else:
        frame.link = page.add_link("a", target, attributes)
    if frame.link:
        page.open.append(frame.link)


def _submenu(page: Reading, parent: Frame) -> None:
    """A list opens: what its parent said so far is the label of its entries."""
    if parent.tag not in _LIST_PARENTS or len(page.blocks) <= parent.blocks or len(page.menus) >= MAX_MENUS:
        return
    if parent.tag in ("div", "td", "dd") and page.place == "main":
        return
    label = page.blocks[-1][2]
    if len(label) <= TITLE:
        page.menus = (*page.menus, label)
        for link in page.links[parent.links :]:
            if link.dead == "empty":
                link.tag = ""  # it only opens the list


# -- closing --------------------------------------------------------------------------------------------------


def _close(page: Reading, frame: Frame) -> None:
    tag = frame.tag
    if tag in BLOCKS or frame.title:
        if page.buffer:
            page.flush()
        page.kind = frame.kind
        if frame.link or frame.control:
            _close_link(page, frame)
        if frame.title or tag in _END:
            _close_block(page, frame, tag)
    elif frame.link or frame.control:
        _close_link(page, frame)
    elif frame.bold:
        page.bold -= 1
    if frame.placed and page.place != "main":
        page.relabel(frame)
    page.menus = frame.menus
    page.place = frame.place
    page.inner = frame.inner
    if page.heads is not frame.heads:
        _leave(page, frame, tag)


def _close_block(page: Reading, frame: Frame, tag: str) -> None:
    if tag in HEADINGS:
        page.head(HEADINGS[tag], frame)
    elif tag == "summary":
        page.head(0, frame)
    elif frame.title and page.heads == frame.heads:
        if all(link.dead or not link.tag for link in page.links[frame.links :]):
            page.head(6, frame)
            if len(page.blocks) == frame.blocks + 1 and page.blocks[-1][0] == "p":
                page.blocks[-1][0] = "summary"
    elif tag in ("dt", "caption"):
        page.head(8 if tag == "dt" else 6, frame)
    elif tag == "label":
        name = frame.node.attributes.get("for")
        if name and len(page.blocks) > frame.blocks:
            page.labels[name] = page.blocks[-1][2][:TITLE]
    elif tag == "tr":
        if page.row:
            page.close_row(page.row)
        page.row = None
    elif tag == "table":
        page.row = frame.row
    elif tag == "form":
        if page.form:
            page.form.text = "\n".join(block[2] for block in page.blocks[page.form.blocks :])[:4000]
        page.form = frame.form
    if (tag in BOXES or tag == "li") and 1 <= len(page.links) - frame.links <= 3:
        page.widen(frame)


def _close_link(page: Reading, frame: Frame) -> None:
    for link in (frame.link, frame.control):
        if link is None:
            continue
        page.open.remove(link)
        text = page.tidy("".join(link.parts))[:AROUND]
        link.parts = []
        link.text = link.text or text or link.alt or tidy(link.hint)[:AROUND]
        if link is frame.control:
            if not frame.opens:
                _show_address(page, frame.name, text)
            elif 0 < len(title := text or link.alt) <= TITLE:  # a label for screen readers only is no title
                page.panels[frame.opens] = title
                if frame.name:
                    page.panels["=" + frame.name] = title
    page.link_closed = bool(page.buffer)


def _show_address(page: Reading, href: str, shown: str) -> None:
    """A mail address or telephone number that stands only in the reference is shown in the text."""
    kind, _, target = href.partition(":")
    target = tidy(target.partition("?")[0]).strip("/")
    same = target.replace("-", "").replace(" ", "") in shown.replace("-", "").replace(" ", "")
    if kind.lower() in ("mailto", "tel", "fax", "callto", "sms") and target and not same and len(target) < 120:
        page.words(f" {target} ")


def _leave(page: Reading, frame: Frame, tag: str) -> None:
    """Which headings read inside an element still hold after it: those that nothing in it stood under yet."""
    if frame.panel or frame.placed or tag in ("nav", "footer", "aside", "li", "details"):
        page.heads = frame.heads
    elif tag in SECTIONS:
        if page.heads and len(page.blocks) > page.heads[-1][2]:
            page.heads = frame.heads
    elif tag == "div" and page.heads and page.heads[-1][0] >= 3 and len(page.links) > page.heads[-1][3]:
        page.heads = tuple(head for head in page.heads if head in frame.heads or 0 < head[0] < 3)
