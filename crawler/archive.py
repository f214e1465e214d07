"""A site's archive: one SQLite file with all that was seen of it.

``Archive.create`` writes beside the target and moves the file into place when it is finished, so that a file of the
target's name is always whole. ``read_site`` gives the same ``Site`` whatever the order of the rows.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from crawler.site import Block, Document, Failure, Form, Image, Link, Outside, Page, Site, Table

VERSION = 1
APPLICATION = 0x4F495441  # "OITA", in the file's header: an archive of this program
BATCH = 100  # pages between commits

_SCHEMA = """
CREATE TABLE crawl (
    start TEXT NOT NULL, asked TEXT NOT NULL, hosts TEXT NOT NULL, complete INTEGER NOT NULL, stopped_by TEXT NOT NULL,
    started TEXT NOT NULL, finished TEXT NOT NULL, fetched INTEGER NOT NULL, notes TEXT NOT NULL
);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, status INTEGER NOT NULL, title TEXT NOT NULL,
    depth INTEGER NOT NULL, charset TEXT NOT NULL, rendered TEXT NOT NULL, cause TEXT NOT NULL, sha256 TEXT NOT NULL,
    html BLOB NOT NULL
);
CREATE TABLE blocks (
    page_id INTEGER NOT NULL REFERENCES pages(id), position INTEGER NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY (page_id, position)
) WITHOUT ROWID;
CREATE TABLE links (
    page_id INTEGER NOT NULL REFERENCES pages(id), position INTEGER NOT NULL, url TEXT NOT NULL,
    fragment TEXT NOT NULL, text TEXT NOT NULL, headings TEXT NOT NULL, menu TEXT NOT NULL, around TEXT NOT NULL,
    place TEXT NOT NULL, tag TEXT NOT NULL, dead TEXT NOT NULL, PRIMARY KEY (page_id, position)
) WITHOUT ROWID;
CREATE TABLE images (
    page_id INTEGER NOT NULL REFERENCES pages(id), position INTEGER NOT NULL, url TEXT NOT NULL, alt TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, near TEXT NOT NULL, place TEXT NOT NULL, link TEXT NOT NULL,
    PRIMARY KEY (page_id, position)
) WITHOUT ROWID;
CREATE TABLE forms (
    page_id INTEGER NOT NULL REFERENCES pages(id), position INTEGER NOT NULL, action TEXT NOT NULL,
    method TEXT NOT NULL, fields TEXT NOT NULL, text TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (page_id, position)
) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, status INTEGER NOT NULL,
    size INTEGER NOT NULL, sha256 TEXT NOT NULL, title TEXT NOT NULL, page_count INTEGER NOT NULL,
    cause TEXT NOT NULL, engine TEXT NOT NULL,
    offsite INTEGER NOT NULL, depth INTEGER NOT NULL
);
CREATE TABLE document_pages (
    document_id INTEGER NOT NULL REFERENCES documents(id), position INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) WITHOUT ROWID;
