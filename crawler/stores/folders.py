"""A public Drive folder: its plain listing as a page of links, each with its file's name."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from crawler.encoding import decode
from crawler.reply import Reply
from crawler.site import Block, Link, Page
from crawler.stores.google import folder_of, listing_address

MOST = 200  # entries of one folder
_NAME = re.compile(r"\s*-\s*Google\s+(?:Drive|ไดรฟ์)\s*$")


def listing(reply: Reply, depth: int) -> Page | None:
    """The folder that a reply shows; None when it shows none, or nothing of what is in it.

    The page has no text but the folder's name: names of files prove nothing.
    """
    identity = folder_of(reply.url)
    if reply.cause or not reply.is_page or not identity:
        return None
    html, charset = decode(reply.body, reply.content_type)
    tree = LexborHTMLParser(html)
    url = listing_address(identity)
    heading = tree.css_first("title")
    title = _NAME.sub("", " ".join(heading.text().split())) if heading is not None else ""
    links: list[Link] = []
    for entry in tree.css("div.flip-entry")[:MOST]:
        anchor, name = entry.css_first("a[href]"), entry.css_first(".flip-entry-title")
        if anchor is None or name is None:
            continue
        address, _, _ = (anchor.attributes["href"] or "").partition("#")
        words = " ".join(name.text().split())
        above = (title,) if title else ()
        links.append(Link(url, len(links), address, "", words, above, (), words, "main", "a"))
    if not links:
        return None
    blocks = (Block("h1", "main", title),) if title else ()
    return Page(url, reply.status, title, depth, blocks, tuple(links), (), (), html, reply.sha256, charset)


def empty(reply: Reply) -> bool:
    """Whether a reply is the listing of a folder that holds nothing."""
    return bool(folder_of(reply.url)) and b"flip-entries" in reply.body and b"flip-entry-title" not in reply.body
