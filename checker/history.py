"""The runs that an archive remembers: read one by one or as a line over time, and what each of them had seen."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from checker.compare import Seen
from checker.errors import UserError
from reports.json_report import ReportError, from_dict
from reports.model import Moment, Report

_LOOK_BACK = 10  # runs that are read whole to tell what is settled
KEPT = 60  # runs that stay whole when a new crawl replaces an archive


def history(path: Path, host: str = "") -> tuple[Moment, ...]:
    """Every crawl that was judged, oldest first, by its last judgement; only of ``host`` when given."""
    with _open(path) as connection:
        if connection is None:
            return ()
        rows = connection.execute("select id, url, crawled, oit, low, high from runs order by id").fetchall()
        statuses: dict[int, list[tuple[str, str]]] = {}
        for run, item, status in connection.execute("select run, item, status from findings order by rowid"):
            statuses.setdefault(run, []).append((item, status))
    found = {
        crawled: Moment(run, crawled, oit, low, high, tuple(statuses.get(run, ())))
        for run, url, crawled, oit, low, high in rows
        if not host or _same_host(url, host)
    }
    return tuple(sorted(found.values(), key=lambda run: run.run))


def runs(path: Path, last: int = _LOOK_BACK) -> list[tuple[Report, Seen | None]]:
    """The last crawls that were judged, oldest first, with what they had seen where that is known."""
    return [found for run in history(path)[-last:] if (found := stored(path, run.run)) is not None]


def stored(path: Path, run: int = 0) -> tuple[Report, Seen | None] | None:
    """A stored run (0: the newest) with what it had seen where that is known; None when there is no such run.

    Raises UserError when it cannot be read.
    """
    with _open(path) as connection:
        if connection is None:
            return None
        where, values = ("where id = ?", (run,)) if run else ("order by id desc limit 1", ())
        row = connection.execute(f"select id, crawled, report from runs {where}", values).fetchone()
        if row is None or not row[2]:
            return None
        try:
            report = from_dict(json.loads(row[2]))
        except (ReportError, ValueError) as error:
            raise UserError(f"{path}: อ่านผลครั้งที่ {row[0]} ไม่ได้ ({error})") from error
        return report, _seen(connection, row[0], row[1])


def remember(path: Path, seen: Seen) -> None:
    """Keep, with the newest run of an archive, what it had seen: the next crawl replaces what is in the archive."""
    with closing(sqlite3.connect(path)) as connection, connection:
        _make_seen(connection)
        run = connection.execute("select max(id) from runs").fetchone()[0]
        packed = zlib.compress(json.dumps(dict(seen), ensure_ascii=False).encode("utf-8", "replace"), 9)
        connection.execute("insert or replace into seen values (?, ?)", (run, packed))


def carry(old: Path, new: Path) -> None:
    """Complete the runs that were carried from ``old`` into ``new``: what they had seen; the last KEPT stay whole.

    Of older runs the scores and the items' statuses stay, so that the history is long and the file is not.
    """
    with _open(old) as source, closing(sqlite3.connect(new)) as target, target:
        if source is None or not _has(target, "runs"):
            return
        held = [run for (run,) in target.execute("select id from runs order by id")]
        thin = [(run,) for run in held[:-KEPT]]
        for table in ("elements", "quotes", "evidence"):
            target.executemany(f"delete from {table} where run = ?", thin)
        target.executemany("update runs set report = '' where id = ?", thin)
        _make_seen(target)
        for run in held[-KEPT:] if _has(source, "seen") else ():
            found = source.execute("select run, addresses from seen where run = ?", (run,)).fetchall()
            target.executemany("insert or ignore into seen values (?, ?)", found)


def was_down(path: Path) -> bool:
    """Whether the last try, since the newest run, could not open the site at all."""
    with _open(path) as connection:
        if connection is None or not _has(connection, "down"):
            return False
        return connection.execute("select 1 from down where run = (select max(id) from runs)").fetchone() is not None


def note_down(path: Path) -> None:
    """Remember that the site could not be opened, where there are earlier runs to remember it with."""
    with _open(path) as connection:
        if connection is None:
            return
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table if not exists down (run integer primary key)")
        connection.execute("insert or ignore into down select max(id) from runs")


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection | None]:
    """The archive to read from; None when it is not there or nothing was judged. Raises UserError."""
    if not path.exists() or path.stat().st_size == 0:
        yield None
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            yield connection if _has(connection, "runs") else None
    except sqlite3.DatabaseError as error:
        raise UserError(f"{path}: ไม่ใช่ฐานข้อมูลของการตรวจ หรือเสียหาย ({error})") from error


def _make_seen(connection: sqlite3.Connection) -> None:
    connection.execute("create table if not exists seen (run integer primary key, addresses blob not null)")


def _same_host(url: str, host: str) -> bool:
    parts = urlsplit(url)
    return host.removeprefix("www.") in {name.removeprefix("www.") for name in (parts.netloc, parts.hostname or "")}


def _has(connection: sqlite3.Connection, table: str) -> bool:
    query = "select 1 from sqlite_master where type = 'table' and name = ?"
    return connection.execute(query, (table,)).fetchone() is not None


def _seen(connection: sqlite3.Connection, run: int, crawled: str) -> Seen | None:
    if _has(connection, "seen"):
        row = connection.execute("select addresses from seen where run = ?", (run,)).fetchone()
        if row:
            seen: dict[str, str] = json.loads(zlib.decompress(row[0]))
            return seen
    if _has(connection, "crawl") and _has(connection, "pages"):
        row = connection.execute("select started from crawl").fetchone()
        if row and row[0] == crawled:
            found = dict(connection.execute("select url, '' from pages where cause = ''"))
            found.update(connection.execute("select url, sha256 from documents where not offsite"))
            return found
    return None
