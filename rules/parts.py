"""Parts of a page that its blocks alone do not tell: what "#part" of an address shows, pictures under a heading."""

from __future__ import annotations

import re
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


def part(page: Page, name: str) -> Extract | None:
    """What the element of ``page`` with the id ``name`` shows; None when there is none or it holds next to nothing."""
    if not re.fullmatch(r"[^\s\"'\\\]]{1,100}", name):
        return None
    node = _parsed(page.html).css_first(f'[id="{name}"]')
    if node is None or node.tag in ("body", "html", "a"):
        return None
    if len(_LETTER.findall(fold(node.text(separator=" ")))) < LEAST and node.css_first("img, iframe, form") is None:
        return None
    return extract(node.html or "", page.url)


def marked(page: Page, name: str) -> str:
    """The words of the heading that an anchor ``name`` marks; "" when it marks none."""
    if not re.fullmatch(r"[^\s\"'\\\]]{1,100}", name):
        return ""
    node = _parsed(page.html).css_first(f'[id="{name}"], a[name="{name}"]')
    for _ in range(3):
        if node is None:
            return ""
        if node.tag in _TITLES and node.text(strip=True):
            return node.text(separator=" ", strip=True)
        node = node.next if not node.text(strip=True) and node.next is not None else node.parent
    return ""


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
