"""QR codes of a site's pictures: which pictures to look at, what their codes say, and where short addresses lead.

Only pictures of the home page, and those elsewhere whose own words speak of a code, are asked for, within a budget.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import unquote

from crawler.address import IMAGE_ENDINGS, clean, ending
from crawler.reply import Reply
from crawler.scope import Scope, outside_kind
from crawler.site import Image
from crawler.stores.short import onward

MOST = 30  # pictures asked for
ELSEWHERE = 12  # of them, on other pages than the home page
LARGEST = 4_000_000  # bytes of a picture that is looked at
SMALLEST = 60  # pixels that a page states for a picture, below which no code can be read
PATIENCE = 3  # pictures in a row without an answer, after which no other is asked for
FOLLOWED = 6  # short addresses followed
_SPEAKS = re.compile(
    r"qr|คิวอาร์|สแกน|แสกน|(?<![a-z])[ei][\s_-]?i[\s_-]?t(?![a-z])|แบบวัด|แบบสอบถาม|แบบประเมิน|ร่วมประเมิน|เชิญประเมิน"
    r"|ผู้มีส่วนได้(?:ส่วนเสีย|เสีย)|itas|(?<![a-z])ita(?![a-z])",
    re.I,
)
_ORNAMENT = re.compile(
    r"logo|icon|arrow|button|btn|avatar|favicon|sprite|spacer|loading|flag|counter|bullet|blank", re.I
)
_NO_ANSWER = frozenset({"timeout", "network", "refused", "dns", "tls", "budget"})
_UNREAD = frozenset({"svg", "ico", "heic", "avif"})

Get = Callable[..., Awaitable[Reply]]
Read = Callable[[bytes], Awaitable[tuple[str, ...]]]


def chosen(home: Iterable[Image], elsewhere: Iterable[Image]) -> list[str]:
    """Addresses of the pictures to look at, the most promising first, each once."""
    first = [image for image in home if _may_hold(image)]
    ranked = [image.url for image in first if _speaks(image)]
    further = dict.fromkeys(image.url for image in elsewhere if _may_hold(image) and _speaks(image))
    ranked += list(further)[:ELSEWHERE]
    ranked += [image.url for image in first if not _ORNAMENT.search(_words(image))]
    return list(dict.fromkeys(ranked))[:MOST]


def _may_hold(image: Image) -> bool:
    small = any(0 < side < SMALLEST for side in (image.width, image.height))
    end = ending(image.url)
    return (
        image.url.startswith(("http:", "https:"))
        and not small
        and end not in _UNREAD
        and (end in IMAGE_ENDINGS or "." not in image.url.rpartition("/")[2] or "?" in image.url)
    )


def _words(image: Image) -> str:
    return " ".join((image.alt, unquote(image.url.rpartition("/")[2])))


def _speaks(image: Image) -> bool:
    return bool(_SPEAKS.search(f"{_words(image)} {image.near} {image.link}"))


class Codes:
    """Looks at pictures one after another; ``notes`` say in Thai what was left out."""

    def __init__(self, scope: Scope, get: Get, read: Read, *, offsite: bool) -> None:
        self._scope = scope
        self._get = get
        self._read = read
        self._offsite = offsite
        self._led: dict[str, str] = {}

    async def run(self, urls: Iterable[str], store: Callable[[str, str], Any]) -> None:
        """Ask for each picture and ``store`` what its codes say: a line each, a tab before where a short one leads."""
        failed = 0
        for url in urls:
            if failed >= PATIENCE:
                break
            if not self._scope.owns(url) and not self._offsite:
                continue
            reply = await self._get(url, anywhere=self._offsite, whole=True)
            failed = failed + 1 if reply.cause in _NO_ANSWER else 0
            if reply.cause or reply.is_page or not reply.body or len(reply.body) > LARGEST:
                continue
            lines = [await self._line(code) for code in await self._read(reply.body)]
            if lines:
                store(url, "\n".join(lines))

    async def _line(self, code: str) -> str:
        said = " ".join(code.split())
        target = await self._target(clean(said)) if outside_kind(clean(said)) == "short" else ""
        return f"{said}\t{target}" if target else said

    async def _target(self, url: str) -> str:
        """Where a short address leads, "" when that was not asked or cannot be told."""
        if not self._offsite:
            return ""
        if url not in self._led:
            if len(self._led) >= FOLLOWED:
                return ""
            self._led[url] = onward(await self._get(url, robots=False, anywhere=True, whole=True), url)
        return self._led[url]
