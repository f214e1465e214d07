"""Writes the auditor's report of a scan's folder into files: HTML, Excel, CSV, Parquet."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from checker.errors import UserError
from checker.outputs import write
from checker.scan import results
from checker.scan.matrix import matrix
from reports.matrix_model import Matrix

FORMS = {".html": "html", ".htm": "html", ".xlsx": "xlsx", ".csv": "csv", ".parquet": "parquet"}
USUAL = ("matrix.html", "matrix.xlsx", "matrix.csv")  # in the scan's folder, when nothing is asked for


def write_matrix(
    place: Path, outputs: Sequence[Path] = (), *, lang: str = "th", number: int = 0, criteria: str | Path = ""
) -> list[Path]:
    """Write the report of a scan (``place``: its folder, or the scan.db in it) into each of ``outputs``.

    Returns what was written. Raises UserError, before anything is read when an ending is not known or Parquet is asked
    for without pyarrow.
    """
    folder = place.parent if place.name == results.NAME else place
    paths = [Path(path) for path in outputs] or [folder / name for name in USUAL]
    for path in paths:
        if form_of(path) == "parquet":
            _need_pyarrow()
    made = matrix(folder, number, criteria)
    for path in paths:
        write(path, render(made, form_of(path), lang, base(folder, path)))
    return paths


def form_of(path: Path) -> str:
    """The form that a name's ending asks for. Raises UserError."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise UserError(f"{path}: ไม่รู้ชนิดจากชื่อไฟล์ ให้ลงท้ายด้วย .html .xlsx .csv หรือ .parquet")
    return form


def base(folder: Path, path: Path) -> str:
    """The scan's folder as seen from where ``path`` stands; "" when it is the same, or on another drive."""
    try:
        seen = Path(os.path.relpath(folder.resolve(), path.resolve().parent)).as_posix()
    except ValueError:
        return ""
    return "" if seen == "." else seen


def render(made: Matrix, form: str, lang: str = "th", base: str = "") -> str | bytes:
    """The report in one of the values of FORMS."""
    if form == "html":
        from reports.matrix_html import render as html

        return html(made, lang, base)
    if form == "xlsx":
        from reports.matrix_xlsx import render as xlsx

        return xlsx(made, lang, base)
    if form == "csv":
        from reports.matrix_csv import render as csv

        return csv(made, lang)
    from reports.matrix_parquet import render as parquet

    return parquet(made)


def _need_pyarrow() -> None:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise UserError(
            "การเขียน Parquet ต้องมี pyarrow ซึ่งไม่ได้ติดตั้งมาด้วย (ราว 165 MB เมื่อติดตั้งแล้ว) "
            "ติดตั้งด้วย pip install 'oit-checker[parquet]' "
            "หรือ pip install pyarrow ในสภาพแวดล้อมเดียวกัน แล้วสั่งใหม่ หรือเขียนเป็น .csv แทน"
        )
