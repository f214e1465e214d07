"""The matrix for programs, as Parquet: a row for each item of each agency, one without an item where none was judged.

Needs ``pyarrow`` (the extra ``parquet``). Statuses, causes and elements are the program's words, not a language's.
"""

from __future__ import annotations

import io
from typing import Any

from reports import safe
from reports.matrix_model import Cell, Matrix, Row


def render(matrix: Matrix) -> bytes:
    """The file's bytes; the same matrix gives the same from the same pyarrow. Raises ModuleNotFoundError without it."""
    import pyarrow
    from pyarrow import parquet

    types = {
        "scan": pyarrow.int32(),
        "year": pyarrow.int16(),
        "position": pyarrow.int32(),
        **dict.fromkeys(("rank", "best", "worst"), pyarrow.int32()),
        **dict.fromkeys(("score", "low", "high", "confidence"), pyarrow.float64()),
        "hijacked": pyarrow.bool_(),
        "reviewed": pyarrow.bool_(),
        "missing": pyarrow.list_(pyarrow.string()),
    }
    columns: dict[str, list[Any]] = {name: [] for name in (*_agency(matrix, _NOBODY), *_item("", None))}
    codes = [item.code for item in matrix.items]
    for row in matrix.rows:
        many = len(row.cells) or 1
        for name, value in _agency(matrix, row).items():
            columns[name] += [value] * many
        for code, cell in zip(codes, row.cells, strict=True) if row.cells else ((None, None),):
            for name, value in _item(code, cell).items():
                columns[name].append(value)
    schema = pyarrow.schema([(name, types.get(name, pyarrow.string())) for name in columns])
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns, schema=schema), out, compression="zstd", row_group_size=1 << 20)
    return out.getvalue()


_NOBODY = Row("", "", "", "", "", 0, "waiting")


def _agency(matrix: Matrix, row: Row) -> dict[str, Any]:
    ranked = bool(row.rank)
    return {
        "scan": matrix.scan,
        "year": matrix.year,
        "criteria": matrix.criteria,
        "site": row.site,
        "name": safe.text(row.name),
        "address": safe.text(row.address),
        "kind": safe.text(row.kind),
        "province": safe.text(row.province),
        "position": row.position,
        "state": row.state,
        "site_cause": row.cause,
        "score": row.score if ranked else None,
        "low": row.low if ranked else None,
        "high": row.high if ranked else None,
        "rank": row.rank if ranked else None,
        "best": row.best if ranked else None,
        "worst": row.worst if ranked else None,
        "maker": safe.text(row.maker),
        "server": row.server,
        "hijacked": row.hijacked,
        "versions": row.versions,
    }


def _item(code: str | None, cell: Cell | None) -> dict[str, Any]:
    return {
        "item": code,
        "status": cell.status if cell else None,
        "machine": (cell.machine or (None if cell.said else cell.status)) if cell else None,
        "reviewed": bool(cell.said) if cell else None,
        "missing": list(cell.missing) if cell else None,
        "confidence": cell.confidence if cell else None,
        "cause": cell.cause if cell else None,
        "url": safe.text(cell.url) if cell else None,
    }
