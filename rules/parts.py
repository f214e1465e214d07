"""Parts of a page that its blocks alone do not tell: what "#part" of an address shows, pictures under a heading."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract import Extract, extract
from crawler.site import Image, Page
from crawler.text import fold
from rules.people import icon

_TITLES = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "label", "dt", "p", "li", "b", "strong", "button"}
)
_LETTER = re.compile(r"[ก-ฮa-z0-9]")
LARGE = 300  # pixels of a side from which a picture is content rather than decoration
LEAST = 20  # letters that a part must hold to be one


@lru_cache(maxsize=8)
def _parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def part(page: Page, name: str) -> Page | None:
    """What "#name" of ``page`` shows, as a page of its own; None when it has no such part or one of next to nothing."""
    found = _shown(page.html, page.url, name)
    if found is None:
        return None
    html, seen = found
    return replace(
        page, html=html, blocks=seen.blocks, links=seen.links, images=seen.images, forms=seen.forms, aliases=()
    )


@lru_cache(maxsize=64)
def _shown(html: str, url: str, name: str) -> tuple[str, Extract] | None:
    if not re.fullmatch(r"[^\s\"'\\\]]{1,100}", name):
        return None
    node = _parsed(html).css_first(f'[id="{name}"]')
    if node is None or node.tag in ("body", "html", "a"):
        return None
    if len(_LETTER.findall(fold(node.text(separator=" ")))) < LEAST and node.css_first("img, iframe, form, a") is None:
        return None
    return node.html or "", extract(node.html or "", url)


def pictures(page: Page, start: str, end: str) -> tuple[Image, ...]:
    """The pictures of ``page`` between the heading ``start`` and the next one, ``end`` ("": to the end of the page)."""
    shown = [image for image in page.images if image.place == "main" and not icon(image.url, image.width, image.height)]
    if not shown:
        return ()
    root = _parsed(page.html).root
    first, last = fold(start), fold(end)
    inside = False
    found: set[str] = set()
    for node in root.traverse() if root is not None else ():
        if node.tag == "img" and inside:
            found |= {
                _file(node.attributes.get(key) or "") for key in ("src", "data-src", "data-lazy-src", "data-original")
            }
        elif node.tag in _TITLES:
            words = _words(node)
            if words == first:
                inside, found = True, set()
            elif inside and words and words == last:
                break
    return tuple(image for image in shown if inside and _file(image.url) in found)


def _words(node: LexborNode) -> str:
    text = node.text(separator=" ", strip=True)
    return fold(" ".join(text.split())) if len(text) < 600 else ""


def _file(url: str) -> str:
    return url.strip().rsplit("/", 1)[-1].partition("?")[0]


def large(image: Image) -> bool:
    """Whether a picture is stated to be large, or nothing is stated and its file's name is no icon's."""
    return max(image.width, image.height) >= LARGE or (image.width == 0 == image.height)