CREATE TABLE tables (
    document_id INTEGER NOT NULL REFERENCES documents(id), position INTEGER NOT NULL, name TEXT NOT NULL,
    rows TEXT NOT NULL, PRIMARY KEY (document_id, position)
) WITHOUT ROWID;
CREATE TABLE aliases (url TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outside (url TEXT PRIMARY KEY, kind TEXT NOT NULL, cause TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE failures (
    url TEXT PRIMARY KEY, cause TEXT NOT NULL, detail TEXT NOT NULL, status INTEGER NOT NULL, attempts INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE frontier (url TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIEW page_links AS
    SELECT pages.url AS page, links.position, links.text, links.url, links.dead
    FROM links JOIN pages ON pages.id = links.page_id;
"""


class ArchiveError(ValueError):
    """A file that cannot be used as an archive; the message says which and what to do, in Thai."""


class ArchiveVersionError(ArchiveError):
    """An archive that a newer version of the program wrote."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a crawl says of itself when it ends; see ``Site`` for the fields."""

    start: str
    asked: str
    hosts: tuple[str, ...] = ()
    complete: bool = False
    stopped_by: str = ""
    started: str = ""
    finished: str = ""
    fetched: int = 0
    notes: tuple[str, ...] = ()


def _words(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


@lru_cache(maxsize=8192)
def _heads(values: tuple[str, ...]) -> str:
    return _words(values) if values else "[]"


def part_of(path: Path) -> Path:
    """The name under which an archive is written until it is finished."""
    return path.with_name(path.name + ".part")


def check_target(path: Path) -> None:
    """Raise ArchiveError when ``path`` cannot become an archive: no folder, not writable, or some other file."""
    if path.is_dir() or not path.parent.is_dir():
        raise ArchiveError(f"เขียนแฟ้มผลการอ่านที่ {path} ไม่ได้: ไม่มีโฟลเดอร์นี้ หรือเป็นชื่อโฟลเดอร์")
    if path.exists() and path.stat().st_size:
        _connect(path).close()
    part = part_of(path)
    try:
        part.touch()
        part.unlink()
    except OSError as error:
        raise ArchiveError(f"เขียนแฟ้มผลการอ่านที่ {path} ไม่ได้: {error.strerror}") from error


def _connect(path: Path) -> sqlite3.Connection:
    """Open an existing archive for reading, its kind and version checked."""
    if not path.is_file():
        raise ArchiveError(f"ไม่พบแฟ้มผลการอ่าน: {path}")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        connection.close()
        raise ArchiveError(f"{path} ไม่ใช่แฟ้มผลการอ่านเว็บไซต์ (ไม่ใช่ฐานข้อมูล SQLite หรือแฟ้มเสียหาย)") from error
    if application != APPLICATION:
        connection.close()
        raise ArchiveError(f"{path} เป็นฐานข้อมูลอื่น ไม่ใช่แฟ้มผลการอ่านเว็บไซต์ของโปรแกรมนี้")
    if version > VERSION:
        connection.close()
        raise ArchiveVersionError(
            f"{path} เขียนโดยโปรแกรมรุ่นใหม่กว่า (แฟ้มรุ่น {version}, โปรแกรมนี้อ่านได้ถึงรุ่น {VERSION}) ให้ปรับรุ่นโปรแกรมก่อน"
        )
    return connection


class Archive:
    """Writes an archive. Rows are gathered and committed every ``BATCH`` pages or documents."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection
        self._page = 0
        self._document = 0
        self._waiting = 0

    @classmethod
    def create(cls, path: Path, summary: Summary) -> Archive:
        """Begin an archive that will stand at ``path`` once ``finish`` is called."""
        part = part_of(path)
        for name in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
            name.unlink(missing_ok=True)
        connection = sqlite3.connect(part, isolation_level=None)
        connection.executescript(
            f"PRAGMA application_id = {APPLICATION}; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
            f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;"
        )
        archive = cls(path, connection)
        archive._summary(summary)
        connection.execute("BEGIN")
        return archive

    def _summary(self, summary: Summary) -> None:
        self._db.execute("DELETE FROM crawl")
        self._db.execute(
            "INSERT INTO crawl VALUES (?,?,?,?,?,?,?,?,?)",
            (
                summary.start,
                summary.asked,
                _words(summary.hosts),
                int(summary.complete),
                summary.stopped_by,
                summary.started,
                summary.finished,
                summary.fetched,
                _words(summary.notes),
            ),
        )

    def _wrote(self) -> None:
        self._waiting += 1
        if self._waiting >= BATCH:
            self.commit()

    def commit(self) -> None:
        """Make everything given so far safe from a crash of this process."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")
        self._waiting = 0

    def add_page(self, page: Page) -> None:
        """Store a page with its blocks, links, images and forms; its aliases are stored by ``add_alias``."""
        self._page += 1
        page_id = self._page
        db = self._db
        db.execute(
            "INSERT INTO pages VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                page_id,
                page.url,
                page.status,
                page.title,
                page.depth,
                page.charset,
                page.rendered,
                page.cause,
                page.sha256,
                zlib.compress(page.html.encode("utf-8", "surrogatepass"), 1),
            ),
        )
        db.executemany(
            "INSERT INTO blocks VALUES (?,?,?,?,?)",
            [(page_id, n, block.kind, block.place, block.text) for n, block in enumerate(page.blocks)],
        )
        db.executemany(
            "INSERT INTO links VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    page_id,
                    n,
                    link.url,
                    link.fragment,
                    link.text,
                    _heads(link.headings),
                    _heads(link.menu),
                    link.around,
                    link.place,
                    link.tag,
                    link.dead,
                )
                for n, link in enumerate(page.links)
            ],
        )
        if page.images:
            db.executemany(
                "INSERT INTO images VALUES (?,?,?,?,?,?,?,?,?)",
                [
                    (page_id, n, i.url, i.alt, i.width, i.height, i.near, i.place, i.link)
                    for n, i in enumerate(page.images)
                ],
            )
        if page.forms:
            db.executemany(
                "INSERT INTO forms VALUES (?,?,?,?,?,?,?)",
                [(page_id, n, f.action, f.method, _words(f.fields), f.text, f.place) for n, f in enumerate(page.forms)],
            )
        self._wrote()

    def add_document(self, document: Document) -> None:
        """Store a document with its pages and tables."""
        self._document += 1
        d = document
        self._db.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                self._document,
                d.url,
                d.kind,
                d.status,
                d.size,
                d.sha256,
                d.title,
                d.page_count,
                d.cause,
                d.engine,
                int(d.offsite),
                d.depth,
            ),
        )
        self._db.executemany(
            "INSERT INTO document_pages VALUES (?,?,?)", [(self._document, n, text) for n, text in enumerate(d.pages)]
        )
        self._db.executemany(
            "INSERT INTO tables VALUES (?,?,?,?)",
            [(self._document, n, t.name, json.dumps(t.rows, ensure_ascii=False)) for n, t in enumerate(d.tables)],
        )
        self._wrote()

    def add_alias(self, url: str, target: str) -> None:
        """``url`` led to the page or document stored as ``target``."""
        if url != target:
            self._db.execute("INSERT OR IGNORE INTO aliases VALUES (?,?)", (url, target))

    def add_outside(self, outside: Outside) -> None:
        """Store an address outside the site; a later word replaces an earlier one."""
        self._db.execute("INSERT OR REPLACE INTO outside VALUES (?,?,?)", (outside.url, outside.kind, outside.cause))

    def drop_outside(self, url: str) -> None:
        """An outside address turned out to be readable after all."""
        self._db.execute("DELETE FROM outside WHERE url = ?", (url,))

    def drop_failure(self, url: str) -> None:
        """An address that had failed could be read at last."""
        self._db.execute("DELETE FROM failures WHERE url = ?", (url,))

    def note(self, summary: Summary) -> None:
        """Write what is known of the crawl by now, for the case that it ends too early."""
        self._summary(summary)

    def add_failure(self, failure: Failure) -> None:
        """Store why an address could not be read; a later word replaces an earlier one."""
        self._db.execute(
            "INSERT OR REPLACE INTO failures VALUES (?,?,?,?,?)",
            (failure.url, failure.cause, failure.detail, failure.status, failure.attempts),
        )

    def finish(self, summary: Summary, pending: Sequence[str]) -> None:
        """Write the summary and the addresses left, most promising first; move the file into its place."""
        self._summary(summary)
        self._db.executemany("INSERT OR IGNORE INTO frontier VALUES (?,?)", [(url, n) for n, url in enumerate(pending)])
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()
        part_of(self.path).replace(self.path)

    def close(self) -> None:
        """Give up: what was written so far stays in the part file."""
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("COMMIT")
        self._db.close()


