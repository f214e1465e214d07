"""A site's archive: one SQLite file with all that was seen of it.

``Archive.create`` writes beside the target and moves the file into place when it is finished, so that a file of the
target's name is always whole. ``read_site`` gives the same ``Site`` whatever the order of the rows.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from crawler.archive_format import (
    APPLICATION,
    READING,
    SCHEMA,
    VERSION,
    ArchiveError,
    ArchiveVersionError,
    connect,
)
from crawler.archive_reading import document_of, read_site
from crawler.journal import Journal
from crawler.posters import Shown
from crawler.site import Block, Document, Failure, Image, Outside, Page
from crawler.taken_over import drop, drop_unmet, meet, take_over
from crawler.twins import Imprint

__all__ = [
    "Archive",
    "ArchiveError",
    "ArchiveVersionError",
    "Marks",
    "Summary",
    "check_target",
    "discard",
    "part_of",
    "read_site",
    "recover",
]

BATCH = 100  # pages between commits, besides those of the journal
_MET = "NOT EXISTS (SELECT 1 FROM unmet WHERE kind = 'pages' AND unmet.url = pages.url)"
ANOTHER = 15.0  # seconds to wait for another crawl to let go of the same file


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


class Marks(NamedTuple):
    """What a crawl learned of a page from all of its words and markup."""

    imprint: Imprint
    spoilt: bool  # it hides links of those who broke into the site


class Stored(NamedTuple):
    """A page as it stands in the archive, without its content."""

    number: int
    depth: int
    cause: str
    rendered: str  # why it was shown in the browser
    marks: Marks


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
        there = part.exists()
        part.touch()
        if not there:
            part.unlink()
    except OSError as error:
        raise ArchiveError(f"เขียนแฟ้มผลการอ่านที่ {path} ไม่ได้: {error.strerror}") from error


class Archive:
    """Writes an archive. Rows are gathered and committed every ``BATCH`` pages or documents."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, resumed: bool = False) -> None:
        self.path = path
        self._db = connection
        self._waiting = 0
        ids = {name: connection.execute(f"SELECT max(id) FROM {name}").fetchone()[0] for name in ("pages", "documents")}
        self._page = int(ids["pages"] or 0)
        self._document = int(ids["documents"] or 0)
        self.based = bool(connection.execute("SELECT 1 FROM meta WHERE name = 'based'").fetchone())
        self._fresh = not (resumed or self.based)  # what is stored was not stored before
        connection.execute("BEGIN")
        self.journal = Journal(connection)

    @classmethod
    def create(cls, path: Path, summary: Summary, earlier: Path | None = None) -> Archive:
        """Begin an archive that will stand at ``path`` once ``finish`` is called.

        ``earlier``: an archive of the same site to take over from what has not changed, page by page (``meet``).
        """
        part = part_of(path)
        discard(path)
        connection = _exclusive(part, "WAL" if earlier is None else "OFF")
        connection.executescript(
            f"PRAGMA application_id = {APPLICATION}; BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;"
        )
        if earlier is not None:
            take_over(connection, earlier)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("INSERT INTO meta VALUES ('based', '1')")
        connection.execute("INSERT INTO meta VALUES ('reading', ?)", (str(READING),))
        archive = cls(path, connection)
        archive._summary(summary)
        archive.commit()
        return archive

    @classmethod
    def resume(cls, path: Path) -> Archive:
        """Go on with the part file of an archive that was begun before; see ``crawler.resume.resumable``."""
        connection = _exclusive(part_of(path))
        connection.execute("DELETE FROM frontier")
        connection.execute("DELETE FROM meta WHERE name = 'finished'")
        return cls(path, connection, resumed=True)

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

    def add_page(self, page: Page, marks: Marks | None = None) -> None:
        """Store a page with its blocks, links, images and forms; its aliases are stored by ``add_alias``."""
        if not self._fresh:
            drop(self._db, "pages", page.url)
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
                "INSERT INTO images VALUES (?,?,?,?,?,?,?,?,?,?)",
                [
                    (page_id, n, i.url, i.alt, i.width, i.height, i.near, i.place, i.link, i.code)
                    for n, i in enumerate(page.images)
                ],
            )
        if marks is not None:
            db.execute("INSERT INTO marks VALUES (?,?,?,?)", (page_id, *marks.imprint, int(marks.spoilt)))
        if page.forms:
            db.executemany(
                "INSERT INTO forms VALUES (?,?,?,?,?,?,?)",
                [(page_id, n, f.action, f.method, _words(f.fields), f.text, f.place) for n, f in enumerate(page.forms)],
            )
        self._wrote()

    def add_document(self, document: Document) -> None:
        """Store a document with its pages and tables."""
        if not self._fresh:
            drop(self._db, "documents", document.url)
        self._document += 1
        d = document
        self._db.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
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
                json.dumps(d.unread),
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

    def replace_document(self, document: Document) -> None:
        """Store a document again that could be read better."""
        drop(self._db, "documents", document.url)
        self.add_document(document)

    def holds(self, url: str) -> bool:
        """Whether a page is stored already: what an earlier crawl stored counts once it is met again."""
        return self._db.execute(f"SELECT 1 FROM pages WHERE url = ? AND {_MET}", (url,)).fetchone() is not None

    def links(self, page: Stored) -> list[tuple[str, ...]]:
        """The links of a stored page as rows: url, text, headings and menu (as JSON), around, place, tag, in order."""
        return self._db.execute(
            "SELECT url, text, headings, menu, around, place, tag FROM links WHERE page_id = ? ORDER BY position",
            (page.number,),
        ).fetchall()

    def stored(self, url: str) -> Stored:
        """A page that is stored with its marks."""
        row = self._db.execute(
            "SELECT id, depth, cause, rendered, words, numbers, spoilt FROM pages JOIN marks ON page_id = id"
            " WHERE url = ?",
            (url,),
        ).fetchone()
        number, depth, cause, rendered, words, numbers, spoilt = row
        return Stored(number, depth, cause, rendered, Marks(Imprint(words, numbers), bool(spoilt)))

    def pictures(self, home: str) -> tuple[list[Image], list[Image]]:
        """The pictures of the home page, and of all others, nearest pages first."""
        rows = self._db.execute(
            "SELECT pages.url, position, images.url, alt, width, height, near, place, link, code FROM images"
            f" JOIN pages ON pages.id = page_id WHERE cause = '' AND {_MET} ORDER BY depth, pages.url, position"
        )
        images = [Image(*row) for row in rows]
        return [one for one in images if one.source == home], [one for one in images if one.source != home]

    def frame(self, url: str) -> Shown:
        """How much a page says in words of its own, as a frame of the pictures it shows."""
        own = "FROM blocks WHERE page_id = pages.id AND place = 'main' AND kind"
        heads = "('h1', 'h2', 'h3', 'h4', 'h5', 'h6')"
        row = self._db.execute(
            f"SELECT depth, title, coalesce((SELECT text {own} IN {heads} ORDER BY position LIMIT 1), ''),"
            f" coalesce((SELECT sum(length(text)) {own} NOT IN {heads}), 0) FROM pages WHERE url = ?",
            (url,),
        )
        return Shown(*row.fetchone())

    def add_code(self, url: str, code: str) -> None:
        """Note what the QR codes of a picture say, wherever it is shown."""
        self._db.execute("UPDATE images SET code = ? WHERE url = ?", (code, url))
        self._wrote()

    def relink(self, page: Stored, links: Mapping[int, str]) -> None:
        """Write the addresses of some links of a page anew, by position: the site may spell them otherwise by now."""
        self._db.executemany(
            "UPDATE links SET url = ? WHERE page_id = ? AND position = ?",
            [(to, page.number, position) for position, to in links.items()],
        )

    def page(self, url: str) -> tuple[tuple[Block, ...], str]:
        """The blocks and the source of a stored page."""
        number, packed = self._db.execute("SELECT id, html FROM pages WHERE url = ?", (url,)).fetchone()
        rows = self._db.execute("SELECT kind, place, text FROM blocks WHERE page_id = ? ORDER BY position", (number,))
        return tuple(Block(*row) for row in rows), zlib.decompress(packed).decode("utf-8", "surrogatepass")

    def document(self, url: str) -> Document | None:
        """A document as it is stored, without its aliases; None when it is not."""
        return document_of(self._db, url)

    def limits(self, pages: int, size: int) -> None:
        """Note the budget, so that a later crawl can tell whether it has a larger one."""
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", [("max_pages", pages), ("max_bytes", size)])

    def meet_page(self, url: str, depth: int) -> Stored:
        """A page is as the earlier crawl stored it."""
        page = self.stored(url)
        meet(self._db, "pages", url)
        if page.depth != depth:
            self._db.execute("UPDATE pages SET depth = ? WHERE id = ?", (depth, page.number))
        self._wrote()
        return page

    def meet_document(self, url: str, depth: int) -> None:
        """The same of a document."""
        meet(self._db, "documents", url)
        self._db.execute("UPDATE documents SET depth = ? WHERE url = ?", (depth, url))
        self._wrote()

    def add_certificate(self, host: str, problem: str, detail: str) -> None:
        """Store what is wrong with a host's certificate."""
        self._db.execute("INSERT OR REPLACE INTO certificates VALUES (?,?,?)", (host, problem, detail))

    def certificates(self) -> dict[str, str]:
        """The hosts whose certificate is not in order, with the problem."""
        return dict(self._db.execute("SELECT host, problem FROM certificates").fetchall())

    def add_alias(self, url: str, target: str) -> None:
        """``url`` led to the page or document stored as ``target``."""
        if url != target:
            self._db.execute("INSERT OR IGNORE INTO aliases VALUES (?,?)", (url, target))

    def lead(self, url: str, target: str) -> None:
        """``url`` leads to ``target``, whether or not that is in the archive; a later word replaces an earlier one."""
        if url != target:
            self._db.execute("INSERT OR REPLACE INTO aliases VALUES (?,?)", (url, target))

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

    def finish(self, summary: Summary, pending: Sequence[str], *, place: bool = True) -> None:
        """Write the summary and the addresses left, most promising first; move the file into its place.

        Without ``place`` it stays where it is, finished.
        """
        self._summary(summary)
        drop_unmet(self._db)
        self._db.execute("DELETE FROM meta WHERE name = 'based'")
        self._db.executemany("INSERT OR IGNORE INTO frontier VALUES (?,?)", [(url, n) for n, url in enumerate(pending)])
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('finished', '1')")
        if summary.complete:  # nothing will be gone on with
            self._db.execute("UPDATE replies SET body = NULL WHERE kind = 'file' AND body IS NOT NULL")
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.execute("PRAGMA locking_mode = NORMAL")
        self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()
        if place:
            part_of(self.path).replace(self.path)

    def close(self) -> None:
        """Give up: what was written so far stays in the part file."""
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("COMMIT")
        self._db.close()


