"""Pictures of places on pages, as a browser shows what the archive holds of them.

A page is not asked for again: the browser is given the markup that was judged, and only what belongs to it (styles,
pictures, scripts of pages that needed none to be read) comes from the network, through the guard. Where a page would go
on to another address, it is kept where it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import time
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from config.settings import CrawlSettings
from crawler.documents.page_picture import Box, mark, webp
from crawler.guard import Guard
from crawler.render import Renderer
from crawler.site import Page

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession

WIDTH, VIEW = 1000, 760  # pixels of the window that pages are shown in
HEIGHT = 460  # of a picture, at the least
AFTER = 3_000  # milliseconds for what belongs to a page once its own markup stands
SECONDS = 14.0  # for all of one page, its pictures included
NO_PICTURES = "--blink-settings=imagesEnabled=false"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as WebP. ``marked``: the words were found; ``opened``: they were folded away and had to be unfolded."""

    data: bytes
    width: int
    height: int
    marked: bool
    opened: bool = False


class Camera(Renderer):
    """Photographs stored pages one after the other. ``missing``: no browser could be started."""

    def __init__(self, settings: CrawlSettings, guard: Guard) -> None:
        super().__init__(settings, guard)
        self._arguments = tuple(word for word in self._arguments if word != NO_PICTURES)
        self._context: BrowserContext | None = None

    def photograph(self, page: Page, quotes: Sequence[str], until: float) -> tuple[Photo | None, ...]:
        """A picture for each quotation of one page, None where there is none; begins nothing after ``until``
        (monotonic seconds)."""
        asked = asyncio.run_coroutine_threadsafe(self._patiently(page, quotes, until), self._loop)
        return asked.result()

    async def _patiently(self, page: Page, quotes: Sequence[str], until: float) -> tuple[Photo | None, ...]:
        made: list[Photo | None] = []
        for scripts in (True, False) if not page.rendered else (False,):
            left = min(SECONDS, until - time.monotonic())
            if left < 1 or self.missing:
                break
            made = []
            try:
                await asyncio.wait_for(self._photographed(page, quotes, scripts, made), left)
                break
            except Exception:  # a browser fails in many ways; once more without the page's own scripts
                await self._forget()
        return (*made, *[None] * (len(quotes) - len(made)))

    async def _forget(self) -> None:
        self._context = None
        await self._drop()

    async def _photographed(self, page: Page, quotes: Sequence[str], scripts: bool, made: list[Photo | None]) -> None:
        from playwright.async_api import Error

        browser = await self._launch()
        if browser is None:
            return
        if self._context is None:
            self._context = await browser.new_context(
                viewport={"width": WIDTH, "height": VIEW},
                user_agent=self._settings.user_agent,
                locale="th-TH",
                reduced_motion="reduce",
                accept_downloads=False,
                ignore_https_errors=True,
                service_workers="block",
            )
        sheet = await self._context.new_page()
        try:
            session = await self._context.new_cdp_session(sheet)
            await _give(session, page)
            if not scripts:
                await session.send("Emulation.setScriptExecutionDisabled", {"value": True})
            address = page.url.partition("#")[0]
            await sheet.goto(address, wait_until="domcontentloaded", timeout=self._patience * 1000)
            with contextlib.suppress(Error):
                await sheet.wait_for_load_state("load", timeout=AFTER)
            for quote in quotes:
                made.append(await _photo(session, quote))
        finally:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(sheet.close(), 3)


async def _give(session: CDPSession, page: Page) -> None:
    """Let the browser have the stored markup as the page's own, once, and no other page in its place."""
    tree = await session.send("Page.getFrameTree")
    frame = tree["frameTree"]["frame"]["id"]
    given = False
    tasks: set[asyncio.Task[Any]] = set()

    async def answer(event: dict[str, Any]) -> None:
        nonlocal given
        with contextlib.suppress(Exception):  # the page may be gone by now
            if event.get("frameId") != frame:
                await session.send("Fetch.continueRequest", {"requestId": event["requestId"]})
            elif given:
                await session.send("Fetch.failRequest", {"requestId": event["requestId"], "errorReason": "Aborted"})
            else:
                given = True
                await session.send(
                    "Fetch.fulfillRequest",
                    {
                        "requestId": event["requestId"],
                        "responseCode": 200,
                        "responseHeaders": [{"name": "Content-Type", "value": "text/html; charset=utf-8"}],
                        "body": b64encode(page.html.encode("utf-8", "replace")).decode(),
                    },
                )

    def paused(event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(answer(event))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    session.on("Fetch.requestPaused", paused)
    await session.send("Fetch.enable", {"patterns": [{"urlPattern": "*", "resourceType": "Document"}]})


async def _photo(session: CDPSession, quote: str) -> Photo | None:
    tree = await session.send("Page.getFrameTree")
    world = await session.send(
        "Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "marks"}
    )
    told = await session.send(
        "Runtime.callFunctionOn",
        {
            "functionDeclaration": _script(),
            "executionContextId": world["executionContextId"],
            "arguments": [{"value": quote}],
            "returnByValue": True,
            "awaitPromise": True,
        },
    )
    where = told["result"].get("value") or {"marked": False}
    shot = await session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
    return await asyncio.to_thread(_cut, b64decode(shot["data"]), where)


def _cut(png: bytes, where: dict[str, Any]) -> Photo:
    """The part of the window around the words, with the words marked."""
    window = Image.open(io.BytesIO(png)).convert("RGB")
    words, things = ([tuple(map(float, box)) for box in where.get(kind, ())] for kind in ("words", "things"))
    begin, end = 0, min(window.height, HEIGHT)
    if where["marked"]:
        top, bottom = min(box[1] for box in words or things), max(box[3] for box in words or things)
        tall = min(window.height, max(HEIGHT, int(bottom - top) + 100))
        begin = int(max(0, min((top + bottom - tall) / 2, window.height - tall)))
        end = begin + tall
        window = mark(window, [_box(box) for box in words], [_box(box) for box in things])
    picture = window.crop((0, begin, window.width, end))
    return Photo(webp(picture), *picture.size, bool(where["marked"]), bool(where.get("opened")))


def _box(sides: tuple[float, ...]) -> Box:
    left, top, right, bottom = sides
    return left, top, right, bottom


@cache
def _script() -> str:
    source = Path(__file__).with_name("page_marks.js").read_text(encoding="utf-8")
    return source[source.index("async (quote) =>") :].rstrip()