def recover(path: Path, stopped_by: str) -> bool:
    """Make an archive of what a crawl that ended too early had committed. False when there is nothing to keep."""
    part = part_of(path)
    if not part.is_file():
        return False
    try:
        db = sqlite3.connect(part, isolation_level=None)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("UPDATE crawl SET complete = 0, stopped_by = ?", (stopped_by,))
        db.execute(
            "UPDATE crawl SET fetched = (SELECT count(*) FROM pages) + (SELECT count(*) FROM documents)"
            " WHERE fetched = 0"
        )
        hosts = json.loads(db.execute("SELECT hosts FROM crawl").fetchone()[0])
        known = "pages", "documents", "aliases", "outside", "failures"
        unread = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {name} WHERE {name}.url = links.url)" for name in known)
        rows = db.execute(
            f"SELECT url, min(page_id * 100000 + position) FROM links WHERE url <> '' AND {unread}"
            " GROUP BY url ORDER BY 2, 1"
        ).fetchall()
        own = [url for url, _ in rows if _written_host(url) in hosts]
        db.execute("BEGIN")
        db.executemany("INSERT OR IGNORE INTO frontier VALUES (?,?)", [(url, n) for n, url in enumerate(own)])
        db.execute("COMMIT")
        db.close()
    except (sqlite3.Error, TypeError):
        return False
    part.replace(path)
    return True


def _written_host(url: str) -> str:
    return url.split("/", 3)[2] if url.count("/") >= 3 else ""


def read_site(path: Path) -> Site:
    """Everything an archive holds. Raises ArchiveError, or ArchiveVersionError when a newer program wrote it."""
    db = _connect(path)
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
