"""The report as CSV for a spreadsheet: a row an element. UTF-8 with a byte order mark, which Excel needs for Thai.

No cell can be a formula: text that begins like one gets an apostrophe before it. Numbers of our own stay numbers.
"""

from __future__ import annotations

import csv
import io

from reports import safe
from reports.model import Report
from reports.tables import Address, Cell, elements
from reports.wording import wording

# Full-width forms too: Excel in an East Asian locale takes them for the ASCII ones.
_STARTS = ("=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2212")


def render(report: Report, lang: str = "th") -> str:
    """The rows as text with CR LF at line ends, beginning with U+FEFF; to be written as UTF-8 without changing them."""
    table = elements(report, wording(lang))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([plain(cell) for cell in row] for row in table.rows)
    return "\ufeff" + out.getvalue()


def harmless(value: str, longest: int = safe.LONGEST) -> str:
    """``value`` as one line that no spreadsheet takes for a formula."""
    made = safe.text(value, longest)
    return "'" + made if made.startswith(_STARTS) else made


def plain(cell: Cell) -> str | float | int:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(cell, Address):
        return harmless(cell.url, safe.LONGEST_LINK)
    return harmless(cell) if isinstance(cell, str) else cell
