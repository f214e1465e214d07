"""The auditor's report as a workbook: the matrix in colours, then a sheet a subject. Same matrix, same bytes."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import Any

import xlsxwriter

from reports import safe
from reports.matrix_model import Matrix
from reports.matrix_tables import FIRST_ITEM, matrix_columns, matrix_rows, tables
from reports.matrix_words import words
from reports.model import ITEM_STATUSES
from reports.tables import Address
from reports.wording import Wording
from reports.xlsx import COLOURS, OPTIONS, Sheets, created

_CELL = 400  # characters
_LINKS = 60_000  # of a sheet; the format allows 65,530


def render(matrix: Matrix, lang: str = "th", base: str = "") -> bytes:
    """The workbook's bytes. ``base`` is the scan's folder as seen from the workbook's; "" when it is the same."""
    t = words(lang)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, deepcopy(OPTIONS)) as book:
        book.set_properties(
            {
                "title": safe.text(t.say("m_title"), 200),
                "subject": safe.text(matrix.list_name, 200),
                "author": safe.text(matrix.tool, 100),
                "created": created(matrix.finished or matrix.started),
            }
        )
        sheets = Sheets(book, t)
        _matrix(book, sheets, matrix, t, base)
        for table in tables(matrix, t):
            sheets.write(table)
    return out.getvalue()


def _matrix(book: Any, sheets: Sheets, matrix: Matrix, t: Wording, base: str) -> None:
    """An agency a row, all of one height; its name leads to its own report."""
    sheet = book.add_worksheet(t.say("m_sheet_matrix"))
    columns = matrix_columns(matrix, t)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, safe.text(column.name, _CELL), sheets.head)
    plain = book.add_format({"valign": "top"})
    number = book.add_format({"valign": "top", "num_format": "0.00"})
    link = book.add_format({"valign": "top", "font_color": "#12446e", "underline": 1})
    marks = {
        status: book.add_format({"font_color": COLOURS[status][0], "bg_color": COLOURS[status][1], "align": "center"})
        for status in ITEM_STATUSES
    }
    links = 0
    last = FIRST_ITEM + len(matrix.items)
    for place, (row, cells) in enumerate(zip(matrix.rows, matrix_rows(matrix, t), strict=True), 1):
        for at, cell in enumerate(cells):
            if FIRST_ITEM <= at < last and row.cells:
                sheet.write_string(place, at, cell, marks[row.cells[at - FIRST_ITEM].status])
            elif isinstance(cell, Address):
                sheet.write_string(place, at, safe.text(cell.url, _CELL), plain)
            elif isinstance(cell, str):
                report = safe.beside(row.report, base) if at == 0 and links < _LINKS else ""
                if report:
                    links += 1
                    sheet.write_url(place, at, f"external:{report}", link, safe.text(cell, 200))
                elif cell:
                    sheet.write_string(place, at, safe.text(cell, _CELL), plain)
            else:
                sheet.write_number(place, at, cell, plain if isinstance(cell, int) else number)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(matrix.rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.print_area(0, 0, max(len(matrix.rows), 1), last - 1)  # what stands beyond is for the screen
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
