"""DOCX, ODT and PPTX straight from their XML: paragraphs as lines, table rows as lines with tabs and as tables.

Parts are read up to a size, entities are not expanded and nothing outside the file is fetched.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from lxml import etree

from crawler.documents import titles
from crawler.documents.result import UNREADABLE, ReadResult
from crawler.site import Table

PART = 40_000_000  # bytes of one XML part
RATIO = 150  # unpacked to packed, above which a large part is a bomb
SLIDES = 300
ROWS = 5_000
CELLS = 100
TEXT = 3_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class _TooLargeError(Exception):
    """A part of the file unpacks to more than is read."""


def read_office(data: bytes, kind: str) -> ReadResult:
    """Text and tables of a DOCX, ODT, ODP or PPTX file."""
    engine = kind + "-xml"
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if kind == "pptx":
                pages, tables, count = _slides(archive)
                title = _property(archive, "docProps/core.xml")
            elif kind == "docx":
                pages, tables = _pages(_Words(_docx_text), _part(archive, "word/document.xml"), f"{_W}body")
                count, title = len(pages), _property(archive, "docProps/core.xml")
            else:
                pages, tables = _pages(_Words(_odf_text), _part(archive, "content.xml"), None)
                count, title = len(pages), _property(archive, "meta.xml")
    except _TooLargeError:
        return ReadResult(kind, cause="too_large", engine=engine)
    except RuntimeError:  # an encrypted entry
        return ReadResult(kind, cause="encrypted", engine=engine)
    except (*UNREADABLE, etree.LxmlError):
        return ReadResult(kind, cause="damaged", engine=engine)
    first = next((page for page in pages if page.strip()), "")
    title = titles.of(title, first.split("\n", 30)[:30])
    cause = "" if first else "picture" if b"media/" in data else "empty"
    return ReadResult(kind, title, tuple(pages), tuple(tables), count, cause, engine)


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    info = archive.getinfo(name)
    if info.file_size > PART or (info.file_size > 5_000_000 and info.file_size > RATIO * max(1, info.compress_size)):
        raise _TooLargeError(name)
    with archive.open(info) as stream:
        body = stream.read(PART + 1)
    if len(body) > PART:
        raise _TooLargeError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(body, parser)
    if root is None:
        raise ValueError(name)
    return root


def _property(archive: zipfile.ZipFile, name: str) -> str:
    try:
        return next((node.text or "" for node in _part(archive, name).iter(_DC_TITLE)), "")
    except (*UNREADABLE, _TooLargeError, etree.LxmlError):
        return ""


class _Words:
    """Names of the elements that one family of formats uses."""

    def __init__(self, text: Callable[[etree._Element], str]) -> None:
        docx = text is _docx_text
        self.text = text
        self.paragraphs = {f"{_W}p"} if docx else {f"{_T}p", f"{_T}h"}
        self.table = f"{_W}tbl" if docx else f"{_O}table"
        self.row = f"{_W}tr" if docx else f"{_O}table-row"
        self.cell = {f"{_W}tc"} if docx else {f"{_O}table-cell", f"{_O}covered-table-cell"}


def _pages(words: _Words, root: etree._Element, body: str | None) -> tuple[list[str], list[Table]]:
    """Lines of a document, split where a page was seen to begin, and its outermost tables."""
    pages: list[list[str]] = [[]]
    tables: list[Table] = []
    length = 0
    start = root if body is None else next(root.iter(body), root)
    for node in _outermost(start, words.paragraphs | {words.table}):
        if node.tag == words.table:
            rows = list(_rows(words, node))
            if rows:
                tables.append(Table(tuple(rows)))
            lines = ["\t".join(row).rstrip("\t") for row in rows]
            new_page = False
        else:
            shown = words.text(node)
            new_page = "\f" in shown
            lines = [" ".join(line.split(" ")).strip() for line in shown.replace("\f", "\n").split("\n")]
        if new_page and pages[-1]:
            pages.append([])
        pages[-1] += [line for line in lines if line]
        length += sum(map(len, lines))
        if length > TEXT:
            break
    return ["\n".join(page) for page in pages if page], tables


def _outermost(start: etree._Element, wanted: set[str]) -> Iterator[etree._Element]:
    """Wanted elements under ``start`` in order, without those inside another wanted one; no recursion."""
    node: etree._Element | None = start
    entering = True
    while node is not None:
        if entering and node is not start and node.tag in wanted:
            yield node
            entering = False
        child = node[0] if entering and len(node) else None
        if child is not None:
            node = child
            continue
        while node is not None and node is not start:
            following = node.getnext()
            if following is not None:
                node, entering = following, True
                break
            node = node.getparent()
        else:
            return


def _rows(words: _Words, table: etree._Element) -> Iterator[tuple[str, ...]]:
    count = 0
    for row in _outermost(table, {words.row}):
        cells = []
        for cell in _outermost(row, words.cell):
            parts = (words.text(paragraph) for paragraph in cell.iter(*words.paragraphs))
            cells.append(" ".join(" ".join(parts).split()))
            if len(cells) >= CELLS:
                break
        if any(cells):
            yield tuple(cells)
            count += 1
        if count >= ROWS:
            return


def _docx_text(paragraph: etree._Element) -> str:
    """Text of a paragraph; a form feed where a page begins; deleted text and field codes are not in ``w:t``."""
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}lastRenderedPageBreak", f"{_W}sym"):
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab":
            parts.append(" ")
        elif node.tag == f"{_W}lastRenderedPageBreak" or node.get(f"{_W}type") == "page":
            parts.append("\f")
        elif node.tag != f"{_W}sym":
            parts.append("\n")
    return "".join(parts)


def _odf_text(paragraph: etree._Element) -> str:
    parts = [paragraph.text or ""]
    for node in paragraph.iterdescendants():
        if node.tag in (f"{_T}s", f"{_T}tab"):
            parts.append(" ")
        elif node.tag == f"{_T}line-break":
            parts.append("\n")
        elif node.tag == f"{_T}soft-page-break":
            parts.append("\f")
        elif isinstance(node.tag, str):
            parts.append(node.text or "")
        parts.append(node.tail or "")
    return "".join(parts)


def _slides(archive: zipfile.ZipFile) -> tuple[list[str], list[Table], int]:
    names = [name for name in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    names.sort(key=lambda name: int("".join(filter(str.isdecimal, name))))
    pages, tables = [], []
    for name in names[:SLIDES]:
        lines = []
        for node in _outermost(_part(archive, name), {f"{_A}p", f"{_A}tbl"}):
            if node.tag == f"{_A}p":
                lines.append("".join(run.text or "" for run in node.iter(f"{_A}t")).strip())
                continue
            rows = []
            for row in node.iter(f"{_A}tr"):
                cells = ["".join(run.text or "" for run in cell.iter(f"{_A}t")).strip() for cell in row.iter(f"{_A}tc")]
                if any(cells):
                    rows.append(tuple(cells[:CELLS]))
            tables.append(Table(tuple(rows)))
            lines += ["\t".join(row).rstrip("\t") for row in rows]
        pages.append("\n".join(line for line in lines if line))
    return pages, [table for table in tables if table.rows], len(names)
