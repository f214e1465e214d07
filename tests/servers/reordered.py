"""An archive with its rows in another order."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

# The keys that tie the tables together; rows are numbered anew by these when their order changes.
OWNERS = {"blocks": "page_id", "links": "page_id", "images": "page_id", "forms": "page_id"}
OWNERS |= {"document_pages": "document_id", "tables": "document_id"}


def shuffled(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows in another order, always the same: every second from the end, then the others."""
    return rows[1::2][::-1] + rows[::2]


def reordered(source: Path, target: Path) -> Path:
    """The same archive with every table's rows inserted in another order, and pages and documents numbered by it."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        for pragma in ("application_id", "user_version"):
            new.execute(f"PRAGMA {pragma} = {old.execute(f'PRAGMA {pragma}').fetchone()[0]}")
        made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type = 'view'"
        for (sql,) in old.execute(made):
            new.execute(sql)
        numbers: dict[str, dict[int, int]] = {}
        tables = [row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in sorted(tables, key=lambda name: (name not in ("pages", "documents"), name)):
            cursor = old.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            rows = shuffled([list(row) for row in cursor])
            if table in ("pages", "documents"):
                numbers[f"{table[:-1]}_id"] = {row[names.index("id")]: at for at, row in enumerate(rows, 1)}
            key = "id" if table in ("pages", "documents") else OWNERS.get(table, "")
            known = numbers.get(f"{table[:-1]}_id" if key == "id" else key, {})
            for row in rows:
                if key:
                    row[names.index(key)] = known[row[names.index(key)]]
            new.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", rows)
        new.commit()
    return target
