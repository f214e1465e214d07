"""From an archive's rows to a ``Site``, the same whatever the order of the rows."""

from __future__ import annotations

import gc
import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from crawler.archive_format import ArchiveError, connect
from crawler.site import Block, Document, Failure, Form, Image, Link, Outside, Page, Site, Table


def read_site(path: Path) -> Site:
    """Everything an archive holds. Raises ArchiveError, or ArchiveVersionError when a newer program wrote it."""
    db = connect(path)
    # Nothing read here is ever garbage: looking for it again and again takes half of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _Reading(db).site()
    except (sqlite3.DatabaseError, TypeError, zlib.error, json.JSONDecodeError) as error:
        raise ArchiveError(f"อ่านแฟ้ม {path} ไม่ได้: แฟ้มเสียหายหรือเขียนไม่ครบ") from error
    finally:
        db.close()
        if collecting:
            gc.enable()


class _StoredPage(Page):
    """A page whose markup stays packed until it is looked at: of a large site few pages are."""

    __slots__ = ("_packed",)
    _packed: bytes

    def _unpack(self) -> str:
        return zlib.decompress(self._packed).decode("utf-8", "surrogatepass")

    def _pack(self, value: str | bytes) -> None:
        packed = value if isinstance(value, bytes) else zlib.compress(value.encode("utf-8", "surrogatepass"), 1)
        object.__setattr__(self, "_packed", packed)

    html = property(_unpack, _pack)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Page):
            return NotImplemented
        return all(getattr(self, field.name) == getattr(other, field.name) for field in fields(Page))

    __hash__ = Page.__hash__


class _Rows:
    """The rows of one table, owner by owner."""

    def __init__(self, db: sqlite3.Connection, table: str, owner: str, columns: str) -> None:
        self._db = db
        self._query = f"SELECT position, {columns} FROM {table} WHERE {owner} = ? ORDER BY position"

    def of(self, owner: int) -> list[Any]:
        """The rows of this owner."""
        return self._db.execute(self._query, (owner,)).fetchall()


class _Reading:
    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._tuples: dict[str, tuple[str, ...]] = {"[]": ()}
        self._texts: dict[str, str] = {}

    def _tuple(self, text: str) -> tuple[str, ...]:
        found = self._tuples.get(text)
        if found is None:
            found = self._tuples[text] = tuple(json.loads(text))
        return found

    def site(self) -> Site:
        crawl = self.db.execute(
            "SELECT start, asked, hosts, complete, stopped_by, started, finished, fetched, notes FROM crawl"
        ).fetchone()
        start, asked, hosts, complete, stopped_by, started, finished, fetched, notes = crawl
        self.aliases: dict[str, list[str]] = {}
        for url, target in self.db.execute("SELECT url, target FROM aliases ORDER BY url"):
            self.aliases.setdefault(target, []).append(url)
        rows = self.db.execute
        return Site(
            start=start,
            asked=asked,
            hosts=tuple(json.loads(hosts)),
            pages=self._pages(),
            documents=self._documents(),
            outside=tuple(
                Outside(*row)
                for row in rows(
                    "SELECT url, kind, cause, coalesce(target, '') FROM outside LEFT JOIN aliases USING (url)"
                    " ORDER BY url"
                )
            ),
            failures=tuple(
                Failure(*row) for row in rows("SELECT url, cause, detail, status, attempts FROM failures ORDER BY url")
            ),
            pending=tuple(row[0] for row in rows("SELECT url FROM frontier ORDER BY position, url")),
            complete=bool(complete),
            stopped_by=stopped_by,
            started=started,
            finished=finished,
            fetched=fetched,
            notes=tuple(json.loads(notes)),
        )

    def _pages(self) -> tuple[Page, ...]:
        blocks = _Rows(self.db, "blocks", "page_id", "kind, place, text")
        links = _Rows(self.db, "links", "page_id", "url, fragment, text, headings, menu, around, place, tag, dead")
        code = "code" if self.db.execute("PRAGMA user_version").fetchone()[0] > 1 else "''"
        images = _Rows(self.db, "images", "page_id", f"url, alt, width, height, near, place, link, {code}")
        forms = _Rows(self.db, "forms", "page_id", "action, method, fields, text, place")
        words = self._tuple
        share = self._texts.setdefault  # a text that stands on every page (menus, footers) is held once
        pages = []
        for row in self.db.execute(
            "SELECT id, url, status, title, depth, charset, rendered, cause, sha256, html FROM pages ORDER BY id"
        ):
            number, url, status, title, depth, charset, rendered, cause, sha256, html = row
            pages.append(
                _StoredPage(
                    url=url,
                    status=status,
                    title=title,
                    depth=depth,
                    blocks=tuple(
                        Block(share(kind, kind), share(place, place), share(text, text))
                        for _, kind, place, text in blocks.of(number)
                    ),
                    links=tuple(
                        Link(
                            url,
                            n,
                            share(to, to),
                            part,
                            share(text, text),
                            words(heads),
                            words(menu),
                            share(around, around),
                            share(place, place),
                            share(tag, tag),
                            dead,
                        )
                        for n, to, part, text, heads, menu, around, place, tag, dead in links.of(number)
                    ),
                    images=tuple(Image(url, *image) for image in images.of(number)),
                    forms=tuple(
                        Form(url, n, action, method, words(fields_of), text, place)
                        for n, action, method, fields_of, text, place in forms.of(number)
                    ),
                    html=html,
                    sha256=sha256,
                    charset=charset,
                    rendered=rendered,
                    cause=cause,
                    aliases=tuple(self.aliases.get(url, ())),
                )
            )
        self._texts.clear()
        return tuple(sorted(pages, key=lambda page: page.url))

    def _documents(self) -> tuple[Document, ...]:
        found = _documents(self.db, "ORDER BY id")
        documents = [replace(one, aliases=tuple(self.aliases.get(one.url, ()))) for one in found]
        return tuple(sorted(documents, key=lambda document: document.url))


def document_of(db: sqlite3.Connection, url: str) -> Document | None:
    """One document, None when the archive does not hold it. Its aliases are left out."""
    return next(_documents(db, "WHERE url = ?", url), None)


def _documents(db: sqlite3.Connection, which: str, *values: str) -> Iterator[Document]:
    texts = _Rows(db, "document_pages", "document_id", "text")
    tables = _Rows(db, "tables", "document_id", "name, rows")
    unread = "unread" if db.execute("PRAGMA user_version").fetchone()[0] > 2 else "'[]'"
    for row in db.execute(
        "SELECT id, url, kind, status, size, sha256, title, page_count, cause, engine, offsite, depth,"
        f" {unread} FROM documents {which}",
        values,
    ).fetchall():
        number, url, kind, status, size, sha256, title, page_count, cause, engine, offsite, depth, missing = row
        yield Document(
            url=url,
            kind=kind,
            status=status,
            size=size,
            sha256=sha256,
            title=title,
            pages=tuple(text for _, text in texts.of(number)),
            tables=tuple(
                Table(tuple(tuple(cells) for cells in json.loads(cells_of)), name)
                for _, name, cells_of in tables.of(number)
            ),
            page_count=page_count,
            cause=cause,
            engine=engine,
            offsite=bool(offsite),
            depth=depth,
            unread=tuple(json.loads(missing)),
        )
