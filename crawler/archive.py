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

from crawler.archive_format import APPLICATION, SCHEMA, VERSION, ArchiveError, ArchiveVersionError, connect
from crawler.archive_reading import read_site
from crawler.site import Document, Failure, Outside, Page

__all__ = [
    "Archive",
    "ArchiveError",
    "ArchiveVersionError",
    "Summary",
    "check_target",
    "part_of",
    "read_site",
    "recover",
]

BATCH = 100  # pages between commits


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
        connect(path).close()
    part = part_of(path)
    try:
        part.touch()
        part.unlink()
    except OSError as error:
        raise ArchiveError(f"เขียนแฟ้มผลการอ่านที่ {path} ไม่ได้: {error.strerror}") from error


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
            f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;"
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
