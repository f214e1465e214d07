"""Word and PowerPoint files of the years before 2007, read from their own streams, without any Office program.

Word keeps its text in pieces, in two encodings, listed by a piece table; cells of tables end with a mark, rows with a
mark of their own. PowerPoint keeps it in records. What these readers cannot open is handed to LibreOffice, if present.
"""

from __future__ import annotations

import re
import struct
from io import BytesIO

import olefile  # type: ignore[import-untyped]

from crawler.documents import titles
from crawler.documents.result import ReadResult
from crawler.site import Table

TEXT = 3_000_000  # characters
STREAM = 60_000_000  # bytes of one stream
CELLS = 64  # of one row
_WORD = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_COMPRESSED = 0x40000000
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_CONTROL = re.compile("[\x00-\x06\x08\x0e-\x1d\x1f]")
_ERRORS = (OSError, struct.error, ValueError, IndexError, KeyError, AttributeError, TypeError)


class OldWordError(ValueError):
    """A file of a Word older than 97, or one whose piece table is not where it belongs."""


def read_doc(data: bytes) -> ReadResult:
    """Text and tables of a Word file; ``unsupported`` when it is older than Word 97."""
    engine = "doc-pieces"
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            text = _text(ole)
            own = _title(ole)
    except PermissionError:
        return ReadResult("doc", cause="encrypted", engine=engine)
    except OldWordError:
        return ReadResult("doc", cause="unsupported", engine=engine)
    except _ERRORS:
        return ReadResult("doc", cause="damaged", engine=engine)
    pages, tables = _taken_apart(text)
    first = pages[0] if pages else ""
    title = titles.of(own, first.split("\n", 30)[:30])
    return ReadResult("doc", title, tuple(pages), tuple(tables), len(pages), "" if first else "empty", engine)


def read_ppt(data: bytes) -> ReadResult:
    """Text of a PowerPoint file, a page a slide as far as the file tells them apart."""
    engine = "ppt-records"
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            stream = _stream(ole, "PowerPoint Document")
            own = _title(ole)
    except _ERRORS:
        return ReadResult("ppt", cause="damaged", engine=engine)
    pages = _slides(stream)
    first = next(iter(pages), "")
    title = titles.of(own, first.split("\n", 30)[:30])
    return ReadResult("ppt", title, tuple(pages), (), len(pages), "" if first else "empty", engine)


def _stream(ole: olefile.OleFileIO, name: str) -> bytes:
    body: bytes = ole.openstream(name).read(STREAM)
    return body


def _title(ole: olefile.OleFileIO) -> str:
    try:
        title = ole.get_metadata().title
        if not isinstance(title, bytes):
            return str(title or "")
        page = ole.get_metadata().codepage
        return title.decode("cp874" if page in (874, None) else "utf-8" if page == 65001 else "cp1252", "replace")
    except _ERRORS:
        return ""


def _text(ole: olefile.OleFileIO) -> str:
    body = _stream(ole, "WordDocument")
    mark, version = struct.unpack_from("<HH", body, 0)
    flags = struct.unpack_from("<H", body, 10)[0]
    if mark != _WORD or version < 0xC0:
        raise OldWordError
    if flags & _ENCRYPTED:
        raise PermissionError
    length = struct.unpack_from("<i", body, 0x4C)[0]
    start, size = struct.unpack_from("<II", body, 0x1A2)
    pieces = _stream(ole, "1Table" if flags & _SECOND_TABLE else "0Table")[start : start + size]
    at = 0
    while at < len(pieces) and pieces[at] == 1:
        at += 3 + struct.unpack_from("<H", pieces, at + 1)[0]
    if at + 5 > len(pieces) or pieces[at] != 2:
        raise OldWordError
    size = struct.unpack_from("<I", pieces, at + 1)[0]
    plan = pieces[at + 5 : at + 5 + size]
    count = (len(plan) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}i", plan, 0)
    parts: list[str] = []
    total = 0
    for number in range(count):
        first, last = bounds[number], min(bounds[number + 1], length)
        if last <= first or total > TEXT:
            continue
        where = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * number + 2)[0]
        if where & _COMPRESSED:
            begin = (where & ~_COMPRESSED) // 2
            parts.append(_narrow(body[begin : begin + last - first]))
        else:
            parts.append(body[where : where + 2 * (last - first)].decode("utf-16-le", "replace"))
        total += len(parts[-1])
    return "".join(parts)[:TEXT]


