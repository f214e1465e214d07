"""The replies of a crawl, in its archive as they come: a crawl that was cut short goes on from them.

What comes next in a crawl depends on its replies alone. A resumed crawl therefore runs again from its beginning, each
request answered from here for as long as there is an answer, and only then from the network.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime

from crawler.reply import Reply

_COLUMNS = (
    'asked, turn, url, status, content_type, disposition, hops, cause, detail, requests, "left", kind, size,'
    " sha256, etag, modified, unchanged, stored, shell, onward"
)


class Journal:
    """Keeps replies by address and by how often the address had been asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._turns: dict[str, int] = {}
        self._known = {(row[0], row[1]) for row in connection.execute("SELECT asked, turn FROM replies")}
        self.recalled = 0  # replies that cost no request

    def turn(self, url: str) -> int:
        """How often this address has been asked for in this crawl, this time included."""
        turn = self._turns[url] = self._turns.get(url, 0) + 1
        return turn

    def recall(self, url: str, turn: int) -> Reply | None:
        """The reply that this address had at this turn before the crawl was cut short, else None."""
        if (url, turn) not in self._known:
            return None
        row = self._db.execute(f"SELECT {_COLUMNS}, body FROM replies WHERE asked = ? AND turn = ?", (url, turn))
        (asked, turn, found, status, content_type, disposition, hops, cause, detail, requests, left, kind, size, sha256,
         etag, modified, unchanged, stored, shell, onward, body) = row.fetchone()  # fmt: skip
        self.recalled += 1
        return Reply(
            asked=asked,
            url=found,
            status=status,
            body=body or b"",
            content_type=content_type,
            disposition=disposition,
            hops=tuple(json.loads(hops)),
            cause=cause,
            detail=detail,
            requests=requests,
            left=left,
            kind=kind,
            size=size,
            sha256=sha256,
            etag=etag,
            modified=modified,
            unchanged=bool(unchanged),
            turn=turn,
            stored=stored,
            shell=shell,
            onward=onward,
        )

    def record(self, reply: Reply) -> None:
        """Keep a reply as it came, its body included, safe from the end of this process."""
        self._db.execute(
            f"INSERT OR REPLACE INTO replies ({_COLUMNS}, at, body) VALUES ({','.join('?' * 22)})",
            (
                reply.asked,
                reply.turn,
                reply.url,
                reply.status,
                reply.content_type,
                reply.disposition,
                json.dumps(reply.hops),
                reply.cause,
                reply.detail,
                reply.requests,
                reply.left,
                reply.kind,
                reply.size,
                reply.sha256,
                reply.etag,
                reply.modified,
                int(reply.unchanged),
                reply.stored,
                reply.shell,
                reply.onward,
                datetime.now(UTC).isoformat(timespec="seconds"),
                reply.body or None,
            ),
        )
        self.commit()

    def settled(self, reply: Reply, stored: str, shell: str = "", onward: str = "") -> None:
        """The body of this reply is in the archive under ``stored``; it need not be kept here."""
        reply.stored = stored
        self._db.execute(
            "UPDATE replies SET body = NULL, stored = ?, shell = ?, onward = ? WHERE asked = ? AND turn = ?",
            (stored, shell, onward, reply.asked, reply.turn),
        )

    def commit(self) -> None:
        """Make everything written to the archive so far safe from the end of this process."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")
