"""What an earlier crawl of the same site left, and what a new one does with it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from config.settings import CrawlSettings
from crawler.address import AddressError, start_address
from crawler.archive import discard, part_of
from crawler.archive_format import READING, ArchiveError, connect
from crawler.site import CUT_SHORT

LASTS = timedelta(hours=24)  # a crawl cut short longer ago is not gone on with: its site may have changed
_CUT = CUT_SHORT | {""}


@dataclass(frozen=True, slots=True)
class Plan:
    """How a crawl begins. ``earlier``: an archive of the same site whose unchanged pages need not be sent again."""

    resume: bool = False  # the part file is gone on with
    finished: bool = False  # the part file is a whole crawl that only was not put in its place
    earlier: Path | None = None


@dataclass(frozen=True, slots=True)
class _Left:
    asked: str
    complete: bool
    stopped_by: str
    age: timedelta
    finished: bool
    same_reading: bool
    budget: tuple[int, int]  # pages, bytes


def plan(path: Path, start: str, settings: CrawlSettings) -> Plan:
    """Decide from the files at ``path`` and beside it. What cannot be gone on with is removed or left as it is.

    A crawl that was killed, stopped by a person, by its deadline, or by a budget that is larger now goes on where it
    was, for a day. A finished one is the earlier state of a new one. ``settings.fresh`` forgets both.
    """
    part = part_of(path)
    if settings.fresh:
        return Plan()
    earlier = path if _usable(path, start) else None
    left = _look(part)
    if left is not None and _same(left, start) and left.age < LASTS:
        if left.finished and not _goes_on(left, settings):
            return Plan(finished=True, earlier=earlier)
        return Plan(resume=True, earlier=earlier)
    done = _look(path)
    if done is not None and _same(done, start) and done.age < LASTS and not done.complete and _goes_on(done, settings):
        discard(path)
        shutil.copyfile(path, part)
        return Plan(resume=True)
    return Plan(earlier=earlier)


def _same(left: _Left, start: str) -> bool:
    try:
        return start_address(left.asked) == start and left.same_reading
    except AddressError:
        return False


def _goes_on(left: _Left, settings: CrawlSettings) -> bool:
    if left.complete:
        return False
    if left.stopped_by in ("pages", "bytes"):
        return settings.max_pages > left.budget[0] or settings.max_bytes > left.budget[1]
    return left.stopped_by in _CUT


def _usable(path: Path, start: str) -> bool:
    left = _look(path)
    return left is not None and _same(left, start)


def _look(path: Path) -> _Left | None:
    try:
        with closing(_open(path)) as db:
            asked, complete, stopped_by, moment = db.execute(
                "SELECT asked, complete, stopped_by, coalesce(nullif(finished, ''), started) FROM crawl"
            ).fetchone()
            meta = dict(db.execute("SELECT name, value FROM meta").fetchall())
            last = db.execute("SELECT max(at) FROM replies").fetchone()[0]
            moment = max(moment, last or "")
            return _Left(
                asked=asked,
                complete=bool(complete),
                stopped_by=stopped_by,
                age=datetime.now(UTC) - datetime.fromisoformat(moment),
                finished="finished" in meta,
                same_reading=meta.get("reading") == str(READING),
                budget=(int(meta.get("max_pages", 0)), int(meta.get("max_bytes", 0))),
            )
    except (ArchiveError, sqlite3.Error, TypeError, ValueError):
        return None


def _open(path: Path) -> sqlite3.Connection:
    """Part files may hold a log that was not folded in: SQLite does it when it may write."""
    connect(path).close()
    return sqlite3.connect(path, timeout=15.0)
