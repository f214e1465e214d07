"""The previous crawl of the same site: what need not be sent, nor taken apart, again when it has not changed."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

from crawler.archive_format import connect
from crawler.reply import Reply

FRESH = 0.1  # of the age that a page had, during which it is taken to be as it was: RFC 9111, 4.2.2
# Scans are taken over as far as they were read: what OCR has not reached yet it is given once it is its turn.
_READ = "documents.cause IN ('', 'scan', 'garbled', 'picture')"


class _Reply(NamedTuple):
    """What is known of an address that answered."""

    etag: str
    modified: str
    sha256: str
    kind: str
    content_type: str
    disposition: str
    status: int
    at: str  # when it was asked for
    requests: int  # 0: it was not


class Earlier:
    """Reads a finished archive, one address at a time."""

    def __init__(self, path: Path) -> None:
        """Raises ArchiveError when the file is no archive."""
        self.path = path
        self._now = datetime.now(UTC)
        self._db = connect(path)
        self._replies: dict[str, _Reply] = {}
        # Pages that a browser had to show, and documents that nothing could read, are asked for whole.
        for url, *rest in self._db.execute(
            "SELECT replies.url, etag, modified, replies.sha256, kind, content_type, disposition, status, at, requests"
            " FROM replies"
            " WHERE replies.cause = '' AND shell = ''"
            " AND (etag <> '' OR modified <> '') AND (EXISTS (SELECT 1 FROM pages WHERE url = replies.stored)"
            f" OR EXISTS (SELECT 1 FROM documents WHERE url = replies.stored AND {_READ}))"
            " ORDER BY turn"
        ):
            self._replies[url] = _Reply(*rest)
        hashes = "SELECT url, sha256 FROM"
        self._pages = dict(self._db.execute(f"{hashes} pages WHERE rendered = '' AND cause <> 'shell'").fetchall())
        self._documents = dict(self._db.execute(f"{hashes} documents WHERE {_READ}").fetchall())
        self.same = 0  # pages and documents taken over

    def headers(self, url: str) -> dict[str, str]:
        """What to send along so that the server need not send this address again unless it has changed."""
        known = self._replies.get(url)
        if known is None:
            return {}
        headers = {"If-None-Match": known.etag} if known.etag else {}
        return headers | ({"If-Modified-Since": known.modified} if known.modified else {})

    def fresh(self, url: str) -> bool:
        """Whether an address was asked for the last time, and that is not long against the age that it then had by its
        Last-Modified. Never twice in a row, so what changed unseen is seen the next time."""
        known = self._replies.get(url)
        if known is None or not known.requests or not known.modified:
            return False
        try:
            asked, made = datetime.fromisoformat(known.at), parsedate_to_datetime(known.modified)
            if made.tzinfo is None:
                made = made.replace(tzinfo=UTC)
            return made < asked <= self._now < asked + FRESH * (asked - made)
        except (ValueError, TypeError, OverflowError):
            return False

    def unchanged(self, reply: Reply) -> None:
        """Complete the reply to an address that has not changed, as the server says or as is taken for granted."""
        known = self._replies[reply.url]
        reply.etag, reply.modified, reply.sha256 = known.etag, known.modified, known.sha256
        reply.kind, reply.content_type, reply.status = known.kind, known.content_type, known.status
        reply.disposition = known.disposition
        reply.unchanged = True

    def holds_page(self, url: str, sha256: str) -> bool:
        """Whether a page's bytes were the same and needed no browser: it need not be read anew."""
        return self._pages.get(url) == sha256

    def holds_document(self, url: str, sha256: str) -> bool:
        """Whether a document's bytes were the same and it was read, or is a scan."""
        return self._documents.get(url) == sha256

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
