"""The archive as a file: its tables, version and how it is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

VERSION = 3
READING = 8  # raised when the same bytes are taken apart otherwise: what was read before is then read anew
APPLICATION = 0x4F495441  # "OITA", in the file's header: an archive of this program

SCHEMA = """
CREATE TABLE crawl (
    start TEXT NOT NULL, asked TEXT NOT NULL, hosts TEXT NOT NULL, complete INTEGER NOT NULL, stopped_by TEXT NOT NULL,
    started TEXT NOT NULL, finished TEXT NOT NULL, fetched INTEGER NOT NULL, notes TEXT NOT NULL
);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, status INTEGER NOT NULL, title TEXT NOT NULL,
    depth INTEGER NOT NULL, charset TEXT NOT NULL, rendered TEXT NOT NULL, cause TEXT NOT NULL, sha256 TEXT NOT NULL,
    html BLOB NOT NULL
);
CREATE TABLE blocks (
    page_id INTEGER NOT NULL REFERENCES pages(id), position INTEGER NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY (page_id, position)
) WITHOUT ROWID;
CREATE TABLE links (
    page_id INTEGER NOT NULL REFERENCES pages(id), position INTEGER NOT NULL, url TEXT NOT NULL,
    fragment TEXT NOT NULL, text TEXT NOT NULL, headings TEXT NOT NULL, menu TEXT NOT NULL, around TEXT NOT NULL,
    place TEXT NOT NULL, tag TEXT NOT NULL, dead TEXT NOT NULL, PRIMARY KEY (page_id, position)
) WITHOUT ROWID;
CREATE TABLE images (
    page_id INTEGER NOT NULL REFERENCES pages(id), position INTEGER NOT NULL, url TEXT NOT NULL, alt TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, near TEXT NOT NULL, place TEXT NOT NULL, link TEXT NOT NULL,
    code TEXT NOT NULL, PRIMARY KEY (page_id, position)
) WITHOUT ROWID;
CREATE TABLE forms (
    page_id INTEGER NOT NULL REFERENCES pages(id), position INTEGER NOT NULL, action TEXT NOT NULL,
    method TEXT NOT NULL, fields TEXT NOT NULL, text TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (page_id, position)
) WITHOUT ROWID;
CREATE TABLE marks (
    page_id INTEGER PRIMARY KEY REFERENCES pages(id), words TEXT NOT NULL, numbers TEXT NOT NULL,
    spoilt INTEGER NOT NULL
);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, status INTEGER NOT NULL,
    size INTEGER NOT NULL, sha256 TEXT NOT NULL, title TEXT NOT NULL, page_count INTEGER NOT NULL,
    cause TEXT NOT NULL, engine TEXT NOT NULL,
    offsite INTEGER NOT NULL, depth INTEGER NOT NULL, unread TEXT NOT NULL
);
CREATE TABLE document_pages (
    document_id INTEGER NOT NULL REFERENCES documents(id), position INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) WITHOUT ROWID;
CREATE TABLE tables (
    document_id INTEGER NOT NULL REFERENCES documents(id), position INTEGER NOT NULL, name TEXT NOT NULL,
    rows TEXT NOT NULL, PRIMARY KEY (document_id, position)
) WITHOUT ROWID;
CREATE TABLE aliases (url TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outside (url TEXT PRIMARY KEY, kind TEXT NOT NULL, cause TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE failures (
    url TEXT PRIMARY KEY, cause TEXT NOT NULL, detail TEXT NOT NULL, status INTEGER NOT NULL, attempts INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE frontier (url TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE replies (
    asked TEXT NOT NULL, turn INTEGER NOT NULL, at TEXT NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL,
    content_type TEXT NOT NULL, disposition TEXT NOT NULL, hops TEXT NOT NULL, cause TEXT NOT NULL,
    detail TEXT NOT NULL, requests INTEGER NOT NULL, "left" TEXT NOT NULL, kind TEXT NOT NULL, size INTEGER NOT NULL,
    sha256 TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL, unchanged INTEGER NOT NULL, stored TEXT NOT NULL,
    shell TEXT NOT NULL, onward TEXT NOT NULL, body BLOB, PRIMARY KEY (asked, turn)
);
CREATE TABLE certificates (host TEXT PRIMARY KEY, problem TEXT NOT NULL, detail TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE before (url TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE unmet (kind TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (kind, url)) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIEW page_links AS
    SELECT pages.url AS page, links.position, links.text, links.url, links.dead
    FROM links JOIN pages ON pages.id = links.page_id;
CREATE VIEW changes AS
    WITH now AS (SELECT url, sha256 FROM pages UNION ALL SELECT url, sha256 FROM documents)
    SELECT now.url, CASE WHEN before.url IS NULL THEN 'new' WHEN before.sha256 = now.sha256 THEN 'same'
        ELSE 'changed' END AS change
    FROM now LEFT JOIN before USING (url) WHERE EXISTS (SELECT 1 FROM before)
    UNION ALL SELECT url, 'gone' FROM before WHERE url NOT IN (SELECT url FROM now);
"""


class ArchiveError(ValueError):
    """A file that cannot be used as an archive; the message says which and what to do, in Thai."""


class ArchiveVersionError(ArchiveError):
    """An archive that a newer version of the program wrote."""


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing archive for reading, its kind and version checked."""
    if not path.is_file():
        raise ArchiveError(f"ไม่พบแฟ้มผลการอ่าน: {path}")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        connection.close()
        raise ArchiveError(f"{path} ไม่ใช่แฟ้มผลการอ่านเว็บไซต์ (ไม่ใช่ฐานข้อมูล SQLite หรือแฟ้มเสียหาย)") from error
    if application != APPLICATION:
        connection.close()
        raise ArchiveError(f"{path} เป็นฐานข้อมูลอื่น ไม่ใช่แฟ้มผลการอ่านเว็บไซต์ของโปรแกรมนี้")
    if version > VERSION:
        connection.close()
        raise ArchiveVersionError(
            f"{path} เขียนโดยโปรแกรมรุ่นใหม่กว่า (แฟ้มรุ่น {version}, โปรแกรมนี้อ่านได้ถึงรุ่น {VERSION}) ให้ปรับรุ่นโปรแกรมก่อน"
        )
    return connection
