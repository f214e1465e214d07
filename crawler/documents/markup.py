"""Markup that programs write under the name of a sheet or a text: its tables as tables, the rest as lines."""

from __future__ import annotations

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.documents import titles
from crawler.documents.result import ReadResult, is_published
from crawler.documents.spans import Cell, laid_out, lines_of
from crawler.encoding import decode
from crawler.site import Table

LONGEST = 12_000_000  # bytes
ROWS = 5_000
_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
# Of a published sheet also the letters over its columns and the numbers of its rows.
_NOISE = "script, style, head > xml, table.waffle thead, table.waffle th, table.waffle .freezebar-cell"
_BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, caption, table"


def read_markup(data: bytes, kind: str, content_type: str) -> ReadResult:
    """Text and tables of an HTML export or of an XML sheet of Excel 2003, which keep the name ``.xls`` or ``.doc``."""
    cut = data[:LONGEST]
    if b"<?xml" in cut[:200] and b"office:spreadsheet" in cut[:4096]:
        return _xml_sheet(cut, kind)
    html, _ = decode(cut, content_type)
    parser = LexborHTMLParser(html)
    for node in parser.css(_NOISE):
        node.decompose()
    tables: list[Table] = []
    lines: list[str] = []
    body = parser.css_first("div#contents") if is_published(cut) else None  # beside it: who published it, and with what
    for node in (body or parser).css(_BLOCKS):
        if _inside(node):
            continue
        if node.tag == "table":
            rows = [[_cell(cell) for cell in row.css("td, th")] for row in node.css("tr")[:ROWS]]
            filled = laid_out(rows)
            if filled:
                tables.append(Table(filled))
            lines += lines_of(rows)
        else:
            text = " ".join(node.text(separator=" ").split())
            if text:
                lines.append(text)
    page = "\n".join(lines)
    title = titles.from_lines(lines[:12])
    return ReadResult(kind, title, (page,) if page else (), tuple(tables), 1, "" if page else "empty", "html-table")


def _inside(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in ("table", "p", "li"):
            return True
        parent = parent.parent
    return False


def _cell(node: LexborNode) -> Cell:
    text = " ".join(node.text(separator=" ").split())
    return Cell(text, _number(node.attributes.get("colspan")), _number(node.attributes.get("rowspan")))


def _number(value: str | None, missing: int = 1) -> int:
    return int(value) if value and value.strip().isdecimal() and len(value) < 5 else missing


def _xml_sheet(data: bytes, kind: str) -> ReadResult:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return ReadResult(kind, cause="damaged", engine="xml-sheet")
    tables: list[Table] = []
    pages: list[str] = []
    for sheet in root.iter(f"{_SHEET}Worksheet") if root is not None else ():
        rows = []
        for row in sheet.iter(f"{_SHEET}Row"):
            cells: list[Cell] = []
            for cell in row.iter(f"{_SHEET}Cell"):
                at = _number(cell.get(f"{_SHEET}Index"))
                cells += [Cell("")] * max(0, min(at, 200) - 1 - sum(one.across for one in cells))
                text = " ".join("".join(str(part) for part in cell.itertext()).split())
                across = _number(cell.get(f"{_SHEET}MergeAcross"), 0) + 1
                cells.append(Cell(text, across, _number(cell.get(f"{_SHEET}MergeDown"), 0) + 1))
            rows.append(cells)
            if len(rows) >= ROWS:
                break
        filled = laid_out(rows)
        if filled:
            tables.append(Table(filled, sheet.get(f"{_SHEET}Name") or ""))
            pages.append("\n".join(lines_of(rows)))
    title = titles.from_lines(pages[0].split("\n", 12)[:12]) if pages else ""
    return ReadResult(kind, title, tuple(pages), tuple(tables), len(pages), "" if pages else "empty", "xml-sheet")
