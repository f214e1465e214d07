"""Finding the site behind a start address: by either scheme, with or without www, and where it sends its visitors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from crawler.address import alternatives
from crawler.reply import Reply
from crawler.scope import Scope, outside_kind

MOVES = 3  # times that a site may send its visitors on to another host


def adopt(scope: Scope, address: str) -> bool:
    """Count the host that the site itself sends its visitors to as the agency's too; False when it cannot be."""
    if not address or outside_kind(address) not in ("agency", "other"):
        return False
    scope.adopt(address)
    return True


async def open_start(start: str, scope: Scope, fetch: Callable[[str], Awaitable[Reply]], *, offsite: bool) -> Reply:
    """The reply of the start address, or of the first other way to write it that answers; else the first failure."""
    first: Reply | None = None
    for address in (start, *alternatives(start)):
        if not scope.owns(address):
            continue
        reply = await fetch(address)
        for _ in range(MOVES):
            if not reply.left or not offsite or not adopt(scope, reply.left):
                break
            moved = await fetch(reply.left)
            moved.hops = (*reply.hops, *moved.hops)
            moved.requests += reply.requests
            reply = moved
        if reply.left:
            reply.cause, reply.detail = "offsite", reply.left
        if not reply.cause or reply.status:
            return reply
        first = first or reply
        if reply.cause in ("guard", "robots", "offsite"):
            break
    assert first is not None
    return first
