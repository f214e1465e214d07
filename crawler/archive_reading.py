"""From an archive's rows to a ``Site``, the same whatever the order of the rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from crawler.garbage import uncollected
from crawler.shelf import HELD, Shelf, StoredPage, whole
from crawler.site import Document, Failure, Outside, Site, Table


def read_site(path: Path, held: int = HELD) -> Site:
    """Everything an archive holds. Of a site of more than ``held`` pages their contents stay in the file until they are
    looked at, so the file must stay where it is; see ``Site.open``.

    Raises ArchiveError, or ArchiveVersionError when a newer program wrote it.
    """
    shelf = Shelf(path, held)
    with uncollected(), whole(path), shelf.open() as db:
        return _Reading(db, shelf).site()


class _Rows:
    """The rows of one table, owner by owner."""

    def __init__(self, db: sqlite3.Connection, table: str, owner: str, columns: str) -> None:
        self._db = db
        self._query = f"SELECT position, {columns} FROM {table} WHERE {owner} = ? ORDER BY position"

    def of(self, owner: int) -> list[Any]:
        """The rows of this owner."""
        return self._db.execute(self._query, (owner,)).fetchall()


class _Reading:
    def __init__(self, db: sqlite3.Connection, shelf: Shelf) -> None:
        self.db = db
        self.shelf = shelf

    def site(self) -> Site:
        crawl = self.db.execute(
            "SELECT start, asked, hosts, complete, stopped_by, started, finished, fetched, notes FROM crawl"
        ).fetchone()
        start, asked, hosts, complete, stopped_by, started, finished, fetched, notes = crawl
        self.aliases: dict[str, list[str]] = {}
        for url, target in self.db.execute("SELECT url, target FROM aliases ORDER BY url"):
            self.aliases.setdefault(target, []).append(url)
        rows = self.db.execute
        pages = self._pages()
        return Site(
            start=start,
            asked=asked,
            hosts=tuple(json.loads(hosts)),
            pages=pages,
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
            shelf=None if self.shelf.holds(pages) else self.shelf,
        )

    def _pages(self) -> tuple[StoredPage, ...]:
        columns = ("url", "status", "title", "depth", "charset", "rendered", "cause", "sha256")
        pages = [
            StoredPage.of(
                self.shelf, number, aliases=tuple(self.aliases.get(row[0], ())), **dict(zip(columns, row, strict=True))
            )
            for number, *row in self.db.execute(f"SELECT id, {', '.join(columns)} FROM pages ORDER BY id")
        ]
        self.shelf.take(pages)
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
