"""When a page in the browser is done: what it asks for, and whether it has come to rest."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page, Request

REST = (Path(__file__).parent / "rest.js").read_text(encoding="utf-8")  # to run in a page before its own scripts
CALM = 1.0  # seconds without any request after which a page that only moves (clocks, slides) is done
# What is never taken out of a page, or stays open as long as the page does.
_NO_MATTER = frozenset({"image", "media", "font", "eventsource", "websocket", "ping", "manifest", "texttrack"})
_SCHEMES = ("http:", "https:", "data:", "blob:", "about:", "file:")


class Settling:
    """Watches one page, from before it is opened."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: dict[Request, None] = {}  # in the order they began
        self._besides: set[Request] = set()  # open, and waited for by nobody
        self._clock = asyncio.get_running_loop().time
        self._last = self._clock()
        self._ended = asyncio.Event()
        page.on("request", self._begin)
        page.on("requestfinished", self._end)
        page.on("requestfailed", self._end)

    def close(self) -> None:
        """Watch no longer."""
        self._page.remove_listener("request", self._begin)
        self._page.remove_listener("requestfinished", self._end)
        self._page.remove_listener("requestfailed", self._end)

    def _begin(self, request: Request) -> None:
        if request.resource_type not in _NO_MATTER:
            if not request.url.startswith(_SCHEMES):  # where a redirect led: of the request itself no end is told
                last = (other for other in reversed(self._open) if other.resource_type == request.resource_type)
                self._open.pop(next(last, request), None)
            self._open[request] = None
            self._last = self._clock()
        else:
            self._besides.add(request)

    @property
    def quiet(self) -> bool:
        """Whether nothing at all is still to come."""
        return not self._open and not self._besides

    def _end(self, request: Request) -> None:
        self._besides.discard(request)
        if request in self._open:
            del self._open[request]
            self._last = self._clock()
            self._ended.set()

    async def settled(self, patience: float) -> bool:
        """Wait for the page to be done, so many seconds at most; whether it was.

        It is done when it is at rest (``rest.js``) and all it asked for has come, or when it has asked for nothing
        for ``CALM`` seconds, however much it moves.
        """
        from playwright.async_api import Error

        until = self._clock() + patience
        while (now := self._clock()) < until:
            if self._open:
                self._ended.clear()
                try:
                    await asyncio.wait_for(self._ended.wait(), until - now)
                except TimeoutError:
                    return False
                continue
            left = min(self._last + CALM, until) - now
            if left <= 0:
                return True
            last = self._last
            try:
                rests = await self._page.evaluate("patience => globalThis.__oit.rest(patience)", left * 1000)
            except Error:  # it went on to another page meanwhile
                if self._page.is_closed():
                    raise
                await asyncio.sleep(0.02)
                continue
            if rests and not self._open and self._last == last:
                return True
        return False
