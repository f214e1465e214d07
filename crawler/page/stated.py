"""Addresses that a page's scripts hold as data: the state of an application, or a list that a script draws."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST = 500  # links of one page
NESTED = 40  # levels of data
_SCANNED = 2_000_000  # characters of one script
_TITLE = 300
_SCRIPT = re.compile(r"<script\b([^>]{0,400})>", re.I)
_DATA_TYPE = re.compile(r"application/json\b|__NEXT_DATA__", re.I)
_WORTH = re.compile(
    r"""\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar)\s*["'`?#]"""
    r"""|\b(?:url|href|link|path)["']?\s*:\s*["'`](?:\.?\.?\\?/|https?:)""",
    re.I,
)
_OBJECT = re.compile(r"\{([^{}]{10,2000})\}")
_PAIR = re.compile(r"""["']?([\w-]{1,40})["']?\s*:\s*(["'`])((?:(?!\2)[^\\\n]|\\[^\n]){1,800})\2""")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")
_DOCUMENT = re.compile(r"[^\s<>{}]{1,600}\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar)(?:[?#]\S{0,300})?", re.I)
_ADDRESS = re.compile(r"(?:https?://|\.{0,2}/)[^\s<>{}]{1,600}", re.I)
_ADDRESS_KEYS = re.compile(r"url|href|link|path|slug|permalink", re.I)
_TITLE_KEYS = ("title", "name", "label", "text", "topic", "subject", "caption", "heading", "menu")
_NO_PAGE = re.compile(
    r"/(?:api|_next|_nuxt|wp-json|static|assets?)/"
    r"|\.(?:js|css|json|png|jpe?g|gif|svg|webp|ico|woff2?|mp4)(?:[?#]|$)",
    re.I,
)
_THAI = re.compile("[ก-๛]")


@dataclass(frozen=True, slots=True)
class Stated:
    """An address with the words that stand by it, and those of what it stands in."""

    address: str
    title: str
    above: tuple[str, ...] = ()


def stated(html: str) -> list[Stated]:
    """The documents, and the pages with a Thai title, that the scripts of a page name in their data."""
    found: dict[str, Stated] = {}
    for data, script in _scripts(html):
        for one in _of_json(script) if data else _of_objects(script):
            if len(found) >= MOST:
                break
            found.setdefault(one.address, one)
    return list(found.values())


def _scripts(html: str) -> Iterator[tuple[bool, str]]:
    """Whether it is data only, and its text, of each script that holds an address."""
    for opened in _SCRIPT.finditer(html):
        end = html.find("</", opened.end())
        while end >= 0 and html[end + 2 : end + 8].lower() != "script":
            end = html.find("</", end + 2)
        if end < 0:
            return
        script = html[opened.end() : min(end, opened.end() + _SCANNED)]
        if len(script) > 20 and _WORTH.search(script):
            yield bool(_DATA_TYPE.search(opened[1])), script


def _of_json(script: str) -> Iterator[Stated]:
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        yield from _of_objects(script)
        return
    yield from _walk(data, (), NESTED)


def _walk(value: Any, above: tuple[str, ...], left: int) -> Iterator[Stated]:
    if left <= 0:
        return
    if isinstance(value, list):
        for part in value:
            yield from _walk(part, above, left - 1)
    elif isinstance(value, dict):
        texts = {str(key): part for key, part in value.items() if isinstance(part, str)}
        title = _title(texts)
        yield from _told(texts, title or (above[-1] if above else ""), above)
        inside = (*above, title) if title else above
        for part in value.values():
            if isinstance(part, dict | list):
                yield from _walk(part, inside, left - 1)


def _of_objects(script: str) -> Iterator[Stated]:
    for written in _OBJECT.finditer(script):
        texts = {key: _ESCAPED.sub(_plain, value) for key, _, value in _PAIR.findall(written[1])}
        yield from _told(texts, _title(texts), ())


def _plain(escaped: re.Match[str]) -> str:
    if escaped[1]:
        return chr(int(escaped[1], 16)) if not 0xD800 <= int(escaped[1], 16) < 0xE000 else ""
    return {"n": " ", "t": " ", "r": " "}.get(escaped[2], escaped[2])


def _title(texts: dict[str, str]) -> str:
    """What an object is called: by its key, else its one Thai text."""
    for key in _TITLE_KEYS:
        for name, text in texts.items():
            if key in name.lower() and _THAI.search(text) and not _ADDRESS.fullmatch(text):
                return " ".join(text.split())[:_TITLE]
    thai = [text for text in texts.values() if _THAI.search(text) and not _DOCUMENT.fullmatch(text)]
    return " ".join(thai[0].split())[:_TITLE] if len(thai) == 1 else ""


def _told(texts: dict[str, str], title: str, above: tuple[str, ...]) -> Iterator[Stated]:
    for key, text in texts.items():
        text = text.strip()
        if _DOCUMENT.fullmatch(text) and ("/" in text or _ADDRESS_KEYS.search(key)):
            yield Stated(text, title or text.partition("?")[0].rpartition("/")[2], above)
        elif title and _ADDRESS_KEYS.search(key) and _ADDRESS.fullmatch(text) and not _NO_PAGE.search(text):
            yield Stated(text, title, above)
