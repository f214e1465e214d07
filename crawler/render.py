"""Pages that only a browser can show: one browser, used again, without pictures, and behind the guard's proxy.

Several pages are shown at once, each in a window of its own. What fails in company (a page may starve others, or take
the browser along) is shown once more alone, so that what becomes of a page does not depend on its neighbours.
"""

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
from crawler.browser_flags import FLAGS
from crawler.documents.memory import unbounded
from crawler.folded import MORE_WORDS
from crawler.guard import Guard
from crawler.proxy import GuardedProxy
from crawler.settling import Settling
from crawler.tab import Tab
from crawler.turns import Turns

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Playwright

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_UNFOLD = (Path(__file__).parent / "unfold.js").read_text(encoding="utf-8")
CLICKS = 40  # parts opened of one page
_OPENING = 8_000  # milliseconds for that
_QUIET = 8.0  # seconds to wait for a page to come to rest once its markup is there
PLACES = 4  # pages shown at once; each holds some 120 MB
SHARED = 2  # where other crawls run beside this one
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
    """A page after its scripts have run. ``html`` is "" when it could not be had, ``cause`` says why; ``settled``: the
    page had come to rest, and nothing it had asked for was still to come."""

    html: str
    url: str
    cause: str = ""
    settled: bool = True


def browser_path() -> str | None:
    """The system's browser; None when there is none (Playwright's own may still be there)."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


@dataclass(eq=False, slots=True)
class _Turn:
    """A page being shown, by which browser, and whether no other was at the same time."""

    alone: bool
    browser: Browser | None = None


class Renderer:
    """Renders pages in a thread of its own, at most ``PLACES`` at once, begun in the order they were asked for.

    ``missing``: no browser could be started.
    """

    def __init__(self, settings: CrawlSettings, guard: Guard, turns: Turns | None = None) -> None:
        self._settings = settings
        self._arguments: tuple[str, ...] = FLAGS
        self._proxy = GuardedProxy(guard, settings.max_body, turns)
        self._patience = min(settings.timeout, 20.0)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="browser", daemon=True)
        self._thread.start()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        most = SHARED if settings.turns else PLACES
        self._places = max(1, min(most, settings.concurrency)) if not settings.delay else 1
        self._free = asyncio.Semaphore(self._places)
        self._only_one = asyncio.Lock()  # held while every place is being taken
        self._starting = asyncio.Lock()
        self._shown: set[_Turn] = set()
        self._tabs: list[Tab] = []  # windows that wait for a page
        self._closing = False
        self._asked: set[Future[Rendered]] = set()
        self.missing = False

    def render(self, url: str) -> Future[Rendered]:
        """The page of an address as a browser shows it. The result never carries an exception."""
        asked = asyncio.run_coroutine_threadsafe(self._safely(url), self._loop)
        self._asked.add(asked)
        asked.add_done_callback(self._asked.discard)
        return asked

    def close(self) -> None:
        """End browser and thread; what is still asked for is given up."""
        self._closing = True
        for asked in tuple(self._asked):
            asked.cancel()
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

    async def _drop(self, which: Browser | None = None) -> None:
        """End a browser, the present one when none is named."""
        browser = which or self._browser
        if browser is self._browser:
            self._browser = None
        if browser is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(browser.close(), 5)

    async def _safely(self, url: str) -> Rendered:
        async with self._free:
            shown, alone = await self._try(url)
        if shown.html or alone or self.missing:
            return shown
        async with contextlib.AsyncExitStack() as places:
            async with self._only_one:
                for _ in range(self._places):
                    await places.enter_async_context(self._free)
            return (await self._try(url))[0]

    async def _try(self, url: str) -> tuple[Rendered, bool]:
        """The page, and whether it was the only one all the time."""
        turn = _Turn(alone=not self._shown)
        for other in self._shown:
            other.alone = False
        self._shown.add(turn)
        try:
            shown = await asyncio.wait_for(self._render(url, turn), self._patience + _QUIET + _OPENING / 1000 + 4)
        except TimeoutError:
            await self._drop(turn.browser)  # a page that never comes to rest takes its browser along
            shown = Rendered("", url, "timeout")
        except Exception:  # a browser fails in many ways; for the crawl it is one page not shown
            await self._drop(turn.browser)
            shown = Rendered("", url, "shell")
        finally:
            self._shown.discard(turn)
        return shown, turn.alone

    async def _launch(self) -> Browser | None:
        async with self._starting:
            return await self._running()

    async def _running(self) -> Browser | None:
        if self._browser is not None and self._browser.is_connected():
            return self._browser
        if self.missing or self._closing:
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

    async def _render(self, url: str, turn: _Turn) -> Rendered:
        browser = turn.browser = await self._launch()
        if browser is None:
            return Rendered("", url, "shell")
        while self._tabs and self._tabs[-1].browser is not browser:
            self._tabs.pop()
        tab = self._tabs.pop() if self._tabs else await Tab.open(browser, self._settings)
        again = False
        try:
            await tab.begin(url)
            shown, quiet = await self._shown_by(tab.page, url)
            with contextlib.suppress(Exception):  # the page was had; a window that cannot be cleaned is closed
                again = quiet and self._followed() and await asyncio.wait_for(tab.leave(), 5)
                again = again or await asyncio.wait_for(tab.forget(), 5)
        finally:
            if not again:
                await tab.close()
            elif tab.alive:
                self._tabs.append(tab)
            else:
                self._tabs.insert(0, tab)
        return shown

    def _followed(self) -> bool:
        """Whether a page waits that takes the place of one that is done: until then that one would go on working."""
        return len(self._asked) - len(self._shown) > sum(tab.alive for tab in self._tabs)

    async def _shown_by(self, page: Page, url: str) -> tuple[Rendered, bool]:
        """The page, and whether it is whole and nothing is still to come of it."""
        from playwright.async_api import Error

        settling = Settling(page)
        try:
            try:
                await page.goto(url, wait_until="domcontentloaded", timeout=self._patience * 1000)
            except Error as error:
                return Rendered("", url, "timeout" if "Timeout" in str(error) else "shell"), False
            settled = await settling.settled(_QUIET)
            html, shown = await page.content(), page.url
            with contextlib.suppress(Error):  # a page that goes away all the same stays as it was before
                opened = await page.evaluate(_UNFOLD, [CLICKS, _OPENING, MORE_WORDS])
                opened += await page.evaluate(_OPEN_SHADOWS)
                if opened and page.url.partition("#")[0] == shown.partition("#")[0]:
                    html = await page.content()
            return Rendered(html[: self._settings.max_page], shown, settled=settled), settled and settling.quiet
        finally:
            settling.close()
