"""What an archive keeps of the evidence itself: documents as fetched, and pictures of the places that are quoted.

Both by their SHA-256, in the same file as the crawl and the results, so that a report has the same bytes ever after.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlite_utils

from checker.pictures import Key, Taken
from crawler.site import Site
from reports.model import Picture, Report

MOST = 250_000_000  # bytes of documents kept in one archive
_COLUMNS = "url, text, source, picture, of, marked, width, height, sheet, opened"


def kept(path: Path, sha256: str) -> bytes | None:
    """A document as it was fetched; None when it was not kept, or is not what it was."""
    rows = _rows(path, "select data from kept where sha256 = ?", (sha256,))
    return bytes(rows[0][0]) if rows and hashlib.sha256(rows[0][0]).hexdigest() == sha256 else None


def pictures(path: Path, report: Report) -> dict[str, bytes]:
    """The pictures that a report names and the archive holds, by their hash."""
    named = {e.picture.sha256 for f in report.findings for e in f.elements if e.picture}
    found = {}
    for sha256 in sorted(named):
        for (data,) in _rows(path, "select data from pictures where sha256 = ?", (sha256,)):
            if hashlib.sha256(data).hexdigest() == sha256:
                found[sha256] = bytes(data)
    return found


def earlier(path: Path) -> dict[Key, tuple[Picture, bytes]]:
    """Every picture of an archive by what it shows; of several the latest."""
    found: dict[Key, tuple[Picture, bytes]] = {}
    rows = _rows(
        path,
        f"select {_COLUMNS}, data from shown join pictures on sha256 = picture order by run, item, element",
        (),
    )
    for url, text, source, sha256, of, marked, width, height, sheet, opened, data in rows:
        picture = Picture(sha256, url, text, of, bool(marked), width, height, sheet, bool(opened))
        found[url, text, source] = (picture, bytes(data))
    return found


def wanted(site: Site, report: Report) -> tuple[str, ...]:
    """Hashes of the documents that the findings rest on, in the order of the findings, each once."""
    by_url = {url: document.sha256 for document in site.documents for url in (document.url, *document.aliases)}
    urls = (
        url
        for finding in report.findings
        for url in (
            *(quote.url for element in finding.elements for quote in element.quotes),
            *(evidence.url for evidence in finding.evidence),
            *finding.submit,
        )
    )
    return tuple(dict.fromkeys(by_url[url] for url in urls if by_url.get(url)))


def keep(path: Path, hashes: Iterable[str], body: Callable[[str], bytes | None]) -> tuple[int, int]:
    """Keep documents, up to ``MOST`` bytes. Returns how many the archive keeps of them, and their bytes."""
    count = size = 0
    with closing(sqlite3.connect(path)) as connection:
        _prepare(connection)
        with connection:
            for sha256 in hashes:
                data = body(sha256)
                if data is None or size + len(data) > MOST:
                    continue
                connection.execute("insert or ignore into kept values (?,?,?)", (sha256, len(data), data))
                count, size = count + 1, size + len(data)
    return count, size


def store(path: Path, run: int, report: Report, taken: Iterable[Taken], made: str) -> None:
    """Store the pictures of a run, and which element of which item each belongs to; ``made``: when, ISO 8601."""
    sources = {}
    with closing(sqlite3.connect(path)) as connection:
        _prepare(connection)
        with connection:
            for one in taken:
                sources[one.picture.sha256, one.picture.url] = one.source
                row = (one.picture.sha256, made, one.data)
                connection.execute("insert or ignore into pictures values (?,?,?)", row)
            for finding in report.findings:
                for element in finding.elements:
                    p = element.picture
                    if p is None or (p.sha256, p.url) not in sources:
                        continue
                    source = sources[p.sha256, p.url]
                    values: tuple[Any, ...] = (run, finding.item, element.name, p.url, p.text, source, p.sha256, p.of)
                    values += (int(p.marked), p.width, p.height, p.sheet, int(p.opened))
                    connection.execute(f"insert into shown values ({','.join('?' * len(values))})", values)


def _prepare(connection: sqlite3.Connection) -> None:
    db = sqlite_utils.Database(connection)
    if "shown" in db.table_names():
        return
    with connection:
        db.table("kept").create({"sha256": str, "size": int, "data": bytes}, pk="sha256")
        db.table("pictures").create({"sha256": str, "made": str, "data": bytes}, pk="sha256")
        db.table("shown").create(
            {
                "run": int,
                "item": str,
                "element": str,
                "url": str,
                "text": str,
                "source": str,
                "picture": str,
                "of": str,
                "marked": int,
                "width": int,
                "height": int,
                "sheet": int,
                "opened": int,
            },
            pk=("run", "item", "element"),
            foreign_keys=[("run", "runs", "id"), ("picture", "pictures", "sha256")],
        )


def _rows(path: Path, query: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The rows of a query; none from an archive that keeps nothing."""
    if not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return connection.execute(query, values).fetchall()
        except sqlite3.OperationalError:  # an archive of before anything was kept
            return []
