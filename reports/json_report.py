"""The report as JSON, version 1: described in docs/json.md, checked against docs/report-v1.schema.json."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from reports.model import Diff, Report

SCHEMA = "oit-report/1"
DIFF_SCHEMA = "oit-diff/1"

# Keys of a Report that stand under another name or one level deeper.
_WHERE = {
    "url": ("site", "url"),
    "host": ("site", "host"),
    "agency": ("site", "agency"),
    "agency_kind": ("site", "kind"),
    "criteria": ("criteria", "name"),
    "criteria_title": ("criteria", "title"),
    "year": ("criteria", "year"),
}


class ReportError(ValueError):
    """What was read is no report of this version; the message names the key."""


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain dictionaries, lists, strings, numbers and truth values, in a fixed order of keys."""
    return {
        "schema": SCHEMA,
        "tool": _words(report.tool),
        "site": {
            "url": _words(report.url),
            "host": _words(report.host),
            "agency": _words(report.agency),
            "kind": _words(report.agency_kind),
        },
        "criteria": {
            "name": _words(report.criteria),
            "year": report.year,
            "title": _words(report.criteria_title),
        },
        "warnings": _plain(report.warnings),
        "score": _plain(report.score),
        "todo": _plain(report.todo),
        "findings": _plain(report.findings),
        "crawl": _plain(report.crawl),
        "pictures": _plain(report.pictures),
    }


def render(report: Report) -> str:
    """The report as JSON text, UTF-8 as it stands, two spaces a level, ending in a line feed.

    Raises ValueError when a score is no finite number.
    """
    return json.dumps(to_dict(report), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def render_diff(diff: Diff) -> str:
    """A comparison of two runs as JSON text; ``lost`` and ``gained`` are pairs of an element's name and wording."""
    return json.dumps({"schema": DIFF_SCHEMA, **_plain(diff)}, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def from_dict(data: Any) -> Report:
    """The report that ``to_dict`` was given. Keys it does not know are passed over; raises ReportError."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ReportError(f'schema: expected "{SCHEMA}"')
    flat: dict[str, Any] = {}
    for name in ("tool", "warnings", "score", "todo", "findings", "crawl", "pictures"):
        if name in data:
            flat[name] = data[name]
    for name, (group, key) in _WHERE.items():
        if not isinstance(data.get(group), dict):
            raise ReportError(f"{group}: missing")
        if key in data[group]:
            flat[name] = data[group][key]
    report: Report = _build(Report, flat, "report")
    return report


def _words(value: str) -> str:
    """``value`` with stray surrogates, which UTF-8 cannot hold, as U+FFFD; otherwise untouched."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return _words(value) if isinstance(value, str) else value


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _build(cls: Any, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise ReportError(f"{where}: expected an object")
    values: dict[str, Any] = {}
    for field in fields(cls):
        if field.name in data:
            values[field.name] = _value(_hints(cls)[field.name], data[field.name], f"{where}.{field.name}")
        elif field.default is MISSING:
            raise ReportError(f"{where}.{field.name}: missing")
    return cls(**values)


def _value(hint: Any, data: Any, where: str) -> Any:
    if get_origin(hint) is tuple:
        if not isinstance(data, list):
            raise ReportError(f"{where}: expected a list")
        inner = get_args(hint)[0]
        return tuple(_value(inner, part, f"{where}[{number}]") for number, part in enumerate(data))
    if isinstance(hint, UnionType):  # something or nothing
        return None if data is None else _value(get_args(hint)[0], data, where)
    if isinstance(hint, type) and is_dataclass(hint):
        return _build(hint, data, where)
    allowed = (int, float) if hint is float else (hint,)
    if not isinstance(data, allowed) or (isinstance(data, bool) and hint is not bool):
        raise ReportError(f"{where}: expected {hint.__name__}")
    return float(data) if hint is float else data
