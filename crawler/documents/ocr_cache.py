"""What OCR read before, by content: a small database in the user's cache folder, bounded, that may be thrown away."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

PAGES = 20_000  # kept; beyond them the oldest go
_PRUNE = 50  # pages written between two looks at the size


def folder() -> Path:
    """Where the program keeps what it can make again, by the custom of the system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "oit-checker" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "oit-checker"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "oit-checker"


class OcrCache:
    """Texts of pages by a key that names the document's content, the page and the reader. Never raises: a cache that
    cannot be used is an empty one. ``path`` "" keeps nothing.
    """

    def __init__(self, path: str) -> None:
        self._path = path

    def _open(self) -> sqlite3.Connection:
        Path(self._path).parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=3)
        connection.execute("CREATE TABLE IF NOT EXISTS pages (key TEXT PRIMARY KEY, text TEXT NOT NULL, at INTEGER)")
        return connection

    def get(self, key: str) -> str | None:
        """The text kept under ``key``."""
        if not self._path:
            return None
        with suppress(OSError, sqlite3.Error), closing(self._open()) as connection:
            row = connection.execute("SELECT text FROM pages WHERE key = ?", (key,)).fetchone()
            return None if row is None else str(row[0])
        return None

    def put(self, key: str, text: str) -> None:
        """Keep ``text``; the pages kept longest are dropped beyond ``PAGES``."""
        if not self._path:
            return
        with suppress(OSError, sqlite3.Error), closing(self._open()) as connection, connection:
            newest = int(connection.execute("SELECT coalesce(max(at), 0) FROM pages").fetchone()[0]) + 1
            connection.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", (key, text, newest))
            if newest % _PRUNE == 0:
                connection.execute("DELETE FROM pages WHERE at <= ?", (newest - PAGES,))
