"""Plain text and comma-separated values."""

from __future__ import annotations

import csv
from io import StringIO

from crawler.documents import titles
from crawler.documents.result import ReadResult
from crawler.encoding import decode
from crawler.site import Table

LONGEST = 2_000_000  # characters
ROWS = 20_000
COLUMNS = 200


def read_text(data: bytes, content_type: str) -> ReadResult:
    """A text file as one page."""
    text, charset = decode(data[: 4 * LONGEST], content_type)
    text = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    strange = text.count("\ufffd") + text.count("\0")
    if strange * 10 > len(text):
        return ReadResult("txt", cause="garbled", engine=charset)
    title = titles.from_lines(text.split("\n", 40)[:40])
    return ReadResult("txt", title, (text.strip(),), (), 1, "" if text.strip() else "empty", charset)


def read_csv(data: bytes, content_type: str) -> ReadResult:
    """Rows of a CSV file as one table; also as lines with tabs between cells."""
    text, charset = decode(data[: 4 * LONGEST], content_type)
    text = text[:LONGEST].replace("\0", "")
    head = text[:4096]
    mark = max((",", ";", "\t", "|"), key=head.count)
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(StringIO(text), delimiter=mark):
            cells = tuple(" ".join(cell.split()) for cell in row[:COLUMNS])
            if any(cells):
                rows.append(cells)
            if len(rows) >= ROWS:
                break
    except csv.Error:
        if not rows:
            return ReadResult("csv", cause="damaged", engine=charset)
    page = "\n".join("\t".join(row).rstrip("\t") for row in rows)
    title = titles.from_lines(page.split("\n", 5)[:5])
    return ReadResult("csv", title, (page,), (Table(tuple(rows)),), 1, "" if rows else "empty", charset)
