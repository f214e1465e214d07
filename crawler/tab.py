"""A window of the browser that shows one page after the other, each as if it were the first.

A new context for every page costs two processes of the browser, ten times what the page itself does. So a context is
used again: between two pages it forgets cookies and all that pages can store, and the page before is gone. An empty
page between two costs half of one; so a page that has reached for nothing that stays is followed by the next at once.
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from config.settings import CrawlSettings
from crawler.settling import REST

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, CDPSession, Frame, Page

WORN = 25  # pages after which a window is closed for a new one: what scripts leave behind in memory goes with it
_WATCH, _TRACES = ((Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("watch.js", "traces.js"))
# Calls between browsers send datagrams past any proxy, whatever the flags of a headless browser say.
_NO_CALLS = """for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport'])
  delete globalThis[name];"""


class Tab:
    """One window, with a context of its own."""

    def __init__(self, browser: Browser, context: BrowserContext, page: Page, session: CDPSession) -> None:
        self.browser = browser
        self.page = page
        self._context = context
        self._session = session
        self._used = 0
        self.alive = False  # the page shown last is still there
        self._loads = 0
        self._framed = False
        page.on("framenavigated", self._load)
        page.on("frameattached", self._frame)

    @classmethod
    async def open(cls, browser: Browser, settings: CrawlSettings) -> Tab:
        """A new window."""
        from playwright.async_api import Error

        context = await browser.new_context(
            user_agent=settings.user_agent,
            locale="th-TH",
            accept_downloads=False,
            ignore_https_errors=True,
            service_workers="block",
        )
        await context.add_init_script(_NO_CALLS + _WATCH + REST + _TRACES)
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        with contextlib.suppress(Error):  # a headless shell draws no window; another draws it again at every page
            window = await session.send("Browser.getWindowForTarget")
            small = {"windowId": window["windowId"], "bounds": {"windowState": "minimized"}}
            await session.send("Browser.setWindowBounds", small)
        return cls(browser, context, page, session)

    def _load(self, frame: Frame) -> None:
        self._loads += frame.parent_frame is None

    def _frame(self, _: Frame) -> None:
        self._framed = True

    async def begin(self, url: str) -> None:
        """Make ready for a page. Raises when the page before cannot be left."""
        if self.alive and self.page.url.partition("#")[0] == url.partition("#")[0]:
            await self._blank()  # otherwise the same page would be shown, not loaded
        self.alive, self._loads, self._framed = False, 0, False

    async def leave(self) -> bool:
        """Leave a page at rest as it is, for the next one to take its place; whether nothing of it can stay behind.

        So it is when it was one page without frames, and has reached for no storage. It reaches none from now on.
        """
        if self._loads != 1 or self._framed or self._used + 1 >= WORN or len(self._context.pages) > 1:
            return False
        if not await self.page.evaluate("() => globalThis.__oit.leave()"):
            return False
        await self._context.clear_cookies()
        self._used += 1
        self.alive = self._loads == 1 and not self._framed and self.browser.is_connected()
        return self.alive

    async def forget(self) -> bool:
        """Leave the page and all it stored; whether the window can show another."""
        self._used += 1
        if self._used >= WORN or len(self._context.pages) > 1:
            return False
        await self._blank()
        return self.browser.is_connected()

    async def _blank(self) -> None:
        from playwright.async_api import Error

        origins = {
            f"{parts.scheme}://{parts.netloc}"
            for frame in self.page.frames
            if (parts := urlsplit(frame.url)).scheme in ("http", "https")
        }
        send = self._session.send
        await send("Emulation.setScriptExecutionDisabled", {"value": True})  # nothing is stored in going
        for origin in sorted(origins):
            with contextlib.suppress(Error):  # a frame that may store nothing has no storage to clear
                await send("DOMStorage.clear", {"storageId": {"securityOrigin": origin, "isLocalStorage": False}})
        await self.page.goto("about:blank", timeout=5_000)
        for origin in sorted(origins):
            await send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        await self._context.clear_cookies()
        await send("Emulation.setScriptExecutionDisabled", {"value": False})
        await self.page.evaluate("() => { globalThis.name = ''; }")

    async def close(self) -> None:
        """Close the window. Never fails."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._context.close(), 5)
