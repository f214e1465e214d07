"""Where a short link or the page behind a QR code leads."""

from __future__ import annotations

import re

from crawler.address import clean
from crawler.encoding import decode
from crawler.extract import extract
from crawler.reply import Reply
from crawler.scope import outside_kind
from crawler.shell import why_shell

_ADDRESS = re.compile(r"https?:(?:\\?/){2}[^\s\"'<>\\]+(?:\\?/[^\s\"'<>\\]*)*", re.I)


def onward(reply: Reply, url: str) -> str:
    """Where a redirector leads: by redirects, by its page's refresh or script, or by the one that its page names.

    "" when that cannot be told.
    """
    if reply.url != url and outside_kind(reply.url) != "short":
        return reply.url
    if reply.cause or not reply.is_page:
        return ""
    html, _ = decode(reply.body, reply.content_type)
    found = extract(html, reply.url)
    if found.refresh:
        return clean(found.refresh)
    shell = why_shell(html, found)
    if shell.startswith("script-redirect "):
        return clean(shell.removeprefix("script-redirect "))
    named = dict.fromkeys(clean(match[0].replace("\\", "")) for match in _ADDRESS.finditer(html))
    for kind in ("assessor", "store"):
        known = [address for address in named if outside_kind(address) == kind]
        if known and (kind == "assessor" or len(known) == 1):
            return known[0]
    return ""
