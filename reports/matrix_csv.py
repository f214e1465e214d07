"""The matrix as CSV for spreadsheets: a row an agency, a column an item. No cell can be taken for a formula."""

from __future__ import annotations

import csv
import io

from reports.csv_report import plain
from reports.matrix_model import Matrix
from reports.matrix_tables import matrix_columns, matrix_rows
from reports.matrix_words import words


def render(matrix: Matrix, lang: str = "th") -> str:
    """The rows as text with CR LF at line ends, beginning with U+FEFF; to be written as UTF-8 without changing them."""
    t = words(lang)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([plain(column.name) for column in matrix_columns(matrix, t)])
    writer.writerows([plain(cell) for cell in row] for row in matrix_rows(matrix, t))
    return "\ufeff" + out.getvalue()