def _narrow(raw: bytes) -> str:
    """One byte a letter: Windows Latin by the format's word, Thai by what some programs really wrote."""
    thai = sum(1 for byte in raw if 0xA1 <= byte <= 0xFB)
    return raw.decode("cp874" if thai * 3 > len(raw) else "cp1252", "replace")


def _taken_apart(text: str) -> tuple[list[str], list[Table]]:
    """Pages of lines, and tables, from Word's text with its marks."""
    while _FIELD.search(text):
        text = _FIELD.sub(lambda found: found[1] or "", text)
    text = _CONTROL.sub("", text.replace("\x1e", "-")).replace("\x0b", "\r").replace("\xa0", " ")
    pages: list[list[str]] = [[]]
    tables: list[Table] = []
    pending: list[str] = []  # cells since the last line outside a table

    def close() -> None:
        rows = _in_rows(pending)
        pending.clear()
        if rows:
            tables.append(Table(tuple(rows)))
            pages[-1].extend("\t".join(row).rstrip("\t") for row in rows)

    tokens = text.split("\x07")
    for token in tokens[:-1]:
        if "\r" in token and (not pending or not pending[-1]):
            close()
            before, _, cell = token.rpartition("\r")
            _paragraphs(before, pages)
            token = cell
        pending.append(" ".join(token.split()))
    close()
    _paragraphs(tokens[-1], pages)
    return ["\n".join(page) for page in pages if page], tables


def _paragraphs(text: str, pages: list[list[str]]) -> None:
    for number, part in enumerate(text.split("\x0c")):
        if number and pages[-1]:
            pages.append([])
        pages[-1] += [line for line in (" ".join(line.split()) for line in part.split("\r")) if line]


def _in_rows(cells: list[str]) -> list[tuple[str, ...]]:
    """Cells as rows: every row ends with an empty mark of its own, at one distance where all rows are alike."""
    for width in range(1, min(CELLS, len(cells))):
        if len(cells) % (width + 1) == 0 and not any(cells[width :: width + 1]):
            return [
                tuple(cells[at : at + width]) for at in range(0, len(cells), width + 1) if any(cells[at : at + width])
            ]
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    for cell in cells:
        if not cell and row:
            rows.append(tuple(row[:CELLS]))
            row = []
        elif cell:
            row.append(cell)
    return [*rows, *([tuple(row[:CELLS])] if row else [])]


_PLACE, _WIDE, _BYTES = 0x03F3, 0x0FA0, 0x0FA8


def _slides(stream: bytes) -> list[str]:
    """Texts of the outlines: a place record begins a slide's. Records that hold others are gone into, not over."""
    pages: list[list[str]] = [[]]
    at = total = 0
    while at + 8 <= len(stream) and total < TEXT:
        version, kind, size = struct.unpack_from("<HHI", stream, at)
        at += 8
        if version & 0xF == 0xF:
            continue
        if kind == _PLACE and pages[-1]:
            pages.append([])
        elif kind in (_WIDE, _BYTES):
            raw = stream[at : at + size]
            text = raw.decode("utf-16-le", "replace") if kind == _WIDE else _narrow(raw)
            total += len(text)
            pages[-1] += [line for line in (" ".join(line.split()) for line in re.split("[\r\x0b]", text)) if line]
        at += size
    return ["\n".join(page) for page in pages if page]
