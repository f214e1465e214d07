"""The previous crawl of the same site: what need not be sent, nor taken apart, again when it has not changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from crawler.archive_format import connect
from crawler.archive_reading import links_of
from crawler.reply import Reply
from crawler.site import Link

# Scans are taken over as far as they were read: what OCR has not reached yet it is given once it is its turn.
_READ = "documents.cause IN ('', 'scan', 'garbled', 'picture')"


class Earlier:
    """Reads a finished archive, one address at a time."""

    def __init__(self, path: Path) -> None:
        """Raises ArchiveError when the file is no archive."""
        self.path = path
        self._db = connect(path)
        self._validators: dict[str, tuple[str, str, str]] = {}
        # Pages that a browser had to show, and documents that nothing could read, are asked for whole.
        for url, etag, modified, sha256 in self._db.execute(
            "SELECT replies.url, etag, modified, replies.sha256 FROM replies WHERE replies.cause = '' AND shell = ''"
            " AND (etag <> '' OR modified <> '') AND (EXISTS (SELECT 1 FROM pages WHERE url = replies.stored)"
            f" OR EXISTS (SELECT 1 FROM documents WHERE url = replies.stored AND {_READ}))"
            " ORDER BY turn"
        ):
            self._validators[url] = (etag, modified, sha256)
        self._hashes = dict(self.hashes())
        self.same = 0  # pages and documents taken over

    def headers(self, url: str) -> dict[str, str]:
        """What to send along so that the server need not send this address again unless it has changed."""
        etag, modified, _ = self._validators.get(url, ("", "", ""))
        headers = {"If-None-Match": etag} if etag else {}
        return headers | ({"If-Modified-Since": modified} if modified else {})

    def unchanged(self, reply: Reply) -> None:
        """Complete the reply to an address that the server says has not changed."""
        row = self._db.execute(
            "SELECT kind, sha256, content_type, disposition, etag, modified, status FROM replies"
            " WHERE url = ? AND cause = '' AND sha256 = ? LIMIT 1",
            (reply.url, self._validators[reply.url][2]),
        ).fetchone()
        reply.kind, reply.sha256, reply.content_type, reply.disposition, reply.etag, reply.modified, reply.status = row
        reply.unchanged = True

    def page(self, url: str, sha256: str) -> tuple[Link, ...] | None:
        """The links of a page whose bytes were the same and that needed no browser; None when it must be read anew."""
        if self._hashes.get(url) != sha256:
            return None
        plain = self._db.execute(
            "SELECT rendered = '' AND cause <> 'shell' FROM pages WHERE url = ?", (url,)
        ).fetchone()
        return links_of(self._db, url) if plain and plain[0] else None

    def holds_document(self, url: str, sha256: str) -> bool:
        """Whether a document's bytes were the same and it was read, or is a scan."""
        if self._hashes.get(url) != sha256:
            return False
        asked = f"SELECT 1 FROM documents WHERE url = ? AND {_READ}"
        return self._db.execute(asked, (url,)).fetchone() is not None

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Addresses and hashes of all pages and documents."""
        yield from self._db.execute("SELECT url, sha256 FROM pages UNION ALL SELECT url, sha256 FROM documents")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def opened(path: Path | None) -> Earlier | None:
    """The previous crawl in a file, None when there is none that can be used."""
    if path is None:
        return None
    try:
        return Earlier(path)
    except (ValueError, sqlite3.Error):
        return None
