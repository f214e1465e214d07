"""Fixtures of rules: a YAML file a rule, read into cases that hold the contents to judge and what must come out.

A file names its ``rule`` and then cases by name::

    rule: executives

    one deputy has no telephone:
      html: <table>...</table>            # or text: (a document's text), or rows: (a table's cells), or several
      expect: {name: pass, contact: fail}
      missing: {contact: [นางสุดา แก้วใส]}

Beside these a case may say ``title``, ``label``, ``year``, ``host``, ``unread``, ``agency`` (name, kind), ``quotes``
(element to words that its quotation must hold), or ``contents``: a list of such parts, best first, instead of one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from crawler.extract import extract
from crawler.site import PLACES, Block, Table
from rules.collection import load_rule
from rules.content import Agency, Content
from rules.rule import Rule

FOLDER = Path(__file__).parent
_PART = {"html", "text", "rows", "title", "label", "url"}
_CASE = _PART | {"contents", "year", "host", "unread", "agency", "expect", "missing", "quotes"}
_STATUSES = {"pass", "fail", "manual", "error", "not_applicable"}


@dataclass(frozen=True)
class Case:
    """One case: ``contents`` judged by ``rule`` must give ``expect`` (element to status)."""

    rule: str
    name: str
    contents: tuple[Content, ...]
    expect: dict[str, str]
    missing: dict[str, list[str]] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"


def load_cases(path: Path) -> list[Case]:
    """The cases of one fixture file. ValueError when it holds a key, a status or a form that is not known."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)
    rule = data.pop("rule")
    if rule != path.stem:
        raise ValueError(f"{path.name}: rule is {rule!r}, the file's name says {path.stem!r}")
    return [_case(rule, name, raw, f"{path.name}: {name}") for name, raw in data.items()]


def all_cases() -> list[Case]:
    """The cases of every fixture file beside this one, files in order of name."""
    return [case for path in sorted(FOLDER.glob("*.yaml")) for case in load_cases(path)]


def _case(rule: str, name: str, raw: dict[str, Any], where: str) -> Case:
    unknown = set(raw) - _CASE
    if unknown:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}")
    expect = raw.get("expect") or {}
    if not expect or set(expect.values()) - _STATUSES:
        raise ValueError(f"{where}: expect must give a known status per element")
    parts = raw.get("contents") or [{key: raw[key] for key in _PART if key in raw}]
    contents = tuple(_content(part, raw, number, rule, where) for number, part in enumerate(parts))
    return Case(rule, name, contents, expect, raw.get("missing") or {}, raw.get("quotes") or {})


def _content(part: dict[str, Any], case: dict[str, Any], number: int, rule: str, where: str) -> Content:
    if set(part) - _PART:
        raise ValueError(f"{where}: unknown keys {sorted(set(part) - _PART)}")
    if not {"html", "text", "rows"} & set(part):
        raise ValueError(f"{where}: needs html, text or rows")
    host = case.get("host", "www.example.go.th")
    url = part.get("url", f"https://{host}/page{number or ''}")
    shared: dict[str, Any] = {
        "url": url,
        "title": part.get("title", ""),
        "label": part.get("label", ""),
        "agency": Agency(**(case.get("agency") or {})),
        "year": case.get("year", 0),
        "site_host": host,
        "unread": case.get("unread", ""),
    }
    lines = [line for line in str(part.get("text", "")).splitlines() if line.strip()]
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in part.get("rows", ()))
    lines += ["\t".join(row) for row in rows]
    tables = (Table(rows),) if rows else ()
    if "html" in part:
        return _page(part["html"], lines, tables, shared, load_rule(rule))
    return Content(kind="document", lines=tuple(lines), tables=tables, **shared)


def _page(html: str, lines: list[str], tables: tuple[Table, ...], shared: dict[str, Any], rule: Rule) -> Content:
    seen = extract(html, shared["url"])
    places = PLACES if rule.chrome else tuple(place for place in PLACES if place not in ("nav", "footer"))
    blocks = [block for block in seen.blocks if block.place in places]
    return Content(
        kind="page",
        lines=(*(block.text for block in blocks), *lines),
        tables=(*_tables(blocks), *tables),
        links=tuple(link for link in seen.links if link.place in places),
        images=tuple(image for image in seen.images if image.place in places),
        forms=tuple(form for form in seen.forms if form.place in places),
        html=html,
        **{**shared, "title": shared["title"] or seen.title},
    )


def _tables(blocks: list[Block]) -> tuple[Table, ...]:
    """Runs of neighbouring table rows, as the program makes tables of a page."""
    runs = groupby(blocks, key=lambda block: block.kind == "tr")
    return tuple(Table(tuple(tuple(block.text.split("\t")) for block in run)) for is_row, run in runs if is_row)


class _StrictLoader(yaml.SafeLoader):
    """YAML in which a repeated key is an error, and year-like values stay what they are."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise ValueError(f"repeated key {key!r}, line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep=deep)
