"""Turns at servers that many crawls share: a crawl of a scan asks the scan's keeper before it opens a connection.

A server is an IP address: many small agencies live on one. The crawl's own server is lent to it as a whole (its *home*:
connections there stay open and cost no question); at any other server it is a visitor, who asks for every request and
leaves no connection behind. With an interval between requests every request asks for its time, at home too.

The keeper is ``checker.scan.limiter``; one line of JSON a word, either way.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
from collections.abc import AsyncIterator, Callable, Sequence
from urllib.parse import urlsplit

from config.settings import CrawlSettings
from crawler.address import host_of, port_of
from crawler.guard import resolve

BROWSER = 2  # connections at once that the browser may have to the crawl's home
_LEAVING = {"Connection": "close"}


def servers_of(host: str, port: int) -> tuple[str, ...]:
    """The servers that a host is on, sorted; an IPv6 network counts as one. Blocks."""
    found = resolve(host, port)
    return tuple(sorted({_server(str(address)) for address in found}))


def _server(address: str) -> str:
    ip = ipaddress.ip_address(address)
    return str(ip) if ip.version == 4 else str(ipaddress.IPv6Network((ip, 64), strict=False))


class Turns:
    """Turns of a crawl that shares its servers with nobody: always at once."""

    async def open(self, lost: Callable[[], None]) -> None:
        """Begin; ``lost`` is called when the keeper is gone."""

    async def settle(self, url: str) -> None:
        """``url`` is how the site is reached: its server is to be the crawl's home."""

    @contextlib.asynccontextmanager
    async def visit(self, url: str) -> AsyncIterator[dict[str, str]]:
        """A turn for one request; gives the headers to send with it."""
        yield {}

    @contextlib.asynccontextmanager
    async def enter(self, url: str) -> AsyncIterator[None]:
        """A turn for one connection that does not stay open, wherever it goes."""
        yield

    async def browse(self, url: str) -> contextlib.AsyncExitStack:
        """A turn for one connection of the browser's, asked from its own loop; ``aclose`` gives it back."""
        return contextlib.AsyncExitStack()

    def close(self) -> None:
        """Give everything back."""


class SharedTurns(Turns):
    """Turns as the keeper of a scan gives them."""

    def __init__(self, settings: CrawlSettings) -> None:
        place, self._word = settings.turns.rsplit("/", 1)
        self._host, _, port = place.rpartition(":")
        self._port = int(port)
        self._interval = settings.turn_interval > 0
        self._lent = frozenset(settings.servers)
        self._home = ""
        self._known: dict[str, asyncio.Future[tuple[str, ...]]] = {}
        self._answers: dict[int, asyncio.Future[dict[str, object]]] = {}
        self._number = 0
        self._writer: asyncio.StreamWriter | None = None
        self._listening: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: asyncio.Semaphore | None = None

    async def open(self, lost: Callable[[], None]) -> None:
        """Connect and say who this is."""
        self._loop = asyncio.get_running_loop()
        reader, self._writer = await asyncio.open_connection(self._host, self._port)
        self._say(hello=self._word)
        self._listening = asyncio.ensure_future(self._listen(reader, lost))

    async def _listen(self, reader: asyncio.StreamReader, lost: Callable[[], None]) -> None:
        with contextlib.suppress(OSError):
            while line := await reader.readline():
                word = json.loads(line)
                waiting = self._answers.pop(word["n"], None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(word)
        lost()

    def _say(self, **word: object) -> None:
        if self._writer is not None:
            self._writer.write(json.dumps(word).encode("ascii") + b"\n")

    async def _ask(self, ask: str, servers: Sequence[str]) -> dict[str, object]:
        self._number += 1
        number = self._number
        answer: asyncio.Future[dict[str, object]] = asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        self._say(ask=ask, servers=list(servers), n=number)
        try:
            return await answer
        except asyncio.CancelledError:
            self._say(ask="forget", n=number, servers=list(servers))
            raise
        finally:
            self._answers.pop(number, None)

    async def _servers(self, url: str) -> tuple[str, ...]:
        host, port = host_of(url), port_of(url)
        if host not in self._known:
            self._known[host] = asyncio.ensure_future(asyncio.to_thread(servers_of, host, port))
        return await asyncio.shield(self._known[host])

    async def settle(self, url: str) -> None:
        """Ask for the server as a home, unless it is lent already; refused, the crawl stays a visitor there."""
        servers = await self._servers(url)
        if not servers or not self._lent:
            return
        if not self._lent.issuperset(servers):
            answer = await self._ask("claim", servers)
            if not answer["yes"]:
                return
        self._home = _origin(url)

    @contextlib.asynccontextmanager
    async def visit(self, url: str) -> AsyncIterator[dict[str, str]]:
        """At home at once, or at its time; elsewhere when a place is free."""
        if _origin(url) != self._home:
            async with self.enter(url):
                yield _LEAVING
            return
        if self._interval:
            await self._pause(await self._ask("turn", await self._servers(url)))
        yield {}

    @contextlib.asynccontextmanager
    async def enter(self, url: str) -> AsyncIterator[None]:
        """Hold one visitor's place at every address of the host."""
        servers = await self._servers(url)
        if not servers:  # it has no address: nothing will be connected to
            yield
            return
        answer = await self._ask("enter", servers)
        try:
            await self._pause(answer)
            yield
        finally:
            self._say(ask="leave", servers=list(servers))

    async def browse(self, url: str) -> contextlib.AsyncExitStack:
        """At home one of ``BROWSER`` places kept for it, elsewhere a visitor's."""
        stack = contextlib.AsyncExitStack()
        if _origin(url) == self._home:
            self._browser = self._browser or asyncio.Semaphore(BROWSER)
            await stack.enter_async_context(self._browser)
            return stack
        assert self._loop is not None

        async def take() -> contextlib.AsyncExitStack:
            held = contextlib.AsyncExitStack()
            await held.enter_async_context(self.enter(url))
            return held

        held = await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(take(), self._loop))

        loop = self._loop

        def give_back() -> None:
            with contextlib.suppress(RuntimeError):  # the crawl has ended: its connection gave everything back
                asyncio.run_coroutine_threadsafe(held.aclose(), loop)

        stack.callback(give_back)
        return stack

    @staticmethod
    async def _pause(answer: dict[str, object]) -> None:
        wait = float(str(answer["wait"]))
        if wait > 0:
            await asyncio.sleep(wait)

    def close(self) -> None:
        """End the connection; the keeper takes back what was held."""
        if self._listening is not None:
            self._listening.cancel()
        if self._writer is not None:
            self._writer.close()


def turns_for(settings: CrawlSettings) -> Turns:
    """The turns that crawl settings ask for."""
    return SharedTurns(settings) if settings.turns else Turns()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
