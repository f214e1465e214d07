"""How the site served what an archive holds: when, with which status and headers, by which redirects."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from crawler.archive_format import connect


@dataclass(frozen=True, slots=True)
class Served:
    """One reply as it came. ``headers`` are those that were kept: name and value, sorted."""

    at: str  # ISO 8601, UTC
    status: int
    hops: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    sha256: str  # of the body
    size: int


def served(path: Path) -> dict[str, Served]:
    """The reply behind each stored page and document, by its address; {} for an archive that kept none."""
    db = connect(path)
    found: dict[str, Served] = {}
    try:
        rows = db.execute(
            "SELECT stored, at, status, hops, content_type, disposition, etag, modified, sha256, size FROM replies"
            " WHERE stored <> '' AND cause = '' ORDER BY stored, turn, asked"
        )
        for stored, at, status, hops, content_type, disposition, etag, modified, sha256, size in rows:
            headers = {
                "Content-Disposition": disposition,
                "Content-Type": content_type,
                "ETag": etag,
                "Last-Modified": modified,
            }
            kept = tuple((name, value) for name, value in sorted(headers.items()) if value)
            found.setdefault(stored, Served(at, status, tuple(json.loads(hops)), kept, sha256, size))
    except sqlite3.OperationalError:  # an archive of before replies were kept
        return {}
    finally:
        db.close()
    return found
