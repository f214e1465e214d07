"""The addresses behind the words of a workbook's cells, which a reader of values does not see."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FORMULA = re.compile(
    r"\s*HYPERLINK\(\s*\"((?:[^\"]|\"\")+)\"", re.I
)  # an address that is put together from other cells is not
_MOST = 50_000_000  # bytes of one part


def hyperlinks(body: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet name: (row, column) from 0: address. {} for what is no XLSX, or cannot be taken apart."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            sheets = _related(book, "xl/workbook.xml")
            found = {}
            for sheet in _parsed(book, "xl/workbook.xml").iter("{*}sheet"):
                path = sheets.get(sheet.get(f"{_REL}id", ""), "")
                if path in book.namelist():
                    found[sheet.get("name", "")] = _of_sheet(book, path)
            return found
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, OSError):
        return {}


def _of_sheet(book: zipfile.ZipFile, path: str) -> dict[tuple[int, int], str]:
    targets = _related(book, path, raw=True)
    sheet = _parsed(book, path)
    found = {}
    for cell in sheet.iter("{*}c"):
        written = _FORMULA.match(cell.findtext("{*}f") or "")
        at = _place(cell.get("r", ""))
        if written and at:
            found[at] = written[1].replace('""', '"')
    for link in sheet.iter("{*}hyperlink"):
        at = _place(link.get("ref", ""))
        target = targets.get(link.get(f"{_REL}id", ""), "")
        if at and target:
            part = link.get("location", "")
            found[at] = f"{target}#{part}" if part else target
    return found


def _place(name: str) -> tuple[int, int] | None:
    """Row and column from 0 of a cell named like ``B12``."""
    parts = re.match(r"([A-Z]{1,3})(\d{1,7})", name)
    if not parts:
        return None
    column = 0
    for letter in parts[1]:
        column = column * 26 + ord(letter) - 64
    return int(parts[2]) - 1, column - 1


def _related(book: zipfile.ZipFile, path: str, *, raw: bool = False) -> dict[str, str]:
    folder, name = posixpath.split(path)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in book.namelist():
        return {}
    found = {}
    for one in _parsed(book, rels).iter("{*}Relationship"):
        target = one.get("Target", "")
        if not raw:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[one.get("Id", "")] = target
    return found


def _parsed(book: zipfile.ZipFile, path: str) -> etree._Element:
    if book.getinfo(path).file_size > _MOST:
        raise ValueError(path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(book.read(path), parser)
