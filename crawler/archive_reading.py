"""From an archive's rows to a ``Site``, the same whatever the order of the rows."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path
from typing import Any

from crawler.archive_format import ArchiveError, connect
from crawler.site import Block, Document, Failure, Form, Image, Link, Outside, Page, Site, Table


def read_site(path: Path) -> Site:
    """Everything an archive holds. Raises ArchiveError, or ArchiveVersionError when a newer program wrote it."""
    db = connect(path)
    try:
        return _Reading(db).site()
    except (sqlite3.DatabaseError, TypeError, zlib.error, json.JSONDecodeError) as error:
        raise ArchiveError(f"อ่านแฟ้ม {path} ไม่ได้: แฟ้มเสียหายหรือเขียนไม่ครบ") from error
    finally:
        db.close()


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

    def _grouped(self, table: str, owner: str, columns: str) -> dict[int, list[Any]]:
        # A text that stands on every page (menus, footers) is held once.
        share = self._texts.setdefault
        groups: dict[int, list[Any]] = {}
        for row in self.db.execute(f"SELECT {owner}, position, {columns} FROM {table} ORDER BY {owner}, position"):
            groups.setdefault(row[0], []).append(
                [share(value, value) if type(value) is str else value for value in row[1:]]
            )
        return groups

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
            outside=tuple(Outside(*row) for row in rows("SELECT url, kind, cause FROM outside ORDER BY url")),
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
        blocks = self._grouped("blocks", "page_id", "kind, place, text")
        links = self._grouped("links", "page_id", "url, fragment, text, headings, menu, around, place, tag, dead")
        images = self._grouped("images", "page_id", "url, alt, width, height, near, place, link")
        forms = self._grouped("forms", "page_id", "action, method, fields, text, place")
        pages = []
        for row in self.db.execute(
            "SELECT id, url, status, title, depth, charset, rendered, cause, sha256, html FROM pages ORDER BY url"
        ):
            number, url, status, title, depth, charset, rendered, cause, sha256, html = row
            pages.append(
                Page(
                    url=url,
                    status=status,
                    title=title,
                    depth=depth,
                    blocks=tuple(Block(kind, place, text) for _, kind, place, text in blocks.pop(number, ())),
                    links=tuple(
                        Link(url, n, to, part, text, self._tuple(heads), self._tuple(menu), around, place, tag, dead)
                        for n, to, part, text, heads, menu, around, place, tag, dead in links.pop(number, ())
                    ),
                    images=tuple(Image(url, *image) for image in images.pop(number, ())),
                    forms=tuple(
                        Form(url, n, action, method, self._tuple(fields), text, place)
                        for n, action, method, fields, text, place in forms.pop(number, ())
                    ),
                    html=zlib.decompress(html).decode("utf-8", "surrogatepass"),
                    sha256=sha256,
                    charset=charset,
                    rendered=rendered,
                    cause=cause,
                    aliases=tuple(self.aliases.get(url, ())),
                )
            )
        return tuple(pages)

    def _documents(self) -> tuple[Document, ...]:
        texts = self._grouped("document_pages", "document_id", "text")
        tables = self._grouped("tables", "document_id", "name, rows")
        documents = []
        for row in self.db.execute(
            "SELECT id, url, kind, status, size, sha256, title, page_count, cause, engine, offsite, depth"
            " FROM documents ORDER BY url"
        ):
            number, url, kind, status, size, sha256, title, page_count, cause, engine, offsite, depth = row
            documents.append(
                Document(
                    url=url,
                    kind=kind,
                    status=status,
                    size=size,
                    sha256=sha256,
                    title=title,
                    pages=tuple(text for _, text in texts.pop(number, ())),
                    tables=tuple(
                        Table(tuple(tuple(cells) for cells in json.loads(cells_of)), name)
                        for _, name, cells_of in tables.pop(number, ())
                    ),
                    page_count=page_count,
                    cause=cause,
                    engine=engine,
                    offsite=bool(offsite),
                    depth=depth,
                    aliases=tuple(self.aliases.get(url, ())),
                )
            )
        return tuple(documents)
