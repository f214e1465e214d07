"""What a new crawl takes over from the archive of an earlier one of the same site, all at once at its beginning.

Row by row as its pages are met again would cost more than to ask for them. Until it is met again a page or document of
the earlier crawl is ``unmet``: the archive knows nothing of it, and what is unmet at the end was never there.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

PARTS = {
    "pages": ("page_id", ("blocks", "links", "images", "forms", "marks")),
    "documents": ("document_id", ("document_pages", "tables")),
}
_ALL = tuple(name for whole, (_, parts) in PARTS.items() for name in (whole, *parts))


def take_over(db: sqlite3.Connection, earlier: Path) -> None:
    """Fill a new archive with the pages and documents of an earlier one, all of them unmet."""
    db.execute("ATTACH ? AS earlier", (str(earlier),))
    db.execute("BEGIN")
    for name in _ALL:
        db.execute(f"INSERT INTO main.{name} SELECT * FROM earlier.{name}")
    for kind in PARTS:
        db.execute(f"INSERT OR IGNORE INTO before SELECT url, sha256 FROM {kind} ORDER BY id")
        db.execute(f"INSERT INTO unmet SELECT '{kind}', url FROM {kind}")
    db.execute("COMMIT")
    db.execute("DETACH earlier")


def meet(db: sqlite3.Connection, kind: str, url: str) -> None:
    """A page or document is as it was."""
    db.execute("DELETE FROM unmet WHERE kind = ? AND url = ?", (kind, url))


def drop(db: sqlite3.Connection, kind: str, url: str) -> None:
    """Remove a page or document with its parts, met or not."""
    row = db.execute(f"SELECT id FROM {kind} WHERE url = ?", (url,)).fetchone()
    if row is None:
        return
    owner, parts = PARTS[kind]
    for part in parts:
        db.execute(f"DELETE FROM {part} WHERE {owner} = ?", row)
    db.execute(f"DELETE FROM {kind} WHERE id = ?", row)
    db.execute("DELETE FROM unmet WHERE kind = ? AND url = ?", (kind, url))


def drop_unmet(db: sqlite3.Connection) -> None:
    """Remove what was not met again."""
    for kind, url in db.execute("SELECT kind, url FROM unmet").fetchall():
        drop(db, kind, url)