def _exclusive(part: Path, mode: str = "WAL") -> sqlite3.Connection:
    """Open for writing, alone: a crawl whose caller is gone may still be at work on the same file."""
    connection = sqlite3.connect(part, isolation_level=None, timeout=ANOTHER)
    try:
        connection.executescript(
            f"PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = {mode}; PRAGMA synchronous = OFF;"
            "BEGIN IMMEDIATE; COMMIT;"
        )
    except sqlite3.OperationalError as error:
        connection.close()
        raise ArchiveError(f"มีการอ่านเว็บไซต์ลงแฟ้ม {part} อยู่แล้ว ให้รอจนจบ หรือระบุ --archive เป็นชื่ออื่น") from error
    return connection


def discard(path: Path) -> None:
    """Remove the part file of an archive, if there is one."""
    part = part_of(path)
    for name in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
        name.unlink(missing_ok=True)


def recover(path: Path, stopped_by: str, *, place: bool = True) -> bool:
    """Make an archive of what a crawl that ended too early had committed. False when there is nothing to keep."""
    part = part_of(path)
    if not part.is_file():
        return False
    try:
        db = sqlite3.connect(part, isolation_level=None)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("BEGIN")
        drop_unmet(db)
        db.execute("DELETE FROM meta WHERE name = 'based'")
        db.execute("COMMIT")
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
    if place:
        part.replace(path)
    return True


def _written_host(url: str) -> str:
    return url.split("/", 3)[2] if url.count("/") >= 3 else ""
