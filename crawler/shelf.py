"""The pages of an archive, held in memory only in part.

What every page needs (address, title, depth, cause) is there at once. Its blocks, links, pictures, forms and markup are
taken from the file when they are looked at: the first ``HELD`` pages that are looked at stay, of the others those of
late. A site of no more pages than that is taken whole, and its file not needed any longer.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from crawler.archive_format import ArchiveError, connect
from crawler.site import Block, Form, Image, Link, Page

HELD = 800  # pages that stay in memory: all of a crawl of the usual size, some 40 MB
RECENT = 50  # pages beyond those
_TEXTS = 50_000  # texts that are shared between pages, at most

_QUERIES = {
    "blocks": "SELECT kind, place, text FROM blocks WHERE page_id = ? ORDER BY position",
    "links": "SELECT position, url, fragment, text, headings, menu, around, place, tag, dead FROM links"
    " WHERE page_id = ? ORDER BY position",
    "images": "SELECT position, url, alt, width, height, near, place, link, {code} FROM images"
    " WHERE page_id = ? ORDER BY position",
    "forms": "SELECT position, action, method, fields, text, place FROM forms WHERE page_id = ? ORDER BY position",
    "html": "SELECT html FROM pages WHERE id = ?",
}


@contextmanager
def whole(path: Path) -> Iterator[None]:
    """Raises ArchiveError when what is read meanwhile shows that the file is damaged."""
    try:
        yield
    except (sqlite3.DatabaseError, TypeError, IndexError, zlib.error, json.JSONDecodeError) as error:
        raise ArchiveError(f"อ่านแฟ้ม {path} ไม่ได้: แฟ้มเสียหายหรือเขียนไม่ครบ") from error


class Shelf:
    """Gives the parts of an archive's pages, by the page's number."""

    def __init__(self, path: Path, held: int = HELD) -> None:
        self.path = path.resolve()
        self._held = held
        self._kept: dict[int, dict[str, Any]] = {}
        self._recent: OrderedDict[int, dict[str, Any]] = OrderedDict()
        self._texts: dict[str, str] = {}  # what stands on many pages (menus, footers) is held once
        self._db: sqlite3.Connection | None = None
        self._crawl: tuple[Any, ...] | None = None
        self._queries = _QUERIES

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Keep the file open meanwhile. Raises ArchiveError when it is no longer the same archive."""
        if self._db is not None:
            yield self._db
            return
        db = connect(self.path)
        try:
            db.execute("BEGIN")  # one state of the file, and no lock taken anew for every page
            crawl = db.execute("SELECT start, started, finished, fetched FROM crawl").fetchone()
            if self._crawl is None:
                self._crawl = crawl
                code = "code" if db.execute("PRAGMA user_version").fetchone()[0] > 1 else "''"
                self._queries = {name: query.format(code=code) for name, query in _QUERIES.items()}
            elif crawl != self._crawl:
                raise ArchiveError(f"แฟ้ม {self.path} ถูกแทนที่ระหว่างที่กำลังใช้ ให้สั่งใหม่อีกครั้ง")
            self._db = db
            yield db
        finally:
            self._db = None
            db.close()

    def holds(self, pages: Sequence[StoredPage]) -> bool:
        """Whether they are few enough for all to stay, so that the file is not needed again."""
        return len(pages) <= self._held

    def take(self, pages: Sequence[StoredPage]) -> None:
        """Hold all parts of these pages, if they are few enough."""
        if self.holds(pages):
            for page in pages:
                self._kept[page.number] = {name: self._read(page, name) for name in _QUERIES}
        self._texts.clear()

    @property
    def in_memory(self) -> frozenset[int]:
        """The numbers of the pages of which something is held."""
        return frozenset(self._kept) | frozenset(self._recent)

    def part(self, page: StoredPage, name: str) -> Any:
        """A part of a page: blocks, links, images, forms, or html, which is packed."""
        parts = self._kept.get(page.number)
        if parts is None:
            parts = self._recent.get(page.number)
            if parts is not None:
                self._recent.move_to_end(page.number)
            elif len(self._kept) < self._held:
                parts = self._kept[page.number] = {}
            else:
                parts = self._recent[page.number] = {}
                if len(self._recent) > RECENT:
                    self._recent.popitem(last=False)
        if name not in parts:
            with whole(self.path):
                parts[name] = self._read(page, name)
        return parts[name]

    def _read(self, page: StoredPage, name: str) -> Any:
        if len(self._texts) > _TEXTS:
            self._texts.clear()
        with self.open() as db:
            rows = db.execute(self._queries[name], (page.number,)).fetchall()
        return _MADE[name](rows, page.url, self._texts.setdefault)


def _shelved(name: str) -> Any:
    """The attribute of a page that is a part taken from its shelf."""

    def part(page: StoredPage) -> Any:
        return page._shelf.part(page, name)

    return property(part)


class StoredPage(Page):
    """A page whose parts are on a shelf."""

    __slots__ = ("_shelf", "number")
    number: int
    _shelf: Shelf

    def __new__(cls, *values: Any, **named: Any) -> Page:  # type: ignore[misc]
        """A copy with something changed (``dataclasses.replace``) is a page by itself, on no shelf."""
        return Page(*values, **named)

    @classmethod
    def of(cls, shelf: Shelf, number: int, **known: Any) -> StoredPage:
        """The page of that number, with all that is ``known`` of it besides its parts."""
        page: StoredPage = object.__new__(cls)
        for name, value in (known | {"_shelf": shelf, "number": number}).items():
            object.__setattr__(page, name, value)
        return page

    blocks = _shelved("blocks")
    links = _shelved("links")
    images = _shelved("images")
    forms = _shelved("forms")

    @property
    def html(self) -> str:
        with whole(self._shelf.path):
            return zlib.decompress(self._shelf.part(self, "html")).decode("utf-8", "surrogatepass")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Page):
            return NotImplemented
        return all(getattr(self, field.name) == getattr(other, field.name) for field in fields(Page))

    __hash__ = Page.__hash__


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    """A stored list of texts."""
    return tuple(json.loads(text))


_Share = Callable[[str, str], str]


def _blocks(rows: list[Any], url: str, share: _Share) -> tuple[Block, ...]:
    return tuple([Block(share(kind, kind), share(place, place), share(text, text)) for kind, place, text in rows])


def _links(rows: list[Any], url: str, share: _Share) -> tuple[Link, ...]:
    return tuple(
        [
            Link(
                url, n, share(to, to), part, share(text, text), _words(heads), _words(menu), share(around, around),
                share(place, place), share(tag, tag), dead,
            )
            for n, to, part, text, heads, menu, around, place, tag, dead in rows
        ]
    )  # fmt: skip


def _images(rows: list[Any], url: str, share: _Share) -> tuple[Image, ...]:
    return tuple([Image(url, *row) for row in rows])


def _forms(rows: list[Any], url: str, share: _Share) -> tuple[Form, ...]:
    return tuple(
        [Form(url, n, action, method, _words(asked), text, place) for n, action, method, asked, text, place in rows]
    )


def _packed(rows: list[Any], url: str, share: _Share) -> bytes:
    packed: bytes = rows[0][0]
    return packed


_MADE: dict[str, Callable[[list[Any], str, _Share], Any]] = {
    "blocks": _blocks,
    "links": _links,
    "images": _images,
    "forms": _forms,
    "html": _packed,
}
