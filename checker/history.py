"""The runs that an archive remembers: read one by one or as a line over time, and what each of them had seen."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from checker.compare import Seen
from checker.errors import UserError
from reports.json_report import ReportError, from_dict
from reports.model import Moment, Report

_LOOK_BACK = 10  # runs that are read whole to tell what is settled


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
        if not host or f"//{host}/" in f"{url}/"
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
        if row is None:
            return None
        try:
            report = from_dict(json.loads(row[2]))
        except (ReportError, ValueError) as error:
            raise UserError(f"{path}: อ่านผลครั้งที่ {row[0]} ไม่ได้ ({error})") from error
        return report, _seen(connection, row[0], row[1])


def remember(path: Path, seen: Seen) -> None:
    """Keep, with the newest run of an archive, what it had seen: the next crawl replaces what is in the archive."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table if not exists seen (run integer primary key, addresses blob not null)")
        run = connection.execute("select max(id) from runs").fetchone()[0]
        packed = zlib.compress(json.dumps(dict(seen), ensure_ascii=False).encode("utf-8", "replace"), 9)
        connection.execute("insert or replace into seen values (?, ?)", (run, packed))


def carry_seen(old: Path, new: Path) -> None:
    """Bring along what earlier runs had seen, for the runs that ``new`` holds."""
    with _open(old) as source, closing(sqlite3.connect(new)) as target, target:
        if source is None or not _has(source, "seen") or not _has(target, "runs"):
            return
        target.execute("create table if not exists seen (run integer primary key, addresses blob not null)")
        rows = source.execute("select run, addresses from seen order by run desc limit ?", (_LOOK_BACK * 3,)).fetchall()
        held = {run for (run,) in target.execute("select id from runs")}
        target.executemany("insert or ignore into seen values (?, ?)", [row for row in rows if row[0] in held])


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
