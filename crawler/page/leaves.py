"""Elements without children that matter: pictures, fields, frames and what the head says."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.page.hrefs import OTHER_SCHEMES, called, scheme
from crawler.page.parts import Attributes, ImagePart
from crawler.page.reading import AROUND, MAX_LINKS, Reading, tidy

MAX_FIELDS = 60
_REFRESH = re.compile(r"""^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?['"]?\s*([^'"]+?)\s*['"]?\s*$""", re.I)
_PIXELS = re.compile(r"\s*(\d{1,5})")
_SOURCES = ("data-src", "data-lazy-src", "data-original", "src")


def leaf(page: Reading, node: LexborNode, tag: str, attributes: Attributes) -> None:
    """Reads one such element."""
    if tag == "img":
        _image(page, attributes)
    elif tag in ("br", "hr"):
        page.flush()
    elif tag == "input":
        field(page, attributes, (attributes.get("type") or "text").strip().lower())
    elif tag == "title":
        page.title = page.title or tidy(node.text())[:500]
    elif tag == "meta":
        _meta(page, attributes)
    elif tag == "base":
        href = attributes.get("href")
        if href and page.base == page.url:
            page.base = page.joiner.join(href)[0] or page.url
            page.joiner = type(page.joiner)(page.base)
    elif tag == "area":
        _area(page, attributes)
    elif tag in ("iframe", "frame", "embed"):
        target = (attributes.get("src") or "").strip()
        if not target or target.startswith("about:"):
            target = (attributes.get("data-src") or attributes.get("data-lazy-src") or "").strip()
        if target and scheme(target) != "javascript":
            page.add_link(tag, target, attributes)


def _meta(page: Reading, attributes: Attributes) -> None:
    content = attributes.get("content") or ""
    if (attributes.get("http-equiv") or "").strip().lower() == "refresh":
        found = _REFRESH.match(content[:2000])
        target = found[1] if found and not page.refresh else ""
        if target and not target.replace(".", "").isdecimal():
            link = page.add_link("meta", target, {})
            page.refresh = link.url if link else ""
    elif attributes.get("property") == "og:title":
        page.og_title = page.og_title or tidy(content)[:500]


def _area(page: Reading, attributes: Attributes) -> None:
    href = (attributes.get("href") or "").strip()
    kind = scheme(href)
    if kind not in OTHER_SCHEMES:
        target = called(href) if kind == "javascript" else "" if href == "#" else href
        link = page.add_link("area", target, attributes)
        if link:
            link.text = tidy(attributes.get("alt") or link.hint)


def _image(page: Reading, attributes: Attributes) -> None:
    if len(page.images) >= MAX_LINKS:
        return
    alt = tidy(attributes.get("alt") or attributes.get("title") or "")
    if alt:
        for link in page.open:
            link.alt = link.alt or alt
    source = next((attributes[name] or "" for name in _SOURCES if attributes.get(name)), "").strip()
    if not source or source.startswith("data:"):
        source = (attributes.get("srcset") or attributes.get("data-srcset") or "").strip().partition(" ")[0].rstrip(",")
    if not source or source.startswith("data:"):
        return
    found = [_PIXELS.match(attributes.get(side) or "") for side in ("width", "height")]
    width, height = (int(pixels[1]) if pixels else 0 for pixels in found)
    image = ImagePart(page.joiner.join(source)[0], alt, width, height, page.place)
    image.link = next((link for link in reversed(page.open) if link.tag), None)
    if page.row and page.row.cells:
        image.cell = len(page.row.cells) - 1
    page.images.append(image)
    page.waiting.append(image)


def field(page: Reading, attributes: Attributes, kind: str) -> None:
    """A form field under the name that a reader sees: its placeholder, else the text before it, else its name."""
    form = page.form or page.loose
    if kind in ("submit", "button", "reset", "image"):
        value = tidy(attributes.get("value") or attributes.get("alt") or "")
        target = called(attributes.get("onclick") or "")
        if target:
            link = page.add_link("onclick", target, attributes)
            if link:
                link.text = value
        if value and kind != "image":
            page.words(value + " ")
        return
    if kind == "hidden" or len(form.fields) >= MAX_FIELDS:
        return
    name = attributes.get("placeholder") or attributes.get("aria-label") or attributes.get("title") or ""
    if not name and kind not in ("radio", "checkbox"):
        name = tidy("".join(page.buffer)[-200:])
        if not name and len(page.blocks) > form.blocks:
            name = page.blocks[-1][2]
        name = name if len(name) <= 80 else ""
    form.fields.append((tidy(name or attributes.get("name") or ""), attributes.get("id") or ""))


def select(page: Reading, node: LexborNode, attributes: Attributes) -> None:
    """A choice: a field, and links when its entries are addresses."""
    field(page, attributes, "select")
    change = attributes.get("onchange") or ""
    jumps = "location" in change or "open(" in change
    for option in node.css("option")[:200]:
        value = (option.attributes.get("value") or "").strip()
        if value.startswith(("http://", "https://", "/")) or (jumps and "." in value):
            link = page.add_link("data", value, {})
            if link:
                link.text = tidy(option.text())[:AROUND]
