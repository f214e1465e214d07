"""How much of a site's archive is kept after it was judged."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path


def shrink(archive: Path, keep: str) -> None:
    """Take out of a finished archive what need not be kept.

    ``pages``: everything that judging again and the next crawl need, without bodies that were taken apart already.
    ``text``: texts, links and tables for people to search; rules look at markup too, so that it can neither be judged
    again nor spare the next crawl anything. ``findings``: the whole archive goes once its result is stored, so nothing
    is taken out here.
    """
    if keep == "findings":
        return
    with closing(sqlite3.connect(archive)) as db:
        with db:
            db.execute("UPDATE replies SET body = NULL WHERE stored <> '' AND body IS NOT NULL")
            if keep == "text":
                db.execute("UPDATE pages SET html = ?", (zlib.compress(b"", 1),))
                db.execute("DELETE FROM replies")
                db.execute("UPDATE meta SET value = '0' WHERE name = 'reading'")  # no earlier state of a later crawl
                db.execute("INSERT OR REPLACE INTO meta VALUES ('kept', 'text')")
        db.execute("VACUUM")
