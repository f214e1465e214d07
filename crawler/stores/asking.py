"""Asking for files that are kept elsewhere: within a budget of their own, and with a cause for every refusal."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from config.settings import CrawlSettings
from crawler.reply import Reply
from crawler.scope import Scope, outside_kind
from crawler.stores import dropbox, folders, google, microsoft, short, table
from crawler.stores.shown import Shown

Get = Callable[..., Awaitable[Reply]]
_Ways = Callable[[str], tuple[str, ...]]

STEPS = 6  # addresses asked for one link, each named by the answer before
PATIENCE = 3  # answers in a row that ask us to stop, or none, after which a service is left alone
_TRYING = frozenset({"store_busy", "timeout", "network", "refused", "dns", "tls"})
_PERHAPS = frozenset({"store_gone", "store_denied", "store_login", "http4xx"})  # another way may still give the file
_SERVICES: tuple[tuple[tuple[str, ...], _Ways, Callable[[Reply], Shown]], ...] = (
    (google.HOSTS, google.ways, google.shown),
    (microsoft.HOSTS, microsoft.ways, microsoft.shown),
    (dropbox.HOSTS, dropbox.ways, dropbox.shown),
)


def ways(url: str) -> tuple[str, ...]:
    """Addresses that give the public file behind a shared link, the likeliest first; ``url`` alone for all others."""
    host = urlsplit(url).hostname or ""
    return next((found(url) for hosts, found, _ in _SERVICES if table.under(host, hosts)), ()) or (url,)


def same(url: str) -> str:
    """What all addresses of one shared file have in common: the one that gives it; ``url`` for all others."""
    first = ways(url)[0]
    return first if _service(first) == _service(url) else url


def _service(url: str) -> str:
    """What a limit is kept for: all hosts of one service together, else the host."""
    host = urlsplit(url).hostname or ""
    return next((hosts[0] for hosts, _, _ in _SERVICES if table.under(host, hosts)), host)


def _shown(reply: Reply) -> Shown:
    """What a service's page comes to."""
    host = urlsplit(reply.url).hostname or ""
    if table.sign_in(reply.url):
        return Shown("store_login")
    if table.busy(reply.url):
        return Shown("store_busy")
    return next((shown(reply) for hosts, _, shown in _SERVICES if table.under(host, hosts)), Shown())


class Stores:
    """Asks through ``get``, which follows redirects anywhere; one for each crawl."""

    def __init__(self, scope: Scope, settings: CrawlSettings, get: Get) -> None:
        self._scope = scope
        self._settings = settings
        self._get = get
        self._files = 0
        self._bytes = 0
        self._seconds = 0.0
        self._failed: dict[str, int] = {}  # service: refusals in a row
        self.left = 0  # files not asked for because the budget was spent

    def refuse(self, url: str) -> str:
        """Why an address is not asked for, "" when it is; counts it as asked. Depends on what was taken before."""
        limits = self._settings
        if cause := _beforehand(url):
            return cause
        if self._failed.get(_service(url), 0) >= PATIENCE:
            return "store_busy"
        if (
            self._files >= limits.offsite_files
            or self._bytes >= limits.offsite_bytes
            or self._seconds >= limits.offsite_seconds
        ):
            self.left += 1
            return "store_budget"
        self._files += 1
        return ""

    def taken(self, url: str, reply: Reply) -> None:
        """Count what came of an address."""
        self._bytes += reply.size
        service = _service(url)
        self._failed[service] = self._failed.get(service, 0) + 1 if reply.cause in _TRYING else 0

    async def ask(self, url: str) -> Reply:
        """The file behind a shared or short link, or a folder's listing; else a cause.

        ``left`` is set when it led to an address of the site itself, which is not a matter of stores.
        """
        began = time.monotonic()
        waiting = list(ways(url))
        asked: set[str] = set()  # with what they led to
        steps = 0
        requests, size = 0, 0
        reply = Reply(url, url, cause="offsite")
        while waiting and steps < STEPS:
            address = waiting.pop(0)
            steps += 1
            if self._scope.owns(address):
                reply = Reply(url, address, left=address)
                break
            if cause := _beforehand(address):
                reply = Reply(url, address, cause=cause)
                break
            reply = await self._get(address, robots=False, anywhere=True)
            asked |= {address, *reply.hops, reply.url}
            requests += reply.requests
            size += reply.size
            onward = [other for other in self._judge(reply, address) if other not in asked]
            if onward:
                waiting[:0] = onward
            elif not reply.cause and reply.is_page and not reply.left and folders.listing(reply, 0) is None:
                reply.cause = _unknown(reply.url)
            if not onward and reply.cause not in _PERHAPS:
                break
        reply.requests, reply.size = requests, size
        self._seconds += time.monotonic() - began
        return reply

    def _judge(self, reply: Reply, address: str) -> tuple[str, ...]:
        """Give a reply its cause; the addresses to ask instead, () when it is the last word."""
        if reply.cause and not reply.status:
            return ()
        landed = reply.url
        if landed != address and self._scope.owns(landed):
            reply.left, reply.cause = landed, ""
            return ()
        if outside_kind(address) == "short" and (target := short.onward(reply, address)):
            reply.url = target
            if self._scope.owns(target):
                reply.left, reply.cause = target, ""
                return ()
            if cause := _beforehand(target):
                reply.cause = cause
                return ()
            if reply.is_page and (others := tuple(way for way in ways(target) if way != landed)):
                return others
        if not reply.cause and not reply.is_page:
            return ()
        if google.published(reply):
            reply.kind = "file"
            return ()
        if not reply.cause and folders.listing(reply, 0) is not None:
            return ()
        if folders.empty(reply):
            reply.cause = "store_empty"
            return ()
        seen = _shown(reply)
        if seen.onward:
            return (seen.onward,)
        if seen.cause:
            reply.cause = seen.cause
        elif google.folder_of(reply.url):
            reply.cause = "store_folder"
        elif not reply.cause:
            return ways(reply.url)
        return ()


def _beforehand(url: str) -> str:
    """Why an address need not be asked at all: its own form says what it leads to."""
    return "store_form" if table.form(url) else "store_folder" if microsoft.folder(url) else ""


def _unknown(url: str) -> str:
    """The cause of a page that stands where a file was looked for."""
    return {"store": "store_page", "file": "html"}.get(outside_kind(url), "offsite")
