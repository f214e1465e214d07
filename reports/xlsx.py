"""The report as a workbook: six sheets to sort and filter. The same report gives the same bytes.

Text is always text: no cell is a formula, and only http and https addresses that a reader may follow are links.
"""

from __future__ import annotations

import io
import unicodedata
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from reports import safe
from reports.model import Report
from reports.tables import Address, Cell, Column, Table, tables
from reports.wording import Wording, wording

_CELL = 4000  # characters of a cell; the format allows 32,767
_LINK = 1500  # the format allows 2,079
_LINKS = 20_000  # of a sheet; the format allows 65,530
COLOURS = {
    "pass": ("#14612e", "#e4f4e9"),
    "partial": ("#7a4600", "#fff1d1"),
    "stale": ("#633394", "#f2eafb"),
    "missing": ("#a01420", "#fde9e9"),
    "fail": ("#a01420", "#fde9e9"),
    "manual": ("#174a84", "#e6effa"),
    "undecided": ("#464c55", "#e9ecf0"),
    "error": ("#464c55", "#e9ecf0"),
}
_LINE = 21  # points of a line of text
_LINES_SHOWN = 12  # of a cell; the format allows 409 points
_PAGE = 240  # characters across an A4 sheet on its side that can still be read
_A3, _A4 = 8, 9
# Copied for each workbook: the library writes into what it is given.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": "TH Sarabun New", "font_size": 14},
}


def render(report: Report, lang: str = "th") -> bytes:
    """The workbook's bytes."""
    t = wording(lang)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, deepcopy(OPTIONS)) as book:
        book.set_properties(
            {
                "title": safe.text(t.say("title"), 200),
                "subject": safe.text(report.agency or report.host, 200),
                "author": safe.text(report.tool, 100),
                "created": created(report.crawl.started),
            }
        )
        sheets = Sheets(book, t)
        for table in tables(report, t):
            sheets.write(table)
    return out.getvalue()


def created(started: str) -> datetime:
    """The time that a workbook bears, from an ISO 8601 one."""
    try:
        when = datetime.fromisoformat(started)
        return when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when
    except (ValueError, OverflowError):
        return datetime(2000, 1, 1)


class Sheets:
    """Writes tables into a workbook with the formats that they share."""

    def __init__(self, book: Any, t: Wording) -> None:
        self._book = book
        plain = {"text_wrap": True, "valign": "top"}
        self.head = book.add_format(
            {
                **plain,
                "bold": True,
                "font_color": "#ffffff",
                "bg_color": "#12446e",
                "border": 1,
                "border_color": "#d5dae1",
            }
        )
        self._text = book.add_format(plain)
        self._number = book.add_format({"valign": "top", "align": "right", "indent": 1, "num_format": "0.00"})
        self._value = book.add_format({"valign": "top", "align": "left", "num_format": "0.00"})
        self._count = book.add_format({"valign": "top", "align": "left", "num_format": "0"})
        self._link = book.add_format({**plain, "font_color": "#12446e", "underline": 1})
        words = {**t.elements, **t.statuses}
        self._marks = {
            words[word].name: book.add_format({**plain, "bold": True, "font_color": ink, "bg_color": ground})
            for word, (ink, ground) in COLOURS.items()
        }

    def write(self, table: Table) -> None:
        """A sheet with its headings frozen, filters over them, and set up for paper."""
        sheet = self._book.add_worksheet(table.name)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.name, self.head)
        sheet.set_row(0, _LINE * max(_lines((column.name,), (column,)) for column in table.columns) + 3)
        links = 0
        for number, row in enumerate(table.rows, 1):
            sheet.set_row(number, _LINE * _lines(row, table.columns) + 3)
            for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
                if isinstance(cell, Address) and links < _LINKS and safe.href(cell.url, _LINK):
                    links += 1
                    sheet.write_url(number, at, cell.url, self._link, safe.shown(cell.url, 240))
                else:
                    self._cell(sheet, number, at, column, cell, at == table.status)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
        wide = sum(column.width for column in table.columns) > _PAGE
        sheet.set_landscape()
        sheet.set_paper(_A3 if wide else _A4)
        sheet.fit_to_pages(2 if wide else 1, 0)
        sheet.repeat_rows(0)
        if wide:
            sheet.repeat_columns(0)
        sheet.set_footer("&C&P / &N")

    def _cell(self, sheet: Any, row: int, at: int, column: Column, cell: Cell, status: bool) -> None:
        if isinstance(cell, Address):
            sheet.write_string(row, at, safe.text(cell.url, _CELL), self._text)
        elif isinstance(cell, str):
            form = self._marks.get(cell, self._text) if status else self._text
            sheet.write_string(row, at, safe.text(cell, _CELL), form)
        else:
            among_text = self._count if isinstance(cell, int) else self._value
            sheet.write_number(row, at, cell, among_text if column.decimals < 0 else self._number)


def _lines(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> int:
    """Lines that the fullest cell of ``row`` needs. Programs that open the file do not work this out by themselves."""
    needed = 1
    for cell, column in zip(row, columns, strict=True):
        if isinstance(cell, Address | str):
            value = safe.shown(cell.url, 240) if isinstance(cell, Address) else cell[:_CELL]
            letters = sum(unicodedata.category(character) != "Mn" for character in value)
            needed = max(needed, -(-letters // column.width))
    return min(needed, _LINES_SHOWN)
