"""Sitemaps: what a site itself lists of its addresses, so that pages linked from nowhere are found too."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Awaitable, Callable, Iterator

from crawler.address import joined
from crawler.reply import Reply
from crawler.scope import Scope

FILES = 10  # sitemaps read of one site
MOST = 5_000  # addresses taken from them
LONGEST = 8_000_000  # bytes of one sitemap, unpacked
_LOC = re.compile(r"<(?:\w+:)?loc\s*>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*</", re.I)
_INDEX = re.compile(r"<(?:\w+:)?sitemapindex\b", re.I)


async def listed(
    start: str, named: tuple[str, ...], scope: Scope, fetch: Callable[[str], Awaitable[Reply]]
) -> tuple[str, ...]:
    """The site's own addresses that its sitemaps list, each once, in their order.

    ``named``: the sitemaps that robots.txt names; the usual place is asked as well. ``fetch`` asks for one address.
    """
    waiting = list(dict.fromkeys(joined(start, url) for url in (*named, "/sitemap.xml")))
    asked: set[str] = set()
    found: dict[str, None] = {}
    while waiting and len(asked) < FILES and len(found) < MOST:
        url = waiting.pop(0)
        if not url or url in asked or not scope.at_home(url):
            continue
        asked.add(url)
        reply = await fetch(url)
        if reply.cause or reply.is_page or reply.left:
            continue
        text = _text(reply.body)
        addresses = [joined(reply.url, html.unescape(loc)) for loc in _locations(text)]
        if _INDEX.search(text[:5000]):
            waiting += addresses
        else:
            found.update(dict.fromkeys(address for address in addresses if address and scope.owns(address)))
    return tuple(found)[:MOST]


def _locations(text: str) -> Iterator[str]:
    if "<" not in text[:200]:  # a plain list, an address a line
        yield from (line.strip() for line in text.splitlines()[:MOST] if line.startswith("http"))
        return
    for count, match in enumerate(_LOC.finditer(text)):
        if count >= MOST:
            return
        yield match[1]


def _text(body: bytes) -> str:
    if body[:2] == b"\x1f\x8b":
        try:
            body = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, LONGEST)
        except zlib.error:
            return ""
    return body[:LONGEST].decode("utf-8", "replace")
