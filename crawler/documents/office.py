"""DOCX, ODT and PPTX straight from their XML: paragraphs as lines, table rows as lines with tabs and as tables.

Parts are read up to a size, entities are not expanded and nothing outside the file is fetched. Charts of an
organisation are drawings with a part of their own ("SmartArt"): their words are read too. Hidden slides are left out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

from lxml import etree

from crawler.documents import titles
from crawler.documents.result import UNREADABLE, ReadResult
from crawler.documents.spans import Cell, laid_out, lines_of
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
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class TooLargeError(Exception):
    """A part of the file unpacks to more than is read."""


def read_office(data: bytes, kind: str) -> ReadResult:
    """Text and tables of a DOCX, ODT, ODP or PPTX file."""
    engine = kind + "-xml"
    notes: tuple[str, ...] = ()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if kind == "pptx":
                pages, tables, count, notes = _slides(archive)
                title = _property(archive, "docProps/core.xml")
            elif kind == "docx":
                pages, tables = _pages(_Words(_docx_text), part(archive, "word/document.xml"), f"{_W}body")
                drawn = _drawn(archive, "word/diagrams/")
                if drawn:
                    pages[-1:] = ["\n".join((*pages[-1:], *drawn))]
                count, title = len(pages), _property(archive, "docProps/core.xml")
            else:
                pages, tables = _pages(_Words(_odf_text), part(archive, "content.xml"), None)
                count, title = len(pages), _property(archive, "meta.xml")
    except TooLargeError:
        return ReadResult(kind, cause="too_large", engine=engine)
    except RuntimeError:  # an encrypted entry
        return ReadResult(kind, cause="encrypted", engine=engine)
    except (*UNREADABLE, etree.LxmlError):
        return ReadResult(kind, cause="damaged", engine=engine)
    first = next((page for page in pages if page.strip()), "")
    title = titles.of(title, first.split("\n", 30)[:30])
    cause = "" if first else "picture" if b"media/" in data or b"Pictures/" in data else "empty"
    return ReadResult(kind, title, tuple(pages), tuple(tables), count, cause, engine, notes)


def part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """One part of the file, parsed. Raises ``TooLargeError``, one of ``UNREADABLE``, or ``etree.LxmlError``."""
    info = archive.getinfo(name)
    if info.file_size > PART or (info.file_size > 5_000_000 and info.file_size > RATIO * max(1, info.compress_size)):
        raise TooLargeError(name)
    with archive.open(info) as stream:
        body = stream.read(PART + 1)
    if len(body) > PART:
        raise TooLargeError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(body, parser)
    if root is None:
        raise ValueError(name)
    return root


def _property(archive: zipfile.ZipFile, name: str) -> str:
    try:
        return next((node.text or "" for node in part(archive, name).iter(_DC_TITLE)), "")
    except (*UNREADABLE, TooLargeError, etree.LxmlError):
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
            rows = _rows(words, node)
            placed = laid_out(rows)
            if placed:
                tables.append(Table(placed))
            lines = lines_of(rows)
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


def _rows(words: _Words, table: etree._Element) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    owners: dict[int, tuple[int, int]] = {}  # column: row and place of the cell that Word goes on with below
    for row in _outermost(table, {words.row}):
        cells: list[Cell] = []
        column = 0
        for node in _outermost(row, words.cell):
            parts = (words.text(paragraph) for paragraph in node.iter(*words.paragraphs))
            text = " ".join(" ".join(parts).split())
            if node.tag == f"{_W}tc":
                across, merge = _word_span(node)
                if merge == "continue" and column in owners:
                    at, place = owners[column]
                    rows[at][place] = rows[at][place]._replace(down=len(rows) - at + 1)
                else:
                    if merge:
                        owners[column] = (len(rows), len(cells))
                    else:
                        owners.pop(column, None)
                    cells.append(Cell(text, across))
                column += across
            elif node.tag == f"{_O}table-cell":
                cell = Cell(text, _count(node, "number-columns-spanned"), _count(node, "number-rows-spanned"))
                cells += [cell] * min(_count(node, "number-columns-repeated"), CELLS)
            if len(cells) >= CELLS:
                break
        rows.append(cells)
        if len(rows) >= ROWS:
            break
    return rows


def _word_span(cell: etree._Element) -> tuple[int, str]:
    """How many columns a cell covers, and whether it goes on with the cell above or begins one that does."""
    properties = cell.find(f"{_W}tcPr")
    if properties is None:
        return 1, ""
    span = properties.find(f"{_W}gridSpan")
    merge = properties.find(f"{_W}vMerge")
    value = "" if span is None else span.get(f"{_W}val") or ""
    across = min(int(value), CELLS) if value.isdecimal() and len(value) < 5 else 1
    return max(1, across), "" if merge is None else merge.get(f"{_W}val") or "continue"


def _count(node: etree._Element, name: str) -> int:
    value = node.get(_O + name) or ""
    return max(1, int(value)) if value.isdecimal() and len(value) < 9 else 1


def _drawn(archive: zipfile.ZipFile, folder: str, names: Iterable[str] = ()) -> list[str]:
    """Words of the drawings whose data lie in ``folder``, one entry a line: of ``names`` only, when given."""
    wanted = set(names)
    lines: list[str] = []
    for name in sorted(archive.namelist()):
        if re.fullmatch(re.escape(folder) + r"data\d+\.xml", name) and (not wanted or name in wanted):
            for node in part(archive, name).iter(f"{_A}p"):
                text = " ".join("".join(run.text or "" for run in node.iter(f"{_A}t")).split())
                if text:
                    lines.append(text)
    return lines


def _docx_text(paragraph: etree._Element) -> str:
    """Text of a paragraph; a form feed where a page begins; deleted text and field codes are not in ``w:t``."""
    parts = []
    twice = next(paragraph.iter(f"{_MC}Fallback"), None) is not None
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}lastRenderedPageBreak", f"{_W}sym"):
        if twice and next(node.iterancestors(f"{_MC}Fallback"), None) is not None:  # told again for older programs
            continue
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


def _slides(archive: zipfile.ZipFile) -> tuple[list[str], list[Table], int, tuple[str, ...]]:
    names = [name for name in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    names.sort(key=lambda name: int("".join(filter(str.isdecimal, name))))
    pages, tables = [], []
    hidden = 0
    for name in names[:SLIDES]:
        slide = part(archive, name)
        if slide.get("show") in ("0", "false"):
            hidden += 1
            continue
        lines = []
        for node in _outermost(slide, {f"{_A}p", f"{_A}tbl"}):
            if node.tag == f"{_A}p":
                lines.append("".join(run.text or "" for run in node.iter(f"{_A}t")).strip())
                continue
            rows = []
            for row in node.iter(f"{_A}tr"):
                shown = (cell for cell in row.iter(f"{_A}tc") if not (cell.get("hMerge") or cell.get("vMerge")))
                rows.append([_slide_cell(cell) for cell in shown][:CELLS])
            tables.append(Table(laid_out(rows)))
            lines += lines_of(rows)
        lines += _of_slide(archive, name)
        pages.append("\n".join(line for line in lines if line))
    notes = (f"สไลด์ที่ซ่อนไว้ {hidden} หน้าไม่ได้อ่าน",) if hidden else ()
    return pages, tables, len(names), notes


def _slide_cell(cell: etree._Element) -> Cell:
    across, down = cell.get("gridSpan") or "", cell.get("rowSpan") or ""
    return Cell(
        " ".join("".join(run.text or "" for run in cell.iter(f"{_A}t")).split()),
        int(across) if across.isdecimal() and len(across) < 4 else 1,
        int(down) if down.isdecimal() and len(down) < 5 else 1,
    )


def _of_slide(archive: zipfile.ZipFile, name: str) -> list[str]:
    """Words of the drawings that a slide shows."""
    relations = f"ppt/slides/_rels/{name.rpartition('/')[2]}.rels"
    if relations not in archive.namelist():
        return []
    targets = {
        str(node.get("Target") or "").rpartition("/")[2] for node in part(archive, relations).iter("{*}Relationship")
    }
    shown = {f"ppt/diagrams/{target}" for target in targets if target.startswith("data")}
    return _drawn(archive, "ppt/diagrams/", shown) if shown else []
