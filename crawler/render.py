"""Pages that only a browser can show: one browser, used again, without pictures, and behind the guard's proxy."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from config.settings import CrawlSettings
from crawler.documents.memory import unbounded
from crawler.folded import MORE_WORDS
from crawler.guard import Guard
from crawler.proxy import GuardedProxy
from crawler.turns import Turns

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_ARGUMENTS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--dns-prefetch-disable",
    "--blink-settings=imagesEnabled=false",
    "--js-flags=--max-old-space-size=512",
    "--renderer-process-limit=2",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    # The browser resolves no name by itself: the proxy does.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
# Calls between browsers send datagrams past any proxy, whatever the flags of a headless browser say.
_NO_CALLS = """for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport'])
  delete globalThis[name];"""
_WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
_UNFOLD = (Path(__file__).parent / "unfold.js").read_text(encoding="utf-8")
CLICKS = 40  # parts opened of one page
_OPENING = 8_000  # milliseconds for that
_QUIET = 6_000  # milliseconds to wait for a page's own requests to end
# What stands in shadow trees is not part of a page's markup: write it into the elements that hold them.
_OPEN_SHADOWS = """() => {
  let opened = 0;
  const open = root => { for (const e of [...root.querySelectorAll('*')]) if (e.shadowRoot) {
    open(e.shadowRoot); opened++;
    const d = document.createElement('div'); d.innerHTML = e.shadowRoot.innerHTML; e.appendChild(d);
  } };
  open(document);
  return opened;
}"""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page after its scripts have run. ``html`` is "" when it could not be had, ``cause`` says why."""

    html: str
    url: str
    cause: str = ""


def browser_path() -> str | None:
    """The system's browser; None when there is none (Playwright's own may still be there)."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


class Renderer:
    """Renders pages one after the other in a thread of its own. ``missing``: no browser could be started."""

    def __init__(self, settings: CrawlSettings, guard: Guard, turns: Turns | None = None) -> None:
        self._settings = settings
        self._arguments: tuple[str, ...] = _ARGUMENTS
        self._proxy = GuardedProxy(guard, settings.max_body, turns)
        self._patience = min(settings.timeout, 20.0)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="browser", daemon=True)
        self._thread.start()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self.missing = False
        self.done = 0

    def render(self, url: str) -> Future[Rendered]:
        """The page of an address as a browser shows it. The result never carries an exception."""
        self.done += 1
        return asyncio.run_coroutine_threadsafe(self._safely(url), self._loop)

    def close(self) -> None:
        """End browser and thread."""
        with contextlib.suppress(Exception):
            asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        if not self._thread.is_alive():
            self._loop.close()

    async def _end(self) -> None:
        await self._drop()
        if self._playwright is not None:
            await self._playwright.stop()
        await self._proxy.close()

    async def _drop(self) -> None:
        browser, self._browser = self._browser, None
        if browser is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(browser.close(), 5)

    async def _safely(self, url: str) -> Rendered:
        try:
            return await asyncio.wait_for(self._render(url), self._patience + (_QUIET + _OPENING) / 1000 + 4)
        except TimeoutError:
            await self._drop()  # a page that never comes to rest takes its browser along
            return Rendered("", url, "timeout")
        except Exception:  # a browser fails in many ways; for the crawl it is one page not shown
            await self._drop()
            return Rendered("", url, "shell")

    async def _launch(self) -> Browser | None:
        if self._browser is not None and self._browser.is_connected():
            return self._browser
        if self.missing:
            return None
        from playwright.async_api import Error, async_playwright

        if self._playwright is None:
            address = await self._proxy.start()
            self._server = address
            with unbounded():
                self._playwright = await async_playwright().start()
        try:
            self._browser = await self._playwright.chromium.launch(
                executable_path=browser_path(),
                args=list(self._arguments),
                proxy={"server": self._server, "bypass": "<-loopback>"},
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
                timeout=30_000,
            )
        except Error:
            self.missing = True
        return self._browser

    async def _render(self, url: str) -> Rendered:
        from playwright.async_api import Error

        browser = await self._launch()
        if browser is None:
            return Rendered("", url, "shell")
        context = await browser.new_context(
            user_agent=self._settings.user_agent,
            locale="th-TH",
            accept_downloads=False,
            ignore_https_errors=True,
            service_workers="block",
        )
        try:
            await context.add_init_script(_NO_CALLS + _WATCH)
            page = await context.new_page()
            try:
                await page.goto(url, wait_until="domcontentloaded", timeout=self._patience * 1000)
            except Error as error:
                return Rendered("", url, "timeout" if "Timeout" in str(error) else "shell")
            with contextlib.suppress(Error):
                await page.wait_for_load_state("networkidle", timeout=_QUIET)
            html, shown = await page.content(), page.url
            with contextlib.suppress(Error):  # a page that goes away all the same stays as it was before
                opened = await page.evaluate(_UNFOLD, [CLICKS, _OPENING, MORE_WORDS])
                opened += await page.evaluate(_OPEN_SHADOWS)
                if opened and page.url.partition("#")[0] == shown.partition("#")[0]:
                    html = await page.content()
            return Rendered(html[: self._settings.max_page], shown)
        finally:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(context.close(), 5)
