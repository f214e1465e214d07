"""One address to one reply: manners, redirects hop by hop, limits, and a cause for everything that fails."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.http import Response

from config.settings import CrawlSettings
from crawler.address import DOCUMENT_ENDINGS, ending, host_of, joined, port_of
from crawler.archive import Archive
from crawler.certificate import Certificate, examine
from crawler.earlier import Earlier
from crawler.guard import IP, Guard, resolve
from crawler.manners import GONE, Host, Room
from crawler.reply import PAGE_TYPES, Reply
from crawler.robots import Robots
from crawler.turns import Turns

RETRIED = frozenset({"timeout", "network", "http5xx", "refused", "dns", "tls"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BACK_OFF = frozenset({429, 503})
_FILE_PATIENCE = 3  # files are larger: times the settings' timeout
_LONGEST_WAIT = 30.0  # seconds that a server may make us wait with Retry-After
_SAYS = 200_000  # bytes kept of a page outside the site that tells of a failure
_UNREAD_TYPES = re.compile(r"(?:video|audio|font)/|text/(?:css|javascript)|application/(?:x-)?javascript", re.I)
_WALL = re.compile(
    rb"cf-chl|just a moment|attention required|captcha|incapsula|sucuri|access denied.{0,200}reference", re.I | re.S
)


class Fetcher:
    """Asks for addresses through Scrapy's downloader."""

    def __init__(
        self,
        crawler: Any,
        guard: Guard,
        settings: CrawlSettings,
        archive: Archive,
        earlier: Earlier | None = None,
        turns: Turns | None = None,
    ) -> None:
        self._turns = turns or Turns()
        self._archive = archive
        self._journal = archive.journal
        self._earlier = earlier
        self._downloader = crawler.engine.downloader
        self._guard = guard
        self._settings = settings
        self._hosts: dict[str, Host] = {}
        self.trusted = 0  # addresses taken to be as they were, without a request
        self.on_silence: Callable[[str], None] = lambda _: None  # told an address of a host that is no longer there
        crawler.signals.connect(self._headers, signal=signals.headers_received)

    def _headers(self, headers: Any, request: Request, **_: Any) -> None:
        kind = (headers.get(b"Content-Type") or b"").decode("latin-1").lower()
        if kind.startswith(PAGE_TYPES):
            request.meta["download_maxsize"] = self._settings.max_page
        elif _UNREAD_TYPES.match(kind):
            raise StopDownload(fail=False)

    def _host(self, url: str) -> Host:
        netloc = urlsplit(url).netloc
        if netloc not in self._hosts:
            own = self._guard.scope.owns(url)
            self._hosts[netloc] = Host(self._settings.concurrency if own else 2, self._settings.delay)
        return self._hosts[netloc]

    async def _certificate(self, url: str) -> Certificate:
        """The state of the host's certificate, found out once."""
        host = self._host(url)
        if host.certificate is None:
            host.certificate = asyncio.ensure_future(self._examine(url, host_of(url), port_of(url)))
        return await asyncio.shield(host.certificate)

    async def _examine(self, url: str, name: str, port: int) -> Certificate:
        if (instead := self._guard.instead(name, port)) is not None:
            address, port = instead
            addresses: tuple[IP, ...] = (address,)
        else:
            addresses = self._guard.passed(name, port, await asyncio.to_thread(resolve, name, port))
        async with self._turns.enter(url):
            found = await asyncio.to_thread(examine, name, port, addresses, min(self._settings.timeout, 10.0))
        if found.problem:
            self._archive.add_certificate(name, found.problem, found.detail)
        return found

    async def robots(self, url: str) -> Robots:
        """The rules of the address's host, asked for once."""
        host = self._host(url)
        if host.robots is None:
            parts = urlsplit(url)
            host.robots = asyncio.ensure_future(self._ask_robots(host, f"{parts.scheme}://{parts.netloc}/robots.txt"))
        return await asyncio.shield(host.robots)

    async def _ask_robots(self, host: Host, url: str) -> Robots:
        reply = await self.get(url, robots=False, whole=True)
        rules = Robots(b"" if reply.cause else reply.body, self._settings.user_agent)
        host.delay = max(host.delay, rules.delay)
        if rules.delay:
            host.room = Room(1)
        return rules

    async def get(
        self, url: str, *, robots: bool = True, anywhere: bool = False, whole: bool = False, faint: bool = False
    ) -> Reply:
        """Ask for an address and follow where it leads, within the site unless ``anywhere``. Never raises but when
        called off. ``whole``: the body is wanted also when it has not changed since the earlier crawl; ``faint``:
        nothing speaks for it, so that its date may be trusted."""
        turn = self._journal.turn(url)
        reply = self._journal.recall(url, turn)
        if reply is None:
            earlier = None if whole else self._earlier
            trusting = faint and self._settings.trust_dates
            reply = await self._get(url, robots=robots, anywhere=anywhere, earlier=earlier, trusting=trusting)
            reply.turn = turn
            self._journal.record(reply)
        self.trusted += reply.unchanged and not reply.requests
        return reply

    async def _get(self, url: str, *, robots: bool, anywhere: bool, earlier: Earlier | None, trusting: bool) -> Reply:
        reply = Reply(asked=url, url=url)
        seen = {url}
        for _ in range(self._settings.max_redirects + 1):
            refused = self._guard.refuse(reply.url)
            if refused:
                reply.cause = refused
                return reply
            if reply.url.startswith("https:"):
                certificate = await self._certificate(reply.url)
                if certificate.stops and not self._settings.insecure:
                    reply.cause, reply.detail = "tls", f"{certificate.problem}: {certificate.detail}"
                    return reply
            if robots and self._settings.robots and self._guard.scope.owns(reply.url):
                rules = await self.robots(reply.url)
                if not rules.allows(reply.url):
                    reply.cause = "robots"
                    return reply
            if trusting and earlier and not reply.hops and earlier.fresh(reply.url):
                earlier.unchanged(reply)
                return reply
            response = await self._ask(reply, earlier.headers(reply.url) if earlier else {})
            if response is None:
                return reply
            if response.status == 304 and earlier:
                earlier.unchanged(reply)
                return reply
            location = response.headers.get(b"Location")
            if response.status not in _REDIRECTS or not location:
                self._judge(reply, response)
                return reply
            target = joined(reply.url, _location(location))
            reply.hops = (*reply.hops, reply.url)
            if not target:
                reply.cause, reply.detail = "guard", _location(location)[:200]
                return reply
            if not anywhere and not self._guard.scope.owns(target):
                reply.left = target
                return reply
            if target in seen and len(reply.hops) > 2:
                reply.cause, reply.detail = "redirects", target
                return reply
            seen.add(target)
            reply.url = target
        reply.cause = "redirects"
        return reply

    async def _ask(self, reply: Reply, headers: dict[str, str]) -> Response | None:
        host = self._host(reply.url)
        patience = self._settings.timeout * (_FILE_PATIENCE if ending(reply.url) in DOCUMENT_ENDINGS else 1)
        if self._settings.opening and not host.heard:
            patience = self._settings.opening
        for attempt in (1, 2):
            age = 0
            try:
                async with host.turn() as age, self._turns.visit(reply.url) as manner:
                    if host.dead:
                        reply.cause, reply.detail = host.dead, "not asked: the host no longer answers"
                        return None
                    reply.requests += 1
                    response = await self._download(
                        Request(
                            reply.url,
                            headers={**headers, **manner},
                            dont_filter=True,
                            meta={"download_timeout": patience},
                        )
                    )
            except asyncio.CancelledError:
                raise
            except Exception as error:  # whatever goes wrong with one address is that address's cause
                reply.cause, reply.detail = self._cause(error, reply.url)
                if host.failed(reply.cause, age):
                    await self._doubt(host, reply)
                return None
            host.answered(response.status, age)
            if response.status not in _BACK_OFF or attempt == 2:
                return response
            wait = _retry_after(response)
            if wait is None and response.status == 503:
                return response
            wait = 2.0 if wait is None else wait
            if wait > _LONGEST_WAIT:
                return response
            host.pause(wait)
        return None

    async def _download(self, request: Request) -> Response:
        """What Scrapy gets for a request, past its own slots and delays: turns are ours to give."""
        ask = self._downloader.handlers.download_request_async
        response: Response = await self._downloader.middleware.download_async(ask, request)
        return response

    async def _doubt(self, host: Host, reply: Reply) -> None:
        """Look whether a host is still there by its start page, which answered before."""
        host.doubted = True
        reply.requests += 1
        look = Request(joined(reply.url, "/"), dont_filter=True, meta={"download_timeout": self._settings.timeout})
        try:
            async with self._turns.visit(reply.url) as manner:
                await self._download(look.replace(headers=manner))
        except asyncio.CancelledError:
            raise
        except Exception as error:
            cause, _ = self._cause(error, reply.url)
            if cause in GONE:
                host.dead = cause
                self.on_silence(reply.url)
                return
        finally:
            host.doubted = False
        host.lives()

    def _judge(self, reply: Reply, response: Response) -> None:
        reply.status = response.status
        reply.content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        reply.disposition = (response.headers.get(b"Content-Disposition") or b"").decode("latin-1")
        if "download_stopped" in response.flags:
            reply.cause, reply.detail = "content_type", reply.content_type
        elif response.status >= 400:
            wall = response.status in (403, 429, 503) and (
                response.headers.get(b"cf-mitigated") or _WALL.search(response.body[:20_000])
            )
            if wall:
                reply.cause = "botwall"
            elif response.status in (401, 407):
                reply.cause = "login"
            else:
                reply.cause = "http5xx" if response.status >= 500 or response.status == 429 else "http4xx"
            reply.detail = f"HTTP {response.status}"
            if not self._guard.scope.owns(reply.url):  # the page of a file's store says why it does not give it
                reply.body = response.body[:_SAYS]
        elif response.status >= 300:
            reply.cause, reply.detail = "redirects", f"HTTP {response.status}"
        else:
            reply.etag = (response.headers.get(b"ETag") or b"").decode("latin-1")
            reply.modified = (response.headers.get(b"Last-Modified") or b"").decode("latin-1")
            reply.hold(response.body)

    def _cause(self, error: Exception, url: str) -> tuple[str, str]:
        text = f"{type(error).__name__}: {error}"[:300]
        if isinstance(error, CannotResolveHostError):
            inside = (host_of(url).strip("[]"), port_of(url)) in self._guard.refused
            return ("guard", "") if inside else ("dns", "")
        if isinstance(error, DownloadConnectionRefusedError):
            return "refused", ""
        if isinstance(error, DownloadTimeoutError):
            return "timeout", ""
        if isinstance(error, DownloadCancelledError | IgnoreRequest):
            return "too_large", ""
        if isinstance(error, ResponseDataLossError):
            return "network", "dataloss"
        if "SSL" in text or "TLS" in text or "certificate" in text:
            return "tls", text
        if "timed out" in text.lower() or "TimeoutError" in text:
            return "timeout", ""
        return "network", text


def _location(header: bytes) -> str:
    try:
        return header.decode("utf-8").strip()
    except UnicodeDecodeError:
        return header.decode("cp874", "replace").strip()


def _retry_after(response: Response) -> float | None:
    value = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if not value:
        return None
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
