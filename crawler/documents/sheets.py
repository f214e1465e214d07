"""Spreadsheets: XLSX, XLS, XLSB and ODS as tables and as lines with tabs."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from crawler.documents import ods, titles
from crawler.documents.result import UNREADABLE, ReadResult
from crawler.documents.spans import filled
from crawler.site import Table

ROWS = 5_000
COLUMNS = 100
SHEETS = 40
CELLS = 3_000_000  # of a sheet's rectangle, filled or not
MERGED = 20_000  # merged ranges of one sheet
UNPACKED = 150_000_000
_PLACE = re.compile(rb"""<c\b[^>]{0,80}?\br="([A-Z]{1,3})(\d{1,7})\"""")
_REPEATED = re.compile(rb"""number-(rows|columns)-repeated="(\d{1,9})\"""")


def read_sheets(data: bytes, kind: str) -> ReadResult:
    """Every sheet that holds something: its rows as a table named as the sheet, and as one page."""
    if kind != "xls" and _too_wide(data):
        return ReadResult(kind, cause="too_large", engine="calamine")
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            known = {sheet.name: sheet.visible for sheet in book.sheets_metadata}
            names = [name for name in book.sheet_names if known.get(name) in (None, SheetVisibleEnum.Visible)]
            hidden = len(known) - len(names)
            ranges = ods.merged(data) if kind == "ods" else {}
            read = [_table(book, name, ranges.get(name)) for name in names[:SHEETS]]
    except PasswordError:
        return ReadResult(kind, cause="encrypted", engine="calamine")
    except (CalamineError, ValueError, OSError, MemoryError):
        return ReadResult(kind, cause="damaged", engine="calamine")
    tables = tuple(table for table, _ in read if table.rows)
    pages = tuple(page for _, page in read if page)
    title = titles.from_lines(pages[0].split("\n", 12)[:12]) if pages else ""
    notes = [f"แผ่นงานที่ซ่อนไว้ {hidden} แผ่นไม่ได้อ่าน เพราะผู้เปิดไฟล์ไม่เห็น"] if hidden else []
    notes += [f"อ่าน {SHEETS} แผ่นแรกจาก {len(names)} แผ่น"] if len(names) > SHEETS else []
    return ReadResult(kind, title, pages, tables, len(names), "" if pages else "empty", "calamine", tuple(notes))


def _table(book: CalamineWorkbook, name: str, ranges: Sequence[ods.Range] | None) -> tuple[Table, str]:
    """A sheet as a table, merged cells filled, and as lines with every text once; ``ranges``: merged, when known."""
    try:
        sheet = book.get_sheet_by_name(name)
    except CalamineError:
        return Table((), name), ""  # a chart sheet
    if sheet.total_height * max(1, sheet.total_width) > CELLS:
        return Table((), name), ""
    rows = [tuple(shown(cell) for cell in row[:COLUMNS]) for row in sheet.to_python(skip_empty_area=True, nrows=ROWS)]
    page = "\n".join("\t".join(row).rstrip("\t") for row in rows if any(row))
    if page and sheet.start:
        top, left = sheet.start
        merged = [
            ((first[0] - top, first[1] - left), (last[0] - top, last[1] - left))
            for first, last in (ranges or sheet.merged_cell_ranges or ())[:MERGED]
            if first[0] >= top and first[1] >= left
        ]
        filled(rows, merged)
    return Table(tuple(row for row in rows if any(row)), name), page


def shown(value: object) -> str:
    """A cell as its reader sees it: whole numbers without a point, dates as 1/10/2567 in the Buddhist era."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 6))
    if isinstance(value, datetime.datetime | datetime.date):
        # Sheets hold Christian years; 2567 in one was typed by someone who meant the Buddhist year.
        return f"{value.day}/{value.month}/{value.year + (543 if value.year < 2400 else 0)}"
    if isinstance(value, datetime.time):
        return f"{value.hour:02}:{value.minute:02}"
    return " ".join(str(value).split())


def _too_wide(data: bytes) -> bool:
    """Whether a cell stands so far out, or repeats so often, that the rectangle around it would not fit in memory."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            total = sum(info.file_size for info in archive.infolist())
            if total > UNPACKED:
                return True
            for info in archive.infolist():
                name = info.filename.lower()
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                    rows = columns = 0
                    for letters, row in _PLACE.findall(archive.read(info)):
                        rows = max(rows, int(row))
                        columns = max(columns, _column(letters))
                    if rows * columns > CELLS * 10:
                        return True
                elif name == "content.xml":
                    counts = {b"rows": 1, b"columns": 1}
                    for which, count in _REPEATED.findall(archive.read(info)):
                        counts[which] = max(counts[which], int(count))
                    if counts[b"rows"] > 2_000_000 or counts[b"columns"] > 20_000:
                        return True
    except (*UNREADABLE, RuntimeError):
        return False  # the reader itself will say what is wrong with it
    return False


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
